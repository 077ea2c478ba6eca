// Provides the look-up of words. The look-up tells which label rule contains a word as a label, and
// which kind of token the word is, for example a filler such as "is" between a label and a number.
// Depends on characters.js and the files with words; label_before.js uses the tokens.
"use strict";

/**
 * @typedef {object} Token a word, a row of digits, a sign, a line break, or the end of the text
 * @property {"word" | "number word" | "filler" | "digits" | "sign" | "line" | "end"} kind
 * @property {string} written the token as the text has it
 * @property {string} text the word in lower case without accents
 * @property {LabelRule | null} rule the rule that has the word as a label
 * @property {boolean} endsPhrase true if the word is the last one of a label of several words
 */

/**
 * @typedef {object} LetterIndex the words that begin with the same letter
 * @property {Map<string, LabelRule>} words the label words and phrases
 * @property {Map<string, LabelRule>} stems the beginnings of label words, "tel" for "tel*"
 */

/**
 * @typedef {object} Vocabulary the words of all rules, ready for look-ups
 * @property {{rule: LabelRule, list: string}[]} lists the words of each rule, "|one|two|three|"
 * @property {Map<string, LetterIndex>} letters the indexes by letter, built when first needed
 * @property {Map<string, LabelRule>} endings the ends of label words, "nummer" for "*nummer"
 * @property {Set<string>} ends the last words of labels of several words
 * @property {Set<string>} numberWords "no", "numéro"
 * @property {Set<string>} fillers "is", "under"
 * @property {Set<string>} genitives "of", "de"
 * @property {Set<string>} ownWords "my", "their"
 * @property {Set<string>} newWords "new", "old"
 * @property {Set<string>} recordWords "policy", "Vertrag"
 */

const MOST_TOKENS_KNOWN = 2000;
const LABEL_REACH_AFTER_CHARACTERS = 30;
const LONGEST_LABEL_CHARACTERS = 20;
/** Matches the boundary between the words of "orderNumber". */
const JOINED_WORDS = /(?<=[a-z])(?=[A-Z])/;
const WILDCARD = "*";
const ONLY_ASCII = /^[ -~]*$/;
const accents = lazyPattern("\\p{Mn}", "gu");
/**
 * Matches a letter of a script without spaces between words. Korean is included, because it appends
 * particles to words.
 */
const unspaced = lazyPattern(
  "[\\p{Script=Thai}\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}]",
);
const FIRST_UNSPACED = 0xe00;
const LONGEST_PARTICLE_CHARACTERS = 2;
/** "č." in "č. objednávky" means "number". Without its accent, it would be the letter C. */
const NUMBER_LETTER = /^[čČ]$/;

/** @type {Vocabulary | null} */
let vocabulary = null;
/** The tokens of words read so far: pages repeat the same few words. @type {Map<string, Token>} */
const knownTokens = new Map();

/** @type {() => LabelRule[]} */
const labelRules = lazily(() => [
  ...phoneLabels(),
  ...registerLabels(),
  ...documentLabels(),
  ...itemLabels(),
  ...referenceLabels(),
]);

/**
 * @param {LabelRule} rule
 * @returns {boolean} whether a number after a label of this rule is a phone or fax number, however
 *   the number is written
 */
function isSure(rule) {
  return rule.strength === "sure";
}

/** @param {{rule: LabelRule}} label @returns {boolean} */
function isPhoneLabel({ rule }) {
  return rule.role !== "identifier";
}

/**
 * @param {LabelRule} rule a rule for identifiers
 * @returns {boolean} whether the rule's words have no other meaning
 */
function isUnmistakable(rule) {
  return rule.strength === "strong" || rule.strength === "named";
}

/** @param {string} name @returns {LabelRule} */
function labelRule(name) {
  return /** @type {LabelRule} */ (labelRules().find((rule) => rule.name === name));
}

/** @returns {Vocabulary} built from the rules on the first call */
function readVocabulary() {
  const lists = labelRules().map((rule) => ({
    rule,
    list: normalise(`|${Object.values(rule.words).join("|")}|`),
  }));
  const ends = lists.flatMap(({ list }) => list.match(/ [^ |]+(?=\|)/g) ?? []);
  const { words: endings } = readLetter(lists, WILDCARD);
  return {
    lists,
    letters: new Map(),
    endings: new Map(Array.from(endings, ([word, rule]) => [word.slice(1), rule])),
    ends: new Set(ends.map((end) => end.slice(1))),
    numberWords: new Set(normalise(NUMBER_WORDS).split("|")),
    fillers: new Set(normalise(FILLER_WORDS).split("|")),
    genitives: new Set(normalise(GENITIVE_WORDS).split("|")),
    ownWords: new Set(normalise(OWN_WORDS).split("|")),
    newWords: new Set(normalise(NEW_WORDS).split("|")),
    recordWords: new Set(normalise(RECORD_WORDS).split("|")),
  };
}

/**
 * Returns the index of all label words that begin with the first letter of `word`. The index is
 * built on the first call for the letter, because indexing the words of all letters is slow.
 * @param {Vocabulary} vocabulary
 * @param {string} word
 * @returns {LetterIndex}
 */
function letterIndexOf({ lists, letters }, word) {
  const letter = word.charCodeAt(0) < FIRST_UNSPACED ? word.charAt(0) : "";
  let index = letters.get(letter);
  if (!index) {
    index = readLetter(lists, letter);
    letters.set(letter, index);
  }
  return index;
}

/**
 * @param {Vocabulary["lists"]} lists
 * @param {string} letter the letter; "" for all letters from FIRST_UNSPACED on
 * @returns {LetterIndex}
 */
function readLetter(lists, letter) {
  /** @type {LetterIndex} */
  const index = { words: new Map(), stems: new Map() };
  const begin = `|${letter}`;
  for (const { rule, list } of lists) {
    let at = list.indexOf(begin);
    while (at >= 0 && at < list.length - 1) {
      const end = list.indexOf("|", at + 1);
      const isOfLetter = letter !== "" || list.charCodeAt(at + 1) >= FIRST_UNSPACED;
      if (isOfLetter) addWord(index, list.slice(at + 1, end), rule);
      at = list.indexOf(begin, end);
    }
  }
  return index;
}

/** @param {LetterIndex} to @param {string} word @param {LabelRule} rule */
function addWord({ words, stems }, word, rule) {
  const isStem = word.endsWith(WILDCARD);
  const map = isStem ? stems : words;
  const key = isStem ? word.slice(0, -1) : word;
  if (!map.has(key)) map.set(key, rule);
}

/** @param {string} word @returns {string} the word in lower case without accents */
function normalise(word) {
  const lower = word.toLowerCase();
  return ONLY_ASCII.test(lower) ? lower : lower.normalize("NFKD").replace(accents(), "");
}

/** @param {string} word "Telefon" @returns {LabelRule | null} the rule with this label */
function ruleOfWord(word) {
  return tokenOf(word).rule;
}

/** @param {string} written @returns {Token} */
function tokenOf(written) {
  // Tokens of digits are not stored in `knownTokens`, because the same digits seldom repeat.
  if (isAsciiDigit(written.charCodeAt(0))) return tokenWithoutRule("digits", written);
  let token = knownTokens.get(written);
  if (token) return token;
  token = readToken(written);
  if (knownTokens.size >= MOST_TOKENS_KNOWN) knownTokens.clear();
  knownTokens.set(written, token);
  return token;
}

/** @param {string} written @returns {Token} */
function readToken(written) {
  if (written === "") return tokenWithoutRule("end", written);
  if (written === "\n") return tokenWithoutRule("line", written);
  const character = characterAt(written, 0);
  if (character === DIGIT_SIGN) return tokenWithoutRule("digits", written);
  vocabulary ??= readVocabulary();
  const text = normalise(written);
  const isNumberWord = vocabulary.numberWords.has(text) || NUMBER_LETTER.test(written);
  const rule = isNumberWord ? null : (search(vocabulary, text) ?? ruleOfParts(written));
  const endsPhrase = vocabulary.ends.has(text);
  /** @type {Token["kind"]} */
  let kind = vocabulary.fillers.has(text) ? "filler" : "word";
  if (character !== LATIN && character !== OTHER_LETTER) kind = "sign";
  else if (isNumberWord) kind = "number word";
  return { kind, written, text, rule, endsPhrase };
}

/** @param {Token["kind"]} kind @param {string} written @returns {Token} */
function tokenWithoutRule(kind, written) {
  return { kind, written, text: written, rule: null, endsPhrase: false };
}

/** @param {Vocabulary} vocabulary @param {string} word @returns {LabelRule | null} */
function search(vocabulary, word) {
  const { words, stems } = letterIndexOf(vocabulary, word);
  const exact = words.get(word);
  if (exact) return exact;
  const { endings } = vocabulary;
  for (let length = Math.min(word.length, LONGEST_LABEL_CHARACTERS); length > 1; length -= 1) {
    const rule = stems.get(word.slice(0, length)) ?? endings.get(word.slice(-length));
    if (rule) return rule;
  }
  return isUnspaced(word) ? searchEnd(vocabulary, word) : null;
}

/**
 * Finds the rule of a joined word: "orderNumber", "InvoiceNo", "customerPhone".
 * @param {string} written
 * @returns {LabelRule | null}
 */
function ruleOfParts(written) {
  if (!JOINED_WORDS.test(written)) return null;
  const parts = written.split(JOINED_WORDS);
  const last = tokenOf(parts.pop() ?? "");
  const before = tokenOf(parts.pop() ?? "").rule;
  if (last.kind !== "number word") return last.rule;
  return before && before.role !== "identifier" ? before : labelRule("item_number");
}

/** @param {string} word @returns {boolean} */
function isUnspaced(word) {
  return word.charCodeAt(word.length - 1) >= FIRST_UNSPACED && unspaced().test(word);
}

/**
 * Finds the longest label at the end of letters without spaces: "客服电话". A particle after the label
 * is ignored: "電話番号は".
 * @param {Vocabulary} vocabulary
 * @param {string} word
 * @returns {LabelRule | null}
 */
function searchEnd(vocabulary, word) {
  for (let length = Math.min(word.length, LONGEST_LABEL_CHARACTERS); length > 0; length -= 1) {
    const longestCut = length > 1 ? Math.min(LONGEST_PARTICLE_CHARACTERS, word.length - length) : 0;
    for (let cut = 0; cut <= longestCut; cut += 1) {
      const end = word.slice(word.length - cut - length, word.length - cut);
      const rule = letterIndexOf(vocabulary, end).words.get(end) ?? vocabulary.endings.get(end);
      if (rule) return rule;
    }
  }
  return null;
}

/**
 * @param {string} text
 * @param {number} start
 * @returns {string} the word that begins at `start`; a hyphen in a word belongs to the word
 */
function wordAt(text, start) {
  const most = Math.min(text.length, start + LABEL_REACH_AFTER_CHARACTERS);
  let end = start;
  for (; end < most; end += 1) {
    const character = characterAt(text, end);
    const goesOn = end > start && (character === MARK || text[end] === "-");
    if (character !== LATIN && character !== OTHER_LETTER && !goesOn) break;
  }
  return text.slice(start, end);
}

/** @type {Set<string> | undefined} */
let countWords;

/**
 * @param {string} word
 * @returns {boolean} whether the word names what is counted: "units", "Stück"
 */
function isCountWord(word) {
  countWords ??= new Set(normalise(COUNT_WORDS).split("|"));
  return word !== "" && countWords.has(normalise(word));
}
