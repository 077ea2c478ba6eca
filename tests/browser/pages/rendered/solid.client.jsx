// The sample application in Solid, which hydrates the HTML from its server.
import { createStore, reconcile } from "solid-js/store";
import { hydrate } from "solid-js/web";
import { View } from "../frameworks/solid.view.jsx";

// Solid's own server writes this script into the page's head.
window._$HY = { events: [], completed: new WeakSet(), r: {}, fe() {} };

const [state, setState] = createStore(structuredClone(window.firstState));

window.hydrate = () => {
  const dispose = hydrate(() => <View state={state} />, document.getElementById("root"));
  window.app = { set: (next) => setState(reconcile(structuredClone(next))), unmount: dispose };
};
