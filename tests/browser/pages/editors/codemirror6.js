// CodeMirror 6: window.read() returns what a site would save.
import { basicSetup, EditorView } from "codemirror";

const view = new EditorView({ parent: document.getElementById("root"), extensions: basicSetup });
window.read = () => view.state.doc.toString();
