// Declares the extension's half of the protocol with the native messaging host: the requests, their
// time limits, and the problems that the extension itself detects. The host's half is in
// native_host/click_to_call (host/protocol.py and problem_texts.py), and contract tests compare the
// two halves. Depends on nothing.

/**
 * The version of the protocol. When a field changes its meaning, increase this version here and in
 * the host's protocol.py.
 */
export const PROTOCOL = 1;
/** The version before PROTOCOL, which older hosts use; 1 if there was no version before it. */
export const OLDER_PROTOCOL = Math.max(1, PROTOCOL - 1);

/**
 * The requests to the host, with the time limit of each request in milliseconds. Within this time,
 * a host that is alive gets the answers that it needs from RingCentral. native_port.js detects a
 * dead host much earlier, with a ping.
 */
export const REQUESTS = Object.freeze({
  hello: 2_400,
  "account.read": 15_000,
  "account.configure": 15_000,
  "account.sign_in": 15_000,
  "account.sign_out": 15_000,
  "numbers.list": 30_000,
  "number.describe": 5_000,
  "call.place": 45_000,
  "call.read": 15_000,
  "call.cancel": 30_000,
  "calls.recent": 5_000,
});

/** @typedef {keyof typeof REQUESTS} RequestType */

/**
 * The requests that are newer than the protocol's first version. An older host, which does not know
 * such a request, answers `bad_message`, and native_port.js then asks the user to update the host.
 * @type {readonly RequestType[]}
 */
export const LATER_REQUESTS = ["account.configure"];

export const PUSHES = /** @type {const} */ (["call.changed", "account.changed"]);

/**
 * The codes of the problems that the extension itself detects. Their texts have the keys
 * `problem_<code>` in _locales. For every other problem, the host sends the code and the text.
 */
export const OWN_PROBLEMS = /** @type {const} */ ([
  "host_missing",
  "host_forbidden",
  "host_died",
  "host_garbled",
  "host_silent",
  "update_extension",
  "update_host",
  "not_allowed",
  "busy",
  "ticket_unknown",
  "window_failed",
]);

/** @typedef {typeof OWN_PROBLEMS[number]} OwnProblem */

/**
 * Finds out why the port to the host closed. Returns "host_died" if the browser's message names no
 * known cause, or if there is no message, as in Firefox after a crash of the host.
 * @param {string | undefined} words `runtime.lastError.message` or `port.error.message`
 * @returns {OwnProblem}
 */
export function problemOfClosedPort(words) {
  if (/not found|no such native application/i.test(words ?? "")) return "host_missing";
  if (/forbidden/i.test(words ?? "")) return "host_forbidden";
  if (/communicating|exceed|unexpected/i.test(words ?? "")) return "host_garbled";
  return "host_died";
}
