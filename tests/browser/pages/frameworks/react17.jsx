// The sample application in React 17, which has another way to start.
import ReactDOM from "react-dom";
import { Apart } from "./apart.jsx";
import { View } from "./view.jsx";

const root = document.getElementById("root");

function App(state) {
  return (
    <>
      <View {...state} />
      <Apart {...state} />
    </>
  );
}

const render = (state) => ReactDOM.render(<App {...state} />, root);
render(window.firstState);

window.app = { set: render, unmount: () => ReactDOM.unmountComponentAtNode(root) };
