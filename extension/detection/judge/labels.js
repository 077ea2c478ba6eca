// Reads the word beside a number that says what it is: "Tel.:", "Faxnummer", "Order no.", "電話".
// Knows how a label stands in a text; which words are labels, rules.js knows.
"use strict";

/**
 * @typedef {object} Label
 * @property {LabelRule} rule
 * @property {boolean} isNumbered a word or sign for "number" stands between: "Order no."
 * @property {boolean} isDirect nothing but such words and punctuation stands between
 * @property {boolean} isShort two capitals right before the number, as of a state: "AZ", "ID"
 *
 * @typedef {object} Token a word, a row of digits, a sign, a line's end, or nothing more
 * @property {"word" | "number word" | "filler" | "digits" | "sign" | "line" | "end"} kind
 * @property {string} written
 * @property {string} text without case and accents
 * @property {LabelRule | null} rule
 * @property {boolean} endsPhrase whether labels of several words end with it
 *
 * @typedef {object} Chapter of a vocabulary: what begins with the same letter
 * @property {Map<string, LabelRule>} words and phrases
 * @property {Map<string, LabelRule>} stems
 *
 * @typedef {object} Vocabulary
 * @property {{rule: LabelRule, list: string}[]} lists of words as in the rules, "|one|two|three|"
 * @property {Map<string, Chapter>} chapters of it, by letter, as far as they were asked for
 * @property {Map<string, LabelRule>} endings
 * @property {Set<string>} ends of phrases
 * @property {Set<string>} numberWords
 * @property {Set<string>} fillers
 * @property {Set<string>} genitives
 */

// How far is looked, in UTF-16 units.
const LABEL_REACH = 60;
const LABEL_REACH_AFTER = 30;
const MOST_WORDS_BETWEEN = 4;
const MOST_WORDS_OF_LABEL = 4;
const LONGEST_LABEL = 20;
const LONGEST_CUT = 5; // of a word before its full stop
const CUT = /n(?:r|ro|o|um)$/;
const MOST_TOKENS_KNOWN = 2000;

const WILDCARD = "*";
const ONLY_ASCII = /^[ -~]*$/;
const accents = lazyPattern("\\p{Mn}", "gu");
const letter = lazyPattern("\\p{L}");
const latinLetter = lazyPattern("\\p{Script=Latin}");
const mark = lazyPattern("\\p{M}");
const decimal = lazyPattern("\\p{Nd}");
/** Scripts that put no spaces between words, and Korean (taken apart), which adds particles. */
const unspaced = lazyPattern(
  "[\\p{Script=Thai}\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}]",
);
const FIRST_UNSPACED = 0xe00;
const LONGEST_PARTICLE = 2;
const NUMBER_SIGN = /^[#№°º]$/;
/** "č. objednávky"; without its accent it would be any C. */
const NUMBER_LETTER = /^[čČ]$/;
const STRONG_STOP = /^[|•·;!?]$/;
const LABEL_BORDER = /^[|•·–—\-,;/(]$/;
const TWO_CAPITALS = /^[A-Z]{2}$/;
const PHRASE_BORDER = /^[|;,]$/;
const JOINS_LABELS = /^(?:[/&+.,\-–]|and|und|et|e|y|i|og|och|ja|a|ve|и|και)$/i;

// What a character is in a label. Patterns with \p{…} take long to build, so they are asked once
// for each character, and never for those of most European texts.
const BLANK_SPACE = 1;
const LINE_END = 2;
const DIGIT_SIGN = 3;
const MARK = 4;
const LATIN = 5;
const OTHER_LETTER = 6;
const OTHER_CHARACTER = 7;
const LATIN_1 = 0xc0;
const FIRST_MARK = 0x300;
const knownCharacters = new Uint8Array(0x10000);

/** @type {Vocabulary | null} */
let vocabulary = null;
/** Pages say the same few words again and again. @type {Map<string, Token>} */
const knownTokens = new Map();

/** @param {LabelRule} rule @returns {boolean} whether the number is meant to be dialled */
function isSure(rule) {
  return rule.strength === "sure";
}

/** @param {LabelRule} rule of identifiers @returns {boolean} whatever else its word may mean */
function isUnmistakable(rule) {
  return rule.strength === "strong" || rule.strength === "named";
}

/** @param {string} name @returns {LabelRule} */
function labelRule(name) {
  return /** @type {LabelRule} */ (labelRules().find((rule) => rule.name === name));
}

/** @returns {Vocabulary} read from the rules when first asked */
function readVocabulary() {
  const lists = labelRules().map((rule) => ({
    rule,
    list: normalise(`|${Object.values(rule.words).join("|")}|`),
  }));
  const ends = lists.flatMap(({ list }) => list.match(/ [^ |]+(?=\|)/g) ?? []);
  const { words: endings } = readChapter(lists, WILDCARD);
  return {
    lists,
    chapters: new Map(),
    endings: new Map(Array.from(endings, ([word, rule]) => [word.slice(1), rule])),
    ends: new Set(ends.map((end) => end.slice(1))),
    numberWords: new Set(normalise(NUMBER_WORDS).split("|")),
    fillers: new Set(normalise(FILLER_WORDS).split("|")),
    genitives: new Set(normalise(GENITIVE_WORDS).split("|")),
  };
}

/**
 * A page needs few chapters: to read all thousands of words would take longer than its numbers.
 * @param {Vocabulary} vocabulary
 * @param {string} word
 * @returns {Chapter} in which it would stand
 */
function chapterOf({ lists, chapters }, word) {
  const letter = word.charCodeAt(0) < FIRST_UNSPACED ? word.charAt(0) : "";
  let chapter = chapters.get(letter);
  if (!chapter) {
    chapter = readChapter(lists, letter);
    chapters.set(letter, chapter);
  }
  return chapter;
}

/**
 * @param {Vocabulary["lists"]} lists
 * @param {string} letter "" for all from FIRST_UNSPACED on
 * @returns {Chapter}
 */
function readChapter(lists, letter) {
  /** @type {Chapter} */
  const chapter = { words: new Map(), stems: new Map() };
  const begin = `|${letter}`;
  for (const { rule, list } of lists) {
    let at = list.indexOf(begin);
    while (at >= 0 && at < list.length - 1) {
      const end = list.indexOf("|", at + 1);
      const isOfChapter = letter !== "" || list.charCodeAt(at + 1) >= FIRST_UNSPACED;
      if (isOfChapter) addWord(chapter, list.slice(at + 1, end), rule);
      at = list.indexOf(begin, end);
    }
  }
  return chapter;
}

/** @param {Chapter} to @param {string} word @param {LabelRule} rule */
function addWord({ words, stems }, word, rule) {
  const isStem = word.endsWith(WILDCARD);
  const map = isStem ? stems : words;
  const key = isStem ? word.slice(0, -1) : word;
  if (!map.has(key)) map.set(key, rule);
}

/** @param {string} word @returns {string} without case and accents */
function normalise(word) {
  const lower = word.toLowerCase();
  return ONLY_ASCII.test(lower) ? lower : lower.normalize("NFKD").replace(accents(), "");
}

/** @param {string} word @returns {LabelRule | null} the rule that has it, e.g. for "Telefon" */
function ruleOfWord(word) {
  return tokenOf(word).rule;
}

/** @param {string} written @returns {Token} */
function tokenOf(written) {
  let token = knownTokens.get(written);
  if (token) return token;
  token = readToken(written);
  if (token.kind === "digits") return token; // hardly ever the same again
  if (knownTokens.size >= MOST_TOKENS_KNOWN) knownTokens.clear();
  knownTokens.set(written, token);
  return token;
}

/** @param {string} written @returns {Token} */
function readToken(written) {
  const token = { written, text: written, rule: null, endsPhrase: false };
  if (written === "") return { ...token, kind: "end" };
  if (written === "\n") return { ...token, kind: "line" };
  const character = characterAt(written, 0);
  if (character === DIGIT_SIGN) return { ...token, kind: "digits" };
  vocabulary ??= readVocabulary();
  const text = normalise(written);
  const isNumberWord = vocabulary.numberWords.has(text) || NUMBER_LETTER.test(written);
  const rule = isNumberWord ? null : search(vocabulary, text);
  const known = { written, text, rule, endsPhrase: vocabulary.ends.has(text) };
  if (character !== LATIN && character !== OTHER_LETTER) return { ...known, kind: "sign" };
  if (isNumberWord) return { ...known, kind: "number word" };
  return { ...known, kind: vocabulary.fillers.has(text) ? "filler" : "word" };
}

/** @param {string} text @param {number} index @returns {number} what the character there is */
function characterAt(text, index) {
  const point = text.codePointAt(index) ?? 0;
  if (point > 0xffff) return readCharacter(String.fromCodePoint(point));
  return (knownCharacters[point] ||= readCharacter(text.charAt(index)));
}

/** @param {string} text @param {number} end @returns {number} what the character before it is */
function characterTo(text, end) {
  return characterAt(text, end - widthTo(text, end));
}

/** @param {string} text @param {number} end @returns {1 | 2} units of the character before it */
function widthTo(text, end) {
  return (text.charCodeAt(end - 1) & 0xfc00) === 0xdc00 && end > 1 ? 2 : 1;
}

/** @param {string} character @returns {number} */
function readCharacter(character) {
  if (character === "\n") return LINE_END;
  if (character <= "\x7F") {
    if (/[A-Za-z]/.test(character)) return LATIN;
    return /\d/.test(character) ? DIGIT_SIGN : character <= " " ? BLANK_SPACE : OTHER_CHARACTER;
  }
  const unit = character.charCodeAt(0);
  if (unit >= LATIN_1 && unit < FIRST_MARK) return /[×÷]/.test(character) ? OTHER_CHARACTER : LATIN;
  if (/\s/.test(character)) return BLANK_SPACE;
  if (letter().test(character)) {
    return latinLetter().test(character) ? LATIN : OTHER_LETTER;
  }
  if (mark().test(character)) return MARK;
  return decimal().test(character) ? DIGIT_SIGN : OTHER_CHARACTER;
}

/**
 * @param {string} text
 * @param {number} end of a word
 * @param {number} from where to stop looking
 * @returns {number} where the word begins; words of Latin letters end at others
 */
function startOfWord(text, end, from) {
  let start = end;
  let script = MARK;
  for (let at = end; at > from; ) {
    at -= widthTo(text, at);
    const character = characterAt(text, at);
    if (character !== MARK && character !== script) {
      if (script !== MARK || (character !== LATIN && character !== OTHER_LETTER)) break;
      script = character;
    }
    if (character === script) start = at;
  }
  return Math.max(start, from);
}

/** @param {Vocabulary} vocabulary @param {string} word @returns {LabelRule | null} */
function search(vocabulary, word) {
  const { words, stems } = chapterOf(vocabulary, word);
  const exact = words.get(word);
  if (exact) return exact;
  const { endings } = vocabulary;
  for (let length = Math.min(word.length, LONGEST_LABEL); length > 1; length -= 1) {
    const rule = stems.get(word.slice(0, length)) ?? endings.get(word.slice(-length));
    if (rule) return rule;
  }
  return isUnspaced(word) ? searchEnd(vocabulary, word) : null;
}

/** @param {string} word @returns {boolean} */
function isUnspaced(word) {
  return word.charCodeAt(word.length - 1) >= FIRST_UNSPACED && unspaced().test(word);
}

/**
 * "客服电话", "電話番号は": the longest label that ends a row of letters, but for a particle.
 * @param {Vocabulary} vocabulary
 * @param {string} word
 * @returns {LabelRule | null}
 */
function searchEnd(vocabulary, word) {
  for (let length = Math.min(word.length, LONGEST_LABEL); length > 0; length -= 1) {
    const longestCut = length > 1 ? Math.min(LONGEST_PARTICLE, word.length - length) : 0;
    for (let cut = 0; cut <= longestCut; cut += 1) {
      const end = word.slice(word.length - cut - length, word.length - cut);
      const rule = chapterOf(vocabulary, end).words.get(end) ?? vocabulary.endings.get(end);
      if (rule) return rule;
    }
  }
  return null;
}

/**
 * @typedef {object} Walk back from a number
 * @property {string} text
 * @property {number} from offset where it ends
 * @property {number} unread offset of what is read already
 * @property {Token[]} tokens read so far, the nearest to the number first
 * @property {number} at index in them
 * @property {number} between words that mean nothing to us, so far
 * @property {number} lines ends of lines, so far
 * @property {boolean} isNumbered
 * @property {boolean} isStopped a sign stands between that ends what an identifier belongs to
 * @property {boolean} isAfterNumberWord the last step was a word or sign for "number"
 * @property {boolean} isSentenceEnd only a sure label (with its dot) may follow
 */

/**
 * The word before a number that says what it is.
 * @param {string} text
 * @param {number} start of the number
 * @returns {Label | null}
 */
function labelBefore(text, start) {
  /** @type {Walk} */
  const walk = {
    text,
    from: Math.max(0, start - LABEL_REACH),
    unread: start,
    tokens: [],
    at: 0,
    between: 0,
    lines: 0,
    isNumbered: false,
    isStopped: false,
    isAfterNumberWord: false,
    isSentenceEnd: false,
  };
  for (; walk.between <= MOST_WORDS_BETWEEN; walk.at += 1) {
    const { kind } = tokenAt(walk, walk.at);
    if (kind === "end") return null;
    const isWord = kind === "word" || kind === "filler" || kind === "number word";
    const label = isWord ? stepOverWord(walk) : stepOverSign(walk);
    if (label !== undefined) return label;
  }
  return null;
}

/** @param {Walk} walk @param {number} index counted from the number @returns {Token} */
function tokenAt(walk, index) {
  const { tokens } = walk;
  while (tokens.length <= index) tokens.push(nextToken(walk));
  return /** @type {Token} */ (tokens[index]);
}

/** @param {Walk} walk @returns {Token} */
function nextToken(walk) {
  const { text, from } = walk;
  let end = walk.unread;
  while (end > from && characterTo(text, end) === BLANK_SPACE) end -= 1;
  walk.unread = end > from ? startOfToken(text, end, from) : end;
  return tokenOf(text.slice(walk.unread, end));
}

/** @param {string} text @param {number} end @param {number} from @returns {number} */
function startOfToken(text, end, from) {
  const character = characterTo(text, end);
  let start = end - widthTo(text, end);
  if (character === DIGIT_SIGN) {
    while (start > from && characterTo(text, start) === DIGIT_SIGN) start -= widthTo(text, start);
  } else if (character === LATIN || character === OTHER_LETTER || character === MARK) {
    return startOfWord(text, end, from);
  }
  return Math.max(start, from);
}

/** @param {Walk} walk @returns {Label | null | undefined} undefined to go on */
function stepOverSign(walk) {
  const { kind, text, rule } = tokenAt(walk, walk.at);
  if (rule) return labelOfRule(rule, walk); // ☎
  if (kind === "line") {
    walk.lines += 1;
    return walk.lines > 1 || walk.between > 0 ? null : undefined;
  }
  if (kind === "digits") return isPartOfLabel(walk) ? undefined : null;
  const isStop = STRONG_STOP.test(text);
  if (walk.between > 0) {
    if (text === ".") walk.isSentenceEnd = true;
    return isStop ? null : undefined;
  }
  walk.isStopped ||= isStop;
  if (NUMBER_SIGN.test(text)) {
    walk.isNumbered = true;
    walk.isAfterNumberWord = true;
  }
  return undefined;
}

/** @param {LabelRule} rule @param {Walk} walk @returns {Label} */
function labelOfRule(rule, walk) {
  const { at, between, isNumbered } = walk;
  const isShort = at === 0 && TWO_CAPITALS.test(writtenAt(walk, at));
  return { rule, isNumbered, isDirect: between === 0, isShort };
}

/** "Tel 2: …", "Phone (24/7): …" @param {Walk} walk at digits */
function isPartOfLabel(walk) {
  const isShort = tokenAt(walk, walk.at).written.length < 3;
  return walk.between === 0 && isShort && /^[:./)-]$/.test(writtenAt(walk, walk.at - 1));
}

/** @param {Walk} walk @param {number} index @returns {string} "" beyond both ends */
function writtenAt(walk, index) {
  return index < 0 ? "" : tokenAt(walk, index).written;
}

/** @param {Walk} walk @returns {Label | null | undefined} undefined to go on */
function stepOverWord(walk) {
  const found = longestLabel(walk);
  if (found) return labelFrom(walk, found);
  if (walk.isSentenceEnd) return null;
  const { kind } = tokenAt(walk, walk.at);
  if (kind === "number word" && walk.between === 0) {
    walk.isNumbered = true;
    walk.isAfterNumberWord = true;
  } else if (kind === "filler") {
    walk.isAfterNumberWord = false;
  } else if (
    walk.between === 0 &&
    (walk.isAfterNumberWord || followsNumberWord(walk, walk.at + 1))
  ) {
    const isCompound = walk.isAfterNumberWord && writtenAt(walk, walk.at - 1) === "-";
    const rule = labelRule(isCompound ? "item_number" : "numbered_thing");
    return walk.isStopped ? null : labelOfRule(rule, walk);
  } else {
    const named = walk.between === 0 ? labelOfGenitive(walk) : null;
    if (named) return named;
    walk.between += 1;
  }
  return undefined;
}

/**
 * "código de reserva", "Reg. Imprese MI": what the identifier is of stands between.
 * @param {Walk} walk at what it is of
 * @returns {Label | null}
 */
function labelOfGenitive(walk) {
  const { at } = walk;
  const written = writtenAt(walk, at);
  const isOf = /^[a-z]/.test(written) && isGenitive(tokenAt(walk, at + 1));
  if (walk.isStopped || !(isOf || TWO_CAPITALS.test(written))) return null;
  walk.at += isOf ? 2 : 1;
  const rule = longestLabel(walk)?.rule;
  walk.at = at;
  return rule && isUnmistakable(rule) ? labelOfRule(rule, walk) : null;
}

/**
 * "numéro de série", "č. smlouvy", "رقم القيد": the word for "number" stands before the thing.
 * @param {Walk} walk
 * @param {number} before the token before the thing
 * @returns {boolean}
 */
function followsNumberWord(walk, before) {
  let at = before;
  while (at < before + 3 && isGenitive(tokenAt(walk, at))) at += 1;
  if (tokenAt(walk, at).kind !== "number word") return false;
  return !isDialledWord(tokenAt(walk, at + 1)) && !isDialledWord(tokenAt(walk, at + 2));
}

/** @param {Token} token @returns {boolean} "de", or a sign in "n° d'agrément" or "č. smlouvy" */
function isGenitive({ text }) {
  return /^[.'’]$/.test(text) || (vocabulary?.genitives.has(text) ?? false);
}

/** @param {Token} token @returns {boolean} whether it is a label of phone numbers */
function isDialledWord({ rule }) {
  return rule !== null && rule.role !== "identifier";
}

/** @typedef {{rule: LabelRule, first: number}} FoundLabel `first`: the token it begins with */

/** @param {Walk} walk @returns {FoundLabel | null} the longest label that ends there */
function longestLabel(walk) {
  const { at } = walk;
  const token = tokenAt(walk, at);
  const single = token.rule && isLabelThere(walk, at) ? { rule: token.rule, first: at } : null;
  if (!token.endsPhrase) return single;
  let result = single;
  let words = token.text;
  for (let first = at + 1, count = 1; count < MOST_WORDS_OF_LABEL; first += 1) {
    const { kind, text } = tokenAt(walk, first);
    const isBorder = kind === "line" || kind === "digits" || kind === "end";
    if (isBorder || PHRASE_BORDER.test(text)) break;
    if (kind === "sign") continue;
    words = `${text} ${words}`;
    count += 1;
    const rule = vocabulary && chapterOf(vocabulary, words).words.get(words);
    if (rule) result = { rule, first };
  }
  return result;
}

/**
 * "F: +81", "| T +44", "(O) 0177": one letter is a label only where a label may begin.
 * @param {Walk} walk
 * @param {number} at
 */
function isLabelThere(walk, at) {
  const { written: letter, rule } = tokenAt(walk, at);
  const last = writtenAt(walk, at + 1) || "\n";
  const next = writtenAt(walk, at - 1);
  if (TWO_CAPITALS.test(letter) && rule?.role === "identifier") {
    const isPlace = last === "(" ? next === ")" : last === "," && /^\n?$/.test(next);
    return !isPlace; // "Phoenix, AZ", "Roma (VR)"
  }
  if (letter.length > 1 || isUnspaced(letter)) return true;
  if (next === ":") return true;
  if (next !== "" && !/^[.(+]$/.test(next)) return false; // "M-870", "d4"
  return last === "\n" || (next === "." ? /^[|•·–/]$/ : LABEL_BORDER).test(last);
}

/** @param {Walk} walk @param {FoundLabel} found @returns {Label | null} */
function labelFrom(walk, { rule, first }) {
  const isDirect = walk.between === 0;
  if (rule.role === "identifier") {
    if (!isDirect || walk.isStopped || isEndOfSentence(walk)) return null;
    walk.isNumbered ||= followsNumberWord(walk, first + 1);
  }
  if (walk.isSentenceEnd && !isSure(rule)) return null;
  if (isOfNumberBefore(walk, first)) return null;
  const isPhoneToo = rule.role === "fax" && isAfterPhoneLabel(walk, first);
  const truly = isPhoneToo ? labelRule("label_phone") : rule;
  return (
    (rule.strength === "mild" && isDirect && labelOfGenitive(walk)) || labelOfRule(truly, walk)
  );
}

/** "Free tracking. 020 …"; but "Ref. 020 …" is cut short. @param {Walk} walk at a label */
function isEndOfSentence(walk) {
  const { text } = tokenAt(walk, walk.at);
  return text.length > LONGEST_CUT && !CUT.test(text) && writtenAt(walk, walk.at - 1) === ".";
}

/**
 * "408 727 8447 Fax⏎", "555-2671 (cell), 555-2672": that label belongs to the number before it.
 * @param {Walk} walk
 * @param {number} first
 */
function isOfNumberBefore(walk, first) {
  const isInBrackets = writtenAt(walk, first + 1) === "(" && writtenAt(walk, walk.at - 1) === ")";
  if (!isInBrackets && walk.lines === 0) return false;
  const { kind, written } = tokenAt(walk, isInBrackets ? first + 2 : first + 1);
  return kind === "digits" && written.length > 1;
}

/** "Tel/Fax:", "Telefon und Fax". @param {Walk} walk @param {number} first of the fax word */
function isAfterPhoneLabel(walk, first) {
  let before = first + 1;
  while (JOINS_LABELS.test(writtenAt(walk, before))) before += 1;
  return before > first + 1 && tokenAt(walk, before).rule?.name === "label_phone";
}

const BEFORE_LABEL_AFTER = /[ \t\u00a0]?[-–,]?[ \t\u00a0]?[([]?[ \t]?/y;
/** The label ends there, and is not that of a number that follows. */
const ENDS_LABEL_AFTER = /(?:[)\]]|(?![)\]]))(?![.:]|[ \t\u00a0]*[+(\d])/y;

/**
 * "408 727 8447 Fax", "(020) 7946 0018 (mobile)"; but no label of a number that follows.
 * @param {string} text
 * @param {number} end of the number
 * @returns {Label | null}
 */
function labelAfter(text, end) {
  BEFORE_LABEL_AFTER.lastIndex = end;
  BEFORE_LABEL_AFTER.test(text);
  const start = BEFORE_LABEL_AFTER.lastIndex;
  const word = start - end < LABEL_REACH_AFTER ? wordAt(text, start) : "";
  if (word.length < 2) return null;
  ENDS_LABEL_AFTER.lastIndex = start + word.length;
  const rule = ENDS_LABEL_AFTER.test(text) ? ruleOfWord(word) : null;
  if (!rule || !isSure(rule)) return null;
  return { rule, isNumbered: false, isDirect: true, isShort: false };
}

/** @param {string} text @param {number} start @returns {string} the word there, with its hyphens */
function wordAt(text, start) {
  const most = Math.min(text.length, start + LABEL_REACH_AFTER);
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

/** @param {string} word @returns {boolean} of things that are counted: "units", "Stück" */
function isCountWord(word) {
  countWords ??= new Set(normalise(COUNT_WORDS).split("|"));
  return word !== "" && countWords.has(normalise(word));
}
