"""Tests everything that the extension shows, in an invented language: texts that are 40 % longer
fit, right-to-left layouts are mirrored, and no text stays in English. Also tests the translated
texts of the host's problems."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, ViewportSize, expect

from click_to_call.problem_texts import MESSAGES, VARIANTS
from tests.browser.calls.test_link_hints import show_hints
from tests.support.browser import extension_id_of
from tests.support.extension import (
    attributes,
    card_words,
    expect_card,
    open_page,
    open_signed_in,
    parts,
    session,
)
from tests.support.host import OwnHost
from tests.support.languages import copy_with_pseudo_locale, pseudo
from tests.support.node_eval import EXTENSION
from tests.support.page_server import PageServer
from tests.support.painted import Painted
from tests.support.panels import SETTLED, open_settled
from tests.support.popup_over import NO_ANSWER, open_over
from tests.support.surfaces import SEED, TROUBLES

SIZES: tuple[ViewportSize, ...] = ({"width": 320, "height": 600}, {"width": 800, "height": 600})
PANELS = sorted(file.parent.name for file in EXTENSION.glob("*/*.html"))
FROM_ELSEWHERE = "|".join(
    (
        *("Ada Example", "Ada Lovelace", "My mobile", "United States", "RingCentral", "RingOut"),
        *(r"\w+\.example\.com", r"\w+\.test", "[Cc]lick-[Tt]o-[Cc]all"),
    )
)
"""A pattern for the names in the panels that come from data and not from a locale. These names stay
in English in every language."""

LOOK = """(fromElsewhere) => {
  const shown = (node) => node.checkVisibility() && node.getClientRects().length > 0;
  const name = (node) => `${node.localName}#${node.id}.${node.className}`;
  const faults = [];
  const width = document.documentElement.clientWidth;
  const all = [...document.body.querySelectorAll("*")].filter(shown);
  for (const node of all) {
    const { left, right } = node.getBoundingClientRect();
    if (right > width + 1 || left < -1) faults.push(`${name(node)} is out of the window`);
    const isCut = node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 1;
    const { overflowX, textOverflow } = getComputedStyle(node);
    const mayBe = textOverflow === "ellipsis" || overflowX === "visible"
      || node.matches("code, select, input, .visually-hidden");
    if (isCut && !mayBe) faults.push(`${name(node)} is cut`);
    const own = [...node.childNodes].filter((one) => one.nodeType === 3).map((one) => one.data);
    const read = ["aria-label", "title", "placeholder", "label"].map((at) => node.getAttribute(at));
    const isCommand = node.closest("code, kbd, .number, bdi, option[value]") !== null;
    for (const text of isCommand ? read : [...own, ...read]) {
      const rest = (text ?? "").replace(new RegExp(fromElsewhere, "g"), "");
      if (/[A-Za-z]{4,}/.test(rest)) faults.push(`${name(node)} is in English: ${text}`);
    }
  }
  return faults;
}"""
BOXES = """() => {
  const width = document.documentElement.clientWidth;
  const isOneWay = (node) => node.closest("code, kbd, .number, select, option, svg") !== null;
  return [...document.body.querySelectorAll("[id], button, input, select, h1, h2, p, span, dt, dd")]
    .filter((node) => node.checkVisibility() && !isOneWay(node.parentElement))
    .filter((node) => getComputedStyle(node).display !== "inline")
    .map((node) => {
      const { left, right, top } = node.getBoundingClientRect();
      return [`${node.localName}#${node.id}.${node.className}`, left, width - right, top];
    });
}"""


class Language:
    """A browser in which the extension uses the test language (tests/support/languages.py), written
    from left to right or from right to left."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context

    def panel(self, name: str) -> Page:
        return open_settled(self.context, extension_id_of(self.context), name)


@pytest.fixture(scope="module")
def languages(
    playwright: Playwright, signed_in_host: OwnHost, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Language]]:
    """Yields two browsers. The key is the writing direction of the test language: "ltr" or
    "rtl"."""
    opened = {}
    for direction in ("ltr", "rtl"):
        folder = tmp_path_factory.mktemp(direction)
        context = open_signed_in(
            playwright,
            signed_in_host,
            folder / "profile",
            extension=copy_with_pseudo_locale(folder, direction),
        )
        opened[direction] = Language(context)
    yield opened
    for language in opened.values():
        language.context.close()


@pytest.mark.parametrize("name", PANELS)
def test_longer_texts_fit_and_nothing_is_in_english(
    name: str, languages: dict[str, Language]
) -> None:
    found = []
    for direction, language in languages.items():
        page = language.panel(name)
        for size in SIZES:
            page.set_viewport_size(size)
            faults = page.evaluate(LOOK, FROM_ELSEWHERE)
            found += [f"{direction}, {size['width']}: {fault}" for fault in faults]
        page.close()
    assert "\n".join(found) == ""


def test_whatever_may_be_missing_is_told_in_the_language(
    languages: dict[str, Language],
) -> None:
    """The popup shows each state of the helper app and account without an English text."""
    found = []
    for direction, language in languages.items():
        kept = session(language.context)
        for name, state in TROUBLES.items():
            language.context.service_workers[0].evaluate(SEED, state)
            extension_id = extension_id_of(language.context)
            popup = open_over(language.context, extension_id, None, NO_ANSWER)
            popup.evaluate(SETTLED)
            faults = popup.evaluate(LOOK, FROM_ELSEWHERE)
            found += [f"{direction}, {name}: {fault}" for fault in faults]
            popup.close()
        language.context.service_workers[0].evaluate(SEED, kept)
    assert "\n".join(found) == ""


def all_boxes(pages: dict[str, Page]) -> dict[str, list[Any]]:
    """Waits until a panel has as many elements in one writing direction as in the other. Returns
    the boxes of the elements for each direction."""
    for _ in range(300):
        boxes = {direction: page.evaluate(BOXES) for direction, page in pages.items()}
        if len({len(found) for found in boxes.values()}) == 1:
            break
        for page in pages.values():
            page.evaluate("new Promise(requestAnimationFrame)")
    return boxes


@pytest.mark.parametrize("name", PANELS)
def test_right_to_left_is_the_mirror_image(name: str, languages: dict[str, Language]) -> None:
    pages = {direction: language.panel(name) for direction, language in languages.items()}
    for direction, page in pages.items():
        assert page.locator("html").get_attribute("dir") == direction
        assert page.locator("html").get_attribute("lang") == "en-US"
    boxes = all_boxes(pages)
    for page in pages.values():
        page.close()
    assert len(boxes["ltr"]) == len(boxes["rtl"]) > 0
    askew = [
        f"{one[0]}: {one[1:]}, mirrored {other[1:]}"
        for one, other in zip(boxes["ltr"], boxes["rtl"], strict=True)
        if abs(one[1] - other[2]) > 2 or abs(one[3] - other[3]) > 2
    ]
    assert "\n".join(askew) == ""


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_what_stands_in_pages_has_the_direction_of_its_own_texts(
    direction: str, languages: dict[str, Language], page_server: PageServer
) -> None:
    """On a page with the opposite writing direction, link hints and the card have the direction of
    the extension's language."""
    other = {"ltr": "rtl", "rtl": "ltr"}[direction]
    html = f"<!doctype html><html lang=he dir={other}><title>x</title><p>+1 415-555-2671"
    page = languages[direction].context.new_page()
    open_page(page, page_server, html)
    show_hints(page, 1)
    (hints,) = parts(page, "hints")
    page.keyboard.press("Escape")
    with page.context.expect_page() as opened:
        Painted(page, "+14155552671").click()
    expect(opened.value.locator("#question")).to_be_visible()
    assert opened.value.evaluate(LOOK, FROM_ELSEWHERE) == []
    page.bring_to_front()
    expect_card(page, pseudo("Confirm the call in the Click-To-Call window"))
    for part in (hints, *parts(page, "card")):
        assert (attributes(part)["dir"], attributes(part)["lang"]) == (direction, "en")
    assert "Confirm" not in card_words(page)
    opened.value.close()
    page.close()


WORD_ALL = """async (problems) => {
  const { problemWords } = await import("/shared/i18n.js");
  return problems.map(problemWords);
}"""
PARAMETERS = {
    **{name: f"<{name}>" for name in ("name", "file", "source", "path", "proxy", "address")},
    **{name: f"<{name}>" for name in ("service", "permission", "folder", "ports", "error")},
    **{"detail": "OAU-1", "status": 503, "seconds": 26, "calls": 1000, "shown": 1200},
}


def test_every_problem_of_the_host_is_worded_with_its_parameters(
    browser_context: BrowserContext, extension_id: str
) -> None:
    panel = browser_context.new_page()
    panel.goto(f"chrome-extension://{extension_id}/options/options.html")
    reasons = [(code, reason) for code in MESSAGES for reason in reasons_of(code)]
    asked = [problem(code, reason) for code, reason in reasons]
    worded = dict(zip(reasons, panel.evaluate(WORD_ALL, asked), strict=True))
    assert not [words for words in worded.values() if "{" in words or "…" in words]
    assert not [words for words in worded.values() if "English" in words]
    assert "26 seconds" in worded["rate_limited", "wait"]
    assert "1,000" in worded["too_many_calls", "day"]
    assert "(503)" in worded["exchange_unreachable", "trouble"]
    # The text ends with the error code, for RingCentral's support.
    assert worded["busy", ""].endswith("(OAU-1)")
    others = [
        {**problem("busy", "newer_reason"), "parameters": {"reason": "newer_reason"}},
        problem("newer_code", "", placed="no"),
        {**problem("exchange_unreachable", "silent", placed="no")},
        {"code": "exchange_unreachable", "message": "", "parameters": {"reason": "no_answer"}},
    ]
    newer, unknown, unplaced, bare = panel.evaluate(WORD_ALL, others)
    assert newer.startswith("You're already on a call.")
    assert unknown == "English"
    assert unplaced.startswith("RingCentral isn't responding. Try again. (OAU-1) The call wasn't")
    assert bare == "… didn't answer in time. Try again."
    panel.close()


def reasons_of(code: str) -> list[str]:
    others = [other for other in MESSAGES if other.startswith(code) and other != code]
    of_code = [key for key in VARIANTS if key.startswith(f"{code}_")]
    longest = [key for key in of_code if not any(key.startswith(f"{one}_") for one in others)]
    return ["", *(key.removeprefix(f"{code}_") for key in longest)]


def problem(code: str, reason: str, **more: str) -> dict[str, Any]:
    parameters = {**PARAMETERS, **more, **({"reason": reason} if reason else {})}
    return {"code": code, "message": "English", "parameters": parameters}
