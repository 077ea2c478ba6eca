// The sample application in Vue 3.
import { createApp, nextTick, shallowReactive } from "vue";
import { template } from "./vue.template.js";

const state = shallowReactive({ ...window.firstState });

const application = createApp({
  setup: () => ({ state }),
  template,
});
application.mount("#root");

window.app = {
  set(next) {
    Object.assign(state, next);
    return nextTick();
  },
  unmount: () => application.unmount(),
};
