// Provides tabs after ARIA's pattern: only the selected tab is in the Tab order, and arrow keys select others.
// Depends on nothing; `aria-controls` in the page assigns each tab its panel.

/**
 * @param {HTMLElement} list with role tablist
 * @returns {(id: string) => void} shows the tab of this id
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
