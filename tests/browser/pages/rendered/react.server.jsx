// The sample application, rendered by React's server.
import "../frameworks/states.js";
import { renderToString } from "react-dom/server";
import { View } from "../frameworks/view.jsx";

export const html = renderToString(<View {...window.firstState} />);
