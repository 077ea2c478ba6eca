// Finds, creates and fills elements of a panel's page. Depends on nothing.

/** @template {HTMLElement} T @param {string} id @returns {T} the page's element with this id */
export const byId = (id) => /** @type {T} */ (document.getElementById(id));

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Partial<Record<"id" | "className" | "textContent" | "type" | "title", string>>} [properties]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const FOCUSABLE = "a[href], button, input, select, textarea";

/**
 * Replaces the rows of a list. If the focus is in a row, it goes to the same control of the new row
 * with the same `data-key`, or, if there is none, of the new row in the same place. Otherwise a user
 * of the keyboard would have to begin at the top of the page again after each change.
 * @param {HTMLElement} list
 * @param {readonly HTMLElement[]} rows
 */
export function replaceRows(list, rows) {
  const place = [...list.children].findIndex((row) => row.contains(document.activeElement));
  const before = list.children[place];
  const controls = [...(before?.querySelectorAll(FOCUSABLE) ?? [])];
  const control = controls.indexOf(/** @type {Element} */ (document.activeElement));
  const key = before instanceof HTMLElement ? before.dataset["key"] : undefined;
  list.replaceChildren(...rows);
  if (control < 0) return;
  const same = rows.find((row) => key !== undefined && row.dataset["key"] === key);
  const row = same ?? rows[Math.min(place, rows.length - 1)];
  const found = /** @type {NodeListOf<HTMLElement>} */ (row?.querySelectorAll(FOCUSABLE) ?? []);
  found[Math.min(control, found.length - 1)]?.focus();
}

/** @param {string} id @param {string} text "" hides the element */
export function setText(id, text) {
  byId(id).textContent = text;
  byId(id).hidden = text === "";
}
