// Creates the controls of panels: elements with their listeners, and icons. Depends on nothing.

/**
 * Creates an element.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} properties the element's properties; `role` and each name with a
 *   hyphen are set as attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") made.setAttribute(name, value);
    else Object.assign(made, { [name]: value });
  }
  made.append(...children);
  return made;
}

/** The path of each icon, in a square of 16 by 16 units. */
const ICONS = {
  call: "M5.2 2.2 3.4 2.6C2.6 2.8 2.1 3.5 2.2 4.3c.5 4.9 4.6 9 9.5 9.5.8.1 1.5-.4 1.7-1.2l.4-1.8-3-1.5-1.4 1.4a8.5 8.5 0 0 1-4.1-4.1l1.4-1.4z",
  message: "M2.5 3h11v8h-6L4.4 13.5V11H2.5z",
  copy: "M5.5 5.5V2.5h8v8h-3M2.5 5.5h8v8h-8z",
  note: "M3 13.2 3.5 10.5 10.8 3.2l2 2L5.5 12.5zM9.3 4.7l2 2",
  close: "m4 4 8 8M12 4l-8 8",
  add: "M8 3v10M3 8h10",
  ended: "m3 8.5 3.2 3.2L13 5",
  cancelled: "M3.5 8h9",
  failed: "m4 4 8 8M12 4l-8 8",
  unknown: "M5.7 6a2.3 2.3 0 1 1 3.5 2c-.8.5-1.2.9-1.2 1.8M8 12v.8",
  list: "M6 4h7.5M6 8h7.5M6 12h7.5M2.5 4h.8M2.5 8h.8M2.5 12h.8",
  settings:
    "M2.5 4.5h6M12 4.5h1.5M2.5 11.5H4M7.5 11.5h6M10.2 2.7a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6zM5.8 9.7a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z",
};

const SVG = "http://www.w3.org/2000/svg";

/** @param {keyof typeof ICONS} name @returns {SVGElement} the icon, in the colour of the text */
export function icon(name) {
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("viewBox", "0 0 16 16");
  made.setAttribute("class", "icon");
  made.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  made.append(path);
  return made;
}

/**
 * Creates a button that shows only an icon.
 * @param {keyof typeof ICONS} name
 * @param {string} label the action, for the tooltip and for screen readers
 * @param {(event: MouseEvent) => unknown} act
 * @returns {HTMLButtonElement}
 */
export const iconButton = (name, label, act) =>
  element(
    "button",
    { type: "button", className: "icon-button", title: label, "aria-label": label, onclick: act },
    icon(name),
  );

/**
 * Shows for a moment on a button that the button's action is done, and makes screen readers say so.
 * @param {HTMLElement} button
 * @param {string} words the text that says that the action is done
 */
export function sayDone(button, words) {
  const region = document.getElementById("announced");
  // A screen reader announces an unchanged text again only if the text was removed first.
  if (region) region.textContent = "";
  setTimeout(() => region && (region.textContent = words), 50);
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 1500);
}
