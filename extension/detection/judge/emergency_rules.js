// Provides the rules that reject emergency lines, crisis lines and service lines, which must not be
// called through a desk phone. Only data, with the fields that context_rules.js describes. Depends
// on metadata.js and lazy.js.
"use strict";

/** @returns {RegExp} */
function emergencyLines() {
  const [two, three, four, five] = PHONE_METADATA.emergency.replaceAll("d", "\\d").split(" ");
  return new RegExp(`^(?:${four}|${five}|(?:00|99|[0189])?(?:${two}|${three}))$`);
}

/** @type {() => ContextRule[]} */
const dangerRules = lazily(() => [
  {
    // A number of at most four digits is treated as a service line, even in regions where such a
    // short number may be an ordinary one.
    name: "four_digits",
    against: "all",
    written: /^\W*(?:\d\W*){1,4}(?:;ext=\d+)?$/,
  },
  {
    // A number with the extension 911 or 999 is rejected, because the page may mean the emergency
    // line.
    name: "emergency_extension",
    against: "all",
    extension: /^(?:9?911|999)$/,
  },
  {
    // The crisis lines of North America, France, New Zealand and Europe, which must not be called
    // through a desk phone. Australia's Lifeline, 13 11 14, is not rejected, because it is an
    // ordinary number; the native host has its own error text for it.
    name: "crisis_line",
    against: "all",
    national: /^(?:988|933|3114|1737|116(?:000|006|111|116|117|123))$/,
  },
  {
    // The emergency lines of all countries, with or without the prefix for an outside line.
    name: "emergency_line",
    against: "all",
    national: emergencyLines(),
  },
  {
    // The emergency lines 911, 112 and 999 after the international prefix 011 are rejected even in
    // regions where such a short number may be an ordinary one.
    name: "emergency_line_abroad",
    against: "all",
    written: /^\W*0\W*1\W*1\W*(?:9\W*1\W*1|1\W*1\W*2|9\W*9\W*9)\W*$/,
  },
]);
