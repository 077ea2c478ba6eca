// The sample application in Solid, which reads a text node before it writes it.
import { createStore, reconcile } from "solid-js/store";
import { render } from "solid-js/web";
import { View } from "./solid.view.jsx";

const [state, setState] = createStore(structuredClone(window.firstState));
const dispose = render(() => <View state={state} />, document.getElementById("root"));

window.app = { set: (next) => setState(reconcile(structuredClone(next))), unmount: dispose };
