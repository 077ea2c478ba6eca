// The sample application in Preact, which reads a text node before it writes it.
import { render } from "preact";
import { View } from "./view.jsx";

const root = document.getElementById("root");
const draw = (state) => render(<View {...state} />, root);
draw(window.firstState);

window.app = { set: draw, unmount: () => render(null, root) };
