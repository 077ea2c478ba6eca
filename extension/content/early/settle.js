"use strict";
// When a page may be touched for the first time, and when there is time for a slice of work. Knows
// nothing of what is done then.

/** How long a text may wait for an idle moment: with the slices, new numbers show within 100 ms. */
const IDLE_WITHIN_MS = 40;
/** An application rendered on a server takes the page over at some time after the load. */
const SETTLE_RENDERED_MS = 2500;
const LOAD_LIMIT_MS = 4000;

/** What applications call the place that a server filled for them, or their data. */
const RENDERED_IDS =
  "__next __nuxt ___gatsby svelte q-app __NEXT_DATA__ __NUXT_DATA__ ng-state".split(" ");
const RENDERED_ON_SERVER =
  "[data-reactroot], [data-hk], [data-server-rendered], [ng-server-context], [ngh], " +
  "[data-sveltekit-hydrate], [defer-hydration]";
/** They stand near the top; to ask the whole of a long page takes longer than to read it. */
const ELEMENTS_ASKED = 100;

function isRenderedOnServer() {
  const { getElementById, getElementsByTagName } = Document.prototype;
  const byId = (/** @type {string} */ id) => getElementById.call(document, id);
  if (RENDERED_IDS.some(byId)) return true;
  if (["root", "app"].some((id) => byId(id)?.firstElementChild)) return true;
  if (getElementsByTagName.call(document, "astro-island").length > 0) return true;
  const [body] = getElementsByTagName.call(document, "body");
  const elements = body?.getElementsByTagName("*") ?? [];
  for (let index = 0; index < ELEMENTS_ASKED; index += 1) {
    const element = elements[index];
    if (!element) return false;
    if (matchesOf(element, RENDERED_ON_SERVER)) return true;
  }
  return false;
}

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
