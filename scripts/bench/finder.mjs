// Measures one finder in a process of its own: `node finder.mjs ours|peer CORPORA.json` prints its
// start-up and its time a text, `node finder.mjs linear` how the time grows with the text, as JSON.
// Knows how each finder is loaded and called; what is fair to measure, scripts/bench.py knows.
import { readFileSync } from "node:fs";
import { DETECTION_FILES, evaluate, loadScripts } from "../finding/detection.mjs";

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
 * The sum of each text's best time: on a busy machine the only figure that repeats.
 * @param {(text: string, region: string) => unknown} find
 * @param {Array<{text: string, region: string}>} texts
 * @param {number} rounds
 * @returns {number} microseconds a text
 */
function microseconds(find, texts, rounds) {
  const chunk = 50;
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

const ALPHABET = "0123456789".repeat(2) + " +-()[]./x#,;~:\t\u00a0\u2013\uff081eaX\u0661=";

/** @param {number} seed @returns {() => number} random numbers from 0 to 1, always the same */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** @returns {string[][]} pieces [start, repeated, end] of texts that may be slow to read */
function slowPieces() {
  const random = randomNumbers(7);
  const piece = (/** @type {number} */ most) =>
    Array.from({ length: Math.floor(random() * (most + 1)) }, () =>
      ALPHABET.charAt(Math.floor(random() * ALPHABET.length)),
    ).join("");
  const known = ["1", "1 ", "1-", "12.", "(", "(1", "+", "+(", "12/", " ", "1,", "x", "1x", "0xx1"]
    .concat(["1 ext ", ", ", "- ", " -", "5550100 ", "(415) 555-2671 ", "1".repeat(20) + "    "])
    .flatMap((repeated) => [
      ["", repeated, ""],
      ["5550100", repeated, "1"],
    ])
    .concat([
      ["5550100 ext", " -", "5"],
      ["5550100", " ", "x5"],
      ["5550100 x", "- ", "5"],
    ]);
  const drawn = Array.from({ length: 400 }, () => [piece(8), piece(7) || "1", piece(4)]);
  return [...known, ...drawn];
}

/** @returns {object[]} the slowest texts, with nanoseconds a character at each length */
function growth() {
  loadScripts(DETECTION_FILES);
  const find = evaluate("findMatches");
  const pace = (/** @type {string[]} */ [start, repeated, end], /** @type {number} */ size) => {
    const text = start + repeated.repeat(size / repeated.length) + end;
    return (microseconds(find, [{ text, region: "US" }], 3) * 1000) / text.length;
  };
  const slowest = slowPieces()
    .map((pieces) => ({ pieces, pace: pace(pieces, 2 ** 14) }))
    .sort((left, right) => right.pace - left.pace)
    .slice(0, 12);
  const sizes = [16, 17, 18, 19, 20].map((power) => 2 ** power);
  return slowest.map(({ pieces }) => ({ pieces, paces: sizes.map((size) => pace(pieces, size)) }));
}

const [what, file] = process.argv.slice(2);
process.stdout.write(JSON.stringify(what === "linear" ? growth() : measure(what, file)));
