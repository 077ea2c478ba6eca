// Provides `labelOfEvidence`: derives a text's label from what the page says about the text in
// other places: in a column's header, in a `dt` element before the text, in the class or id of the
// text's element. Depends on label_before.js. Never accesses the page.
"use strict";

/**
 * What a page says about a text in other places near the text. The content scripts collect this
 * evidence. Every field is optional; an object without fields means that there is no evidence.
 * @typedef {object} Evidence
 * @property {string} [label] the visible label: "Invoice no.", "Mobile", "Tel/Fax"
 * @property {EvidenceSource} [source] where the label was found
 * @property {string[]} [names] the values of attributes that name an element (class, id, name,
 *   data-testid, itemprop, data-field, col-id, …), such as "customerPhone" or "tax-id"; those of
 *   the element nearest to the text come first
 */

/**
 * @typedef {"header" | "term" | "label" | "before" | "above" | "heading" | "link"} EvidenceSource
 * where a label was found:
 * - "header": the header of a column or row, of a table or a grid;
 * - "term": a `dt`, or the cell before the text in its row;
 * - "label": `label for`, `aria-label`, `aria-labelledby`, `data-label`, `placeholder`;
 * - "before": the text of the preceding element in the same line or card;
 * - "above": the text of the element above in the same card;
 * - "heading": the heading of the list or section of the text;
 * - "link": a `tel:` link around the text; it needs no label.
 */

/**
 * A label from these sources may be a title for more than the text that contains the number. Such a
 * label counts only if its words surely describe numbers.
 */
const LOOSE_SOURCES = new Set(["above", "heading"]);
/** Matches signs after a label's words: a colon, or an arrow that shows how a column is sorted. */
const NOT_OF_LABEL = /[^\p{L}\p{M}\p{Nd}#)）№°º]+$/u;
/** Matches a label's last word or sign if it means "number": in "Tracking numbers", "Invoice #" */
const ENDS_IN_NUMBERS = /(?<=\p{L}\.?)(?:\s(?:numbers|nos?|nr)|\s?[#№])$/iu;
/** Matches the end of a title that surely names an identifier: "Order ID", "Confirmation code". */
const ENDS_AS_IDENTIFIER = /(?:(?:^|\s)(?:id|number|code|no|nr|n[°º])|\p{Ll}nr)\.?$/iu;
/** Matches headers of columns in lists of calls: "Caller ID", "Called number". */
const OF_CALLS =
  /^(?:caller(?: ?id)?|(?:call(?:ed|er|ing|back)|dial(?:l?ed)?|from|to)(?: party)? number|number dial(?:l?ed)|ani|dnis|cli|did|msisdn)$/i;
/** Matches the header of a column that contains the numbers of the rows: "#", "No." */
const ONLY_NUMBER_SIGN = /^(?:#|№|no|nr|n[°º]|nº)\.?$/i;
/** Matches the boundaries between words in a class or id: "customerPhone", "col_mobile2" */
const BETWEEN_NAME_WORDS = /[^A-Za-z]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;
/** Matches the last word of a class or id for an identifier: "orderId", "promo_code" */
const ENDS_IDENTIFIER = /^(?:id|ids|code|key|ref|uuid|sku|iban|vat|ean|isbn)$/;
/**
 * Matches the last word of a class or id if the word means "number". "invoice-number" and
 * "account_no" mean identifiers; "header-number" and "contact-number" do not.
 */
const ENDS_NUMBER = /^(?:no|nr|num|number)$/;
/**
 * Matches the name of a device in a class or id such as "hidden-mobile" or "mobile-only", which
 * tells on which device an element is shown, and nothing about the element's text.
 */
const OF_DEVICE = /^(?:mobile|phone)$/;
const WITH_DEVICE = new Set(
  (
    "only hidden hide hides show shows visible view desktop tablet up down sm md lg xs xl col row flex " +
    "block inline menu nav navbar layout device screen responsive friendly first align text"
  ).split(" "),
);
/** Words in a class or id that tell how an element looks, and nothing about its text. */
const EMPTY_NAME_WORDS = new Set(
  (
    "cell col column td th field value text input output item row label data link btn button icon wrapper " +
    "container content view formatted display raw full primary secondary main fa fas far bi js is has cta"
  ).split(" "),
);

/**
 * @param {Evidence | null | undefined} evidence
 * @returns {Label | null} the label, treated as if it directly preceded the text; null if there is
 *   none
 */
function labelOfEvidence(evidence) {
  if (!evidence) return null;
  const { label = "", source = "label", names = [] } = evidence;
  if (source === "link") return directLabel(labelRule("label_phone"));
  const said = labelOfWords(label, source);
  if (said) return said;
  for (const name of names.flatMap((value) => value.split(/\s+/))) {
    const named = labelOfName(name);
    if (named) return named;
  }
  return null;
}

/** @param {string} words @param {EvidenceSource} source @returns {Label | null} */
function labelOfWords(words, source) {
  const text = words.trim().replace(NOT_OF_LABEL, "").replace(ENDS_IN_NUMBERS, " number");
  if (ONLY_NUMBER_SIGN.test(text)) return directLabel(labelRule("numbered_thing"));
  if (text.length < 2 || text.length > LABEL_REACH_CHARACTERS) return null;
  if (OF_CALLS.test(text)) return directLabel(labelRule("label_phone"));
  const label = labelBefore(`${text}: `, text.length + 2);
  if (!label) return null;
  if (LOOSE_SOURCES.has(source) && !isSureAsTitle(label, text)) return null;
  return { ...label, isNumbered: true, isShort: false };
}

/**
 * Whether a title surely says which kind of numbers follows below the title.
 * @param {Label} label the label that is found in the title
 * @param {string} text the title
 */
function isSureAsTitle({ rule, isNumbered }, text) {
  if (isSure(rule) || rule.strength === "strong") return true;
  const isKnown = rule.role === "identifier" && rule.name !== "numbered_thing";
  return isKnown && (isNumbered || ENDS_AS_IDENTIFIER.test(text));
}

/**
 * Derives a label from a class, id or other name of an element.
 * @param {string} name as written in the page's markup
 * @returns {Label | null}
 */
function labelOfName(name) {
  const words = wordsOfName(name);
  const last = words.at(-1) ?? "";
  if (words.length === 0) return null;
  const label = labelOfNameWords(words);
  if (label && isSure(label.rule) && last.length > 1) return { ...label, isDirect: true };
  const isIdentifier = label?.rule.role === "identifier" && label.rule.name !== "numbered_thing";
  if (ENDS_NUMBER.test(last)) return isIdentifier || label?.rule.role === "phone" ? label : null;
  const hasEnd = words.length > 1 ? ENDS_IDENTIFIER.test(last) : last === "sku";
  if (isIdentifier && (hasEnd || (last.length > 2 && label.rule.strength === "strong")))
    return label;
  if (hasEnd) return directLabel(labelRule("item_number"));
  const turned = labelOfNameWords(words.toReversed()); // "phone_office"
  return turned && isSure(turned.rule) && isPhoneOrFax(turned.rule) ? turned : null;
}

/** @param {string[]} words @returns {Label | null} */
function labelOfNameWords(words) {
  const text = `${words.join(" ")}: `;
  return labelBefore(text, text.length);
}

/** Whether the rule's words are labels of phone or fax numbers. @param {LabelRule} rule */
function isPhoneOrFax({ role }) {
  return role === "phone" || role === "fax";
}

/** @param {string} name "customerPhone", "tax-ID" @returns {string[]} "customer", "phone" */
function wordsOfName(name) {
  const words = name.split(BETWEEN_NAME_WORDS).map((word) => word.toLowerCase());
  const isOfDevice = words.some((word) => WITH_DEVICE.has(word));
  return words.filter(
    (word) => word !== "" && !EMPTY_NAME_WORDS.has(word) && !(isOfDevice && OF_DEVICE.test(word)),
  );
}

/** @param {LabelRule} rule @returns {Label} */
function directLabel(rule) {
  return { rule, isNumbered: true, isDirect: true, isShort: false };
}
