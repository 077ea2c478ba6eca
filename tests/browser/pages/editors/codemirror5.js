// CodeMirror 5, which shows its text beside a hidden field: window.read() returns what is saved.
import CodeMirror from "codemirror";
import "codemirror/lib/codemirror.css";

const editor = CodeMirror(document.getElementById("root"));
window.read = () => editor.getValue() + editor.display.lineDiv.textContent;
