// Monaco, which takes its input through an EditContext: window.read() returns what a site would
// save.
import * as monaco from "monaco-editor/editor";

window.MonacoEnvironment = { getWorker: () => new Worker(URL.createObjectURL(new Blob([""]))) };
const root = document.getElementById("root");
root.style.height = "300px";
const editor = monaco.editor.create(root, { language: "plaintext", minimap: { enabled: false } });
const lines = () => Array.from(root.querySelectorAll(".view-line"), (line) => line.textContent);
window.read = () => editor.getValue() + lines().join("|");
