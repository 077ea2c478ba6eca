"use strict";
// When a page may be touched for the first time, and when there is time for a slice of work. Knows
// nothing of what is done then.

/** How long a text may wait for an idle moment: with the slices, new numbers show within 100 ms. */
const IDLE_WITHIN_MS = 40;
/** An application rendered on a server takes the page over at some time after the load. */
const SETTLE_RENDERED_MS = 2500;
const SETTLE_MS = 0;
const LOAD_LIMIT_MS = 4000;

const RENDERED_ON_SERVER = [
  "#__next, #__nuxt, #___gatsby, #svelte, #q-app, astro-island, [data-reactroot], [data-hk]",
  "[data-server-rendered], [ng-server-context], [ngh], [data-sveltekit-hydrate], [defer-hydration]",
  "#root > *, #app > *, script#__NEXT_DATA__, script#__NUXT_DATA__, script#ng-state",
].join(", ");

/**
 * @param {AbortSignal} signal
 * @param {() => void} start
 */
function whenSettled(signal, start) {
  let isRendered = false;
  const look = () => (isRendered ||= document.querySelector(RENDERED_ON_SERVER) !== null);
  const begin = () => !signal.aborted && start();
  const settle = () => {
    setTimeout(() => whenIdle(begin), isRendered ? SETTLE_RENDERED_MS : SETTLE_MS);
  };
  if (document.readyState !== "loading") look();
  if (document.readyState === "complete") return settle();
  // An image that never comes must not keep the numbers from being marked.
  const settled = new AbortController();
  signal.addEventListener("abort", () => settled.abort(), { once: true });
  const once = () => {
    if (settled.signal.aborted) return;
    settled.abort();
    settle();
  };
  const options = { once: true, signal: settled.signal };
  // Before any deferred script has run, what stands in an application's place came from a server.
  document.addEventListener("readystatechange", look, options);
  addEventListener("load", once, options);
  addEventListener("DOMContentLoaded", () => setTimeout(once, LOAD_LIMIT_MS), options);
}

/** @param {() => void} work */
function whenIdle(work) {
  requestIdleCallback(work, { timeout: IDLE_WITHIN_MS });
}
