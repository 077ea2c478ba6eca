"""Tests the extension's own pages for users with low vision, without a mouse, or with their own
colours.

axe-core finds no violation, shapes have a contrast of 3:1, every control can be reached, and the
focus is never lost.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from scripts.setup.pages import prepare_axe
from tests.browser.marks.test_accessibility import RUN_AXE, see_as
from tests.support.extension import open_page
from tests.support.node_eval import EXTENSION
from tests.support.page_server import PageServer
from tests.support.painted import Painted
from tests.support.panels import SETTLED, open_settled
from tests.support.real_input import GROWN

PANELS = sorted(file.parent.name for file in EXTENSION.glob("*/*.html"))
LOOKS: dict[str, dict[str, str]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
}
NARROW: ViewportSize = {"width": 320, "height": 480}
WIDE: ViewportSize = {"width": 900, "height": 700}
MOST_STOPS = 300
SHAPES = """() => {
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    return [...brush.getImageData(0, 0, 1, 1).data];
  };
  const over = ([r, g, b, a], ground) =>
    [r, g, b].map((one, at) => (one * a + ground[at] * (255 - a)) / 255);
  const groundOf = (node) => {
    const around = node ? groundOf(node.parentElement) : [255, 255, 255];
    return node ? over(rgba(getComputedStyle(node).backgroundColor), around) : around;
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((one) => one / 255)
      .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const name = (node) => `${node.localName}#${node.id}.${node.className}`;
  const faults = [];
  const need = (node, what, one, other) => {
    const found = contrast(one, other);
    if (found < 3) faults.push(`${name(node)}: ${what} ${found.toFixed(2)}`);
  };
  const seen = (node) => node.checkVisibility() && !node.disabled;
  for (const node of [...document.querySelectorAll("input, select, textarea")].filter(seen)) {
    const { borderTopColor, borderTopWidth, backgroundColor, appearance } = getComputedStyle(node);
    const around = groundOf(node.parentElement);
    const own = over(rgba(backgroundColor), around);
    if (node.classList.contains("switch")) {
      need(node, "switch", own, around);
      need(node, "knob", over(rgba(getComputedStyle(node, "::after").backgroundColor), own), own);
    } else if (appearance === "none" || !["checkbox", "radio"].includes(node.type)) {
      const edge = over(rgba(borderTopColor), around);
      if (borderTopWidth !== "0px" && contrast(own, around) < 3) need(node, "edge", edge, around);
    }
  }
  for (const node of [...document.querySelectorAll(".dot")].filter(seen)) {
    const { borderTopColor, borderTopWidth, backgroundColor } = getComputedStyle(node);
    const around = groundOf(node.parentElement);
    const drawn = borderTopWidth === "0px" ? backgroundColor : borderTopColor;
    need(node, "dot", over(rgba(drawn), around), around);
  }
  return faults;
}"""
"""Returns the fields, switches, knobs and dots whose borders have too little contrast with their
background (WCAG 2.2, 1.4.11)."""
SMALL = """() => {
  const isSmall = (node) => {
    const { width, height } = node.getBoundingClientRect();
    return Math.min(width, height) < 24;
  };
  return [...document.querySelectorAll("button, input, select, textarea, a, summary")]
    .filter((node) => node.checkVisibility() && getComputedStyle(node).display !== "inline")
    .filter((node) => [node, ...(node.labels ?? [])].every(isSmall))
    .map((node) => `${node.localName}#${node.id}`);
}"""
"""Returns the controls that are too small to hit (WCAG 2.2, 2.5.8). Links in sentences do not
count."""
FOCUS = """() => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  const { width, height } = node.getBoundingClientRect();
  const { outlineStyle, outlineWidth } = getComputedStyle(node);
  const isRinged = outlineStyle !== "none" && outlineWidth !== "0px";
  node.dataset.stop ??= String(document.querySelectorAll("[data-stop]").length);
  return { name: `${node.localName}#${node.id}`, stop: node.dataset.stop,
    isSeen: width > 0 && height > 0 && isRinged };
}"""
WIDE_PARTS = """() => {
  const width = document.documentElement.clientWidth;
  return [...document.body.querySelectorAll("*")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > width + 1)
    .map((one) => `${one.localName}#${one.id}.${one.className}`);
}"""

ZOOM = "async (factor) => chrome.tabs.setZoom((await chrome.tabs.getCurrent()).id, factor)"
OUT_OF_SIGHT = """async () => {
  const isSeen = (one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    return bottom > 0 && top < innerHeight && left >= -1 && right <= innerWidth + 1;
  };
  const hidden = [];
  const controls = document.querySelectorAll("button, input, select, textarea, a[href], summary");
  for (const one of controls) {
    if (!one.checkVisibility() || one.disabled) continue;
    // Content that arrives late may move the control away again, so it gets the focus three times.
    for (let frame = 0; frame < 90 && !isSeen(one); frame += 1) {
      if (frame % 30 === 0) one.blur();
      one.focus();
      await new Promise(requestAnimationFrame);
    }
    if (!isSeen(one)) hidden.push(`${one.localName}#${one.id}`);
  }
  return hidden;
}"""
"""Returns the controls that are outside the window while they have the focus."""


@pytest.fixture(scope="module")
def axe() -> str:
    return Path(prepare_axe()).read_text("utf-8")


@pytest.fixture(scope="module", params=PANELS)
def panel(
    request: pytest.FixtureRequest, browser_context: BrowserContext, extension_id: str
) -> Iterator[Page]:
    page = open_settled(browser_context, extension_id, request.param)
    yield page
    page.close()


def faults(page: Page, axe: str) -> list[str]:
    """Returns axe's violations of every severity, and not only the serious ones, because the
    extension itself makes all elements of these pages."""
    debugger = page.context.new_cdp_session(page)
    debugger.send("Runtime.evaluate", {"expression": axe})
    debugger.detach()
    found: dict[str, Any] = page.evaluate(RUN_AXE)
    assert "document-title" in found["passed"]
    assert "html-has-lang" in found["passed"]
    return [str(fault) for fault in found["faults"]]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_and_shapes_stand_out(look: str, panel: Page, axe: str) -> None:
    """In a narrow window too, axe finds no violation, and nothing scrolls horizontally."""
    see_as(panel, **LOOKS[look])
    found = []
    for size in (WIDE, NARROW):
        panel.set_viewport_size(size)
        panel.evaluate(SETTLED)
        found += [f"{size['width']}: {fault}" for fault in faults(panel, axe)]
        found += [f"{size['width']}: {fault} is too wide" for fault in panel.evaluate(WIDE_PARTS)]
    # With forced colours, the browser itself chooses the colours of the shapes.
    if look != "forced colours":
        found += panel.evaluate(SHAPES)
    assert "\n".join(found) == ""


def test_targets_are_large_enough(panel: Page) -> None:
    panel.set_viewport_size(WIDE)
    assert panel.evaluate(SMALL) == []


def test_tab_comes_to_every_control_and_the_focus_is_always_seen(panel: Page) -> None:
    panel.set_viewport_size(WIDE)
    panel.bring_to_front()
    panel.locator("body").focus()
    stops: list[str] = []
    for _ in range(MOST_STOPS):
        panel.keyboard.press("Tab")
        at = panel.evaluate(FOCUS)
        if at is None:
            # The focus has left the page for the browser's own controls, so there is nothing to
            # check.
            continue
        if at["stop"] in stops:
            break  # Every control was reached.
        assert at["isSeen"], at
        stops.append(at["stop"])
    reachable = panel.locator("button, input, select, textarea, a[href], summary")
    missed = reachable.evaluate_all(
        """all => all.filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0
          && !one.dataset.stop && !(one.type === "radio" && one.name)
          ).map((one) => `${one.localName}#${one.id}`)"""
    )
    assert missed == []


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+14155552671", "+1 415-555-2671 United States"),
        (
            "+19002345678",
            "+1 900-234-5678 United States · Premium rate This is a premium-rate number: the call "
            "can be expensive. Enter doesn't call this number. Choose “Call” yourself.",
        ),
    ],
)
def test_the_question_before_a_call_says_whom_it_calls(
    number: str, said: str, browser_context: BrowserContext, page: Page, page_server: PageServer
) -> None:
    """Each button of the confirmation has an accessible description with everything that the window
    says, because a screen reader reads only the focused button when the window opens."""
    open_page(page, page_server, f"<!doctype html><title>x</title><p>{number}</p>")
    page.evaluate(GROWN)
    with browser_context.expect_page() as opened:
        Painted(page, number).click()
    question = opened.value
    for button in ("#yes", "#no"):
        expect(question.locator(button)).to_have_accessible_description(said)
    assert faults(question, Path(prepare_axe()).read_text("utf-8")) == []
    question.close()


@pytest.fixture
def twice_as_large(panel: Page) -> Iterator[Page]:
    """Yields the panel at the browser's zoom of 200 %, in a window as large as a popup may be."""
    panel.set_viewport_size({"width": 800, "height": 600})
    panel.evaluate(ZOOM, 2)
    panel.wait_for_function("() => innerWidth === 400")
    yield panel
    panel.evaluate(ZOOM, 0)
    panel.wait_for_function("() => innerWidth === 800")


@pytest.mark.parametrize("look", ["light", "forced colours"])
def test_at_twice_the_size_nothing_is_cut_off(look: str, twice_as_large: Page, axe: str) -> None:
    """The page scrolls only vertically, and the focused control comes into view."""
    see_as(twice_as_large, **LOOKS[look], reduced_motion="reduce")
    twice_as_large.evaluate(SETTLED)
    found = faults(twice_as_large, axe) + twice_as_large.evaluate(WIDE_PARTS)
    assert "\n".join(found) == ""
    assert twice_as_large.evaluate(OUT_OF_SIGHT) == []
