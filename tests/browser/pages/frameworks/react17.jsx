// The sample application in React 17, which has another way to start.
import ReactDOM from "react-dom";
import { View } from "./view.jsx";

const root = document.getElementById("root");
const render = (state) => ReactDOM.render(<View {...state} />, root);
render(window.firstState);

window.app = { set: render, unmount: () => ReactDOM.unmountComponentAtNode(root) };
