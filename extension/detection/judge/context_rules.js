// Provides `contextRules`: the rules that reject a number because of the text directly before or
// after the number, or because of the way in which the number is written. Only data; vetoes.js
// applies the rules. tests/unit/judge_examples.jsonl has an example of each rule. Depends on
// lazy.js.
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
  },
  {
    name: "dial_code",
    before: /(?:\*{1,2}\d{2,3}[*#]?|#\d{2,3}#)\s?$/,
    against: "all",
  },
  {
    name: "email_address",
    before: /(?<!\bsips?:)$/i,
    after: /^[\w.+-]{0,30}@[\w-]/,
    against: "all",
  },
  {
    name: "email_address",
    touches: true,
    before: /[\w.]@[\w.-]*$/,
    against: "all",
  },
  {
    name: "url",
    touches: true,
    before:
      /(?:(?<!\b(?:tel|callto))(?<=[a-z]{3}):\/\/|\bwww\.|\b[\w-]+\.[a-z]{2,6}\/)(?!.*\bwa\.me\/)[^\s<>"]*$|[?&][\w-]+=[^\s<>"]*$/i,
    against: "all",
  },
  {
    name: "url",
    touches: true,
    before: /(?:(?!([-._=~])\1{2})[\w\-.%/?=&~+]){40}$/,
    against: "all",
  },
  {
    name: "arithmetic",
    before: /\d\s?[+*×÷^=]\s?$/,
    against: "unlabelled",
  },
  {
    name: "arithmetic",
    before: /(?<!=)=\s?$/,
    against: "bare",
  },
  {
    name: "arithmetic",
    before: /(?<!<[^<>]{0,40})[<>]\s?$/,
    after: /^(?!>)/,
    against: "bare",
  },
  {
    // No country code except 1 and 7 has a single digit, so "+4 98101" is no phone number.
    name: "arithmetic",
    written: /^\+[2-689] \d/,
    against: "all",
  },
  {
    name: "ip_address",
    before:
      /(?<![\p{L}\d])(?:IP|IPv4|ping|host|hostname|server\w*|servidor|serveur|serwer|addr\w*|proxy|gateway|DNS|subnet|netmask|nameserver|ssh|curl|telnet|whois|traceroute)(?![\p{L}\d])[^\n]{0,12}$/iu,
    written: /^\d\d\.\d{2,3}\.\d\d\.\d\d$/,
    against: "unlabelled",
  },
  {
    name: "arithmetic",
    after: /^\s?[=×÷^]|^\s?\*\s\d(?!\d\d[ -]\d)|^\*\d/,
    against: "all",
  },
  {
    name: "money",
    before: new RegExp(`${CURRENCY}\\.?\\s?$`),
    written: AMOUNT,
    against: "unlabelled",
  },
  {
    name: "money",
    after: new RegExp(`^[ \u00a0\u202f]?${CURRENCY}(?![a-z]| ?\\d)`),
    written: /^[1-9]\d*(?:[ \u00a0\u202f.]\d{3,})*$/,
    against: "unlabelled",
  },
  {
    name: "number_sign",
    before: /(?:[#№]|\bn[°º])\s?$/i,
    against: "unlabelled",
  },
  {
    name: "part_number",
    touches: true,
    before: /(?:^|[^A-Za-z])[A-Z]{1,5}\d{0,4}[-_/]$|[a-z][A-Z][A-Za-z]+[-_]$|[A-Za-z]{2}_$/,
    against: "unlabelled",
  },
  {
    name: "part_number",
    after: /^[-–_/](?:[A-Z](?![a-z])|[a-z]\b)/,
    against: "unlabelled",
  },
  {
    // Part numbers of engines are grouped like "0 332 209 150". German phone numbers never are.
    name: "part_number",
    written: /^0 \d{3} \d{3} \d{3}$/,
    e164: /^\+49/,
    against: "unlabelled",
  },
  {
    name: "part_number",
    after: MAKER,
    against: "unlabelled",
  },
  {
    // A "#" directly after digits shows that they are the PIN of a telephone conference.
    name: "meeting_pin",
    after: /^#(?![\w#])/,
    against: "unlabelled",
  },
  {
    // Words such as "has been shipped" are said about orders, claims and parcels, not about phones.
    name: "record",
    after: HAPPENED,
    against: "unlabelled",
  },
  {
    name: "registered_sign",
    after: /^\s?(?:号|號|호(?!출)|番(?!号))/,
    against: "unlabelled",
  },
  {
    name: "code",
    before:
      /(?:>>>|=>|::|[{}]|&&|\|\||#define|<\/?\w+>|\b(?:const|def|printf?|SELECT|int|char)\b)[^\n]{0,24}$|[a-z]\(\w*\) $/,
    against: "bare",
  },
  {
    name: "code",
    before: /\breturn\s$|["'][\w-]+["']\s?[:=]\s?["']?$|\w[=(]["']$|`$/,
    against: "bare",
  },
  {
    name: "code",
    touches: true,
    before: /(?:^|[\s;={(.])[a-z_]\w{2,}$/,
    written: /^\(/,
    against: "bare",
  },
  {
    name: "path",
    touches: true,
    before: /(?:[A-Za-z][\w.]*|[-\w]{2,})\/$/,
    against: "bare",
  },
  {
    name: "hexadecimal",
    before: /\b(?:sha|md|crc)-?\d{1,3}:\w*$/i,
    against: "bare",
  },
  {
    name: "url",
    touches: true,
    before: /(?:^|[\s"'(])\/(?:[\w.-]+\/)+$/,
    against: "unlabelled",
  },
  {
    name: "log_line",
    after: /^\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s{1,2}\d/,
    against: "bare",
  },
  {
    name: "registration",
    after: /^[ ,]{1,2}(?:RPM|RPR|RCS|R\.C\.S|MVA)(?![\w-]|[ .]*(?:[nN]|:|\d))/,
    against: "unlabelled",
  },
  {
    name: "coordinates",
    before: /\b(?:UTM|ETRS\w*|MGRS|WGS ?84|Gauss)\b[^\n]{0,16}$/,
    against: "unlabelled",
  },
  {
    name: "lottery",
    after:
      /^[ ,]{1,2}(?:et le numéro|Zusatzzahl|Superzahl|complémentaire|[Bb]onus|Power ?[Bb]all|Mega ?[Bb]all|Joker|C\(|R\()/,
    written: /^\d\d(?:[- ]\d\d)+$/,
    against: "unlabelled",
  },
  {
    name: "part_of_decimal",
    touches: true,
    before: /(?:^|[^\d])\d{1,12}[.,]$/,
    against: "unlabelled",
  },
  {
    name: "part_of_decimal",
    after: /^(?:\.\d|,\d{1,3}(?!\d))/,
    against: "bare",
  },
  {
    name: "part_of_decimal",
    after: /^,\d\d?(?!\d)/,
    written: AMOUNT,
    against: "unlabelled",
  },
  {
    name: "longer_row",
    written: /^(?!\d{3}\/\d{3}\/\d{4}$)\[?[1-9]\d{0,3}(?:\/\d{1,4}){2,}$/,
    against: "unlabelled",
  },
  {
    name: "table_row",
    written: /^(?=.* {2})\d+(?: +\d+){2,}$/,
    against: "unlabelled",
  },
  {
    name: "table_row",
    before: /(?:\d[\d.,]{0,4}[ \t|;]{1,3}){3}$|\d[\d.,]*\s?\|\s?$/,
    against: "bare",
  },
  {
    name: "table_row",
    before: /(?:\b\d{1,4}[ \t|]{1,4}){3}$/,
    against: "unlabelled",
  },
  {
    name: "table_row",
    after:
      /^(?!\s?\d{1,2}(?:[.:]\d\d)? ?[-–] ?\d{1,2}(?:[.:]\d\d)? ?(?:[Uu]hr|[hH]\b|[ap]m|uur))(?! \d{3} (?:\d\d \p{Lu}\p{L}|\d{3}$))(?:[ \t]?\|?[ \t]?[—–-]?[ \t]?\d{1,4}(?![\d-])(?:[.,]\d{1,2})?%?(?=[ \t|]|$)){2}/u,
    isRow: true,
    against: "unlabelled",
  },
  {
    name: "file_name",
    after:
      /^[\w-]*\.(?:html?|php|aspx?|jpe?g|png|gif|svg|webp|pdf|docx?|xlsx?|zip|tar|gz|rar|mp[34]|avi|mov|txt|csv|json|xml|js|css|exe|iso|deb|rpm)\b/i,
    against: "all",
  },
  {
    name: "hexadecimal",
    before: /(?:\b[0-9A-Fa-f]{2,4} ){3}$/,
    against: "unlabelled",
  },
  {
    name: "zip_code",
    before: /\b[A-Z]{2}\.?,?[ \u00a0]{1,2}$/,
    written: /^\d{5}-\d{4}$/,
    against: "all",
  },
  {
    name: "law_number",
    before: /(?:\b[NnЧч][ro]?[.°º]?|№)\s?$/,
    written: /^\d{1,5}\/(?:19|20)\d\d$/,
    against: "unlabelled",
  },
  {
    name: "law_number",
    written:
      /^(?:(?:0?\d{1,2}|[1-9]\d{2,3})\/(?:19|20)\d\d|\d{2,5}\/20\d\d-\d{1,3}|\d{4,7}\/\d\d-\d\d)$/,
    against: "unlabelled",
  },
  {
    name: "law_number",
    after: /^\/(?:19|20)\d\d(?!\d)/,
    against: "bare",
  },
  {
    name: "longer_row",
    touches: true,
    before: /\d[/]$/,
    against: "unlabelled",
  },
  {
    name: "uuid",
    after: /^-?[0-9a-f]{0,4}-[0-9a-f]{4}-[0-9a-f]{4}/i,
    against: "all",
  },
  {
    name: "measure",
    after:
      /^\s?(?:[kmgtKMGT]i?[bB]|bytes?|px|[mcdk]m|m²|km²|k?g|m[lg]|grams?|lbs?|oz|sec|ms|[kMG]?Hz|[kM]?W|[kmM]?V|mAh|rpm|dpi|B)(?![\wÀ-ɏ])/,
    against: "unlabelled",
  },
  {
    name: "citation",
    before: /(?:\(\d{4}\)[,:;]?|\d{4}[;,] ?\d{1,4}(?:\(\d+\))?:|\d\(\d+\):|\bRn\.|§)\s?$/,
    against: "unlabelled",
  },
  {
    name: "citation",
    before: /(?<![\d:])\d{2,4}:$/,
    written: /^\d{3,6}[-–]\d{3,6}$/,
    against: "unlabelled",
  },
  {
    name: "counted_things",
    isCount: true,
    against: "bare",
  },
  {
    name: "counted_things",
    isCount: true,
    written: AMOUNT,
    against: "unlabelled",
  },
  {
    // In North America, the first group of a phone number never has two, four or five digits, and
    // the second of three groups never has more than three.
    name: "longer_row",
    written: /^\(?(?:(?:[1-9]\d|[2-9]\d{3}|[1-9]\d{4})[^\d)]|\d{3}\D{1,2}\d{4,5}\D\d)/,
    e164: /^\+1/,
    against: "unlabelled",
  },
  {
    name: "too_short",
    against: "short",
  },
  ...dangerRules(),
]);
