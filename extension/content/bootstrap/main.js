"use strict";
// Provides `Page`: reads this page's configuration, starts the scan, and stops it when the settings
// change or the extension is removed. Sends no message before the prefilter finds something.
// Depends on `Messaging` and `Scanner`.

const Page = (() => {
  /** @type {import("../../shared/messages.js").PageConfig | null} */
  let config = null;
  /** The engine's only load: a script cannot run twice. @type {Promise<null> | null} */
  let engine = null;
  /** Controls the scan: `abort` ends it and removes every mark. */
  let scan = start();

  /** Removes all traces from the page after the extension was updated, disabled or removed. */
  function leave() {
    scan.abort();
  }

  function start() {
    const controller = new AbortController();
    Scanner.start({ loadEngine, signal: controller.signal, leave });
    return controller;
  }

  /**
   * Reads the configuration and loads the engine, after the prefilter found something.
   * @returns {Promise<boolean>} false if the extension is inactive on this page
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

  /** Restarts the scan if a changed setting or account changes this page's configuration. */
  async function configChanged() {
    if (!Messaging.isConnected()) return leave();
    const before = config;
    if (!before) return;
    // If a removal of the extension changed its storage, the request fails.
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

// The background reads this property; a script's `const` is no property of `globalThis`.
Object.assign(globalThis, { clickToCallPage: Page });
