"use strict";
// Provides `lazily` and `lazyPattern`: values that are made when they are first needed, so that they
// do not delay the loading of the detection. Depends on nothing.

/**
 * @template Value
 * @param {() => Value} make
 * @returns {() => Value} a function that makes the value on its first call and always returns it
 */
function lazily(make) {
  /** @type {Value | undefined} */
  let value;
  return () => (value ??= make());
}

/**
 * Returns a pattern with \p{…} that is built on the first call. A regular expression literal, even
 * in a function, would be compiled when the file is loaded, which takes a third of a millisecond.
 * @param {string} source
 * @param {string} [flags]
 */
function lazyPattern(source, flags = "u") {
  return lazily(() => new RegExp(source, flags));
}
