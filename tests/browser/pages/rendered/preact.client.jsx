// The sample application in Preact, over what its server rendered.
import { hydrate, render } from "preact";
import { View } from "../frameworks/view.jsx";

window.hydrate = () => {
  const root = document.getElementById("root");
  hydrate(<View {...window.firstState} />, root);
  window.app = {
    set: (state) => render(<View {...state} />, root),
    unmount: () => render(null, root),
  };
};
