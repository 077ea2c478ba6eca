// Provides the names and examples of the repairs of numbers, and the obsolete prefixes. Only data;
// missed_numbers.js and other files of judge/ make the repairs. Depends on lazy.js.
"use strict";

/**
 * The name and the examples of a repair of a number that the matcher misses or misreads. A repaired
 * number has this name as its `reason`.
 * @typedef {object} RepairRule
 * @property {string} name
 * @property {{text: string, region: string, number: string}} example
 * @property {{text: string, region: string, number?: string}} counterExample
 */

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

/** @type {() => RepairRule[]} */
const repairRules = lazily(() => [
  {
    name: "vanity",
    example: { text: "1-800-FLOWERS", region: "US", number: "+18003569377" },
    counterExample: { text: "500 RESULTS", region: "US" },
  },
  {
    name: "glued",
    example: {
      text: "Sales01625 856 123",
      region: "GB",
      number: "+441625856123",
    },
    counterExample: { text: "e2025550143", region: "US" },
  },
  {
    name: "odd_separators",
    example: { text: "202·555·0143", region: "US", number: "+12025550143" },
    counterExample: { text: "202_555", region: "US" },
  },
  {
    name: "extension_word",
    example: {
      text: "02-2321-1212轉分機341",
      region: "TW",
      number: "+886223211212;ext=341",
    },
    counterExample: {
      text: "02-2321-1212 轉乘",
      region: "TW",
      number: "+886223211212",
    },
  },
  {
    name: "counted",
    example: {
      text: "2025550143 x 12 units",
      region: "US",
      number: "+12025550143",
    },
    counterExample: {
      text: "2025550143 x 12",
      region: "US",
      number: "+12025550143;ext=12",
    },
  },
  {
    name: "range_suffix",
    example: { text: "โทร. 039-513666-9", region: "TH", number: "+6639513666" },
    counterExample: {
      text: "0730 15387-7",
      region: "DE",
      number: "+49730153877",
    },
  },
  {
    name: "shared_stem",
    example: {
      text: "Tel. 033-2282 3796 / 3797",
      region: "IN",
      number: "+913322823797",
    },
    counterExample: {
      text: "033-2282 3796, 700071 Kolkata",
      region: "IN",
      number: "+913322823796",
    },
  },
  {
    name: "missing_trunk",
    example: { text: "Tel: 2 676 5900", region: "AE", number: "+97126765900" },
    counterExample: { text: "Item 2 676 5900", region: "AE" },
  },
  {
    name: "missing_plus",
    example: {
      text: "Tel: 972-3-561-3600",
      region: "US",
      number: "+97235613600",
    },
    counterExample: { text: "972-3-561-3600", region: "US" },
  },
  {
    name: "hyphened_extension",
    example: {
      text: "电话 010-58881234-8012",
      region: "CN",
      number: "+861058881234;ext=8012",
    },
    counterExample: { text: "010-58881234-8012", region: "CN" },
  },
  {
    name: "needless_zero",
    example: {
      text: "tel. (0-22) 463 14 50",
      region: "PL",
      number: "+48224631450",
    },
    counterExample: { text: "(0-22) 463 14 50", region: "PL" },
  },
  {
    name: "former_prefix",
    example: { text: "Tel. 044 55 1234 5678", region: "MX", number: "+525512345678" },
    counterExample: { text: "044 55 1234 567", region: "MX" },
  },
  {
    name: "foreign_prefix",
    example: { text: "001 202 555 0143", region: "US", number: "+12025550143" },
    counterExample: { text: "0012025550143", region: "US" },
  },
]);

const repairs = lazily(() => new Set(repairRules().map(({ name }) => name)));
