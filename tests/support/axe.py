"""Checks one of the extension's own pages with axe-core, in light and dark colours and in a wide
and a narrow window.

Depends on Playwright, and on axe-core, which scripts.setup.pages installs.
"""

from typing import Any, Final, Literal

from playwright.sync_api import Page

RUN: Final = """async () => {
  const rules = { "target-size": { enabled: true } };
  const { passes, violations } = await axe.run(document, { resultTypes: ["violations"], rules });
  return {
    passed: passes.map(({ id }) => id),
    faults: violations.flatMap(({ id, impact, nodes }) => nodes.map(({ html, failureSummary }) =>
      `${impact} ${id}: ${html}: ${failureSummary}`)),
  };
}"""
LOOKS: Final[tuple[tuple[Literal["light", "dark"], int], ...]] = (
    ("light", 1000),
    ("dark", 1000),
    ("light", 320),
)
"""The windows in which a page is checked, as pairs of a colour scheme and a width in CSS pixels."""
TOO_WIDE: Final = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
"""A JavaScript expression. Its value is by how many CSS pixels the page is wider than its
window."""
HEIGHT_PX: Final = 900


def faults(page: Page, axe: str, *passing: str) -> list[str]:
    """Returns the violations that axe finds in the page. `axe` is the source of axe-core.

    Fails unless axe has applied each of the rules `passing` and found no violation of it.
    """
    debugger = page.context.new_cdp_session(page)
    debugger.send("Runtime.evaluate", {"expression": axe})
    debugger.detach()
    found: dict[str, Any] = page.evaluate(RUN)
    assert set(passing) <= set(found["passed"])
    return [str(fault) for fault in found["faults"]]


def expect_fine(page: Page, axe: str) -> None:
    """Fails if axe finds a violation in the page, or if the page scrolls horizontally, in any of
    the windows LOOKS."""
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": HEIGHT_PX})
        assert faults(page, axe, "color-contrast", "target-size") == []
        assert page.evaluate(TOO_WIDE) <= 0
    page.emulate_media(color_scheme="null")
    page.set_viewport_size({"width": LOOKS[0][1], "height": HEIGHT_PX})
