// The sample application in React 18 and 19, which hydrates the HTML from their server.
import { useState } from "react";
import { flushSync } from "react-dom";
import { hydrateRoot } from "react-dom/client";
import { View } from "../frameworks/view.jsx";

let change;

function App() {
  const [state, setState] = useState(window.firstState);
  change = setState;
  return <View {...state} />;
}

window.hydrate = () => {
  const onRecoverableError = (error) => console.error(String(error));
  const root = hydrateRoot(document.getElementById("root"), <App />, { onRecoverableError });
  window.app = {
    set: (state) => flushSync(() => change(state)),
    unmount: () => root.unmount(),
  };
};
