"""Checks one of the extension's own pages with axe-core, in each colour scheme and window width.

Depends on Playwright's page, and on axe, which scripts.setup.pages installs.
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
"""A JavaScript expression: how many CSS pixels the page is wider than its window."""
HEIGHT_PX: Final = 900


def faults(page: Page, axe: str, *passing: str) -> list[str]:
    """Returns the violations that axe finds.

    Fails unless axe has applied the rules `passing` without a violation.
    """
    debugger = page.context.new_cdp_session(page)
    debugger.send("Runtime.evaluate", {"expression": axe})
    debugger.detach()
    found: dict[str, Any] = page.evaluate(RUN)
    assert set(passing) <= set(found["passed"])
    return [str(fault) for fault in found["faults"]]


def expect_fine(page: Page, axe: str) -> None:
    """Fails if the page, in any window of LOOKS, has a violation or scrolls horizontally."""
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": HEIGHT_PX})
        assert faults(page, axe, "color-contrast", "target-size") == []
        assert page.evaluate(TOO_WIDE) <= 0
    page.emulate_media(color_scheme="null")
    page.set_viewport_size({"width": LOOKS[0][1], "height": HEIGHT_PX})
