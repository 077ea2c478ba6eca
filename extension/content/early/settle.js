"use strict";
// When a page may be touched for the first time, and when there is time for a slice of work. Knows
// nothing of what is done then.

/** How long a text may wait for an idle moment: with the slices, new numbers show within 100 ms. */
const IDLE_WITHIN_MS = 40;
/** An application rendered on a server takes the page over at some time after the load. */
const SETTLE_RENDERED_MS = 2500;
const LOAD_LIMIT_MS = 4000;

/** What applications call the place that a server filled for them, or their data. */
const RENDERED_ON_SERVER =
  "#__next, #__nuxt, #___gatsby, #svelte, #q-app, #__NEXT_DATA__, #__NUXT_DATA__, #ng-state, " +
  "#root > *, #app > *, astro-island, [data-reactroot], [data-hk], [data-server-rendered], " +
  "[ng-server-context], [ngh], [data-sveltekit-hydrate], [defer-hydration]";

const isRenderedOnServer = () =>
  Document.prototype.querySelector.call(document, RENDERED_ON_SERVER) !== null;

/**
 * @param {AbortSignal} signal
 * @param {() => void} start
 */
function whenSettled(signal, start) {
  let isRendered = false;
  let isSettled = false;
  const begin = () => !signal.aborted && start();
  const settle = () => {
    if (!isSettled) setTimeout(begin, isRendered ? SETTLE_RENDERED_MS : 0);
    isSettled = true;
  };
  const look = () => {
    if (document.readyState === "complete") return settle();
    // Before any deferred script has run, what stands in an application's place came from a server.
    isRendered ||= isRenderedOnServer();
    // An image that never comes must not keep the numbers from being marked.
    setTimeout(settle, LOAD_LIMIT_MS);
  };
  document.addEventListener("readystatechange", look, { signal });
  if (document.readyState === "loading") return;
  isRendered = isRenderedOnServer();
  look();
}

/** @param {() => void} work */
function whenIdle(work) {
  requestIdleCallback(work, { timeout: IDLE_WITHIN_MS });
}
