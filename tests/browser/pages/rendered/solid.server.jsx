// The sample application, rendered by Solid's server.
import "../frameworks/states.js";
import { renderToString } from "solid-js/web";
import { View } from "../frameworks/solid.view.jsx";

export const html = renderToString(() => <View state={window.firstState} />);
