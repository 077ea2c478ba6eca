// Draft.js: window.read() returns what a site would save.
import { convertToRaw, Editor, EditorState } from "draft-js";
import { useState } from "react";
import ReactDOM from "react-dom";

function Draft() {
  const [state, setState] = useState(() => EditorState.createEmpty());
  window.read = () => state.getCurrentContent().getPlainText() +
    convertToRaw(state.getCurrentContent()).blocks.map(({ text }) => text).join("|");
  return <Editor editorState={state} onChange={setState} />;
}
ReactDOM.render(<Draft />, document.getElementById("root"));
