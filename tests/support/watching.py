"""Reads from a page which texts are painted where, and which changes were written to the page.

Depends on painted.py and Playwright. A `page` may also be a frame.
"""

import contextlib
from typing import Final

from playwright.sync_api import Error, Frame, Page, ViewportSize

from tests.support.painted import RANGES, painted_texts

TALL: Final[ViewportSize] = {"width": 1280, "height": 4000}
"""The size of a window that shows the whole of a long page, because only numbers in or near view
are painted."""
LAST = "650.253.0001"
"""The number that `everything_is_read` writes into the page's element `last`."""

TEXTS = f"() => ({RANGES})().map(({{ text }}) => text)"
SECTIONS = """() => {
  const sectionOf = (node) => {
    for (let at = node; at; at = at.parentNode ?? at.host)
      if (at.localName === "section") return at;
    return null;
  };
  const order = (a, b) => a.startContainer === b.startContainer
    ? a.startOffset - b.startOffset
    : a.startContainer.compareDocumentPosition(b.startContainer) & 4 ? -1 : 1;
  const found = [...document.querySelectorAll("section")].map((section) => [section, []]);
  const bySection = new Map(found);
  for (const range of [...(CSS.highlights.get("click-to-call") ?? [])].sort(order)) {
    const { startContainer: node, startOffset, endOffset } = range;
    bySection.get(sectionOf(node))?.push(node.data.slice(startOffset, endOffset));
  }
  return found.map(([, texts]) => texts);
}"""

SEEN = """() => {
  const isOfPage = (node) => document.body.contains(node) || node.getRootNode() !== document;
  const names = (nodes) => [...nodes].map((node) => node.nodeName);
  const describe = ({ type, target, attributeName, addedNodes, removedNodes }) =>
    `${type} of ${target.nodeName} ${attributeName} +${names(addedNodes)} -${names(removedNodes)}`;
  return seen.filter(({ target }) => isOfPage(target)).map(describe);
}"""
WATCH = """
  window.seen = [];
  const watcher = new MutationObserver((records) => seen.push(...records));
  const everything = { subtree: true, childList: true, attributes: true, characterData: true,
    attributeOldValue: true, characterDataOldValue: true };
  window.watch = (root) => watcher.observe(root, everything);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    watch(root);
    return root;
  };
"""
"""A script that makes the page's function `watch` and the list `seen`. After `watch(root)`, each
change below `root` is recorded in `seen`. New shadow roots are watched too."""


def expect_painted(page: Page | Frame, texts: list[str]) -> None:
    """Waits until exactly the ranges with these texts are painted, in reading order."""
    is_so = f"(texts) => JSON.stringify(({TEXTS})()) === JSON.stringify(texts)"
    with contextlib.suppress(Error):
        page.wait_for_function(is_so, arg=texts)
    assert painted_texts(page) == texts


def expect_count(page: Page | Frame, count: int) -> None:
    """Waits until `count` ranges are painted."""
    with contextlib.suppress(Error):
        page.wait_for_function(f"(count) => ({TEXTS})().length === count", arg=count)
    assert len(painted_texts(page)) == count


def expect_gone(page: Page | Frame) -> None:
    """Waits until the page has neither the extension's highlights nor the layer."""
    page.wait_for_function(
        """() => document.querySelector("click-to-call, [data-click-to-call-stop]") === null
          && ![...CSS.highlights.keys()].some((name) => name.startsWith("click-to-call"))"""
    )


def painted_in_sections(page: Page | Frame) -> list[list[str]]:
    """Returns the painted texts in each `<section>` of the page, including shadow trees."""
    found: list[list[str]] = page.evaluate(SECTIONS)
    return found


AT_REST = """new Promise((done) => {
  let [size, frames] = [-1, 0];
  const look = () => {
    const now = CSS.highlights.get("click-to-call")?.size ?? 0;
    frames = now === size ? frames + 1 : 0;
    size = now;
    if (frames < 6) requestAnimationFrame(look);
    else done();
  };
  look();
})"""
"""Waits until the number of painted ranges has stayed the same for six animation frames."""


def everything_is_read(page: Page | Frame) -> None:
    """Waits until the extension has read the whole page: writes a number into the page's
    element `last`. When this number is painted, the extension has read all earlier text. Then waits
    until the browser has reported which of the numbers are in view, so that no more are painted."""
    page.evaluate("last.textContent = ''")
    page.wait_for_function(f"!({TEXTS})().includes({LAST!r})")
    page.evaluate(f"last.textContent = {LAST!r}")
    page.wait_for_function(f"({TEXTS})().includes({LAST!r})")
    page.evaluate(AT_REST)


def written(page: Page | Frame) -> list[str]:
    """Returns the changes in the page's body and shadow roots that `WATCH` recorded."""
    found: list[str] = page.evaluate(SEEN)
    return found
