// Provides `labelBefore`: finds the label before a number: "Tel.:", "Faxnummer", "Order no.", "電話".
// Depends on vocabulary.js, which holds the label words.
"use strict";

/**
 * @typedef {object} Label a label that applies to a number
 * @property {LabelRule} rule the rule with the label's words
 * @property {boolean} isNumbered true if a word or sign for "number" is between the label and the
 *   number: "Order no."
 * @property {boolean} isDirect true if nothing else but punctuation and words such as "is" is
 *   between the label and the number
 * @property {boolean} isShort true if the label consists of two capital letters directly before the
 *   number: such a label, for example "ID", may also be the code of a state
 */

// The search for a label reads at most this many UTF-16 code units before a number.
const LABEL_REACH_CHARACTERS = 60;
const MOST_WORDS_BETWEEN = 4;
const MOST_WORDS_OF_LABEL = 4;
// If a label before a full stop has more letters than this, the full stop ends a sentence. If the
// label is shorter, it may be an abbreviation.
const LONGEST_CUT_CHARACTERS = 5;
const CUT = /n(?:r|ro|o|um)$|ref$/;

const NUMBER_SIGN = /^[#№°º]$/;
const STRONG_STOP = /^[|•·;!?]$/;
const LABEL_BORDER = /^[|•·–—\-,;/(]$/;
const TWO_CAPITALS = /^[A-Z]{2}$/;
const CAPITALS = /^[A-Z]{2,5}$/;
/** Matches a word that leads to a phone number, not to an identifier: "track your order at …" */
const LEADS_TO = /^(?:at|via|under|unter|au|al|pa|на)$/;
/** Matches a verb after which "to" leads to a phone number: "text your order number to …" */
const SENDS = /\b(?:te?xt|send|sms|forward|submit|fax|report)\b/i;
const PHRASE_BORDER = /^[|;,]$/;
const MOST_WORDS_BEFORE_FAX = 6;
const REACH_OF_LINE_CHARACTERS = 200;
/** Matches a short label at a line's beginning, or after a space or sign: "T 031 …", "Tel. 02 …" */
const SHORT_LABEL =
  /(?:^|[\s|•·,;:–()-])(?:[TFPMDOCтфмТФМ]|Te?l|T[eé]l|Ph|Mob|Fax|Fon|Cell?)[.:]?\)? {0,2}[+(\d]/;
/** Matches a line whose first number has a word in brackets before it: "Ann (mobile): +44 …" */
const FIRST_IN_BRACKETS = /^[^\d+(]*\(([TPMDOCHWF]|\p{L}{2,})\)[.:]? ?[+(]*\d/iu;
const LEADERS = "._·…-";
const FEWEST_LEADERS = 4;
const BEFORE_NUMBER = " \u00a0\t:：";
const LONGEST_IN_BRACKETS_CHARACTERS = 26;
const FEWEST_DIGITS_OF_NUMBER = 5;
const JOINS_LABELS = /^(?:[/&+.,\-–・]|and|or|und|oder|et|ou|e|o|y|i|og|och|ja|a|ve|и|και)$/i;

/**
 * @typedef {object} Walk the state of the search, which reads backwards from a number
 * @property {string} text
 * @property {number} start the offset from which the search reads backwards
 * @property {number} from the search reads no character before this offset
 * @property {number} unread the search has read the text from this offset to `start`
 * @property {Token[]} tokens the tokens read so far, nearest to the number first
 * @property {number} at the index of the current token in `tokens`
 * @property {number} between how many unknown words were read so far
 * @property {number} lines how many line breaks were read so far
 * @property {boolean} isNumbered true if a word or sign for "number" was read
 * @property {boolean} isStopped true if a sign or word was read that separates the number from all
 *   labels of identifiers to the left of this sign or word
 * @property {boolean} isAfterNumberWord true if the token read last is a word or sign for "number"
 * @property {boolean} isSentenceEnd true if a full stop was read; to the left of a full stop, only
 *   a "sure" label still applies to the number
 */

/**
 * Finds the label before a number.
 * @param {string} text
 * @param {number} number the start of the number
 * @returns {Label | null} null if no label precedes the number
 */
function labelBefore(text, number) {
  const start = endOfLabelWords(text, number);
  /** @type {Walk} */
  const walk = {
    text,
    start,
    from: Math.max(0, start - LABEL_REACH_CHARACTERS),
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

/**
 * Skips text in brackets, and rows of dots, between a label and a number: "Fax (24 hrs):",
 * "Phone .......:".
 * @param {string} text
 * @param {number} number the start of the number
 * @returns {number} the offset from which the search for the label reads backwards
 */
function endOfLabelWords(text, number) {
  let last = number - 1;
  while (last > 0 && BEFORE_NUMBER.includes(text.charAt(last))) last -= 1;
  const sign = text.charAt(last);
  if (LEADERS.includes(sign)) return startOfLeaders(text, number, last);
  if (sign !== ")" && sign !== "）") return number;
  const from = Math.max(0, last - LONGEST_IN_BRACKETS_CHARACTERS);
  const inBrackets = text.slice(from, last);
  const open = from + inBrackets.lastIndexOf(sign === ")" ? "(" : "（");
  if (open < from) return number;
  const inside = text.slice(open, last);
  const end = startOfBlanks(text, open);
  const word = text.slice(startOfWord(text, end, Math.max(0, end - LABEL_REACH_CHARACTERS)), end);
  const rule = word.length > 1 ? ruleOfWord(word) : null;
  const isSaid = rule && isSure(rule) && digitsOf(inside).length < FEWEST_DIGITS_OF_NUMBER;
  return isSaid ? end : number;
}

/** @param {string} text @param {number} end @returns {number} */
function startOfBlanks(text, end) {
  let start = end;
  while (start > 0 && " .:".includes(text.charAt(start - 1))) start -= 1;
  return start;
}

/**
 * Finds a row of dots before a number, as in a table of contents: "Phone ........ 020".
 * @param {string} text
 * @param {number} number the start of the number
 * @param {number} last the offset of the last character before the number that is no blank or colon
 * @returns {number} the offset at which the row of dots begins; the start of the number if there
 *   are too few dots
 */
function startOfLeaders(text, number, last) {
  let count = 0;
  let start = last;
  for (; start >= 0; start -= 1) {
    const sign = text.charAt(start);
    if (LEADERS.includes(sign)) count += 1;
    else if (sign !== " ") break;
  }
  return count < FEWEST_LEADERS ? number : start + 1;
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
  // If the limit `from` cuts a word in two, the token becomes empty, and this ends the search.
  if (walk.unread === from && from > 0 && characterTo(text, from) >= MARK) walk.unread = end;
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

/**
 * Handles a token that is no word in the search for a label. Only a sign such as ☎ can be a label.
 * @param {Walk} walk
 * @returns {Label | null | undefined} null if the number has no label; undefined if the search goes
 *   on
 */
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

/**
 * Makes a label of the words that the search has found.
 * @param {LabelRule} rule the rule that contains these words
 * @param {Walk} walk
 * @param {number} [first] the index of the label's first token
 * @returns {Label}
 */
function labelOfRule(rule, walk, first = walk.at) {
  const { at, between, isNumbered } = walk;
  const isShort = at === 0 && first === at && TWO_CAPITALS.test(writtenAt(walk, at));
  return { rule, isNumbered, isDirect: between === 0, isShort };
}

/**
 * Whether digits belong to a label: "Tel 2: …", "Phone (24/7): …", "Lot 3 no. …".
 * @param {Walk} walk its current token is a row of digits
 */
function isPartOfLabel(walk) {
  const isShort = tokenAt(walk, walk.at).written.length < 3;
  const isBefore = walk.isAfterNumberWord || /^[:./)-]$/.test(writtenAt(walk, walk.at - 1));
  return walk.between === 0 && isShort && isBefore;
}

/** @param {Walk} walk @param {number} index @returns {string} */
function writtenAt(walk, index) {
  return index < 0 ? "" : tokenAt(walk, index).written;
}

/**
 * Handles a token that is a word in the search for a label.
 * @param {Walk} walk
 * @returns {Label | null | undefined} null if the number has no label; undefined if the search goes
 *   on
 */
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
    walk.isStopped ||= leadsToPhone(walk);
  } else if (
    walk.between === 0 &&
    (walk.isAfterNumberWord || followsNumberWord(walk, walk.at + 1))
  ) {
    if (isOwnNumber(walk)) return labelOfRule(labelRule("label_own_number"), walk);
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
 * @param {Walk} walk its current token is a word such as "at" or "to"
 * @returns {boolean} whether this word leads to a phone number, not to an identifier
 */
function leadsToPhone(walk) {
  const { text } = tokenAt(walk, walk.at);
  return text === "to" ? SENDS.test(walk.text.slice(walk.from, walk.start)) : LEADS_TO.test(text);
}

/**
 * Whether a word makes "number" mean a person's phone number: "my new number is", "nomor saya",
 * "mon nouveau numéro".
 * @param {Walk} walk its current token is the word beside the word for "number"
 * @returns {boolean}
 */
function isOwnNumber(walk) {
  let { at } = walk;
  const isCompound = writtenAt(walk, at - 1) === "-"; // "Personal-Nr."
  if (isCompound) return false;
  if (isOfPerson(walk)) return true;
  while (vocabulary?.newWords.has(tokenAt(walk, at).text)) at += 1;
  const isNew = at > walk.at;
  return isNew || (vocabulary?.ownWords.has(tokenAt(walk, at).text) ?? false);
}

/**
 * Whether a name makes "number" mean a person's phone number: "John's number", "le numéro de Marie"
 * @param {Walk} walk its current token is "s" or "Marie"
 */
function isOfPerson(walk) {
  const { at } = walk;
  if (writtenAt(walk, at) === "s") return /^['’]$/.test(writtenAt(walk, at + 1));
  const isName = /^\p{Lu}\p{Ll}+$/u.test(writtenAt(walk, at));
  return isName && isGenitive(tokenAt(walk, at + 1)) && /^\p{Ll}/u.test(writtenAt(walk, at + 2));
}

/**
 * Returns the label of an identifier if the current token is the thing that is identified, and the
 * label precedes it: "código de reserva", "Reg. Imprese MI".
 * @param {Walk} walk its current token is "reserva" or "MI" in these examples
 * @returns {Label | null}
 */
function labelOfGenitive(walk) {
  const { at } = walk;
  const written = writtenAt(walk, at);
  const isOf = /^[a-z]/.test(written) && isGenitive(tokenAt(walk, at + 1));
  if (walk.isStopped || !(isOf || CAPITALS.test(written))) return null;
  walk.at += isOf ? 2 : 1;
  const rule = longestLabel(walk)?.rule;
  walk.at = at;
  return rule && isUnmistakable(rule) ? labelOfRule(rule, walk) : null;
}

/**
 * Whether a word for "number" precedes a word for a numbered thing: "numéro de série", "č.
 * smlouvy", "رقم القيد".
 * @param {Walk} walk
 * @param {number} before the index of the token before the word for the thing
 * @returns {boolean}
 */
function followsNumberWord(walk, before) {
  let at = before;
  while (at < before + 3 && isGenitive(tokenAt(walk, at))) at += 1;
  const { kind, text } = tokenAt(walk, at);
  if (kind !== "number word") return false;
  // The "no" of "No spam." and "no brokers" is no abbreviation of "number".
  if (text === "no" && at === before) return false;
  return !isDialledWord(tokenAt(walk, at + 1)) && !isDialledWord(tokenAt(walk, at + 2));
}

/**
 * Whether another label of identifiers, or a sign for "number", precedes a label: "Réf. commande",
 * "N° dossier".
 * @param {Walk} walk
 * @param {number} before the index of the token before the label
 */
function followsIdentifier(walk, before) {
  let at = before;
  while (isGenitive(tokenAt(walk, at))) at += 1;
  return tokenAt(walk, at).rule?.role === "identifier" || NUMBER_SIGN.test(writtenAt(walk, at));
}

/**
 * @param {Token} token
 * @returns {boolean} whether the token may link the word for "number" with the numbered thing: a
 *   word like "de", or a sign as in "n° d'agrément" and "č. smlouvy"
 */
function isGenitive({ text }) {
  return /^[.'’]$/.test(text) || (vocabulary?.genitives.has(text) ?? false);
}

/** @param {Token} token @returns {boolean} whether the token is a label of phone or fax numbers */
function isDialledWord({ rule }) {
  return rule !== null && rule.role !== "identifier";
}

/**
 * @typedef {{rule: LabelRule, first: number}} FoundLabel a label that the search has found; `first`
 *   is the index of the label's first token
 */

/**
 * @param {Walk} walk
 * @returns {FoundLabel | null} of the labels that end with the current token, the one with the most
 *   words; null if there is no such label
 */
function longestLabel(walk) {
  const { at } = walk;
  const token = tokenAt(walk, at);
  const single = token.rule && isLabelThere(walk, at) ? { rule: token.rule, first: at } : null;
  if (!token.endsPhrase) return single;
  let result = single;
  let words = token.text;
  for (let first = at + 1, count = 1; count < MOST_WORDS_OF_LABEL; first += 1) {
    const { kind, text } = tokenAt(walk, first);
    const isBorder = kind === "line" || kind === "end" || (kind === "digits" && text !== "2");
    if (isBorder || PHRASE_BORDER.test(text)) break;
    if (kind === "sign") continue;
    words = `${text} ${words}`;
    count += 1;
    const rule = vocabulary && letterIndexOf(vocabulary, words).words.get(words);
    if (rule) result = { rule, first };
  }
  return result;
}

/**
 * Whether a token can be a label where it stands. A label of one letter is accepted only at the
 * beginning of a line, or after a sign such as a bar or bracket: "F: +81", "| T +44", "(O) 0177".
 * @param {Walk} walk
 * @param {number} at the index of the token
 */
function isLabelThere(walk, at) {
  const { written: letter, rule } = tokenAt(walk, at);
  const mayBePlace = rule?.role === "identifier" && TWO_CAPITALS.test(letter);
  if (!mayBePlace && (letter.length > 1 || isUnspaced(letter))) return true;
  const last = writtenAt(walk, at + 1) || "\n";
  const next = writtenAt(walk, at - 1);
  if (mayBePlace) {
    // Two capital letters are no label if they are a state's or province's code: "Phoenix, AZ",
    // "Roma (VR)". After digits and a comma, they are a label.
    if (last === "(") return next !== ")";
    return last !== "," || !/^\n?$/.test(next) || tokenAt(walk, at + 2).kind === "digits";
  }
  if (next === ":" || (/^[)\]]$/.test(next) && /^[([]$/.test(last))) return true;
  if (next !== "" && !/^[.(+]$/.test(next)) return false; // "M-870", "d4"
  if (last === "\n" || (next === "." ? /^[|•·–/]$/ : LABEL_BORDER).test(last)) return true;
  return isAmongLetters(walk, letter);
}

/**
 * Whether a short label precedes a one-letter label in the same line, as "T" precedes "F" in "T 031
 * 370 18 18 F 031 370 18 19".
 * @param {Walk} walk
 * @param {string} letter the one-letter label
 */
function isAmongLetters({ text, start }, letter) {
  if (/[a-z]/.test(letter)) return false;
  const before = text.slice(Math.max(0, start - REACH_OF_LINE_CHARACTERS), start);
  return SHORT_LABEL.test(before.slice(before.lastIndexOf("\n") + 1));
}

/** @param {Walk} walk @param {FoundLabel} found @returns {Label | null} */
function labelFrom(walk, { rule, first }) {
  const isDirect = walk.between === 0;
  if (rule.role === "identifier") {
    if (!isDirect || walk.isStopped || isEndOfSentence(walk)) return null;
    walk.isNumbered ||=
      followsNumberWord(walk, first + 1) ||
      followsIdentifier(walk, first + 1) ||
      isRecordAlone(walk, first);
  }
  if (walk.isSentenceEnd && !isSure(rule)) return null;
  if (isOfNumberBefore(walk, first)) return null;
  const truly = trueRule(walk, rule, first);
  return (
    (rule.strength === "mild" && isDirect && labelOfGenitive(walk)) ||
    labelOfRule(truly, walk, first)
  );
}

/**
 * Whether a label is a single word for a record, such as a policy, and begins a line, or follows a
 * sign such as a comma or another record's number: "Policy 206-448-8762", "Lot 12 Parcel
 * 206-448-8762", but not "to file a claim 206-448-8762".
 * @param {Walk} walk its current token is the label
 * @param {number} first the index of the label's first token
 */
function isRecordAlone(walk, first) {
  const { kind, written } = tokenAt(walk, first + 1);
  const isAfterValue = kind === "digits" && tokenAt(walk, first + 2).kind === "word";
  const isListed = /^[|•·;,]$/.test(written) || isAfterValue;
  const isOpening = kind === "end" || kind === "line" || isListed;
  const { text, written: word } = tokenAt(walk, first);
  const isSingle = first === walk.at && (isListed || /^\p{Lu}/u.test(word));
  return isOpening && isSingle && (vocabulary?.recordWords.has(text) ?? false);
}

/**
 * Whether a full stop after a label ends a sentence: true for "Free tracking. 020 …", false for the
 * abbreviation in "Ref. 020 …".
 * @param {Walk} walk its current token is a label
 */
function isEndOfSentence(walk) {
  const { text } = tokenAt(walk, walk.at);
  return (
    text.length > LONGEST_CUT_CHARACTERS && !CUT.test(text) && writtenAt(walk, walk.at - 1) === "."
  );
}

/**
 * Whether a label belongs to the number that precedes the label: "408 727 8447 Fax⏎", "555-2671
 * (cell), 555-2672".
 * @param {Walk} walk
 * @param {number} first the index of the label's first token
 */
function isOfNumberBefore(walk, first) {
  const isInBrackets = writtenAt(walk, first + 1) === "(" && writtenAt(walk, walk.at - 1) === ")";
  if (isInBrackets ? isBracketFirst(walk) : walk.lines === 0) return false;
  const { kind, written } = tokenAt(walk, isInBrackets ? first + 2 : first + 1);
  return kind === "digits" && written.length > 1;
}

/**
 * Whether a label in brackets precedes the first number of the line: "(O) 020 7946 0018 (F) …"
 * @param {Walk} walk
 */
function isBracketFirst({ text, start }) {
  const before = text.slice(Math.max(0, start - REACH_OF_LINE_CHARACTERS), start);
  const [, word = ""] = FIRST_IN_BRACKETS.exec(before.slice(before.lastIndexOf("\n") + 1)) ?? [];
  return word.length === 1 || (word !== "" && isDialledWord(tokenOf(word)));
}

/**
 * Returns the rule that applies to a found label. For "Tel/Fax", this is the rule for phones. For
 * "Main Office" in "Fax - Main Office:", it is the rule for faxes. For any other label, it is the
 * label's own rule.
 * @param {Walk} walk
 * @param {LabelRule} rule the label's own rule
 * @param {number} first the index of the label's first token
 * @returns {LabelRule}
 */
function trueRule(walk, rule, first) {
  if (rule.role === "fax" && isAfterPhoneLabel(walk, first)) return labelRule("label_phone");
  const mayBeOfFax = rule.strength === "mild" || first > walk.at;
  return mayBeOfFax && isOfFax(walk, first) ? labelRule("label_fax") : rule;
}

/**
 * Whether words after a fax label only tell more about the fax: "Main Office" in "Fax - Main
 * Office:", "toll free" in "Fax (toll free)".
 * @param {Walk} walk
 * @param {number} first the index of the words' first token
 */
function isOfFax(walk, first) {
  let isJoined = false;
  for (let at = first + 1; at < first + MOST_WORDS_BEFORE_FAX; at += 1) {
    const { kind, written, rule } = tokenAt(walk, at);
    if (rule) return rule.role === "fax" && (isJoined || at === first + 1);
    if (kind === "sign") isJoined ||= /^[-–—(:]$/.test(written);
    else if (kind !== "word" && kind !== "filler") return false;
    if (/^(?:[/&+]|or|oder|ou|o)$/i.test(written)) return false;
  }
  return false;
}

/**
 * Whether a phone label directly precedes a fax label: "Tel/Fax:", "Telefon und Fax".
 * @param {Walk} walk
 * @param {number} first the index of the fax label's first token
 */
function isAfterPhoneLabel(walk, first) {
  let before = first + 1;
  while (JOINS_LABELS.test(writtenAt(walk, before))) before += 1;
  return before > first + 1 && tokenAt(walk, before).rule?.name === "label_phone";
}
