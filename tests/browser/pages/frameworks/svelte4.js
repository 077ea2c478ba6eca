// Starts the Svelte 4 application.
import { tick } from "svelte";
import App from "./svelte4.svelte";

const app = new App({
  target: document.getElementById("root"),
  props: { state: window.firstState },
});

window.app = {
  set(state) {
    app.$set({ state });
    return tick();
  },
  unmount: () => app.$destroy(),
};
