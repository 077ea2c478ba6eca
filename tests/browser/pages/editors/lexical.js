// Lexical: window.read() returns what a site would save.
import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { registerRichText } from "@lexical/rich-text";
import { createEditor } from "lexical";

const root = document.getElementById("root");
root.contentEditable = "true";
const editor = createEditor({ onError: console.error });
editor.setRootElement(root);
registerRichText(editor);
registerHistory(editor, createEmptyHistoryState(), 0);
window.read = () => JSON.stringify(editor.getEditorState()) + root.innerHTML;
