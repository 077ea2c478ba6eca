"use strict";
// Reads what holds for this page, starts the rest and stops it. Nothing is asked of the background
// before the page's own text gives a reason to.

/** @type {import("../../shared/messages.js").PageConfig | null} */
let pageConfig = null;
/** Asked for once: scripts that declare names cannot come twice. @type {Promise<null> | null} */
let engine = null;
/** Ends the scan and undoes every mark when the settings change. */
let scan = startPage();

/** The extension was updated, switched off or removed: nothing of it stays in the page. */
function leave() {
  scan.abort();
}

function startPage() {
  const controller = new AbortController();
  startScanning({ loadEngine, signal: controller.signal, leave });
  return controller;
}

/**
 * The prefilter found something: now ask what holds here, and have the finder brought.
 * @returns {Promise<boolean>} whether to go on
 */
async function loadEngine() {
  pageConfig ??= await firstConfig();
  if (!pageConfig.active) return false;
  await bringEngine();
  return true;
}

async function bringEngine() {
  pageConfig ??= await firstConfig();
  engine ??= ask("page.engine", {});
  await engine.catch((problem) => {
    engine = null;
    throw problem;
  });
}

async function firstConfig() {
  const config = await ask("page.config", {});
  chrome.storage.local.onChanged.addListener((changes) => {
    if (changes["settings"] || changes["ready"]) configChanged();
  });
  return config;
}

/** The settings changed, or an account came or went: ask again, and begin anew where it matters. */
async function configChanged() {
  if (!isConnected()) return leave();
  const before = pageConfig;
  if (!before) return;
  // A removed extension loses its storage first.
  const config = await ask("page.config", {}).catch(() => null);
  if (!config) return isConnected() ? undefined : leave();
  pageConfig = config;
  const { ringout: _, ...old } = before;
  const { ringout: __, ...now } = config;
  if (JSON.stringify(old) === JSON.stringify(now)) return;
  scan.abort();
  scan = startPage();
}
