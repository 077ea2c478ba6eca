// Provides the command that solves each problem of the helper app, and the commands that install it,
// for each operating system. Depends on nothing.

/** @typedef {"linux" | "mac" | "win"} System */
/**
 * @typedef {Object} Remedy
 * @property {string} key the key of the text before the command
 * @property {string} command a command for the terminal
 */

/** The full path in pipx's folder, because an already open terminal may not find a new program. */
const FROM_PIPX = '"$(pipx environment --value PIPX_BIN_DIR)/click-to-call"';
const POSIX = `pipx install --force . && pipx ensurepath && ${FROM_PIPX} install`;
const PIPX = "py -m pipx";
const WINDOWS =
  `py -m pip install --user pipx; ${PIPX} install --force .; ${PIPX} ensurepath; ` +
  `& "$(${PIPX} environment --value PIPX_BIN_DIR)\\click-to-call" install`;

/** The commands that install the helper app, to be run in its folder. @type {Readonly<Record<System, string>>} */
export const INSTALL = Object.freeze({ linux: POSIX, mac: POSIX, win: WINDOWS });

/** The commands that install pipx; "" if `INSTALL` includes this. @type {Readonly<Record<System, string>>} */
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
 * @returns {Remedy} the doctor's command if the problem has no remedy of its own
 */
export function remedyFor({ code }, system) {
  if (code === "host_missing") return { key: "remedy_install", command: INSTALL[system] };
  if (code === "update_host") return { key: "remedy_update", command: INSTALL[system] };
  if (code === "host_forbidden") return { key: "remedy_once", command: "click-to-call install" };
  return { key: "remedy_doctor", command: "click-to-call doctor" };
}
