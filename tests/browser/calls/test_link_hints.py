"""Tests link hints: a browser command shows letters beside the numbers, and the user types the
letters to call a number.

The tests send the command to the background as the browser does, because no test can press the
browser's shortcut. All other keys are real.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Frame, Page

from tests.conftest import RunningSimulator
from tests.support.extension import (
    change_settings,
    creates,
    ended_call,
    inside,
    parts,
    session,
    texts_in,
)
from tests.support.real_input import Site, close_windows, outcome, reset
from tests.support.watching import expect_painted

SITE = "hints.test"
COMMAND = """async () => {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  chrome.commands.onCommand.dispatch("show_hints", tab);
}"""
TWO = "<p>Ada <b id=a>415-555-2671</b></p><p>Ben <b id=b>212-555-0198</b></p>"
PATIENCE_FRAMES = 300
KEYS = """<input id=field autofocus><script>
  var heard = [];
  for (const type of ["keydown", "keypress", "keyup", "input"])
    addEventListener(type, (event) => heard.push(event.key ?? event.type), { capture: true });
</script>"""


@pytest.fixture(autouse=True)
def _trusted(browser_context: BrowserContext) -> Iterator[None]:
    reset(browser_context)
    change_settings(browser_context, sites={SITE: {"trusted": True}})
    yield
    reset(browser_context)


def show_hints(page: Page, count: int) -> list[str]:
    """Sends the command that shows link hints. Checks that `count` numbers have letters, and
    returns these letters in the order of the numbers."""
    page.bring_to_front()
    page.context.service_workers[0].evaluate(COMMAND)
    for _ in range(PATIENCE_FRAMES):
        if parts(page, "hints"):
            break
        page.evaluate("new Promise(requestAnimationFrame)")
    found = letters(page)
    assert len(found) == count
    return found


def letters(page: Page) -> list[str]:
    return ["".join(texts_in(tag).split()) for tag in letter_tags(page)]


def letter_tags(page: Page) -> list[dict[str, Any]]:
    """Returns the elements in the layer that show a hint's letters."""
    return [node for node in inside(page) if node["nodeName"] == "B"]


def expect_hints(frame: Frame) -> None:
    """Waits until `frame`, which is a frame of another site, shows link hints."""
    debugger = frame.page.context.new_cdp_session(frame)
    for _ in range(PATIENCE_FRAMES):
        if "hints" in str(debugger.send("DOM.getDocument", {"depth": -1, "pierce": True})):
            break
        frame.evaluate("new Promise(requestAnimationFrame)")
    else:
        raise AssertionError("no letters are shown in the frame")
    debugger.detach()


def expect_no_hints(page: Page) -> None:
    for _ in range(PATIENCE_FRAMES):
        if not parts(page, "hints"):
            return
        page.evaluate("new Promise(requestAnimationFrame)")
    raise AssertionError("the letters stay")


def test_typing_a_numbers_letter_calls_it(site: Site, simulator: RunningSimulator) -> None:
    before = len(creates(simulator))
    site.show(KEYS + TWO)
    assert show_hints(site.page, 2) == ["a", "s"]
    site.page.keyboard.press("s")
    assert outcome(site.page) == "called"
    assert session(site.page.context)["call"]["to"] == "+12125550198"
    ended_call(site.page.context)
    assert len(creates(simulator)) == before + 1
    assert site.page.evaluate("[heard.length, field.value]") == [0, ""]


def test_a_new_site_is_asked_about_as_after_a_click(site: Site) -> None:
    change_settings(site.page.context, sites={})
    site.show(TWO)
    show_hints(site.page, 2)
    site.page.keyboard.press("a")
    assert outcome(site.page) == "sure"


@pytest.mark.parametrize("how", ["Escape", "scroll", "click", "another key", "a shortcut"])
def test_hints_end(how: str, site: Site) -> None:
    site.show(TWO + "<div style='height:3000px'></div>")
    show_hints(site.page, 2)
    if how == "scroll":
        site.page.mouse.move(5, 5)
        site.page.mouse.wheel(0, 300)
    elif how == "click":
        site.page.mouse.click(600, 300)
    else:
        site.page.keyboard.press({"another key": "1", "a shortcut": "Control+b"}.get(how, how))
    expect_no_hints(site.page)
    assert outcome(site.page) == "nothing"


def test_letters_are_unique_across_all_frames(site: Site) -> None:
    """The top frame gets the typed keys, although the number is in a frame of another site."""
    inner = site.server.add("<!doctype html><p>212-555-0198", "inner.test")
    site.show(f"<p>415-555-2671</p><iframe src='{inner}'></iframe>")
    frame = site.page.frames[1]
    expect_painted(frame, ["212-555-0198"])
    show_hints(site.page, 1)
    expect_hints(frame)
    site.page.keyboard.press("s")
    assert wait_for_call(site.page) == "+12125550198"
    expect_no_hints(site.page)
    ended_call(site.page.context)


def wait_for_call(page: Page) -> str:
    """Waits until a call is placed or a confirmation opens. Returns the number that the user
    chose."""
    found: str = page.context.service_workers[0].evaluate(
        """() => new Promise((resolve) => {
          const look = async () => {
            const { call, pending } = await chrome.storage.session.get(["call", "pending"]);
            const [asked] = Object.values(pending ?? {});
            if (call || asked) resolve(call?.to ?? asked.number.number);
          };
          chrome.storage.session.onChanged.addListener(look);
          look();
        })"""
    )
    close_windows(page.context)
    return found


def test_many_numbers_get_two_letters_and_unseen_ones_none(site: Site) -> None:
    rows = "".join(f"<p style='margin:0'>415-555-26{row:02}</p>" for row in range(12))
    cover = "<div style='position:absolute;background:#fff;inset:300px 0 0 0;height:100px'></div>"
    covered = "<p style='position:absolute;top:330px'>415-555-2699</p>"
    unseen = f"<p style='visibility:hidden'>415-555-2698</p>{covered}{cover}"
    below = "<p style='margin-top:3000px'>415-555-2697</p>"
    site.show(rows + unseen + below, "+14155552600")
    found = show_hints(site.page, 12)
    assert found[:3] == ["aa", "as", "ad"]
    site.page.keyboard.type("as")
    assert wait_for_call(site.page) == "+14155552601"
    ended_call(site.page.context)


def test_a_number_under_a_links_empty_area_has_a_letter(site: Site) -> None:
    """The mouse cannot reach a number under a link, but the user can call it by its letter."""
    site.show(f"{TWO}<a href=/x style='position:absolute;inset:0'></a>")
    show_hints(site.page, 2)
    site.page.keyboard.press("Escape")
    site.show(f"<div style='pointer-events:none'>{TWO}</div>")
    show_hints(site.page, 2)
    site.page.keyboard.press("Escape")


def test_a_page_without_numbers_says_so(site: Site) -> None:
    site.page.goto(site.server.add("<!doctype html><title>x</title><p>Nothing", SITE))
    show_hints(site.page, 0)
    said = [texts_in(node) for node in inside(site.page) if node["nodeName"] == "P"]
    assert said == ["No phone numbers in view."]


def test_a_page_cannot_type_nor_move_a_number_under_a_letter(
    site: Site, simulator: RunningSimulator
) -> None:
    before = len(creates(simulator))
    site.show(TWO)
    show_hints(site.page, 2)
    site.page.evaluate("dispatchEvent(new KeyboardEvent('keydown', {key: 'a', bubbles: true}))")
    assert len(letters(site.page)) == 2
    site.page.evaluate("a.style.position = 'relative'; a.style.top = '90px'")
    site.page.keyboard.press("a")
    assert outcome(site.page) == "doubted"
    assert len(creates(simulator)) == before
