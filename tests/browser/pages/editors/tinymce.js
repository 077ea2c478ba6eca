// TinyMCE, which edits in a separate frame: window.read() returns what a site would save.
import tinymce from "tinymce";
import "tinymce/icons/default";
import "tinymce/models/dom";
import "tinymce/themes/silver";

const options = { selector: "#root", skin: false, content_css: false, license_key: "gpl" };
window.ready = tinymce.init({ ...options, promotion: false, menubar: false }).then(([editor]) => {
  window.read = () => editor.getContent() + editor.getBody().innerHTML;
});
