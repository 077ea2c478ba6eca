// Provides the one thing to do about each problem of the helper app, and the commands that install it,
// for each system. Depends on nothing.

/** @typedef {"linux" | "mac" | "win"} System */
/**
 * @typedef {Object} Remedy
 * @property {string} key of the words that stand before the command
 * @property {string} command to be run in a terminal
 */

/** From pipx's own folder: a terminal that was open before does not find new programs. */
const FROM_PIPX = '"$(pipx environment --value PIPX_BIN_DIR)/click-to-call"';
const POSIX = `pipx install --force . && pipx ensurepath && ${FROM_PIPX} install`;
const PIPX = "py -m pipx";
const WINDOWS =
  `py -m pip install --user pipx; ${PIPX} install --force .; ${PIPX} ensurepath; ` +
  `& "$(${PIPX} environment --value PIPX_BIN_DIR)\\click-to-call" install`;

/** What installs the helper app, from its folder. @type {Readonly<Record<System, string>>} */
export const INSTALL = Object.freeze({ linux: POSIX, mac: POSIX, win: WINDOWS });

/** What installs pipx where it is missing; "" where `INSTALL` does that, too. @type {Readonly<Record<System, string>>} */
export const INSTALL_PIPX = Object.freeze({
  linux: "sudo apt install pipx",
  mac: "brew install pipx",
  win: "",
});

/** @returns {Promise<System>} */
export async function systemHere() {
  const { os } = await chrome.runtime.getPlatformInfo();
  return os === "win" || os === "mac" ? os : "linux";
}

/**
 * @param {import("./messages.js").Problem} problem
 * @param {System} system
 * @returns {Remedy} the doctor's for whatever has none of its own
 */
export function remedyFor({ code }, system) {
  if (code === "host_missing") return { key: "remedy_install", command: INSTALL[system] };
  if (code === "update_host") return { key: "remedy_update", command: INSTALL[system] };
  if (code === "host_forbidden") return { key: "remedy_once", command: "click-to-call install" };
  return { key: "remedy_doctor", command: "click-to-call doctor" };
}
