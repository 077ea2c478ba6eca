// The sample application, rendered by Svelte's server.
import "../frameworks/states.js";
import { render } from "svelte/server";
import App from "../frameworks/svelte5.svelte";

export const html = render(App, { props: { state: window.firstState } }).body;
