"use strict";
// Provides `Page`: reads this page's configuration, starts the scan, and stops it when the settings
// change or the extension is removed. Sends no message before the prefilter finds something.
// Depends on `Messaging` and `Scanner`.

const Page = (() => {
  /** @type {import("../../shared/messages.js").PageConfig | null} */
  let config = null;
  /** The engine is requested once: its scripts cannot run twice. @type {Promise<null> | null} */
  let engine = null;
  /** Whether a setting changed after the configuration was requested. */
  let isOutdated = false;
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
    if (config.active) await bringEngine();
    return config.active;
  }

  async function bringEngine() {
    config ??= await firstConfig();
    engine ??= Messaging.ask("page.engine", {});
    await engine.catch((problem) => {
      engine = null;
      throw problem;
    });
  }

  /** Listens to the storage before asking, so that no change is missed. */
  async function firstConfig() {
    chrome.storage.onChanged.addListener(storageChanged);
    for (;;) {
      isOutdated = false;
      const first = await Messaging.ask("page.config", {});
      if (!isOutdated) return first;
    }
  }

  /** @type {Parameters<typeof chrome.storage.onChanged.addListener>[0]} */
  function storageChanged({ settings, ready, sign_in }, area) {
    if (area !== "managed" && !settings && !ready && !sign_in) return;
    isOutdated = true;
    configChanged();
  }

  /** Restarts the scan if a changed setting or account changes this page's configuration. */
  async function configChanged() {
    if (!Messaging.isConnected()) return leave();
    const before = config;
    if (!before) return;
    // The request fails if the extension was removed.
    const asked = await Messaging.ask("page.config", {}).catch(() => null);
    if (!asked) return Messaging.isConnected() ? undefined : leave();
    config = asked;
    const { ringout, missing } = before;
    if (JSON.stringify(before) === JSON.stringify({ ...config, ringout, missing })) return;
    scan.abort();
    scan = start();
  }

  return { bringEngine, config: () => config, leave };
})();

// The background reads this property; a script's `const` is no property of `globalThis`.
Object.assign(globalThis, { clickToCallPage: Page });
