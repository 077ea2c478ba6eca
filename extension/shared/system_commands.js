// Provides, for each operating system, the commands that install the helper app, and the commands
// that solve problems of the helper app. Depends on nothing.

/** @typedef {"linux" | "mac" | "win"} System */
/**
 * A command that solves a problem.
 * @typedef {Object} Remedy
 * @property {string} key the key of the text before the command
 * @property {string} command a command for the terminal
 */

/**
 * The program `click-to-call`, with its full path in pipx's folder, because a terminal that was
 * open before the installation may not find the program by its name alone.
 */
const FROM_PIPX = '"$(pipx environment --value PIPX_BIN_DIR)/click-to-call"';
const POSIX = `pipx install --force . && pipx ensurepath && ${FROM_PIPX} install`;
const PIPX = "py -m pipx";
const WINDOWS =
  `py -m pip install --user pipx; ${PIPX} install --force .; ${PIPX} ensurepath; ` +
  `& "$(${PIPX} environment --value PIPX_BIN_DIR)\\click-to-call" install`;

/**
 * The commands that install the helper app. The user runs them in the folder of the helper app.
 * @type {Readonly<Record<System, string>>}
 */
export const INSTALL = Object.freeze({ linux: POSIX, mac: POSIX, win: WINDOWS });

/**
 * The commands that install pipx; "" if the commands of `INSTALL` install pipx themselves.
 * @type {Readonly<Record<System, string>>}
 */
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
 * Chooses the command that solves a problem.
 * @param {import("./messages.js").Problem} problem
 * @param {System} system
 * @returns {Remedy} the problem's own remedy, or else the command `click-to-call doctor`
 */
export function remedyFor({ code }, system) {
  if (code === "host_missing") return { key: "remedy_install", command: INSTALL[system] };
  if (code === "update_host") return { key: "remedy_update", command: INSTALL[system] };
  if (code === "host_forbidden") return { key: "remedy_once", command: "click-to-call install" };
  return { key: "remedy_doctor", command: "click-to-call doctor" };
}
