// The browser's own editing, as chat boxes use it: window.read() is what a site would save.
const root = document.getElementById("root");
root.contentEditable = "true";
window.read = () => root.innerHTML;
