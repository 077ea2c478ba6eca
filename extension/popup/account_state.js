// Determines the state of the host and the account that the popup shows, such as "signed out", and
// the texts, the button and the command for this state. Depends on nothing.

/** @typedef {import("../shared/messages.js").Problem} Problem */
/**
 * @typedef {Object} Known what the popup knows about the account
 * @property {import("../shared/messages.js").HostState | null} host null before the first answer
 * @property {import("../shared/messages.js").Numbers | null} numbers
 * @property {import("../shared/messages.js").Call | null} call the last call
 * @property {{state: "waiting" | "cancelled" | "failed", problem: Problem | null} | null} signIn
 * @property {boolean} isOnline
 * @property {number} seen_at Unix seconds at which the host reported its state
 * @property {number} now Unix seconds
 */
/** @typedef {"set_up" | "check" | "update" | "sign_in" | "add_phone" | "softphone"} AccountAction */
/**
 * A state of the host and the account, as the popup shows it.
 * @typedef {Object} AccountState
 * @property {string} id the state's name; its texts have the keys `account_<id>` and
 *   `account_<id>_text`
 * @property {AccountAction | null} action what the state's button does; the button's text has the
 *   key `account_do_<action>`
 * @property {boolean} hasCommand whether there is a command to run in a terminal; see system_commands.js
 * @property {Problem | null} problem the problem that caused the state
 * @property {boolean} isTold whether the problem's text replaces the state's text
 * @property {number} until Unix seconds at which the state ends by itself; 0 if it does not
 */

/** @type {Record<string, [id: string, action: AccountAction]>} the state for each problem's code */
const STATES = {
  // If the host is missing, the welcome page shows the command that installs the host.
  host_missing: ["missing", "set_up"],
  update_host: ["host_old", "set_up"],
  update_extension: ["host_new", "update"],
  host_forbidden: ["forbidden", "check"],
  host_died: ["crashed", "check"],
  host_garbled: ["crashed", "check"],
  host_silent: ["silent", "check"],
  sign_in_expired: ["sign_in_over", "sign_in"],
  not_signed_in: ["signed_out", "sign_in"],
  sign_in_refused: ["sign_in_refused", "sign_in"],
  exchange_unreachable: ["offline", "check"],
  rate_limited: ["limited", "check"],
  keyring_missing: ["keyring", "check"],
  keyring_locked: ["keyring", "check"],
  keyring_uninitialised: ["keyring", "check"],
  keyring_mute: ["keyring", "check"],
  keyring_full: ["keyring", "check"],
  keyring_failed: ["keyring", "check"],
  ringout_not_in_plan: ["no_ringout", "softphone"],
  no_from_number: ["no_phones", "add_phone"],
};
/** In these states, the popup shows the problem's text, which says more than the state's text. */
const TOLD_BY_PROBLEM = ["keyring", "sign_in_refused", "trouble"];
/** In these states, the popup shows a command that solves the problem. */
const MENDED_BY_COMMAND = ["host_old", "forbidden", "crashed", "silent"];
/** The duration in seconds of a rate limit, if RingCentral states no duration. */
const LIMITED_FOR_S = 60;

/** @type {AccountState} */
const READY = {
  id: "ready",
  action: null,
  hasCommand: false,
  problem: null,
  isTold: false,
  until: 0,
};

/**
 * @param {Known} known
 * @returns {AccountState} the state to show; its id is "ready" if calls can be placed
 */
export function accountState({ host, numbers, call, signIn, isOnline, seen_at, now }) {
  if (host === null) return { ...READY, id: "looking" };
  if (host.state === "signed_out" && signIn) return stateOfSignIn(signIn, seen_at);
  if (host.problem) return stateOf(host.problem, seen_at);
  if (host.state === "absent") return { ...READY, id: "trouble", action: "check" };
  if (host.state === "signed_out") return { ...READY, id: "signed_out", action: "sign_in" };
  if (!isOnline) return { ...READY, id: "offline", action: "check" };
  return troubleOf(call, numbers, now) ?? troubleOfAccount(host.account, numbers) ?? READY;
}

/**
 * @param {NonNullable<Known["signIn"]>} signIn
 * @param {number} since Unix seconds
 * @returns {AccountState}
 */
function stateOfSignIn({ state, problem }, since) {
  if (problem) return { ...stateOf(problem, since), action: "sign_in" };
  return {
    ...READY,
    id: state === "waiting" ? "signing_in" : "sign_in_given_up",
    action: "sign_in",
  };
}

/**
 * @param {Problem} problem
 * @param {number} since Unix seconds
 * @returns {AccountState}
 */
function stateOf(problem, since) {
  const [id, action] = STATES[problem.code] ?? ["trouble", "check"];
  const until = problem.code === "rate_limited" ? limitedUntil(problem, since) : 0;
  const hasCommand = MENDED_BY_COMMAND.includes(id);
  return { id, action, hasCommand, problem, isTold: TOLD_BY_PROBLEM.includes(id), until };
}

/** @param {Problem} problem @param {number} since */
const limitedUntil = ({ parameters }, since) =>
  since + (Number(parameters?.["seconds"]) || LIMITED_FOR_S);

/**
 * Returns the state for a problem with RingCentral that still lasts and that occurred in the last
 * call or when the host last read the lists of phones and caller IDs. Returns null if there is no
 * such problem.
 * @param {Known["call"]} call
 * @param {Known["numbers"]} numbers
 * @param {number} now
 */
function troubleOf(call, numbers, now) {
  const told = [
    { problem: call?.problem, since: call?.changed_at ?? 0 },
    { problem: numbers?.problems["from"], since: numbers?.fetched_at ?? 0 },
  ];
  for (const { problem, since } of told) {
    if (!problem || !["rate_limited", "ringout_not_in_plan"].includes(problem.code)) continue;
    const state = stateOf(problem, since);
    if (state.until === 0 || state.until > now) return state;
  }
  const isOffline = numbers?.problems["from"]?.code === "exchange_unreachable";
  const hasPhones = (numbers?.from.length ?? 0) > 0;
  return isOffline && !hasPhones
    ? { ...READY, id: "offline", action: /** @type {const} */ ("check") }
    : null;
}

/**
 * @param {import("../shared/messages.js").Account | null} account
 * @param {Known["numbers"]} numbers
 * @returns {AccountState | null}
 */
function troubleOfAccount(account, numbers) {
  if (account?.ring_out === false) return { ...READY, id: "no_ringout", action: "softphone" };
  const hasNone = numbers?.from.length === 0 && !numbers.problems["from"];
  return hasNone ? { ...READY, id: "no_phones", action: "add_phone" } : null;
}
