// The sample application in Vue 3, which hydrates the HTML from its server.
import { createSSRApp, nextTick, shallowReactive } from "vue";
import { template } from "../frameworks/vue.template.js";

const state = shallowReactive({ ...window.firstState });

window.hydrate = () => {
  const application = createSSRApp({ setup: () => ({ state }), template });
  application.mount("#root");
  window.app = {
    set(next) {
      Object.assign(state, next);
      return nextTick();
    },
    unmount: () => application.unmount(),
  };
};
