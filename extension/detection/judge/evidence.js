// Provides `labelOfEvidence`: derives a label from what the page says outside the text: a column's
// header, a preceding term, the names of the element. Depends on labels.js. It never accesses the
// page.
"use strict";

/**
 * The nearest evidence of a page about a text. The content scripts collect it. Every field is
 * optional; an object without fields means no evidence.
 * @typedef {object} Evidence
 * @property {string} [label] the visible label: "Invoice no.",
 *   "Mobile", "Tel/Fax"
 * @property {EvidenceSource} [source] where the label was found
 * @property {string[]} [names] values of class, id, name, data-testid, itemprop, data-field, col-id,
 *   …, unchanged, nearest element first: "customerPhone", "tax-id", "telephone"
 *
 * @typedef {"header" | "term" | "label" | "before" | "above" | "heading" | "link"} EvidenceSource
 * - "header": the header of a column or row, of a table or a grid;
 * - "term": a `dt`, or the left one of two cells;
 * - "label": `label for`, `aria-label`, `aria-labelledby`, `data-label`, `placeholder`;
 * - "before": the text of the preceding element in the same line or card;
 * - "above": the text of the element above in the same card;
 * - "heading": the heading of the list or section of the text;
 * - "link": a `tel:` link around the text; it needs no label.
 */

/**
 * Text from these sources may be the title of something larger, so only "sure" label words count.
 */
const LOOSE_SOURCES = new Set(["above", "heading"]);
/** Matches the header of a column that numbers its rows. */
const ONLY_NUMBER_SIGN = /^(?:#|№|no|nr|n[°º]|nº)\.?$/i;
/** Matches the boundaries between the words of "customerPhone", "tax-ID", "col_mobile2". */
const BETWEEN_NAME_WORDS = /[^A-Za-z]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;
/** Matches the last word of an identifier's name: "orderId", "invoice-number", "promo_code". */
const ENDS_IDENTIFIER = /^(?:id|ids|no|nr|num|number|code|key|ref|uuid|sku|iban|vat|ean|isbn)$/;
/** Words in names that describe appearance or storage, and not the meaning. */
const EMPTY_NAME_WORDS = new Set(
  (
    "cell col column td th field value text input output item row label data link btn button icon wrapper " +
    "container content view formatted display raw full primary secondary main fa fas far bi js is has"
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
  const text = words.trim().replace(/[\s:：.*]+$/u, "");
  if (ONLY_NUMBER_SIGN.test(text)) return directLabel(labelRule("numbered_thing"));
  if (text.length < 2 || text.length > LABEL_REACH) return null;
  const label = labelBefore(`${text}: `, text.length + 2);
  if (!label) return null;
  const isLoose = LOOSE_SOURCES.has(source);
  if (isLoose && !isSure(label.rule) && label.rule.strength !== "strong") return null;
  return { ...label, isNumbered: true, isShort: false };
}

/** @param {string} name a name from the page's markup @returns {Label | null} */
function labelOfName(name) {
  const words = wordsOfName(name);
  const last = words.at(-1) ?? "";
  if (words.length === 0) return null;
  const label = labelBefore(`${words.join(" ")}: `, words.join(" ").length + 2);
  if (label && isSure(label.rule) && last.length > 1) return { ...label, isDirect: true };
  const isIdentifier = words.length > 1 ? ENDS_IDENTIFIER.test(last) : last === "sku";
  const isStrong =
    last.length > 2 && label?.rule.role === "identifier" && label.rule.strength === "strong";
  if (isStrong || (isIdentifier && label?.rule.role === "identifier")) return label;
  return isIdentifier ? directLabel(labelRule("item_number")) : null;
}

/** @param {string} name "customerPhone", "tax-ID" @returns {string[]} "customer", "phone" */
function wordsOfName(name) {
  return name
    .split(BETWEEN_NAME_WORDS)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== "" && !EMPTY_NAME_WORDS.has(word));
}

/** @param {LabelRule} rule @returns {Label} */
function directLabel(rule) {
  return { rule, isNumbered: true, isDirect: true, isShort: false };
}
