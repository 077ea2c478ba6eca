// Trix: window.read() returns what a site would save.
import "trix";

const editor = document.createElement("trix-editor");
document.getElementById("root").append(editor);
window.read = () => editor.value + editor.innerHTML;
