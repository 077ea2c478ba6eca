// Declares every message between the parts of the extension: who may send the message, its fields
// and its answer. The background checks each message against the table, and the type checker checks
// senders and handlers. Depends on nothing.

/**
 * The kind of a message's sender, which the background derives from what the browser reports. What
 * the message says about its sender is not trusted.
 * @typedef {"content" | "popup" | "call_list" | "options" | "confirm" | "welcome"} Origin
 * @typedef {"string" | "number" | "boolean"} FieldType
 * @typedef {{from: readonly Origin[], fields: Readonly<Record<string, FieldType>>}} Declaration
 */

const PANELS = /** @type {const} */ (["popup", "options", "welcome"]);
/** The panels in which a user can request a call. */
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
      // `name`, `before` and `after` are texts of the page around the number. The confirmation
      // window shows them.
      name: "string",
      before: "string",
      after: "string",
      // `from` is the phone that rings first and `caller_id` the caller ID, for this one call. If
      // such a field is "", the user's choice in the settings applies.
      from: "string",
      caller_id: "string",
      // If `in_top` is true, the frame is too small for a card, and the top frame shows the card.
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
  // A user can cancel a call in a panel, or in the card that a content script shows.
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
 * A reason why something failed. `message` is the problem's text in the user's language, or in
 * English if the host sent a code that this extension does not know. `parameters` are values that
 * the text contains, such as the `seconds` to wait.
 * @typedef {{code: string, message: string, parameters?: Record<string, string | number>}} Problem
 */
/** @typedef {"placing" | "ringing_you" | "ringing_them" | "connected" | "ended" | "cancelled" | "failed" | "unknown"} CallState */
/**
 * A call as the host describes it; see the host's protocol.py.
 * @typedef {Object} Call
 * @property {string} call_id
 * @property {string} to E.164, perhaps with ";ext="
 * @property {string | null} from
 * @property {string | null} caller_id
 * @property {CallState} state
 * @property {number} placed_at Unix seconds
 * @property {number} changed_at Unix seconds
 * @property {Problem | null} problem
 * @property {boolean} cancellable whether the host can still cancel the call
 */
/**
 * The extension's own data about the current call, for the card and the popup.
 * @typedef {Object} CallAbout
 * @property {string} call_id
 * @property {string} name the callee's name in the page, "" if there is none: untrusted text
 * @property {string} number the callee's number in the international format, for display
 * @property {string} site host name of the page; "" if the call was requested in a panel
 * @property {string} from_label the label of the phone that rings first
 * @property {string} caller_id_label
 * @property {boolean} by_area whether the caller ID was chosen to match the callee's area
 * @property {boolean} play_prompt whether the user must press 1 before RingOut connects the call
 * @property {boolean} may_choose whether the card may change the caller ID for the site's next call
 * @property {number | null} connected_at Unix seconds; null if the call is not connected yet
 */
/**
 * The account and the host's settings, as the host describes them in protocol.py.
 * @typedef {Object} Account
 * @property {boolean} signed_in
 * @property {string} server RingCentral's address, or the simulator's
 * @property {string | null} name
 * @property {string | null} extension_number the user's extension within the account
 * @property {string | null} region
 * @property {boolean} [ring_out] whether the user may use RingOut; absent if unknown
 * @property {string | null} sign_in_url the page on which the user signs in; only for a sign-in
 *   that has just started
 * @property {string[]} [redirect_addresses] the addresses that the user must register for the app
 *   at RingCentral; present only if the host has no client id
 * @property {number} [calls_per_minute] the host's cap; absent if the host is older
 * @property {number} [calls_per_day] the host's cap; absent if the host is older
 * @property {string[]} [locked] the names of the host's settings that an administrator locked
 */
/**
 * One of the account's numbers. `kind` is set if the account has no label for the number; the
 * kind's text, which has the key `phone_kind_<kind>`, is shown instead of a label.
 * @typedef {{phone_number: string, label: string, kind?: string | null, group: "forwarding" | "other" | "typed" | "direct" | "company"}} PhoneNumber
 */
/** @typedef {{from: PhoneNumber[], caller_id: PhoneNumber[], fetched_at: number, problems: Record<string, Problem>}} Numbers */
/**
 * The host's description of a number.
 * @typedef {Object} Description
 * @property {string} number E.164, without the extension
 * @property {string | null} ext the extension
 * @property {string} kind the kind of number according to libphonenumber, such as "toll_free"
 * @property {string | null} region ISO 3166 code; null for a number of no country, such as +800
 * @property {string} national the number in its country's national format
 * @property {string} international the number in the international format
 * @property {string[]} risks the reasons for which the user must confirm a call to the number
 */
/**
 * A number that was found in a frame of the page behind a panel.
 * @typedef {{number: string, name: string, selected: boolean, frame: number}} NumberOnPage
 *   `number` is in E.164, perhaps with ";ext="; `name` is the name beside the number, or ""
 */
/**
 * The configuration of a content script for its page.
 * @typedef {Object} PageConfig
 * @property {boolean} active
 * @property {import("./settings.js").Action} action
 * @property {import("./settings.js").Presentation} presentation
 * @property {string} region the country that the user chose for this site's numbers, "" if none
 * @property {string} home_region the country of numbers without a country code, if neither the user
 *   nor the page gives a country
 * @property {boolean} ringout whether a signed-in host can place calls
 * @property {"" | "host" | "account" | "expired"} missing what the user must set up before a click
 *   can call by RingOut; "" if nothing is missing or a click does something else
 * @property {string[]} not_numbers E.164 of the numbers that the user excluded on this site
 * @property {boolean} tab_stops whether the Tab key stops at numbers
 * @property {import("./settings_schema.js").Rules} rules the user's own rules for finding numbers
 * @property {Record<string, string>} countries the names of all countries, by ISO 3166 code
 * @property {Record<string, string>} words the texts of _locales that content scripts need at once,
 *   by key
 * @property {string} style the layer's style sheet
 */
/**
 * A call that waits for the user's confirmation.
 * @typedef {Object} Pending
 * @property {string} ticket a random id of the confirmation
 * @property {string} site host name of the page; "" if the call was requested in a panel
 * @property {string} from_site like `site`, but for a call that was requested in the popup, the
 *   site of the page behind the popup
 * @property {boolean} is_private whether the page is in a private window
 * @property {Description} number
 * @property {string} shown the number's text in the page
 * @property {string} linked the number that the page's own link dials, if that number differs from
 *   `number`; otherwise ""
 * @property {boolean} sure whether the user certainly saw and meant this number
 * @property {string} name the name beside the number in the page, "" if there is none
 * @property {string} before the page's text before the number
 * @property {string} after the page's text after the number
 * @property {string} from the phone that rings first, in E.164, or ""
 * @property {string} caller_id the caller ID in E.164, or ""
 * @property {string} from_label the label of the phone that rings first
 * @property {string} caller_id_label
 * @property {boolean} by_area whether the caller ID was chosen to match the callee's area
 * @property {boolean} new_site true if the call comes from a page whose site the user has not
 *   trusted yet
 * @property {boolean} may_trust whether the confirmation window offers to trust the site, which it
 *   never does for a page in a private window
 * @property {boolean} in_doubt true if nobody knows whether the last call to this number was placed
 * @property {boolean} play_prompt
 * @property {number | null} tab
 * @property {number} frame
 * @property {number | null} window the confirmation window's id
 */
/** @typedef {{state: "ready" | "signed_out" | "absent", problem: Problem | null, version: string | null, account: Account | null}} HostState */
/** @typedef {{host: HostState, numbers: Numbers | null, call: Call | null, site: string}} PanelView */
/**
 * An item of the context menu for a number. "copy_written" copies the number as the page writes it.
 * @typedef {"call" | "text" | "copy" | "copy_written" | "not_number"} NumberMenuItem
 */

/**
 * The background's answer to each message, by the message's type.
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
 * The messages from the background to a frame's content scripts, by type. They have no answer. In
 * "call.changed", `note` is a text that the card shows below the call, or "", and `show` opens the
 * card again if the user has closed it. In "call.refused", `problem` is null if the user declined
 * the call. In "hints.typed", `typed` is null if the link hints end.
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
 * Sends a message from a panel and returns the answer.
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
