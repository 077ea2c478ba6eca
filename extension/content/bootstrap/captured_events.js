"use strict";
// Provides `CapturedEvents`: a user's input, heard before the page hears it. The listeners on the
// window are added before the page's first script, the handlers later. Depends on nothing.

const CapturedEvents = (() => {
  const TYPES = /** @type {const} */ ([
    "click",
    "pointerdown",
    "mousedown",
    "pointerup",
    "keydown",
    "keyup",
    "focusin",
    "contextmenu",
    "copy",
  ]);

  /** @type {Map<string, Set<(event: any) => unknown>>} */
  const listening = new Map(TYPES.map((type) => [type, new Set()]));

  /** The last to come hears first; one that returns `true` keeps the event. @param {Event} event */
  function hear(event) {
    for (const listener of [...(listening.get(event.type) ?? [])].reverse()) {
      if (listener(event) === true) return;
    }
  }

  /**
   * @template {typeof TYPES[number]} T
   * @param {T} type
   * @param {(event: HTMLElementEventMap[T]) => unknown} listener
   * @param {AbortSignal} [signal] ends it
   */
  function on(type, listener, signal) {
    if (signal?.aborted) return;
    listening.get(type)?.add(listener);
    signal?.addEventListener("abort", () => listening.get(type)?.delete(listener), { once: true });
  }

  /** Neither the browser nor anybody else acts on the event. @param {Event | null} event */
  function stop(event) {
    event?.preventDefault();
    event?.stopImmediatePropagation();
  }

  for (const type of TYPES) addEventListener(type, hear, { capture: true });
  return { on, stop };
})();
