// Provides the names of the repairs of numbers that the matcher misses or misreads, and the
// obsolete prefixes. Only data; missed_numbers.js and other files of judge/ make the repairs.
// Depends on lazy.js.
"use strict";

/**
 * A prefix that some pages write before numbers although nobody needs to dial it, mostly because it
 * is obsolete.
 * @typedef {object} FormerPrefix
 * @property {string} code the country calling code
 * @property {RegExp} pattern
 * @property {string} replacement what replaces the prefix
 * @property {boolean} isSure true if the repair is also made without a label
 */

/** @type {() => FormerPrefix[]} */
const formerPrefixes = lazily(() => [
  // Until 2019, people dialled 044 or 045 before mobile numbers in Mexico, 01 before other numbers,
  // and 1 after the country code.
  { code: "52", pattern: /^\(?04[45]\)?[ .-]?(?=[(\d])/, replacement: "", isSure: true },
  {
    code: "52",
    pattern: /^\(?\+?\(?52\)?[ .-]?\(?1\)?[ .-]?(?=[(\d])/,
    replacement: "+52",
    isSure: true,
  },
  { code: "52", pattern: /^\(?01\)?[ .-]?(?=[(\d])/, replacement: "", isSure: false },
  { code: "52", pattern: /^01[ -]?(?=800[ -])/, replacement: "", isSure: true },
  // In Britain, 18001 or 18002 before a number connects the call through the text relay service.
  { code: "44", pattern: /^1800[12][ -]?(?=0)/, replacement: "", isSure: true },
]);

/**
 * The names of the repairs. A repaired number has the name of its repair as its `reason`.
 * tests/unit/judge_examples.jsonl has an example of each.
 */
const repairs = lazily(
  () =>
    new Set([
      ...["vanity", "glued", "odd_separators", "extension_word"],
      ...["counted", "range_suffix", "shared_stem", "missing_trunk"],
      ...["missing_plus", "hyphened_extension", "needless_zero", "former_prefix", "foreign_prefix"],
    ]),
);
