// Lists the extension's current keyboard shortcuts, and opens the browser's page on which the user
// changes them. Depends on i18n.js.

import { say } from "./i18n.js";

/** @typedef {{name: string, words: string, keys: string}} Shortcut `keys` is "" if none is set */

/**
 * The commands that have a shortcut, in the order in which panels list them. A command's value is
 * the key in _locales of the text that says what the command does.
 */
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

/** Opens the browser's page for shortcuts, because an extension cannot change its shortcuts. */
export async function openShortcutSettings() {
  const commands = /** @type {{openShortcutSettings?: () => Promise<void>}} */ (chrome.commands);
  if (commands.openShortcutSettings) return commands.openShortcutSettings();
  await chrome.tabs.create({ url: "chrome://extensions/shortcuts" });
}
