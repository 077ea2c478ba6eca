"use strict";
// Provides `lazily` and `lazyPattern`, which make values only when they are first needed, so that
// making these values does not delay the loading of the detection. Depends on nothing.

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
 * Returns a function that builds a regular expression on its first call. This function is for
 * patterns with \p{…}: the browser compiles a literal with \p{…}, even one in a function, when it
 * loads the file, and needs a third of a millisecond for this.
 * @param {string} source
 * @param {string} [flags]
 */
function lazyPattern(source, flags = "u") {
  return lazily(() => new RegExp(source, flags));
}
