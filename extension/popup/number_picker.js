// Shows a search field with a list of matches in place of a long drop-down, as ARIA's editable
// combobox (APG, "Combobox With List Autocomplete"). The hidden drop-down still holds the value and
// fires the change event. Depends on controls.js, elements.js and i18n.js.

import { element } from "../shared/controls.js";
import { byId } from "../shared/elements.js";
import { say } from "../shared/i18n.js";

/** The least number of entries with which a drop-down gets a search field. */
const SEARCHED_FROM = 15;

/**
 * @typedef {{root: HTMLElement, field: HTMLInputElement, list: HTMLElement, select: HTMLSelectElement,
 *   active: HTMLElement | null}} Picker
 */

/** @type {WeakMap<HTMLSelectElement, Picker>} */
const pickers = new WeakMap();

/**
 * Shows the drop-down, or a search field in its place if the drop-down has many entries.
 * @param {HTMLSelectElement} select the drop-down, which already has its options and its value
 */
export function offerSearch(select) {
  const isLong = select.options.length >= SEARCHED_FROM;
  const picker = pickers.get(select) ?? (isLong ? newPicker(select) : null);
  if (!picker) return;
  picker.root.hidden = !isLong;
  select.hidden = isLong;
  if (document.activeElement !== picker.field) showChosen(picker);
}

/**
 * Returns the element in which the user chooses: the search field if it is shown, otherwise the
 * drop-down.
 * @param {HTMLSelectElement} select
 * @returns {HTMLElement}
 */
export const fieldOf = (select) => {
  const picker = pickers.get(select);
  return picker && !picker.root.hidden ? picker.field : select;
};

/** @param {HTMLSelectElement} select @returns {Picker} */
function newPicker(select) {
  const list = element("ul", { role: "listbox", id: `${select.id}-list`, hidden: true });
  const label = document.querySelector(`label[for="${select.id}"]`);
  const field = element("input", {
    type: "text",
    role: "combobox",
    autocomplete: "off",
    "aria-expanded": "false",
    "aria-controls": list.id,
    "aria-autocomplete": "list",
    "aria-label": label?.textContent ?? "",
  });
  list.setAttribute("aria-label", label?.textContent ?? "");
  const root = element("div", { className: "searched" }, field, list);
  const picker = { root, field, list, select, active: null };
  select.after(root);
  pickers.set(select, picker);
  listen(picker);
  return picker;
}

/** @param {Picker} picker */
function listen(picker) {
  const { field, list } = picker;
  field.onfocus = () => field.select();
  field.onclick = () => list.hidden && open(picker, "");
  field.oninput = () => open(picker, field.value);
  field.onblur = () => close(picker);
  field.onkeydown = (event) => pressed(picker, event);
  // A press of the mouse on an entry must not take the focus from the search field. The list would
  // then close before the click.
  list.onmousedown = (event) => event.preventDefault();
  list.onclick = ({ target }) => {
    const entry = /** @type {Element} */ (target).closest("[role=option]");
    if (entry) choose(picker, /** @type {HTMLElement} */ (entry));
  };
}

/** @param {Picker} picker @param {KeyboardEvent} event */
function pressed(picker, event) {
  const { list } = picker;
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) {
    event.preventDefault();
    if (list.hidden) open(picker, "");
    else move(picker, steps[/** @type {keyof typeof steps} */ (event.key)]);
  } else if (event.key === "Enter" && !list.hidden) {
    event.preventDefault();
    if (picker.active) choose(picker, picker.active);
  } else if (event.key === "Escape" && !list.hidden) {
    // Without this, Escape would close the whole popup instead of the list.
    event.preventDefault();
    close(picker);
  }
}

/** @param {Picker} picker @param {string} search */
function open(picker, search) {
  const { list, field, select } = picker;
  const words = plain(search).split(" ").filter(Boolean);
  const digits = search.replace(/\D/g, "");
  const entries = [...select.options].filter((entry) => {
    const text = wholeText(entry);
    const isFound = words.every((word) => plain(text).includes(word));
    return isFound || (digits.length > 1 && text.replace(/\D/g, "").includes(digits));
  });
  const none = entries.length === 0 ? say("popup_from_no_match") : "";
  list.replaceChildren(...grouped(select, entries), ...(none ? [heading(none)] : []));
  list.hidden = false;
  byId("announced").textContent = none;
  field.setAttribute("aria-expanded", String(none === ""));
  const present = list.querySelector("[aria-selected=true]") ?? list.querySelector("[role=option]");
  activate(picker, /** @type {HTMLElement | null} */ (present));
}

/** Returns an entry's text with the whole label. @param {HTMLOptionElement} entry */
const wholeText = ({ title, text }) => title || text;

/** @param {string} words @returns {HTMLElement} a row that cannot be chosen */
const heading = (words) =>
  element("li", { className: "group", role: "presentation", textContent: words });

/** Returns a text without accents and in lower case, for searching. @param {string} text */
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

/** @param {HTMLSelectElement} select @param {HTMLOptionElement[]} entries */
function grouped(select, entries) {
  const rows = [];
  let before = "";
  for (const entry of entries) {
    const group = entry.closest("optgroup")?.label ?? "";
    if (group && group !== before) {
      rows.push(heading(group));
    }
    before = group;
    const isChosen = entry.value === select.value;
    rows.push(
      element("li", {
        role: "option",
        id: `${select.id}-${entry.index}`,
        "aria-selected": String(isChosen),
        "data-value": entry.value,
        textContent: wholeText(entry),
      }),
    );
  }
  return rows;
}

/** @param {Picker} picker @param {number} step */
function move(picker, step) {
  const entries = /** @type {HTMLElement[]} */ ([...picker.list.querySelectorAll("[role=option]")]);
  const at = picker.active ? entries.indexOf(picker.active) : -1;
  activate(picker, entries[(at + step + entries.length) % entries.length] ?? null);
}

/** @param {Picker} picker @param {HTMLElement | null} entry */
function activate(picker, entry) {
  picker.active?.classList.remove("active");
  picker.active = entry;
  entry?.classList.add("active");
  entry?.scrollIntoView({ block: "nearest" });
  picker.field.setAttribute("aria-activedescendant", entry?.id ?? "");
}

/** @param {Picker} picker @param {HTMLElement} entry */
function choose(picker, entry) {
  picker.select.value = entry.dataset["value"] ?? "";
  close(picker);
  picker.select.dispatchEvent(new Event("change", { bubbles: true }));
}

/** @param {Picker} picker */
function close(picker) {
  picker.list.hidden = true;
  picker.active = null;
  picker.field.setAttribute("aria-expanded", "false");
  picker.field.removeAttribute("aria-activedescendant");
  showChosen(picker);
}

/** @param {Picker} picker */
function showChosen({ field, select }) {
  const [chosen] = select.selectedOptions;
  field.value = chosen?.text ?? "";
  field.title = chosen?.title ?? "";
}
