"use strict";
// What stands right before a text on its line, as a person sees it: by the page's style alone,
// whatever an element is called. "H<sub>2</sub>" is read apart from what follows it, and stands in one
// line with it. Knows no number, and writes nothing.

/**
 * @param {Text} node
 * @returns {Text | "line" | "sign"} what stands right before it: a text, the begin of its line, or
 *   something else that is to be seen, as what the style sheet writes
 */
function whatIsBefore(node) {
  let at = /** @type {Node} */ (node);
  for (let enters = false; ; ) {
    const up = parentOf(at);
    /** @type {ChildNode | null} */
    const inside = enters ? lastOf(at) : null;
    if (enters && !inside && writesText(at, "::before")) return "sign";
    /** @type {ChildNode | null} */
    const next = inside ?? previousOf(at);
    if (!next && writesBefore(up)) return "sign";
    if (!next && !(up instanceof Element && flowsOn(up))) return "line";
    at = /** @type {Node} */ (next ?? up);
    enters = next !== null && at instanceof Element && !ownHosts.has(at) && flowsOn(at);
    if (at instanceof Text && pageTextOf(at) !== "") return at;
    if (enters && writesText(at, "::after")) return "sign";
    if (next && at instanceof Element && !enters && !ownHosts.has(at) && isInFlow(at)) {
      return standsInLine(at) ? "sign" : "line";
    }
  }
}

/** @param {Node} element @param {string} pseudo */
function writesText(element, pseudo) {
  const { content } = getComputedStyle(/** @type {Element} */ (element), pseudo);
  return !/^(none|normal)$/.test(content);
}

/** @param {Node | null} parent @returns {boolean} whether the style sheet begins it with something */
function writesBefore(parent) {
  if (!(parent instanceof Element)) return false;
  const isItem = nameOf(parent) === "li" && getComputedStyle(parent).listStylePosition === "inside";
  return isItem || writesText(parent, "::before");
}

/** @param {Element} element @returns {boolean} whether its text is on one line with what is beside it */
function flowsOn(element) {
  const { display } = getComputedStyle(element);
  return /^(inline|contents)$/.test(display) && !/^(br|img)$/.test(nameOf(element));
}

/** @param {Element} element @returns {boolean} whether it takes room between what is beside it */
function isInFlow(element) {
  const { display, float, position } = getComputedStyle(element);
  return display !== "none" && float === "none" && !/absolute|fixed/.test(position);
}

/**
 * @param {Element} element one that parts the text
 * @returns {boolean} whether the line may go on before or after it: an image, a field, a small box,
 *   what floats or stands elsewhere
 */
function standsInLine(element) {
  if (nameOf(element) === "br") return false;
  const { display, float, position } = getComputedStyle(element);
  return (
    /^(inline|contents|table-)/.test(display) || float !== "none" || /absolute|fixed/.test(position)
  );
}
