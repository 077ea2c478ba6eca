"""Opens the popup's page in a tab of its own, as if it were the popup over another tab.

Also provides functions for the tests of the popup.
"""

import json
from typing import Any

from playwright.sync_api import BrowserContext, Page, ViewportSize

TALLEST_POPUP_PX = 600
"""The maximum height of a popup in Chromium and Firefox, in CSS pixels."""

NO_ANSWER = "chrome.runtime.sendMessage = () => new Promise(() => {});"
"""A script for the popup. After this script, none of the popup's messages to the background gets an
answer."""

SIZE: ViewportSize = {"width": 376, "height": TALLEST_POPUP_PX}

WATCH_SHIFTS = """
globalThis.shifted = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    shifted.push([value, sources.map(({ node }) => node?.id || node?.className || node?.nodeName)]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
RUN_AXE = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}"""
TALLEST = """() => Math.max(document.documentElement.scrollHeight,
  ...[...document.querySelectorAll("main > *")].map((one) => one.getBoundingClientRect().bottom))"""


def tab_of(page: Page) -> dict[str, Any]:
    """Returns the tab of `page`, as the browser's `chrome.tabs` describes it."""
    page.bring_to_front()
    found: dict[str, Any] = page.context.service_workers[0].evaluate(
        """async () => (await chrome.tabs.query({ active: true, lastFocusedWindow: true }))[0]"""
    )
    return found


def open_over(
    context: BrowserContext, extension_id: str, page: Page | None = None, *scripts: str
) -> Page:
    """Opens the popup's page in a tab, as if the popup were open over `page`. Runs `scripts` before
    the popup's own scripts."""
    tab = json.dumps([] if page is None else [tab_of(page)])
    popup = context.new_page()
    popup.set_viewport_size(SIZE)
    popup.add_init_script(f"chrome.tabs.query = async () => {tab};{WATCH_SHIFTS}")
    for script in scripts:
        popup.add_init_script(script)
    popup.goto(f"chrome-extension://{extension_id}/popup/popup.html")
    popup.wait_for_selector("main[aria-busy=false]", state="attached")
    return popup


def shifts(popup: Page) -> list[Any]:
    """Waits two animation frames, and returns all layout shifts of the popup since its first
    paint."""
    popup.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    found: list[Any] = popup.evaluate("shifted")
    return found


def tallest(popup: Page) -> float:
    found: float = popup.evaluate(TALLEST)
    return found
