// The sample application in Solid, over what its server rendered.
import { createStore, reconcile } from "solid-js/store";
import { hydrate } from "solid-js/web";
import { View } from "../frameworks/solid.view.jsx";

// What a script in the page's head sets up, where Solid's own server writes it.
window._$HY = { events: [], completed: new WeakSet(), r: {}, fe() {} };

const [state, setState] = createStore(structuredClone(window.firstState));

window.hydrate = () => {
  const dispose = hydrate(() => <View state={state} />, document.getElementById("root"));
  window.app = { set: (next) => setState(reconcile(structuredClone(next))), unmount: dispose };
};
