// The sample application in Vue 3.
import { createApp, nextTick, shallowReactive } from "vue";
import { template } from "./vue.template.js";

document.body.append(document.createElement("aside"));

const state = shallowReactive({ ...window.firstState });

const application = createApp({
  setup: () => ({ state }),
  template: `${template}<Teleport to="aside"><p v-if="state.office">Beside {{ state.phone }}</p></Teleport>
    <p v-show="state.bare">Now and then: {{ state.phone }}</p>`,
});
application.mount("#root");

window.app = {
  set(next) {
    Object.assign(state, next);
    return nextTick();
  },
  unmount: () => application.unmount(),
};
