// ProseMirror: window.read() returns what a site would save.
import { baseKeymap } from "prosemirror-commands";
import { history, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { schema } from "prosemirror-schema-basic";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";

const plugins = [history(), keymap({ "Mod-z": undo }), keymap(baseKeymap)];
const view = new EditorView(document.getElementById("root"), {
  state: EditorState.create({ schema, plugins }),
});
window.read = () => JSON.stringify(view.state.doc) + view.dom.innerHTML;
