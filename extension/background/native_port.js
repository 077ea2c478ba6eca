// Connects to the native messaging host for the first request, and disconnects when nothing is in
// progress. Gives each request an id and a deadline, and detects a dead host within 3 s. Depends on
// native_protocol.js.

import { problemWords, withProblemWords } from "../shared/i18n.js";
import {
  LATER_REQUESTS,
  OLDER_PROTOCOL,
  PROTOCOL,
  PUSHES,
  problemOfClosedPort,
  REQUESTS,
} from "./native_protocol.js";

/** @typedef {import("../shared/messages.js").Problem} Problem */
/** @typedef {import("./native_protocol.js").RequestType} RequestType */
/**
 * @typedef {Object} Waiting
 * @property {RequestType} type
 * @property {(value: any) => void} resolve
 * @property {(problem: Problem) => void} reject
 * @property {() => void} stopClocks
 */

const HOST_NAME = "com.click_to_call.host";
/** The extension pings the host if a request has no answer after this time. */
const PING_AFTER_MS = 1_300;
/**
 * The host counts as dead if it does not answer a ping within this time. Together, PING_AFTER_MS
 * and PING_ANSWERED_WITHIN_MS stay below 3 s, within which the user must learn of a dead host.
 */
const PING_ANSWERED_WITHIN_MS = 1_100;
/** If no request is made for this time, the extension disconnects the host. */
const IDLE_MS = 10_000;
/**
 * If the port closes while one of these requests is waiting, the code that sent the request stores
 * what became of the call. If any other request is waiting, nobody would, so `lost` is called.
 */
const SETTLES_A_CALL = ["call.place", "call.read"];

/** @type {chrome.runtime.Port | null} */
let port = null;
/** @type {Map<string, Waiting>} */
const waiting = new Map();
/** @type {Promise<{protocol: number, version: string}> | null} */
let welcome = null;
/** Whether the host has answered `hello` on the open port. */
let isGreeted = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let idleClock;
/** The time, as `Date.now()` gives it, until which the port stays open even without a request. */
let heldUntil = 0;
/** @type {(push: Record<string, any>) => void} */
let onPush = () => {};
/** @type {() => void} */
let onLost = () => {};
/** @type {() => boolean} */
let isNeeded = () => false;

/**
 * @param {import("./native_protocol.js").OwnProblem} code
 * @returns {Problem}
 */
export const ownProblem = (code) => ({ code, message: problemWords({ code, message: "" }) });

/**
 * Registers three callbacks. `pushed` is called for each push, which is a message that the host
 * sends without a request. `lost` is called after a port to a running host has closed, unless one
 * of SETTLES_A_CALL was waiting. `needed` returns whether the port must stay open although no
 * request is waiting.
 * @param {{pushed: (push: Record<string, any>) => void, lost: () => void, needed: () => boolean}} listeners
 */
export function listenToHost({ pushed, lost, needed }) {
  onPush = pushed;
  onLost = lost;
  isNeeded = needed;
}

/**
 * Sends one request to the host and returns its answer.
 * @param {RequestType} type
 * @param {Record<string, unknown>} [fields]
 * @param {string} [id] the request's id. For `call.place`, calls.js chooses the id, because it is
 *   also the call's key in the host's journal.
 * @returns {Promise<any>} the `ok` field of the host's reply; rejects with the host's `Problem`
 */
export async function askHost(type, fields = {}, id = crypto.randomUUID()) {
  await handshake();
  const answer = post(type, fields, id);
  return LATER_REQUESTS.includes(type) ? answer.catch(blameAge) : answer;
}

/**
 * Throws the problem `update_host` if the host is too old to know a request, and otherwise the
 * given problem.
 * @param {Problem} problem the host's answer to one of the LATER_REQUESTS
 */
function blameAge(problem) {
  throw problem.code === "bad_message" ? ownProblem("update_host") : problem;
}

/** @returns {Promise<{protocol: number, version: string}>} the host's protocol and version */
export function handshake() {
  if (!port) {
    connect();
    welcome = sayHello();
    welcome.then(() => (isGreeted = port !== null), dropPort);
  }
  return /** @type {NonNullable<typeof welcome>} */ (welcome);
}

/**
 * Sends `hello` with the current protocol version. If the host rejects that version as too new,
 * sends `hello` again with the version before it.
 * @returns {Promise<{protocol: number, version: string}>}
 */
async function sayHello() {
  const { version } = chrome.runtime.getManifest();
  const hello = (/** @type {number} */ protocol) =>
    post("hello", { protocol, version }, crypto.randomUUID());
  const host = await hello(PROTOCOL).catch((/** @type {Problem} */ problem) => {
    if (problem.code !== "update_host" || OLDER_PROTOCOL === PROTOCOL) throw problem;
    return hello(OLDER_PROTOCOL);
  });
  if (host?.protocol === PROTOCOL || host?.protocol === OLDER_PROTOCOL) return host;
  throw ownProblem(host?.protocol > PROTOCOL ? "update_extension" : "update_host");
}

function connect() {
  const opened = chrome.runtime.connectNative(HOST_NAME);
  port = opened;
  opened.onMessage.addListener(receive);
  opened.onDisconnect.addListener(() => {
    const failure = /** @type {any} */ (opened).error ?? chrome.runtime.lastError;
    if (port !== opened) return;
    dropPort(ownProblem(problemOfClosedPort(failure?.message)));
  });
}

/** Closes the port, and rejects all waiting requests. @param {Problem} problem the reason */
function dropPort(problem) {
  const isSettled = [...waiting.values()].some(({ type }) => SETTLES_A_CALL.includes(type));
  const isLost = isGreeted && !isSettled;
  port?.disconnect();
  port = null;
  welcome = null;
  isGreeted = false;
  clearTimeout(idleClock);
  for (const id of [...waiting.keys()]) settle(id, { problem });
  if (isLost) onLost();
}

/**
 * @param {RequestType} type
 * @param {Record<string, unknown>} fields
 * @param {string} id
 * @returns {Promise<any>}
 */
function post(type, fields, id) {
  return new Promise((resolve, reject) => {
    const overall = setTimeout(() => settle(id, silence), REQUESTS[type]);
    const patience = setInterval(() => type !== "hello" && ping(), PING_AFTER_MS);
    const stopClocks = () => {
      clearTimeout(overall);
      clearInterval(patience);
    };
    waiting.set(id, { type, resolve, reject, stopClocks });
    clearTimeout(idleClock);
    try {
      if (!port) throw new Error("no port");
      port.postMessage({ id, type, ...fields });
    } catch {
      settle(id, { problem: ownProblem("host_died") });
    }
  });
}

const silence = { problem: ownProblem("host_silent") };

/**
 * Sends `hello` to find out whether the host is alive. A live host answers `hello` at once, even
 * while another request waits for RingCentral.
 */
function ping() {
  const asked = port;
  const clock = setTimeout(
    () => port === asked && dropPort(silence.problem),
    PING_ANSWERED_WITHIN_MS,
  );
  post("hello", { protocol: PROTOCOL }, crypto.randomUUID())
    .catch(() => undefined)
    .finally(() => clearTimeout(clock));
}

/** Handles a message from the host. @param {any} message a reply, a push, or an invalid message */
function receive(message) {
  if (typeof message !== "object" || message === null) return;
  if (PUSHES.includes(message.push)) onPush(withProblemWords(message));
  else if (waiting.has(message.id)) settle(message.id, withProblemWords(message));
  else if ("push" in message) console.error("the host sent an unknown push", message.push);
  closeWhenIdle();
}

/**
 * Ends a waiting request with its reply. Does nothing if the request has already ended or was never
 * sent.
 * @param {string} id the request's id
 * @param {{ok?: unknown, problem?: Problem}} reply
 */
function settle(id, reply) {
  const asked = waiting.get(id);
  if (!asked) return;
  waiting.delete(id);
  asked.stopClocks();
  if (reply.problem) asked.reject(reply.problem);
  else asked.resolve(reply.ok);
  closeWhenIdle();
}

/**
 * Keeps the port open for a time although no request is waiting. During a sign-in in a browser tab,
 * the host process must keep running, because RingCentral's page sends the result to this process.
 * @param {number} milliseconds how long, from now; 0 ends the time that was set before
 */
export function keepHostUntil(milliseconds) {
  heldUntil = Date.now() + milliseconds;
  closeWhenIdle();
}

/**
 * Disconnects the port as soon as it has been idle for IDLE_MS, because an open port keeps the
 * service worker and the host's Python process alive.
 */
export function closeWhenIdle() {
  clearTimeout(idleClock);
  if (!port || waiting.size > 0 || isNeeded()) return;
  const idle = Math.max(IDLE_MS, heldUntil - Date.now());
  idleClock = setTimeout(() => isNeeded() || dropPort(ownProblem("host_died")), idle);
}
