// Provides `contextRules`: the rules that reject a number because of the text directly before or
// after the number, or because of the way in which the number is written. Only data; vetoes.js
// applies the rules. A test runs each rule's example and counter-example. Depends on lazy.js.
"use strict";

/**
 * A rule that rejects a number if all conditions of the rule are met. `before` is tested on the
 * text that ends at the number's start, and `after` on the text that begins at the number's end.
 * Both texts are some dozen characters of the number's line. `against` says which numbers the rule
 * rejects:
 * - "all": every number, whatever its label and grouping;
 * - "unlabelled": numbers without a "sure" label;
 * - "bare": numbers without a label, plus or grouping;
 * - "short": numbers with few digits, without a label or plus.
 * @typedef {object} ContextRule
 * @property {string} name
 * @property {RegExp} [before]
 * @property {RegExp} [after]
 * @property {boolean} [isCount] true if a word of COUNT_WORDS must follow the number
 * @property {RegExp} [written] matches the number as written
 * @property {RegExp} [extension] matches the number's extension
 * @property {RegExp} [national] matches the national significant number
 * @property {RegExp} [e164] matches the number in E.164
 * @property {boolean} [isRow] true if `after` is tested only on the text up to the next number
 * @property {boolean} [touches] true if a character other than a space or colon must directly
 *   precede the number
 * @property {"all" | "unlabelled" | "bare" | "short"} against
 * @property {{text: string, region: string}} example
 * @property {{text: string, region: string}} counterExample
 */

/** Manufacturers whose name follows a part number: "0451 103 314 (Bosch)". */
const MAKER =
  /^[ ,]{0,2}[(/-] ?(?:Bosch|Hella|Valeo|Mahle|Knecht|Mann|Febi|Sachs|ATE|Brembo|Delphi|Denso|NGK|Beru|Pierburg|Lemf\u00f6rder|Meyle|SKF|FAG|INA|Continental|Siemens|VDO|TRW|Textar|Luk|Gates|Magneti|Lucas|OEM?)\b/i;

/** Matches words that say what happened to a record: "… has been shipped", "… wurde versandt" */
const HAPPENED = new RegExp(
  "^ (?:" +
    "(?:(?:has|have) (?:been )?|was |were |is (?:now |being )?)(?:shipped|dispatched|delivered|received|" +
    "approved|denied|rejected|processed|cancell?ed|refunded|resolved|paid|settled|issued|submitted|completed|filed|registered|opened)|" +
    "(?:wurde|ist|wird) (?:\\p{L}+ )?(?:versandt|versendet|verschickt|zugestellt|geliefert|storniert|bezahlt|bearbeitet|genehmigt|abgelehnt|angelegt|erfasst|eingegangen|abgeschlossen)|" +
    "(?:a (?:bien )?été |est )(?:expédié|livré|reçu|annulé|validé|payé|réglé|traité|accepté|refusé|enregistré|clos)|" +
    "(?:ha|fue|está) (?:sido )?(?:enviad|entregad|recibid|cancelad|aprobad|rechazad|pagad|registrad|tramitad|procesad)|" +
    "(?:è stat[oa] |è )(?:spedit|consegnat|ricevut|annullat|pagat|evas|approvat|registrat|chius)|" +
    "(?:foi|está) (?:enviad|entregue|recebid|cancelad|aprovad|pag[oa]|registad|registrad|processad)|" +
    "(?:is|werd) (?:verzonden|bezorgd|geleverd|ontvangen|geannuleerd|betaald|verwerkt|goedgekeurd|afgewezen)" +
    ")",
  "u",
);

/** @type {() => ContextRule[]} */
const contextRules = lazily(() => [
  {
    name: "reversed_text",
    before: /\u202e[^\u202c]*$/,
    against: "all",
    example: { text: "\u202e3524-373-312\u202c", region: "US" },
    counterExample: { text: "\u202ecba\u202c 213-373-4253", region: "US" },
  },
  {
    name: "dial_code",
    before: /(?:\*{1,2}\d{2,3}[*#]?|#\d{2,3}#)\s?$/,
    against: "all",
    example: { text: "**21*+12025550143#", region: "US" },
    counterExample: { text: "Apt #21 202-555-0143", region: "US" },
  },
  {
    name: "email_address",
    before: /(?<!\bsips?:)$/i,
    after: /^[\w.+-]{0,30}@[\w-]/,
    against: "all",
    example: { text: "2025550143@txt.example.net", region: "US" },
    counterExample: { text: "INVITE sip:+12025550143@example.net", region: "US" },
  },
  {
    name: "email_address",
    touches: true,
    before: /[\w.]@[\w.-]*$/,
    against: "all",
    example: { text: "joe@2025550143.example", region: "US" },
    counterExample: { text: "@ 2025550143", region: "US" },
  },
  {
    name: "url",
    touches: true,
    before:
      /(?:(?<!\b(?:tel|callto))(?<=[a-z]{3}):\/\/|\bwww\.|\b[\w-]+\.[a-z]{2,6}\/)(?!.*\bwa\.me\/)[^\s<>"]*$|[?&][\w-]+=[^\s<>"]*$/i,
    against: "all",
    example: {
      text: "see https://example.com/202-555-0143/page",
      region: "US",
    },
    counterExample: { text: "https://example.com/ 202-555-0143", region: "US" },
  },
  {
    name: "url",
    touches: true,
    before: /(?:(?!([-._=~])\1{2})[\w\-.%/?=&~+]){40}$/,
    against: "all",
    example: {
      text: "abcdefghijklmnopqrstuvwxyz/abcdefghijklmnopqrstuvwxyz-202-555-0143",
      region: "US",
    },
    counterExample: {
      text: "abcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz: 202-555-0143",
      region: "US",
    },
  },
  {
    name: "arithmetic",
    before: /\d\s?[+*×÷^=]\s?$/,
    against: "unlabelled",
    example: { text: "7 + 202-555-0143", region: "US" },
    counterExample: { text: "tel=2025550143", region: "US" },
  },
  {
    name: "arithmetic",
    before: /(?<!=)=\s?$/,
    against: "bare",
    example: { text: "n = 2025550143", region: "US" },
    counterExample: { text: "home=202-555-0143", region: "US" },
  },
  {
    name: "arithmetic",
    before: /(?<!<[^<>]{0,40})[<>]\s?$/,
    after: /^(?!>)/,
    against: "bare",
    example: { text: "n > 2025550143", region: "US" },
    counterExample: { text: '"Ann" <2025550143>', region: "US" },
  },
  {
    // No country code except 1 and 7 has a single digit, so "+4 98101" is no phone number.
    name: "arithmetic",
    written: /^\+[2-689] \d/,
    against: "all",
    example: { text: "zip +4 98101-2064", region: "US" },
    counterExample: { text: "+49 8101 2064", region: "US" },
  },
  {
    name: "ip_address",
    before:
      /(?<![\p{L}\d])(?:IP|IPv4|ping|host|hostname|server\w*|servidor|serveur|serwer|addr\w*|proxy|gateway|DNS|subnet|netmask|nameserver|ssh|curl|telnet|whois|traceroute)(?![\p{L}\d])[^\n]{0,12}$/iu,
    written: /^\d\d\.\d{2,3}\.\d\d\.\d\d$/,
    against: "unlabelled",
    example: { text: "ping 91.123.45.67", region: "ES" },
    counterExample: { text: "Madrid 91.123.45.67", region: "ES" },
  },
  {
    name: "arithmetic",
    after: /^\s?[=×÷^]|^\s?\*\s\d(?!\d\d[ -]\d)|^\*\d/,
    against: "all",
    example: { text: "2025550143 = 7 * 289364306", region: "US" },
    counterExample: { text: "2025550143 or 2025550144", region: "US" },
  },
  {
    name: "money",
    before: new RegExp(`${CURRENCY}\\.?\\s?$`),
    written: AMOUNT,
    against: "unlabelled",
    example: { text: "CZK 530 901 820", region: "CZ" },
    counterExample: { text: "CZK: ring 30901820", region: "DK" },
  },
  {
    name: "money",
    after: new RegExp(`^[ \u00a0\u202f]?${CURRENCY}(?![a-z]| ?\\d)`),
    written: /^[1-9]\d*(?:[ \u00a0\u202f.]\d{3,})*$/,
    against: "unlabelled",
    example: { text: "960 798 8723 руб.", region: "RU" },
    counterExample: { text: "8 960 798-87-23 руб.", region: "RU" },
  },
  {
    name: "number_sign",
    before: /(?:[#№]|\bn[°º])\s?$/i,
    against: "unlabelled",
    example: { text: "(#2025550143)", region: "US" },
    counterExample: { text: "Phone #2025550143", region: "US" },
  },
  {
    name: "part_number",
    touches: true,
    before: /(?:^|[^A-Za-z])[A-Z]{1,5}\d{0,4}[-_/]$|[a-z][A-Z][A-Za-z]+[-_]$|[A-Za-z]{2}_$/,
    against: "unlabelled",
    example: { text: "KX-2025550143", region: "US" },
    counterExample: { text: "FAX-202-555-0143", region: "US" },
  },
  {
    name: "part_number",
    after: /^[-–_/](?:[A-Z](?![a-z])|[a-z]\b)/,
    against: "unlabelled",
    example: { text: "Unit 202-555-0143-A", region: "US" },
    counterExample: { text: "202-555-0143-Ann", region: "US" },
  },
  {
    // Part numbers of engines are grouped like "0 332 209 150". German phone numbers never are.
    name: "part_number",
    written: /^0 \d{3} \d{3} \d{3}$/,
    e164: /^\+49/,
    against: "unlabelled",
    example: { text: "Relais 0 332 209 150", region: "DE" },
    counterExample: { text: "Tel. 0 332 209 150", region: "DE" },
  },
  {
    name: "part_number",
    after: MAKER,
    against: "unlabelled",
    example: { text: "0451 103 314 (Bosch)", region: "DE" },
    counterExample: { text: "0451 103 314 (Büro)", region: "DE" },
  },
  {
    // A "#" directly after digits shows that they are the PIN of a telephone conference.
    name: "meeting_pin",
    after: /^#(?![\w#])/,
    against: "unlabelled",
    example: { text: "PIN 202 555 0143#", region: "US" },
    counterExample: { text: "202 555 0143 #", region: "US" },
  },
  {
    // Words such as "has been shipped" are said about orders, claims and parcels, not about phones.
    name: "record",
    after: HAPPENED,
    against: "unlabelled",
    example: { text: "Order 202-555-0143 has been shipped", region: "US" },
    counterExample: { text: "202-555-0143 has been disconnected", region: "US" },
  },
  {
    name: "registered_sign",
    after: /^\s?(?:号|號|호(?!출)|番(?!号))/,
    against: "unlabelled",
    example: { text: "13800138000号", region: "CN" },
    counterExample: { text: "13800138000", region: "CN" },
  },
  {
    name: "code",
    before:
      /(?:>>>|=>|::|[{}]|&&|\|\||#define|<\/?\w+>|\b(?:const|def|printf?|SELECT|int|char)\b)[^\n]{0,24}$|[a-z]\(\w*\) $/,
    against: "bare",
    example: { text: "print(index) 2025550143 >>> 7", region: "US" },
    counterExample: { text: "(call 2025550143)", region: "US" },
  },
  {
    name: "code",
    before: /\breturn\s$|["'][\w-]+["']\s?[:=]\s?["']?$|\w[=(]["']$|`$/,
    against: "bare",
    example: { text: '"limit": 2025550143', region: "US" },
    counterExample: { text: '"phone": 2025550143', region: "US" },
  },
  {
    name: "code",
    touches: true,
    before: /(?:^|[\s;={(.])[a-z_]\w{2,}$/,
    written: /^\(/,
    against: "bare",
    example: { text: "malloc(2025550143)", region: "US" },
    counterExample: { text: "Ram(9876543210)", region: "IN" },
  },
  {
    name: "path",
    touches: true,
    before: /(?:[A-Za-z][\w.]*|[-\w]{2,})\/$/,
    against: "bare",
    example: { text: "dpa/0581941", region: "DE" },
    counterExample: { text: "Mobil/01715819413", region: "DE" },
  },
  {
    name: "hexadecimal",
    before: /\b(?:sha|md|crc)-?\d{1,3}:\w*$/i,
    against: "bare",
    example: { text: "sha256:2025550143", region: "US" },
    counterExample: { text: "room 256:2025550143", region: "US" },
  },
  {
    name: "url",
    touches: true,
    before: /(?:^|[\s"'(])\/(?:[\w.-]+\/)+$/,
    against: "unlabelled",
    example: { text: "GET /api/orders/2025550143/items", region: "US" },
    counterExample: { text: "tel/2025550143", region: "US" },
  },
  {
    name: "log_line",
    after: /^\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s{1,2}\d/,
    against: "bare",
    example: { text: "root 2245149827 Mar 18 2016", region: "US" },
    counterExample: { text: "2245149827 March 18", region: "US" },
  },
  {
    name: "registration",
    after: /^[ ,]{1,2}(?:RPM|RPR|RCS|R\.C\.S|MVA)(?![\w-]|[ .]*(?:[nN]|:|\d))/,
    against: "unlabelled",
    example: { text: "0482.329.241 RPM Bruxelles", region: "BE" },
    counterExample: { text: "0482 32 92 41, RPM n° 1", region: "BE" },
  },
  {
    name: "coordinates",
    before: /\b(?:UTM|ETRS\w*|MGRS|WGS ?84|Gauss)\b[^\n]{0,16}$/,
    against: "unlabelled",
    example: { text: "UTM 32U 0605727 5487914", region: "DE" },
    counterExample: { text: "ATM 32U 0605 7275487", region: "DE" },
  },
  {
    name: "lottery",
    after:
      /^[ ,]{1,2}(?:et le numéro|Zusatzzahl|Superzahl|complémentaire|[Bb]onus|Power ?[Bb]all|Mega ?[Bb]all|Joker|C\(|R\()/,
    written: /^\d\d(?:[- ]\d\d)+$/,
    against: "unlabelled",
    example: { text: "01 19 28 35 45 et le numéro Chance 1", region: "FR" },
    counterExample: { text: "01 19 28 35 45 et le soir", region: "FR" },
  },
  {
    name: "part_of_decimal",
    touches: true,
    before: /(?:^|[^\d])\d{1,12}[.,]$/,
    against: "unlabelled",
    example: { text: "ratio 215.9876543210", region: "IN" },
    counterExample: { text: "on floor 1. 9876543210", region: "IN" },
  },
  {
    name: "part_of_decimal",
    after: /^(?:\.\d|,\d{1,3}(?!\d))/,
    against: "bare",
    example: { text: "9876543210,50", region: "IN" },
    counterExample: { text: "9876543210, 9876543211", region: "IN" },
  },
  {
    name: "part_of_decimal",
    after: /^,\d\d?(?!\d)/,
    written: AMOUNT,
    against: "unlabelled",
    example: { text: "22 481 477,87", region: "NO" },
    counterExample: { text: "22 48 14 77,87", region: "NO" },
  },
  {
    name: "longer_row",
    written: /^(?!\d{3}\/\d{3}\/\d{4}$)\[?[1-9]\d{0,3}(?:\/\d{1,4}){2,}$/,
    against: "unlabelled",
    example: { text: "[168/415/1] passed", region: "DE" },
    counterExample: { text: "0168/4151", region: "DE" },
  },
  {
    name: "table_row",
    written: /^(?=.* {2})\d+(?: +\d+){2,}$/,
    against: "unlabelled",
    example: { text: "1   4207     0  2 65535", region: "DE" },
    counterExample: { text: "1   4207     0 0265535", region: "DE" },
  },
  {
    name: "table_row",
    before: /(?:\d[\d.,]{0,4}[ \t|;]{1,3}){3}$|\d[\d.,]*\s?\|\s?$/,
    against: "bare",
    example: { text: "12 | 2025550143", region: "US" },
    counterExample: { text: "12 | call 2025550143", region: "US" },
  },
  {
    name: "table_row",
    before: /(?:\b\d{1,4}[ \t|]{1,4}){3}$/,
    against: "unlabelled",
    example: { text: "14 | 3 | 12 | 20 25 55 43", region: "DK" },
    counterExample: { text: "Vej 3, 20 25 55 43", region: "DK" },
  },
  {
    name: "table_row",
    after:
      /^(?!\s?\d{1,2}(?:[.:]\d\d)? ?[-–] ?\d{1,2}(?:[.:]\d\d)? ?(?:[Uu]hr|[hH]\b|[ap]m|uur))(?! \d{3} (?:\d\d \p{Lu}\p{L}|\d{3}$))(?:[ \t]?\|?[ \t]?[—–-]?[ \t]?\d{1,4}(?![\d-])(?:[.,]\d{1,2})?%?(?=[ \t|]|$)){2}/u,
    isRow: true,
    against: "unlabelled",
    example: { text: "22 13 17 18 | 70 | 12", region: "NO" },
    counterExample: { text: "22 13 17 18 | Lone", region: "NO" },
  },
  {
    name: "file_name",
    after:
      /^[\w-]*\.(?:html?|php|aspx?|jpe?g|png|gif|svg|webp|pdf|docx?|xlsx?|zip|tar|gz|rar|mp[34]|avi|mov|txt|csv|json|xml|js|css|exe|iso|deb|rpm)\b/i,
    against: "all",
    example: { text: "IMG 2025550143.jpg", region: "US" },
    counterExample: { text: "2025550143. PDF below", region: "US" },
  },
  {
    name: "hexadecimal",
    before: /(?:\b[0-9A-Fa-f]{2,4} ){3}$/,
    against: "unlabelled",
    example: { text: "87F7 8960 8B9C 93DC 943A 9933 9939", region: "DK" },
    counterExample: { text: "Bed And Bar 99 33 99 39", region: "DK" },
  },
  {
    name: "zip_code",
    before: /\b[A-Z]{2}\.?,?[ \u00a0]{1,2}$/,
    written: /^\d{5}-\d{4}$/,
    against: "all",
    example: { text: "Boston, MA 02110-1301", region: "DE" },
    counterExample: { text: "Boston 02110-1301", region: "DE" },
  },
  {
    name: "law_number",
    before: /(?:\b[NnЧч][ro]?[.°º]?|№)\s?$/,
    written: /^\d{1,5}\/(?:19|20)\d\d$/,
    against: "unlabelled",
    example: { text: "Verordnung (EG) Nr. 0414/2008", region: "DE" },
    counterExample: { text: "Nr. 0414/20081", region: "DE" },
  },
  {
    name: "law_number",
    written:
      /^(?:(?:0?\d{1,2}|[1-9]\d{2,3})\/(?:19|20)\d\d|\d{2,5}\/20\d\d-\d{1,3}|\d{4,7}\/\d\d-\d\d)$/,
    against: "unlabelled",
    example: { text: "Act 081/2009", region: "ZA" },
    counterExample: { text: "0221/2009", region: "DE" },
  },
  {
    name: "law_number",
    after: /^\/(?:19|20)\d\d(?!\d)/,
    against: "bare",
    example: { text: "Oficio 2025550143/2024", region: "US" },
    counterExample: { text: "2025550143/2025550144", region: "US" },
  },
  {
    name: "longer_row",
    touches: true,
    before: /\d[/]$/,
    against: "unlabelled",
    example: { text: "7/5952/0662", region: "DK" },
    counterExample: { text: "20 25 55 43/20 25 55 44", region: "DK" },
  },
  {
    name: "uuid",
    after: /^-?[0-9a-f]{0,4}-[0-9a-f]{4}-[0-9a-f]{4}/i,
    against: "all",
    example: { text: "74180765-e18c-d758-e035-94003912342e", region: "DK" },
    counterExample: { text: "74180765-ext", region: "DK" },
  },
  {
    name: "measure",
    after:
      /^\s?(?:[kmgtKMGT]i?[bB]|bytes?|px|[mcdk]m|m²|km²|k?g|m[lg]|grams?|lbs?|oz|sec|ms|[kMG]?Hz|[kM]?W|[kmM]?V|mAh|rpm|dpi|B)(?![\wÀ-ɏ])/,
    against: "unlabelled",
    example: { text: "35-70-125-250 grams", region: "IT" },
    counterExample: { text: "tel. 35-70-125-250 g", region: "IT" },
  },
  {
    name: "citation",
    before: /(?:\(\d{4}\)[,:;]?|\d{4}[;,] ?\d{1,4}(?:\(\d+\))?:|\d\(\d+\):|\bRn\.|§)\s?$/,
    against: "unlabelled",
    example: { text: "Apidologie 34 (2003), 33345337", region: "DK" },
    counterExample: { text: "since 1998: 202-555-0143", region: "US" },
  },
  {
    name: "citation",
    before: /(?<![\d:])\d{2,4}:$/,
    written: /^\d{3,6}[-–]\d{3,6}$/,
    against: "unlabelled",
    example: { text: "J. Biol. Chem. 204:34798-34186", region: "US" },
    counterExample: { text: "Zimmer 204: 0341-524711", region: "DE" },
  },
  {
    name: "counted_things",
    isCount: true,
    against: "bare",
    example: { text: "2025550143 visitors", region: "US" },
    counterExample: { text: "202-555-0143 people call", region: "US" },
  },
  {
    name: "counted_things",
    isCount: true,
    written: AMOUNT,
    against: "unlabelled",
    example: { text: "231 571 298 obyvatel", region: "CZ" },
    counterExample: { text: "231 571 298 telefon", region: "CZ" },
  },
  {
    // In North America, the first group of a phone number never has two, four or five digits, and
    // the second of three groups never has more than three.
    name: "longer_row",
    written: /^\(?(?:(?:[1-9]\d|[2-9]\d{3}|[1-9]\d{4})[^\d)]|\d{3}\D{1,2}\d{4,5}\D\d)/,
    e164: /^\+1/,
    against: "unlabelled",
    example: { text: "30 34 46 12 90", region: "US" },
    counterExample: { text: "303 44 61 290", region: "US" },
  },
  {
    name: "too_short",
    against: "short",
    example: { text: "about 333345", region: "DE" },
    counterExample: { text: "Tel. 333345", region: "DE" },
  },
  ...dangerRules(),
]);
