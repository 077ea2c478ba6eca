// The sample application in React 18 and 19; its state comes from outside.
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { Apart } from "./apart.jsx";
import { View } from "./view.jsx";

let change;

function App() {
  const [state, setState] = useState(window.firstState);
  change = setState;
  return (
    <>
      <View {...state} />
      <Apart {...state} />
    </>
  );
}

const root = createRoot(document.getElementById("root"));
flushSync(() => root.render(<App />));

window.app = {
  set: (state) => flushSync(() => change(state)),
  unmount: () => root.unmount(),
};
