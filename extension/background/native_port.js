// The native port: connects when asked, gives each request an id and a deadline, finds out within
// 3 s whether the host lives, and closes when nothing is under way. Knows no message's meaning.

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
 * @property {(value: any) => void} resolve
 * @property {(problem: Problem) => void} reject
 * @property {() => void} stopClocks
 */

const HOST_NAME = "com.click_to_call.host";
/** An unanswered request makes us ask the host whether it lives, after this long … */
const PING_AFTER_MS = 1_300;
/** … and it has this long to say so: together under the 3 s in which the user is told. */
const PING_ANSWERED_WITHIN_MS = 1_100;
/** With nothing under way the process is let go after this long. */
const IDLE_MS = 10_000;

/** @type {chrome.runtime.Port | null} */
let port = null;
/** @type {Map<string, Waiting>} */
const waiting = new Map();
/** @type {Promise<{protocol: number, version: string}> | null} */
let welcome = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let idleClock;
/** Date.now() until which an idle port stays open. */
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
 * Registers who hears pushes and of a port lost though nothing waited on it, and who says that the
 * port must stay open though nothing is asked.
 * @param {{pushed: (push: Record<string, any>) => void, lost: () => void, needed: () => boolean}} listeners
 */
export function listenToHost({ pushed, lost, needed }) {
  onPush = pushed;
  onLost = lost;
  isNeeded = needed;
}

/**
 * One request, one answer.
 * @param {RequestType} type
 * @param {Record<string, unknown>} [fields]
 * @param {string} [id] the request's id; `call.place` chooses it, since it is the journal's key
 * @returns {Promise<any>} the `ok` of the reply; rejects with a `Problem`
 */
export async function askHost(type, fields = {}, id = crypto.randomUUID()) {
  await handshake();
  const answer = post(type, fields, id);
  return LATER_REQUESTS.includes(type) ? answer.catch(blameAge) : answer;
}

/** A host that does not understand a request that came later is old. @param {Problem} problem */
function blameAge(problem) {
  throw problem.code === "bad_message" ? ownProblem("update_host") : problem;
}

/** @returns {Promise<{protocol: number, version: string}>} who the host is */
export function handshake() {
  if (!port) {
    connect();
    welcome = sayHello();
    welcome.catch(dropPort);
  }
  return /** @type {NonNullable<typeof welcome>} */ (welcome);
}

/**
 * Says hello, and to a host that is a version behind says it again in that version's protocol.
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
    const isLost = waiting.size === 0;
    dropPort(ownProblem(problemOfClosedPort(failure?.message)));
    if (isLost) onLost();
  });
}

/** @param {Problem} problem what everyone still waiting is told */
function dropPort(problem) {
  port?.disconnect();
  port = null;
  welcome = null;
  clearTimeout(idleClock);
  for (const id of [...waiting.keys()]) settle(id, { problem });
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
    waiting.set(id, { resolve, reject, stopClocks });
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

/** A host that is only waiting for the exchange answers `hello` at once; a dead one never. */
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

/** @param {any} message whatever the host sent: a reply, a push, or something else */
function receive(message) {
  if (typeof message !== "object" || message === null) return;
  if (PUSHES.includes(message.push)) onPush(withProblemWords(message));
  else if (waiting.has(message.id)) settle(message.id, withProblemWords(message));
  else if ("push" in message) console.error("the host sent an unknown push", message.push);
  closeWhenIdle();
}

/**
 * Late, doubled and unknown replies find nobody waiting and are dropped.
 * @param {string} id
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
 * Keeps the host though nothing is asked of it: a sign-in in a browser tab comes back to it.
 * @param {number} milliseconds from now; 0 when it is no longer needed
 */
export function keepHostUntil(milliseconds) {
  heldUntil = Date.now() + milliseconds;
  closeWhenIdle();
}

/** An open port keeps the worker and a Python process alive: let both go when nothing is asked. */
export function closeWhenIdle() {
  clearTimeout(idleClock);
  if (!port || waiting.size > 0 || isNeeded()) return;
  const idle = Math.max(IDLE_MS, heldUntil - Date.now());
  idleClock = setTimeout(() => isNeeded() || dropPort(ownProblem("host_died")), idle);
}
