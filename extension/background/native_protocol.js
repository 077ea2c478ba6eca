// Provides the extension's half of the host protocol: which requests there are, how long each may
// take, and which problems either side can name. Depends on nothing; the host's half is in its
// host/protocol.py and words.py, and contract tests hold the two together.

/** Raised whenever a field changes its meaning, here and in the host's protocol.py. */
export const PROTOCOL = 1;
/** The one before, which hosts that are a version behind speak; version 1 is the first. */
export const OLDER_PROTOCOL = Math.max(1, PROTOCOL - 1);

/**
 * Milliseconds that the whole of a request may take. Whether the host lives at all is found out
 * much sooner, see native_port.js; these are for the exchange behind it.
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
 * Requests that came after the first version of the protocol: hosts that do not know them say
 * bad_message.
 * @type {readonly RequestType[]}
 */
export const LATER_REQUESTS = ["account.configure"];

export const PUSHES = /** @type {const} */ (["call.changed", "account.changed"]);

/**
 * Problems that the extension notices by itself, each with its words under `problem_…` in _locales;
 * the host's own codes come over the wire, with words.
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
 * What a closed port means. Browsers fold many causes into few words; Firefox gives none at all
 * when the host died.
 * @param {string | undefined} words `runtime.lastError.message` or `port.error.message`
 * @returns {OwnProblem}
 */
export function problemOfClosedPort(words) {
  if (/not found|no such native application/i.test(words ?? "")) return "host_missing";
  if (/forbidden/i.test(words ?? "")) return "host_forbidden";
  if (/communicating|exceed|unexpected/i.test(words ?? "")) return "host_garbled";
  return "host_died";
}
