// Provides functions that classify characters and find the start of a word. The search for labels
// uses these functions. Depends on lazy.js.
"use strict";

const letter = lazyPattern("\\p{L}");
const latinLetter = lazyPattern("\\p{Script=Latin}");
const mark = lazyPattern("\\p{M}");
const decimal = lazyPattern("\\p{Nd}");

// The classes of characters. `knownCharacters` stores the class of each character that was read so
// far, because the tests that determine the class are slow.
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

/** @param {string} text @param {number} index @returns {number} */
function characterAt(text, index) {
  const point = text.codePointAt(index) ?? 0;
  if (point > 0xffff) return readCharacter(String.fromCodePoint(point));
  return (knownCharacters[point] ||= readCharacter(text.charAt(index)));
}

/** @param {string} text @param {number} end @returns {number} */
function characterTo(text, end) {
  return characterAt(text, end - widthTo(text, end));
}

/**
 * @param {string} text
 * @param {number} end
 * @returns {1 | 2} how many UTF-16 code units the character that ends at `end` has
 */
function widthTo(text, end) {
  return (text.charCodeAt(end - 1) & 0xfc00) === 0xdc00 && end > 1 ? 2 : 1;
}

/** @param {string} character @returns {number} the class, found without `knownCharacters` */
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
 * @param {number} end the end of a word
 * @param {number} from no character before this offset is read
 * @returns {number} the start of the word; where Latin letters and letters of another script meet,
 *   a new word begins
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
