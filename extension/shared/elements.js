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

/** @param {string} id @param {string} text "" hides the element */
export function setText(id, text) {
  byId(id).textContent = text;
  byId(id).hidden = text === "";
}
