// Provides the keyboard shortcuts as they hold in this browser, and the way to change them. Depends on
// the words.

import { say } from "./i18n.js";

/** @typedef {{name: string, words: string, keys: string}} Shortcut `keys` is "" where none is set */

/** The order in which they are listed. */
const WORDS = Object.freeze({
  _execute_action: "command_popup",
  show_hints: "command_hints",
  call_selection: "command_call_selection",
  cancel_call: "command_cancel_call",
  redial: "command_redial",
  toggle_site: "command_toggle_site",
});

/** @returns {Promise<Shortcut[]>} */
export async function listShortcuts() {
  const set = await chrome.commands.getAll();
  return Object.entries(WORDS).map(([name, key]) => {
    const keys = set.find((command) => command.name === name)?.shortcut ?? "";
    return { name, words: say(key), keys };
  });
}

/** Opens the browser's own page for them: no extension may change its keys by itself. */
export async function openShortcutSettings() {
  const commands = /** @type {{openShortcutSettings?: () => Promise<void>}} */ (chrome.commands);
  if (commands.openShortcutSettings) return commands.openShortcutSettings();
  await chrome.tabs.create({ url: "chrome://extensions/shortcuts" });
}
