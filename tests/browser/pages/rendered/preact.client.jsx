// The sample application in Preact, which hydrates the HTML from its server.
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
