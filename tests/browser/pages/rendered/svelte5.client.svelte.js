// The sample application in Svelte 5, which hydrates the HTML from its server.
import { flushSync, hydrate, unmount } from "svelte";
import App from "../frameworks/svelte5.svelte";

const props = $state({ state: window.firstState });

window.hydrate = () => {
  const app = hydrate(App, { target: document.getElementById("root"), props });
  window.app = {
    set(state) {
      props.state = state;
      flushSync();
    },
    unmount: () => unmount(app),
  };
};
