// Makes buttons of the popup work as tabs, following ARIA's pattern: the Tab key reaches only the
// selected tab, and the arrow keys select the other tabs. The attribute `aria-controls` of each tab
// names the element that the tab shows. Depends on nothing.

/**
 * Makes the buttons with the role "tab" in an element work as tabs.
 * @param {HTMLElement} list the element with the role "tablist"
 * @returns {(id: string) => void} a function that selects the tab with the given id
 */
export function tabs(list) {
  const all = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[role=tab]")]);
  /** @param {HTMLElement} chosen */
  const show = (chosen) => {
    for (const tab of all) {
      const isChosen = tab === chosen;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel) panel.hidden = !isChosen;
    }
  };
  for (const tab of all) tab.onclick = () => show(tab);
  list.onkeydown = (event) => {
    const to = next(all, event.key);
    if (!to) return;
    event.preventDefault();
    show(to);
    to.focus();
  };
  return (id) => show(/** @type {HTMLElement} */ (document.getElementById(id)));
}

/** @param {HTMLElement[]} all @param {string} key @returns {HTMLElement | undefined} */
function next(all, key) {
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const step = getComputedStyle(document.documentElement).direction === "rtl" ? -1 : 1;
  const moves = {
    ArrowRight: at + step,
    ArrowLeft: at - step,
    Home: 0,
    End: all.length - 1,
  };
  const to = moves[/** @type {keyof typeof moves} */ (key)];
  return to === undefined ? undefined : all[(to + all.length) % all.length];
}
