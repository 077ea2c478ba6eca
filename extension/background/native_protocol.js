// Provides the extension's half of the host protocol: the requests, their time limits, and the
// problems that the extension can detect. Depends on nothing. The host's half is in the host's
// host/protocol.py and words.py; contract tests compare both halves.

/** Increased when a field changes its meaning, here and in the host's protocol.py. */
export const PROTOCOL = 1;
/** The previous version, which older hosts use. Version 1 is the first one. */
export const OLDER_PROTOCOL = Math.max(1, PROTOCOL - 1);

/**
 * The time limit of each request in milliseconds. A dead host is detected much earlier, see
 * native_port.js; these limits are for the exchange with RingCentral.
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
 * Requests that were added after the first version of the protocol. A host that does not know them
 * answers `bad_message`.
 * @type {readonly RequestType[]}
 */
export const LATER_REQUESTS = ["account.configure"];

export const PUSHES = /** @type {const} */ (["call.changed", "account.changed"]);

/**
 * The problems that the extension itself detects. Their texts are `problem_…` in _locales. The host
 * sends its own codes with their texts.
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
 * Finds out why a port closed. Browsers report many causes with the same message, and Firefox
 * reports none if the host crashed.
 * @param {string | undefined} words `runtime.lastError.message` or `port.error.message`
 * @returns {OwnProblem}
 */
export function problemOfClosedPort(words) {
  if (/not found|no such native application/i.test(words ?? "")) return "host_missing";
  if (/forbidden/i.test(words ?? "")) return "host_forbidden";
  if (/communicating|exceed|unexpected/i.test(words ?? "")) return "host_garbled";
  return "host_died";
}
