// Provides every message inside the browser, in both directions: who may send it, what it carries and
// what it is answered with. Senders and handlers are checked against these tables. Depends on nothing.

/**
 * Where a message comes from, as the browser vouches for it, never as the message says.
 * @typedef {"content" | "popup" | "call_list" | "options" | "confirm" | "welcome"} Origin
 * @typedef {"string" | "number" | "boolean"} FieldType
 * @typedef {{from: readonly Origin[], fields: Readonly<Record<string, FieldType>>}} Declaration
 */

const PANELS = /** @type {const} */ (["popup", "options", "welcome"]);
/** The extension's own windows in which a person calls. */
const CALLERS = /** @type {const} */ (["popup", "call_list"]);

/** @satisfies {Record<string, Declaration>} */
export const MESSAGES = /** @type {const} */ ({
  // from a page's content script
  "page.config": { from: ["content"], fields: {} },
  "page.engine": { from: ["content"], fields: {} },
  "call.ask": {
    from: ["content"],
    fields: {
      number: "string",
      ext: "string",
      shown: "string",
      linked: "string",
      sure: "boolean",
      // what the page says around the number, for the person to compare
      name: "string",
      before: "string",
      after: "string",
      // another phone or caller ID for this one call, "" for the user's choice
      from: "string",
      caller_id: "string",
      // the frame is too small for a card: the top frame shows it
      in_top: "boolean",
    },
  },
  "card.notice": { from: ["content"], fields: { number: "string", ext: "string", key: "string" } },
  "call.show": { from: ["content"], fields: {} },
  "caller_ids.list": { from: ["content"], fields: {} },
  "caller_id.choose": { from: ["content"], fields: { caller_id: "string" } },
  "selection.changed": { from: ["content"], fields: { has_number: "boolean" } },
  "site.not_number": { from: ["content"], fields: { number: "string", shown: "string" } },
  "site.undo": { from: ["content"], fields: {} },
  "setup.open": { from: ["content"], fields: {} },
  "hints.typed": { from: ["content"], fields: { typed: "string", over: "boolean" } },
  // from a panel, or the card that a content script shows beside a number
  "call.cancel": { from: ["content", ...CALLERS], fields: { call_id: "string" } },
  "confirm.raise": { from: ["content", "popup"], fields: {} },
  "confirm.drop": { from: ["content", "popup"], fields: {} },
  // from the extension's own windows
  "call.dial": { from: ["popup"], fields: { text: "string" } },
  "card.bring": { from: ["popup"], fields: { tab: "number" } },
  "call.number": { from: CALLERS, fields: { text: "string", name: "string", tab: "number" } },
  "call.dismiss": { from: CALLERS, fields: { call_id: "string" } },
  "page.numbers": { from: CALLERS, fields: { tab: "number" } },
  "page.text": { from: ["popup"], fields: { tab: "number", frame: "number", number: "string" } },
  "page.rewrite": { from: ["popup"], fields: { tab: "number" } },
  "phone.typed": { from: ["popup"], fields: { text: "string" } },
  "panel.open": { from: PANELS, fields: { tab: "number" } },
  "account.sign_in": { from: PANELS, fields: {} },
  "account.configure": { from: ["welcome", "options"], fields: { client_id: "string" } },
  "account.sign_out": { from: PANELS, fields: {} },
  "numbers.refresh": { from: PANELS, fields: {} },
  "calls.recent": { from: ["popup"], fields: {} },
  "calls.journal": { from: ["popup"], fields: {} },
  "confirm.read": { from: ["confirm"], fields: { ticket: "string" } },
  "confirm.answer": {
    from: ["confirm"],
    fields: { ticket: "string", call: "boolean", trust_site: "boolean", trust_country: "boolean" },
  },
});

/** @typedef {keyof typeof MESSAGES} MessageType */
/** @typedef {{string: string, number: number, boolean: boolean}} Values */
/**
 * @template {MessageType} T
 * @typedef {{[F in keyof typeof MESSAGES[T]["fields"]]:
 *   Values[Extract<typeof MESSAGES[T]["fields"][F], FieldType>]}} Fields
 */

/**
 * `message` is in the user's language, or English for a code that is newer than this extension.
 * `parameters`: what the problem's words name, such as `seconds` to wait.
 * @typedef {{code: string, message: string, parameters?: Record<string, string | number>}} Problem
 */
/** @typedef {"placing" | "ringing_you" | "ringing_them" | "connected" | "ended" | "cancelled" | "failed" | "unknown"} CallState */
/**
 * A call as the host tells it; see the host's protocol.py.
 * @typedef {Object} Call
 * @property {string} call_id
 * @property {string} to E.164, perhaps with ";ext="
 * @property {string | null} from
 * @property {string | null} caller_id
 * @property {CallState} state
 * @property {number} placed_at Unix seconds
 * @property {number} changed_at Unix seconds
 * @property {Problem | null} problem
 * @property {boolean} cancellable
 */
/**
 * What the extension knows of the present call beside what the host tells: for the card and the popup.
 * @typedef {Object} CallAbout
 * @property {string} call_id
 * @property {string} name whom it calls, in the page's own words, "" if it names nobody: untrusted text
 * @property {string} number as a person reads it, in international form
 * @property {string} site host name, "" when dialled in the popup
 * @property {string} from_label the phone that rings first, as the user knows it
 * @property {string} caller_id_label
 * @property {boolean} by_area whether the caller ID was chosen to match the callee's area
 * @property {boolean} play_prompt whether the user has to press 1
 * @property {boolean} may_choose whether the card may change the caller ID for the site's next call
 * @property {number | null} connected_at Unix seconds
 */
/**
 * @typedef {Object} Account
 * @property {boolean} signed_in
 * @property {string} server
 * @property {string | null} name
 * @property {string | null} extension_number
 * @property {string | null} region
 * @property {boolean} [ring_out] whether RingOut is in the plan; left out where nobody knows
 * @property {string | null} sign_in_url
 * @property {string[]} [redirect_addresses] to register for an app; only where the helper has no
 *   client id to sign in with
 */
/** `kind` says what a number is that has no name of its own; its words are under `phone_kind_…`.
 *  @typedef {{phone_number: string, label: string, kind?: string | null, group: "forwarding" | "other" | "typed" | "direct" | "company"}} PhoneNumber */
/** @typedef {{from: PhoneNumber[], caller_id: PhoneNumber[], fetched_at: number, problems: Record<string, Problem>}} Numbers */
/**
 * @typedef {Object} Description What the host says a number is.
 * @property {string} number E.164
 * @property {string | null} ext
 * @property {string} kind
 * @property {string | null} region
 * @property {string} national
 * @property {string} international
 * @property {string[]} risks
 */
/**
 * A number that a frame of the page behind a panel has found.
 * @typedef {{number: string, name: string, selected: boolean, frame: number}} NumberOnPage
 *   `number` in E.164, perhaps with ";ext="; `name` as the page writes it beside, perhaps ""
 */
/**
 * What a content script needs to know about its page.
 * @typedef {Object} PageConfig
 * @property {boolean} active
 * @property {import("./settings.js").Action} action
 * @property {import("./settings.js").Presentation} presentation
 * @property {string} region the user's own choice for this site, "" if none
 * @property {string} home_region where the user is at home: used when the page says nothing
 * @property {boolean} ringout whether a click can be handed to a signed-in host
 * @property {"" | "host" | "account" | "expired"} missing what RingOut lacks where it was chosen
 * @property {string[]} not_numbers E.164 of what the user said is no phone number on this site
 * @property {boolean} tab_stops whether the Tab key stops at numbers
 * @property {import("./settings_schema.js").Rules} rules the user's own about finding numbers
 * @property {Record<string, string>} countries their names, by ISO 3166 code
 * @property {Record<string, string>} words of _locales, by key
 * @property {string} style of what stands in the layer, as CSS
 */
/**
 * A call waiting for the user's word in the extension's own window.
 * @typedef {Object} Pending
 * @property {string} ticket
 * @property {string} site host name, "" when asked from the popup
 * @property {string} from_site the page's host name, also where it was asked from the popup over it
 * @property {boolean} is_private whether that page is in a private window
 * @property {Description} number
 * @property {string} shown what the page showed
 * @property {string} linked what the page's own link would have dialled, if that differs
 * @property {boolean} sure
 * @property {string} name whom the page names beside the number, "" if nobody
 * @property {string} before the page's words before the number
 * @property {string} after the page's words after it
 * @property {string} from E.164 or ""
 * @property {string} caller_id E.164 or ""
 * @property {string} from_label as the user knows it
 * @property {string} caller_id_label
 * @property {boolean} by_area whether the caller ID was chosen to match the callee's area
 * @property {boolean} new_site
 * @property {boolean} may_trust whether the site may be remembered: never that of a private window
 * @property {boolean} in_doubt the last call to this number may have been placed, unheard of
 * @property {boolean} play_prompt
 * @property {number | null} tab
 * @property {number} frame
 * @property {number | null} window the window that asks
 */
/** @typedef {{state: "ready" | "signed_out" | "absent", problem: Problem | null, version: string | null, account: Account | null}} HostState */
/** @typedef {{host: HostState, numbers: Numbers | null, call: Call | null, site: string}} PanelView */
/** @typedef {"call" | "text" | "copy" | "copy_written" | "not_number"} NumberMenuItem what the browser's menu can do with a number */

/**
 * What each message is answered with.
 * @typedef {{
 *   "page.config": PageConfig,
 *   "page.engine": null,
 *   "call.ask": {waiting: boolean, call: Call | null},
 *   "hints.typed": null,
 *   "call.dial": {waiting: boolean, call: Call | null},
 *   "call.cancel": Call,
 *   "confirm.raise": null,
 *   "confirm.drop": null,
 *   "card.notice": null,
 *   "card.bring": null,
 *   "call.show": null,
 *   "caller_ids.list": {numbers: PhoneNumber[], chosen: string},
 *   "caller_id.choose": null,
 *   "selection.changed": null,
 *   "site.not_number": null,
 *   "site.undo": null,
 *   "setup.open": null,
 *   "call.number": {waiting: boolean, call: Call | null},
 *   "call.dismiss": null,
 *   "page.numbers": NumberOnPage[],
 *   "page.text": null,
 *   "page.rewrite": null,
 *   "phone.typed": string,
 *   "panel.open": PanelView,
 *   "account.sign_in": Account,
 *   "account.configure": Account,
 *   "account.sign_out": Account,
 *   "numbers.refresh": Numbers,
 *   "calls.recent": {calls: Call[]},
 *   "calls.journal": {calls: Call[]},
 *   "confirm.read": Pending,
 *   "confirm.answer": null,
 * }} Answers
 */

/**
 * What the background tells a frame's content script, by type. The background alone sends these, and
 * nothing is answered. `problem` is null where the user said no, `typed` once no hint is shown; `note`
 * is what the card says beside the call, "" for nothing; `show` brings back a card that was closed.
 * @typedef {{
 *   "call.changed": {call: Call, about: CallAbout | null, note: string, show: boolean},
 *   "call.asked": {number: string, ext: string, name: string, state: "asking" | "confirming"},
 *   "call.refused": {problem: Problem | null},
 *   "card.gone": {},
 *   "card.notice": {number: string, ext: string, key: string},
 *   "site.changed": {text: string, words: string, can_undo: boolean},
 *   "number.chosen": {item: NumberMenuItem, text: string, sure: boolean, from: string, caller_id: string},
 *   "selection.call": {text: string},
 *   "hints.typed": {typed: string | null},
 *   "page.rewrite": {},
 * }} FrameMessages
 * @typedef {{[T in keyof FrameMessages]?: (message: FrameMessages[T]) => void}} FrameListeners
 */

/** @template T @typedef {{ok: T} | {problem: Problem}} Reply */

/**
 * Sends from one of the extension's own windows and gives the answer's value.
 * @template {MessageType} T
 * @param {T} type
 * @param {Fields<T>} fields
 * @returns {Promise<Answers[T]>} rejects with a `Problem`
 */
export async function send(type, fields) {
  const reply = /** @type {Reply<Answers[T]>} */ (
    await chrome.runtime.sendMessage({ type, ...fields })
  );
  if ("problem" in reply) throw reply.problem;
  return reply.ok;
}
