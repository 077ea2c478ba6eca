// CKEditor 5: window.read() returns what a site would save.
import "ckeditor5/ckeditor5.css";
import { Bold, ClassicEditor, Essentials, Paragraph } from "ckeditor5";

const plugins = [Essentials, Paragraph, Bold];
const options = { licenseKey: "GPL", plugins, toolbar: [] };
window.ready = ClassicEditor.create(document.getElementById("root"), options).then((editor) => {
  window.read = () => editor.getData() + editor.editing.view.getDomRoot().innerHTML;
});
