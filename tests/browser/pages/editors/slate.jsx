// Slate: window.read() returns what a site would save.
import { createRoot } from "react-dom/client";
import { createEditor } from "slate";
import { withHistory } from "slate-history";
import { Editable, Slate, withReact } from "slate-react";

const editor = withHistory(withReact(createEditor()));
const empty = [{ type: "paragraph", children: [{ text: "" }] }];
createRoot(document.getElementById("root")).render(
  <Slate editor={editor} initialValue={empty}>
    <Editable />
  </Slate>,
);
window.read = () => JSON.stringify(editor.children);
