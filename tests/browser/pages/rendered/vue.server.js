// The sample application, rendered by Vue's server.
import "../frameworks/states.js";
import { createSSRApp } from "vue";
import { renderToString } from "vue/server-renderer";
import { template } from "../frameworks/vue.template.js";

const state = window.firstState;
export const html = renderToString(createSSRApp({ setup: () => ({ state }), template }));
