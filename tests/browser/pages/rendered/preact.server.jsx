// The sample application, rendered by Preact's server.
import "../frameworks/states.js";
import { renderToString } from "preact-render-to-string";
import { View } from "../frameworks/view.jsx";

export const html = renderToString(<View {...window.firstState} />);
