"use strict";
// Hears a person's input before the page does: the ears are there before the page's first script,
// what listens comes later, some of it with the engine. Knows nothing of what is heard.

const HEARD = /** @type {const} */ ([
  "click",
  "pointerdown",
  "keydown",
  "focusin",
  "contextmenu",
  "copy",
  "cut",
]);

/** @type {Map<string, Set<(event: any) => void>>} */
const listening = new Map(HEARD.map((type) => [type, new Set()]));

/** @param {Event} event */
function hear(event) {
  for (const listener of listening.get(event.type) ?? []) listener(event);
}

/**
 * @template {typeof HEARD[number]} T
 * @param {T} type
 * @param {(event: HTMLElementEventMap[T]) => void} listener
 * @param {AbortSignal} signal
 */
function hearBeforePage(type, listener, signal) {
  if (signal.aborted) return;
  listening.get(type)?.add(listener);
  signal.addEventListener("abort", () => listening.get(type)?.delete(listener), { once: true });
}

for (const type of HEARD) addEventListener(type, hear, { capture: true });
