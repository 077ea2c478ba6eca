"""Tests that nothing that a hostile page does without the user places a call or opens a
confirmation."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Worker, expect

from tests.conftest import RunningSimulator
from tests.support.browser import open_browser
from tests.support.extension import (
    CALLEE,
    OTHER_EXTENSION,
    change_settings,
    creates,
    ended_call,
    load_beside,
    open_page,
    open_panel,
    parts,
    session,
)
from tests.support.host import plain_environment
from tests.support.page_server import PageServer
from tests.support.painted import Painted
from tests.support.real_input import outcome

DISPATCH = """const send = (Kind, types, init) => types.forEach((type) => target.dispatchEvent(
  new Kind(type, { bubbles: true, cancelable: true, composed: true, isPrimary: true, button: 0,
    view: window, clientX: x, clientY: y, ...init })));"""

OURS_AND_ROUND = """[...document.querySelectorAll("click-to-call, [data-click-to-call-stop], b, p"),
  document.body, document.documentElement, document, window]"""

SYNTHETIC = {
    "click()": "target.click?.();",
    "mouse events": "send(MouseEvent, ['mousedown', 'mouseup', 'click'], { detail: 1 });",
    "pointer events": "send(PointerEvent, ['pointerdown', 'pointerup', 'click'], { detail: 1 });",
    "keys": "target.focus?.(); send(KeyboardEvent, ['keydown', 'keyup'], { key: 'Enter' });"
    "send(KeyboardEvent, ['keydown', 'keyup'], { key: ' ' });",
    "touch": "send(TouchEvent, ['touchstart', 'touchend'], {});",
    "messages": """for (const type of ["call.ask", "call.dial", "rc-c2d-phone-number-bubble"]) {
        const number = { number: "+14155552671", ext: "", shown: "x", linked: "", sure: true };
        window.postMessage({ type, ...number }, "*");
        document.dispatchEvent(new CustomEvent(type, { detail: number }));
        new BroadcastChannel("click-to-call").postMessage({ type, ...number });
      }""",
}


SAY = """async ([id, messages]) => {
  const heard = [];
  for (const message of messages) {
    await chrome.runtime.sendMessage(id, message).catch((error) => heard.push(error.message));
  }
  const port = chrome.runtime.connect(id);
  await new Promise((done) => port.onDisconnect.addListener(() => {
    heard.push(chrome.runtime.lastError?.message);
    done();
  }));
  return heard;
}"""


@pytest.fixture
def with_stranger(
    playwright: Playwright, tmp_path: Path
) -> Iterator[tuple[BrowserContext, Worker]]:
    context = open_browser(
        playwright, profile=tmp_path, environment=plain_environment(), headless=True
    )
    yield context, load_beside(context, OTHER_EXTENSION)
    context.close()


@pytest.mark.parametrize("reached", ["by the pointer", "by the Tab key"])
@pytest.mark.parametrize("how", SYNTHETIC)
def test_events_that_the_page_makes_up_do_nothing(
    how: str,
    reached: str,
    browser_context: BrowserContext,
    page: Page,
    page_server: PageServer,
    simulator: RunningSimulator,
) -> None:
    """The pointer is on the number, or the number has the focus, so that all of the extension's
    elements exist when the page dispatches its events on them."""
    before = len(creates(simulator))
    number = open_page(page, page_server)
    x, y = number.middle()
    if reached == "by the pointer":
        number.hover()
    else:
        page.keyboard.press("Tab")
        expect(page.locator("[data-click-to-call-stop]")).to_be_focused()
    page.evaluate(
        f"([x, y]) => {{ for (const target of {OURS_AND_ROUND})"
        f" {{ {DISPATCH} {SYNTHETIC[how]} }} }}",
        [x, y],
    )
    settle(page)
    assert session(browser_context)["pending"] == {}
    assert session(browser_context)["call"] is None
    assert len(creates(simulator)) == before
    assert parts(page, "card") == []


def settle(page: Page) -> None:
    """Waits two animation frames, in which the extension could handle the page's events."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.mark.parametrize(
    "html",
    [
        "<label id=site>Win a prize <p style='display:inline'>415-555-2671</p></label>",
        "<form onsubmit='return false'><p>415-555-2671</p><input id=site></form>",
    ],
    ids=["label", "form"],
)
def test_labels_and_forms_of_the_page_cannot_press_a_number(
    html: str,
    browser_context: BrowserContext,
    page: Page,
    page_server: PageServer,
) -> None:
    open_page(page, page_server, f"<!doctype html><title>x</title>{html}")
    page.locator("#site").click(position={"x": 5, "y": 5})
    page.keyboard.press("Enter")
    settle(page)
    assert session(browser_context)["pending"] == {}


def test_the_page_sees_neither_link_nor_globals_nor_files(
    page: Page, page_server: PageServer, extension_id: str
) -> None:
    open_page(page, page_server)
    Painted(page).hover()
    assert parts(page, "link") != []
    assert page.evaluate("document.querySelector('click-to-call').shadowRoot") is None
    assert page.evaluate("document.links.length") == 0
    names = ("findNumbers", "Painter", "Numbers", "clickToCallPage", "PHONE_METADATA")
    assert {page.evaluate(f"typeof {name}") for name in names} == {"undefined"}
    reached = page.evaluate(
        "(address) => fetch(address).then(() => true, () => false)",
        f"chrome-extension://{extension_id}/popup/popup.html",
    )
    assert reached is False


@pytest.mark.parametrize(
    "moment", ["hover", "pointerdown", "mousedown", "pointerup", "mouseup", "click"]
)
def test_a_number_that_the_page_swaps_under_the_cursor_is_not_called(
    moment: str, browser_context: BrowserContext, page: Page, page_server: PageServer
) -> None:
    """The page replaces the number under the pointer just before or during the click. The click
    calls the number that the user saw, or nobody."""
    change_settings(browser_context, sites={"swap.test": {"trusted": True}})
    number = open_page(page, page_server, host="swap.test")
    swap = "document.createTreeWalker(document.querySelector('b'), 4).nextNode().data = '%s'"
    number.hover()
    if moment == "hover":
        page.evaluate(f"() => {{ {swap % '212-555-0188'} }}")
    else:
        page.evaluate(
            f"() => addEventListener('{moment}', () => {{ {swap % '212-555-0188'} }},"
            " { capture: true })"
        )
    page.mouse.down()
    page.mouse.up()
    happened = outcome(page)
    assert happened != "called" or moment in ("mouseup", "click"), "the page came before the call"
    called = session(browser_context)["call"]
    if called is not None:
        ended_call(browser_context)
        assert called["to"] == CALLEE


FOCUS_STOP = """() => addEventListener("keydown", (event) => {
  if (event.key !== "Tab") return;
  event.preventDefault();
  document.querySelector("[data-click-to-call-stop]").focus();
}, { capture: true })"""


def test_focus_that_the_page_took_needs_a_confirmation(
    browser_context: BrowserContext, page: Page, page_server: PageServer
) -> None:
    """When the user presses Tab, the page's own script moves the focus to a number's tab stop. If
    the user then presses Enter, a confirmation opens instead of a call."""
    change_settings(browser_context, sites={"thief.test": {"trusted": True}})
    open_page(page, page_server, host="thief.test")
    page.evaluate(FOCUS_STOP)
    page.keyboard.press("Tab")
    expect(page.locator("[data-click-to-call-stop]")).to_be_focused()
    page.keyboard.press("Enter")
    assert outcome(page) == "doubted"


def test_another_extension_is_not_heard(
    with_stranger: tuple[BrowserContext, Worker],
) -> None:
    """Another extension sends messages of exactly the shapes that panels and content scripts send.
    None of them reaches the background."""
    context, stranger = with_stranger
    extension_id = next(
        worker.url for worker in context.service_workers if worker.url != stranger.url
    ).split("/")[2]
    options = open_panel(context, extension_id, "options")
    declared = options.evaluate("import('/shared/messages.js').then((all) => all.MESSAGES)")
    values = {"string": "+14155552671", "number": 1, "boolean": True}
    messages = [
        {"type": name, **{field: values[kind] for field, kind in declaration["fields"].items()}}
        for name, declaration in declared.items()
    ]
    heard = stranger.evaluate(SAY, [extension_id, messages])
    assert len(messages) > 10
    assert set(heard) == {"Could not establish connection. Receiving end does not exist."}
    assert session(context).get("pending", {}) == {}
    assert session(context).get("call") is None
