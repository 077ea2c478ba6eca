"use strict";
// Provides `CapturedEvents`: gives input events to the extension's listeners before the page's
// listeners. Registers on the window before any page script runs. Depends on nothing.

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

  /** Runs the newest listeners first, until one returns `true`. @param {Event} event */
  function dispatch(event) {
    for (const listener of [...(listening.get(event.type) ?? [])].reverse()) {
      if (listener(event) === true) return;
    }
  }

  /**
   * @template {typeof TYPES[number]} T
   * @param {T} type
   * @param {(event: HTMLElementEventMap[T]) => unknown} listener
   * @param {AbortSignal} [signal] removes the listener
   */
  function on(type, listener, signal) {
    if (signal?.aborted) return;
    listening.get(type)?.add(listener);
    signal?.addEventListener("abort", () => listening.get(type)?.delete(listener), { once: true });
  }

  /** Hides an event from the page and cancels its default action. @param {Event | null} event */
  function stop(event) {
    event?.preventDefault();
    event?.stopImmediatePropagation();
  }

  for (const type of TYPES) addEventListener(type, dispatch, { capture: true });
  return { on, stop };
})();
