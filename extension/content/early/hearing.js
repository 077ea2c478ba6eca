"use strict";
// Hears a person's input before the page does: the ears are there before the page's first script,
// the listeners come later.

const HEARD = /** @type {const} */ ([
  "click",
  "pointerdown",
  "keydown",
  "keyup",
  "focusin",
  "contextmenu",
  "copy",
  "cut",
]);

/** @type {Map<string, Set<(event: any) => unknown>>} */
const listening = new Map(HEARD.map((type) => [type, new Set()]));

/** The last hears first; by `true` it keeps it. @param {Event} event */
function hear(event) {
  for (const listener of [...(listening.get(event.type) ?? [])].reverse()) {
    if (listener(event) === true) return;
  }
}

/**
 * @template {typeof HEARD[number]} T
 * @param {T} type
 * @param {(event: HTMLElementEventMap[T]) => unknown} listener
 * @param {AbortSignal} signal
 */
function hearBeforePage(type, listener, signal) {
  if (signal.aborted) return;
  listening.get(type)?.add(listener);
  signal.addEventListener("abort", () => listening.get(type)?.delete(listener), { once: true });
}

for (const type of HEARD) addEventListener(type, hear, { capture: true });
