// Reads the word beside a number that says what it is: "Tel.:", "Faxnummer", "Order no.", "電話".
// Knows how a label stands in a text; which words are labels, rules.js knows.
"use strict";

/**
 * @typedef {object} Label
 * @property {LabelRule} rule
 * @property {boolean} isNumbered a word or sign for "number" stands between: "Order no."
 * @property {boolean} isDirect nothing but such words and punctuation stands between
 *
 * @typedef {object} Token a word, a row of digits, a sign or a line's end
 * @property {"word" | "number word" | "filler" | "digits" | "sign" | "line"} kind
 * @property {string} text without case and accents
 * @property {LabelRule | null} rule
 * @property {boolean} endsPhrase whether labels of several words end with it
 *
 * @typedef {object} Vocabulary
 * @property {Map<string, LabelRule>} words and phrases
 * @property {Map<string, LabelRule>} stems
 * @property {Map<string, LabelRule>} endings
 * @property {Set<string>} ends of phrases
 * @property {Set<string>} numberWords
 * @property {Set<string>} fillers
 */

// How far is looked, in UTF-16 units; most labels stand close, so the far look is rare.
const LABEL_REACH = 60;
const LABEL_REACH_NEAR = 20;
const LABEL_REACH_AFTER = 30;
const MOST_WORDS_BETWEEN = 4;
const MOST_WORDS_OF_LABEL = 4;
const LONGEST_LABEL = 20;
const MOST_TOKENS_KNOWN = 2000;

const WILDCARD = "*";
const ACCENT = /\p{Mn}/gu;
const ONLY_ASCII = /^[ -~]*$/;
/** A word (Latin letters apart from others), a row of digits, a sign, or a line's end. */
const TOKEN = new RegExp(
  "\\p{Script=Latin}[\\p{Script=Latin}\\p{M}]*|(?:(?!\\p{Script=Latin})[\\p{L}\\p{M}])+|" +
    "\\p{Nd}+|[^\\s\\p{L}\\p{M}\\p{Nd}]|\\n",
  "gu",
);
/** Scripts that put no spaces between words, and Korean (taken apart), which adds particles. */
const UNSPACED =
  /[\p{Script=Thai}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const LONGEST_PARTICLE = 2;
const NUMBER_SIGN = /^[#№°º]$/;
const STRONG_STOP = /^[|•·;!?]$/;
const LABEL_BORDER = /^[|•·–—\-,;/(]$/;
const PHRASE_BORDER = /^[|;,]$/;
const JOINS_LABELS = /^(?:[/&+.,\-–]|and|und|et|e|y|i|og|och|ja|a|ve|и|και)$/i;

/** @type {Vocabulary | null} */
let vocabulary = null;
/** Pages say the same few words again and again. @type {Map<string, Token>} */
const knownTokens = new Map();

/** @param {LabelRule} rule @returns {boolean} whether the number is meant to be dialled */
function isSure(rule) {
  return rule.strength === "sure";
}

/** @param {string} name @returns {LabelRule} */
function labelRule(name) {
  return /** @type {LabelRule} */ (LABEL_RULES.find((rule) => rule.name === name));
}

/** @returns {Vocabulary} read from the rules when first asked */
function readVocabulary() {
  /** @type {Vocabulary} */
  const result = {
    words: new Map(),
    stems: new Map(),
    endings: new Map(),
    ends: new Set(),
    numberWords: new Set(NUMBER_WORDS.split("|").map(normalise)),
    fillers: new Set(FILLER_WORDS.split("|").map(normalise)),
  };
  for (const rule of LABEL_RULES) {
    const words = Object.values(rule.words).flatMap((list) => list.split("|"));
    for (const word of words) addWord(result, normalise(word), rule);
  }
  return result;
}

/** @param {Vocabulary} to @param {string} word @param {LabelRule} rule */
function addWord({ words, stems, endings, ends }, word, rule) {
  const isStem = word.endsWith(WILDCARD);
  const isEnding = !isStem && word.startsWith(WILDCARD);
  const map = isStem ? stems : isEnding ? endings : words;
  const key = word.replace(WILDCARD, "");
  if (!map.has(key)) map.set(key, rule);
  if (key.includes(" ")) ends.add(key.slice(key.lastIndexOf(" ") + 1));
}

/** @param {string} word @returns {string} without case and accents */
function normalise(word) {
  const lower = word.toLowerCase();
  return ONLY_ASCII.test(lower) ? lower : lower.normalize("NFKD").replace(ACCENT, "");
}

/** @param {string} word @returns {LabelRule | null} the rule that has it, e.g. for "Telefon" */
function ruleOfWord(word) {
  return tokenOf(word).rule;
}

/** @param {string} written @returns {Token} */
function tokenOf(written) {
  let token = knownTokens.get(written);
  if (token) return token;
  if (/^\d/.test(written)) return { kind: "digits", text: written, rule: null, endsPhrase: false };
  if (knownTokens.size >= MOST_TOKENS_KNOWN) knownTokens.clear();
  token = readToken(written);
  knownTokens.set(written, token);
  return token;
}

/** @param {string[]} tokens @param {number} at @returns {Token} */
function tokenAt(tokens, at) {
  return tokenOf(/** @type {string} */ (tokens[at]));
}

/** @param {string} written @returns {Token} */
function readToken(written) {
  vocabulary ??= readVocabulary();
  const text = normalise(written);
  const token = { text, rule: search(vocabulary, text), endsPhrase: vocabulary.ends.has(text) };
  if (written === "\n") return { ...token, kind: "line" };
  if (/^\p{Nd}/u.test(written)) return { ...token, kind: "digits" };
  if (!/^\p{L}/u.test(written)) return { ...token, kind: "sign" };
  if (vocabulary.numberWords.has(text)) return { ...token, kind: "number word" };
  return { ...token, kind: vocabulary.fillers.has(text) ? "filler" : "word" };
}

/** @param {Vocabulary} vocabulary @param {string} word @returns {LabelRule | null} */
function search({ words, stems, endings }, word) {
  const exact = words.get(word);
  if (exact) return exact;
  for (let length = Math.min(word.length, LONGEST_LABEL); length > 1; length -= 1) {
    const ending = length < word.length ? endings.get(word.slice(-length)) : undefined;
    const rule = stems.get(word.slice(0, length)) ?? ending;
    if (rule) return rule;
  }
  return UNSPACED.test(word) ? searchEnd(words, word) : null;
}

/**
 * "客服电话", "電話番号は": the longest label that ends a row of letters, but for a particle.
 * @param {Map<string, LabelRule>} words
 * @param {string} word
 * @returns {LabelRule | null}
 */
function searchEnd(words, word) {
  for (let length = Math.min(word.length, LONGEST_LABEL); length > 0; length -= 1) {
    const longestCut = length > 1 ? Math.min(LONGEST_PARTICLE, word.length - length) : 0;
    for (let cut = 0; cut <= longestCut; cut += 1) {
      const rule = words.get(word.slice(word.length - cut - length, word.length - cut));
      if (rule) return rule;
    }
  }
  return null;
}

/**
 * The word before a number that says what it is.
 * @param {string} text
 * @param {number} start of the number
 * @returns {Label | null}
 */
function labelBefore(text, start) {
  const near = walkBack(text, start, LABEL_REACH_NEAR);
  return near === undefined ? (walkBack(text, start, LABEL_REACH) ?? null) : near;
}

/**
 * @typedef {object} Walk
 * @property {string[]} tokens before the number, as written
 * @property {number} at
 * @property {number} between words that mean nothing to us, so far
 * @property {number} lines ends of lines, so far
 * @property {boolean} isNumbered
 * @property {boolean} isAfterNumberWord the last step was a word or sign for "number"
 * @property {boolean} isSentenceEnd only a sure label (with its dot) may follow
 */

/**
 * @param {string} text
 * @param {number} start
 * @param {number} reach
 * @returns {Label | null | undefined} undefined if the words within reach do not tell
 */
function walkBack(text, start, reach) {
  const from = Math.max(0, start - reach);
  const tokens = text.slice(from, start).match(TOKEN) ?? [];
  // What is cut off may be part of a label, or what makes a letter one.
  const last = from > 0 && reach < LABEL_REACH ? MOST_WORDS_OF_LABEL : 0;
  const flags = { isNumbered: false, isAfterNumberWord: false, isSentenceEnd: false };
  const walk = { tokens, at: tokens.length - 1, between: 0, lines: 0, ...flags };
  for (; walk.at >= last && walk.between <= MOST_WORDS_BETWEEN; walk.at -= 1) {
    const { kind } = tokenAt(tokens, walk.at);
    const isWord = kind === "word" || kind === "filler" || kind === "number word";
    const label = isWord ? stepOverWord(walk) : stepOverSign(walk);
    if (label !== undefined) return label;
  }
  return walk.between > MOST_WORDS_BETWEEN || last === 0 ? null : undefined;
}

/** @param {Walk} walk @returns {Label | null | undefined} undefined to go on */
function stepOverSign(walk) {
  const { kind, text, rule } = tokenAt(walk.tokens, walk.at);
  if (rule) return { rule, isNumbered: false, isDirect: walk.between === 0 }; // ☎
  if (kind === "line") {
    walk.lines += 1;
    return walk.lines > 1 || walk.between > 0 ? null : undefined;
  }
  if (kind === "digits") return isPartOfLabel(walk) ? undefined : null;
  if (walk.between > 0 && STRONG_STOP.test(text)) return null;
  if (walk.between > 0 && text === ".") walk.isSentenceEnd = true;
  if (walk.between === 0 && NUMBER_SIGN.test(text)) {
    walk.isNumbered = true;
    walk.isAfterNumberWord = true;
  }
  return undefined;
}

/** "Tel 2: …", "Phone (24/7): …" @param {Walk} walk at digits */
function isPartOfLabel({ tokens, at, between }) {
  const isShort = (tokens[at] ?? "").length < 3;
  return between === 0 && isShort && /^[:./)-]$/.test(tokens[at + 1] ?? "");
}

/** @param {Walk} walk @returns {Label | null | undefined} undefined to go on */
function stepOverWord(walk) {
  const found = longestLabel(walk);
  if (found) return labelFrom(walk, found);
  if (walk.isSentenceEnd) return null;
  const { kind } = tokenAt(walk.tokens, walk.at);
  if (kind === "number word" && walk.between === 0) {
    walk.isNumbered = true;
    walk.isAfterNumberWord = true;
  } else if (kind === "filler") {
    walk.isAfterNumberWord = false;
  } else if (walk.isAfterNumberWord && walk.between === 0) {
    return { rule: labelRule("numbered_thing"), isNumbered: true, isDirect: true };
  } else {
    walk.between += 1;
  }
  return undefined;
}

/** @typedef {{rule: LabelRule, first: number}} FoundLabel `first`: the token it begins with */

/** @param {Walk} walk @returns {FoundLabel | null} the longest label that ends there */
function longestLabel({ tokens, at }) {
  const token = tokenAt(tokens, at);
  const single = token.rule && isLabelThere(tokens, at) ? { rule: token.rule, first: at } : null;
  if (!token.endsPhrase) return single;
  let result = single;
  let words = token.text;
  for (let first = at - 1, count = 1; first >= 0 && count < MOST_WORDS_OF_LABEL; first -= 1) {
    const { kind, text } = tokenAt(tokens, first);
    if (kind === "line" || kind === "digits" || PHRASE_BORDER.test(text)) break;
    if (kind === "sign") continue;
    words = `${text} ${words}`;
    count += 1;
    const rule = vocabulary?.words.get(words);
    if (rule) result = { rule, first };
  }
  return result;
}

/**
 * "F: +81", "| T +44", "(O) 0177": one letter is a label only where a label may begin.
 * @param {string[]} tokens
 * @param {number} at
 */
function isLabelThere(tokens, at) {
  const letter = tokens[at] ?? "";
  if (letter.length > 1 || UNSPACED.test(letter)) return true;
  const last = tokens[at - 1] ?? "\n";
  const next = tokens[at + 1];
  if (next === ":") return true;
  if (next !== undefined && !/^[.(+]$/.test(next)) return false; // "M-870", "d4"
  return last === "\n" || (next === "." ? /^[|•·–/]$/ : LABEL_BORDER).test(last);
}

/** @param {Walk} walk @param {FoundLabel} found @returns {Label | null} */
function labelFrom(walk, { rule, first }) {
  const isDirect = walk.between === 0;
  if (rule.role === "identifier" && !isDirect) return null;
  if (walk.isSentenceEnd && !isSure(rule)) return null;
  if (isOfNumberBefore(walk, first)) return null;
  const isPhoneToo = rule.role === "fax" && isAfterPhoneLabel(walk.tokens, first);
  const truly = isPhoneToo ? labelRule("label_phone") : rule;
  return { rule: truly, isNumbered: walk.isNumbered, isDirect };
}

/**
 * "408 727 8447 Fax⏎", "555-2671 (cell), 555-2672": that label belongs to the number before it.
 * @param {Walk} walk
 * @param {number} first
 */
function isOfNumberBefore({ tokens, at, lines }, first) {
  const isInBrackets = tokens[first - 1] === "(" && tokens[at + 1] === ")";
  const last = tokens[isInBrackets ? first - 2 : first - 1] ?? "";
  return (isInBrackets || lines > 0) && /^\p{Nd}{2}/u.test(last);
}

/** "Tel/Fax:", "Telefon und Fax". @param {string[]} tokens @param {number} first of the fax word */
function isAfterPhoneLabel(tokens, first) {
  const words = tokens.slice(0, first);
  const last = words.findLastIndex((word) => !JOINS_LABELS.test(word));
  return last < first - 1 && ruleOfWord(words[last] ?? "")?.name === "label_phone";
}

const LABEL_AFTER = new RegExp(
  "^[ \\t\\u00a0]?[-–,]?[ \\t\\u00a0]?[(\\[]?[ \\t]?(\\p{L}[\\p{L}\\-]+)[)\\]]?" +
    "(?![.:]|[ \\t\\u00a0]*[+(\\p{Nd}])",
  "u",
);

/**
 * "408 727 8447 Fax", "(020) 7946 0018 (mobile)"; but no label of a number that follows.
 * @param {string} text
 * @param {number} end of the number
 * @returns {Label | null}
 */
function labelAfter(text, end) {
  const found = LABEL_AFTER.exec(text.slice(end, end + LABEL_REACH_AFTER));
  const rule = ruleOfWord(found?.[1] ?? "");
  return rule && isSure(rule) ? { rule, isNumbered: false, isDirect: true } : null;
}
