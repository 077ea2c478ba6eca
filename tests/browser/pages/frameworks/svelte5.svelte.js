// Starts the Svelte 5 application.
import { flushSync, mount, unmount } from "svelte";
import App from "./svelte5.svelte";

const props = $state({ state: window.firstState });
const app = mount(App, { target: document.getElementById("root"), props });

window.app = {
  set(state) {
    props.state = state;
    flushSync();
  },
  unmount: () => unmount(app),
};
