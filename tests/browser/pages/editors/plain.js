// An editable element of the browser, as in chat boxes: window.read() returns what a site would
// save.
const root = document.getElementById("root");
root.contentEditable = "true";
window.read = () => root.innerHTML;
