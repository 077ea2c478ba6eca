"use strict";
// Provides `Page`: reads what holds for this page, starts the scan, and stops it when the settings
// change or the extension goes. It asks the background nothing before the text gives a reason.
// Depends on `Messaging` and `Scanner`.

const Page = (() => {
  /** @type {import("../../shared/messages.js").PageConfig | null} */
  let config = null;
  /** Asked for once: names cannot be declared twice. @type {Promise<null> | null} */
  let engine = null;
  /** Ends the scan, and every mark with it. */
  let scan = start();

  /** The extension was updated or removed: nothing of it stays in the page. */
  function leave() {
    scan.abort();
  }

  function start() {
    const controller = new AbortController();
    Scanner.start({ loadEngine, signal: controller.signal, leave });
    return controller;
  }

  /**
   * The prefilter found something: now ask what holds here, and have the engine brought.
   * @returns {Promise<boolean>} whether to go on
   */
  async function loadEngine() {
    config ??= await firstConfig();
    if (!config.active) return false;
    await bringEngine();
    return true;
  }

  async function bringEngine() {
    config ??= await firstConfig();
    engine ??= Messaging.ask("page.engine", {});
    await engine.catch((problem) => {
      engine = null;
      throw problem;
    });
  }

  async function firstConfig() {
    const first = await Messaging.ask("page.config", {});
    chrome.storage.onChanged.addListener((changes, area) => {
      const { settings, ready, sign_in } = changes;
      if (area === "managed" || settings || ready || sign_in) configChanged();
    });
    return first;
  }

  /** Asks again, begins anew where it matters. */
  async function configChanged() {
    if (!Messaging.isConnected()) return leave();
    const before = config;
    if (!before) return;
    // A removed extension loses its storage first.
    const asked = await Messaging.ask("page.config", {}).catch(() => null);
    if (!asked) return Messaging.isConnected() ? undefined : leave();
    config = asked;
    const { ringout: _, missing: _1, ...old } = before;
    const { ringout: _2, missing: _3, ...now } = config;
    if (JSON.stringify(old) === JSON.stringify(now)) return;
    scan.abort();
    scan = start();
  }

  return { bringEngine, config: () => config, leave };
})();

// The background asks a frame for these by name: names that a script declares are no properties.
Object.assign(globalThis, { clickToCallPage: Page });
