// Measures one library that finds numbers, in a process of its own. `node finder.mjs ours|peer
// CORPORA.json` prints how long the library takes to load, and how long the library takes for a
// text of each corpus. `node finder.mjs linear findNumbers` prints how the time of the function
// `findNumbers` grows with the length of a text. scripts/bench.py writes the file CORPORA.json.
// Depends on detection.mjs and on libphonenumber-js, which is the peer.
import { readFileSync } from "node:fs";
import {
  DETECTION_FILES,
  evaluate,
  loadScripts,
} from "../../../tests/support/finder/detection.mjs";

const PEER = "node_modules/libphonenumber-js/bundle/libphonenumber-max.js";
const FINDERS = {
  ours: {
    files: DETECTION_FILES,
    find: "findMatches",
  },
  peer: {
    files: [new URL(PEER, import.meta.url)],
    find: `(text, region) => libphonenumber.findPhoneNumbersInText(text, {
      defaultCountry: libphonenumber.isSupportedCountry(region) ? region : undefined, v2: true })`,
  },
};

/**
 * Reads the texts in several rounds, and adds up the shortest time of each small group of texts.
 * Other programs can only make a time longer, so the shortest times are the most reliable ones.
 * @param {(text: string, region: string) => unknown} find
 * @param {Array<{text: string, region: string}>} texts
 * @param {number} rounds
 * @returns {number} microseconds per text
 */
function microseconds(find, texts, rounds) {
  const chunk = 5; // Five texts take so little time that other programs rarely interrupt them.
  let total = 0;
  for (let start = 0; start < texts.length; start += chunk) {
    const part = texts.slice(start, start + chunk);
    let best = Infinity;
    for (let round = 0; round < rounds; round += 1) {
      const begin = performance.now();
      for (const { text, region } of part) find(text, region);
      best = Math.min(best, performance.now() - begin);
    }
    total += best;
  }
  return (total * 1000) / texts.length;
}

/** @param {keyof typeof FINDERS} name @param {string} file @returns {object} */
function measure(name, file) {
  const { files, find: source } = FINDERS[name];
  const corpora = JSON.parse(readFileSync(file, "utf8"));
  const milliseconds = loadScripts(files);
  const find = evaluate(source);
  const begin = performance.now();
  find("Call (415) 555-2671 today", "US");
  const first = performance.now() - begin;
  const times = Object.fromEntries(
    Object.entries(corpora).map(([corpus, texts]) => {
      const rounds = texts.length > 1 ? 12 : 3;
      if (texts.length > 1) microseconds(find, texts, 1);
      return [corpus, microseconds(find, texts, rounds)];
    }),
  );
  return { load: milliseconds, first, times };
}

// The parts of which `growth` composes texts that may be slow: digits of several scripts, the
// characters that occur in and between numbers, words before an extension, labels, and letters that
// stand for digits.
const ATOMS = [
  ..."0123456789123",
  ...["\u0661", "\uff12", "\u{1d7cf}", " ", " ", "-", "-", ".", "/", "(", ")", "[", "]", "+", "++"],
  ...["\u00a0", "\t", "\n", "\u2013", "\uff08", "\uff0f", "\u30fc", "\u200b", "~", "x", "X", "xx"],
  ...[
    "#",
    ",",
    ";",
    ":",
    "=",
    "*",
    "@",
    "$",
    "\u20ac",
    "a",
    "e\u0301",
    "\u96fb\u8a71",
    "Tel",
    "Fax: ",
  ],
  ...[
    "ext",
    " ext. ",
    "extension",
    "\u0434\u043e\u0431",
    "int",
    "anexo",
    ";ext=",
    " x",
    "/ x",
    "0xx",
  ],
  ...[
    "800",
    "415",
    "555",
    "2671",
    "+44",
    "00",
    "011",
    "2011-",
    "03/",
    "12:30",
    "Order no. ",
    "FLOWERS",
  ],
  ...[
    "1-800-",
    "     ",
    "----",
    "....",
    "192.168.",
    "(415) 555-2671",
    "2282 / 83",
    "units",
    "DE",
    "http://",
  ],
];

/**
 * @param {number} seed
 * @returns {() => number} a function that returns random numbers from 0 to 1, in a sequence that
 *   depends only on the seed
 */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * @typedef {{start: string[], repeated: string[], end: string[]}} Pieces The beginning of a text,
 *   the part that is repeated until the text has the wanted length, and the end of the text. Each
 *   of these three is a list of entries of ATOMS.
 */

/** @param {() => number} random @param {number} most @returns {string[]} */
function someAtoms(random, most) {
  const count = Math.floor(random() * (most + 1));
  return Array.from({ length: count }, () => ATOMS[Math.floor(random() * ATOMS.length)] ?? "");
}

/** @returns {Pieces[]} texts that are known to be slow for programs that find numbers */
function knownPieces() {
  const start = ["5550100"];
  return ["1", "1 ", "1-", "12.", "(", "(1", "+", "+(", "12/", " ", "1,", "x", "1x", "0xx1", "[1]"]
    .concat(["1 ext ", ", ", "- ", " -", "5550100 ", "(415) 555-2671 ", `${"1".repeat(20)}    `])
    .concat(["1 2 3, ", "12/3 ", "Tel ", "\u0661", "\u{1d7cf}\u{1d7d0}", "1-800-AB ", "5 x 5 "])
    .flatMap((repeated) => [
      { start: [], repeated: [repeated], end: [] },
      { start, repeated: [repeated], end: ["1"] },
    ])
    .concat([
      { start: ["5550100 ext"], repeated: [" -"], end: ["5"] },
      { start, repeated: [" "], end: ["x5"] },
      { start: ["5550100 x"], repeated: ["- "], end: ["5"] },
    ]);
}

/** @param {() => number} random @param {Pieces} pieces @returns {Pieces} a slightly changed copy */
function changed(random, { start, repeated, end }) {
  const copy = [...repeated];
  const place = Math.floor(random() * (copy.length + 1));
  copy.splice(place, random() < 0.5 ? 1 : 0, ...someAtoms(random, 2));
  return {
    start: random() < 0.3 ? someAtoms(random, 4) : start,
    repeated: copy.length > 0 ? copy : ["1"],
    end: random() < 0.3 ? someAtoms(random, 3) : end,
  };
}

const DRAWN = 300;
const KEPT = 12;
const GENERATIONS = 4;
const CHILDREN = 8;
const SMALL = 2 ** 13;
const SIZES = [16, 17, 18, 19, 20].map((power) => 2 ** power);

/**
 * Searches for the texts that take the most time for each character. Changes the slowest texts
 * found so far at random, and keeps the slowest of the results, several times.
 * @param {string} name the name of the library's function
 * @returns {object[]} the slowest texts, each with the nanoseconds for a character at each of the
 *   lengths SIZES
 */
function growth(name) {
  loadScripts(DETECTION_FILES);
  const find = evaluate(name);
  const random = randomNumbers(7);
  const pace = (/** @type {Pieces} */ pieces, /** @type {number} */ size) => {
    const [start, repeated, end] = textsOf(pieces);
    const text = start + repeated.repeat(size / repeated.length) + end;
    return (microseconds(find, [{ text, region: "US" }], 2) * 1000) / text.length;
  };
  const slowest = (/** @type {Pieces[]} */ all) =>
    all
      .map((pieces) => ({ pieces, pace: pace(pieces, SMALL) }))
      .sort((left, right) => right.pace - left.pace)
      .slice(0, KEPT)
      .map(({ pieces }) => pieces);
  const drawn = Array.from({ length: DRAWN }, () => ({
    start: someAtoms(random, 4),
    repeated: ["", ...someAtoms(random, 6), "1"],
    end: someAtoms(random, 3),
  }));
  let kept = slowest([...knownPieces(), ...drawn]);
  for (let generation = 0; generation < GENERATIONS; generation += 1) {
    const children = kept.flatMap((pieces) =>
      Array.from({ length: CHILDREN }, () => changed(random, pieces)),
    );
    kept = slowest([...kept, ...children]);
  }
  return kept.map((pieces) => ({
    pieces: textsOf(pieces),
    paces: SIZES.map((size) => pace(pieces, size)),
  }));
}

/** @param {Pieces} pieces @returns {[string, string, string]} */
function textsOf({ start, repeated, end }) {
  return [start.join(""), repeated.join(""), end.join("")];
}

const [what, file] = process.argv.slice(2);
process.stdout.write(JSON.stringify(what === "linear" ? growth(file) : measure(what, file)));
