// Quill: window.read() is what a site would save.
import Quill from "quill";

const quill = new Quill("#root", {});
window.read = () => quill.root.innerHTML;
