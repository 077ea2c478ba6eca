"""A page is hostile: nothing it does by itself places a call, or so much as asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Worker, expect

from scripts.stage.browser import open_browser
from scripts.stage.host import plain_environment
from scripts.stage.page_server import PageServer
from tests.browser.extension import (
    CALLEE,
    CARD,
    STRANGER,
    creates,
    load_beside,
    mark,
    open_page,
    open_panel,
    session,
)
from tests.conftest import RunningSimulator

DISPATCH = """const send = (Kind, types, init) => types.forEach((type) => mark.dispatchEvent(
  new Kind(type, { bubbles: true, cancelable: true, composed: true, ...init })));"""

OURS_AND_ROUND = """[...document.querySelectorAll("[data-click-to-call]")].flatMap(
  (ours) => [ours, ours.parentElement, ...ours.children])"""

SYNTHETIC = {
    "click()": "mark.click();",
    "mouse events": "send(MouseEvent, ['mousedown', 'mouseup', 'click'], { detail: 1 });",
    "pointer events": "send(PointerEvent, ['pointerdown', 'pointerup', 'click'], {});",
    "keys": "mark.focus(); send(KeyboardEvent, ['keydown', 'keyup'], { key: 'Enter' });",
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
    yield context, load_beside(context, STRANGER)
    context.close()


@pytest.mark.parametrize("how", SYNTHETIC)
def test_events_that_the_page_makes_up_do_nothing(
    how: str,
    browser_context: BrowserContext,
    page: Page,
    page_server: PageServer,
    simulator: RunningSimulator,
) -> None:
    before = len(creates(simulator))
    open_page(page, page_server)
    page.evaluate(
        f"() => {{ for (const mark of {OURS_AND_ROUND}) {{ {DISPATCH} {SYNTHETIC[how]} }} }}"
    )
    settle(page)
    assert session(browser_context)["pending"] == {}
    assert session(browser_context)["call"] is None
    assert len(creates(simulator)) == before
    expect(page.locator(CARD)).to_have_count(0)


def settle(page: Page) -> None:
    """Until everything that was set going has had two frames and a turn of the worker."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.mark.parametrize(
    "html",
    [
        "<label id=trap>Win a prize <p style='display:inline'>415-555-2671</p></label>",
        "<form onsubmit='return false'><p>415-555-2671</p><input id=trap></form>",
    ],
    ids=["label", "form"],
)
def test_labels_and_forms_of_the_page_cannot_press_a_mark(
    html: str,
    browser_context: BrowserContext,
    page: Page,
    page_server: PageServer,
) -> None:
    open_page(page, page_server, f"<!doctype html><title>x</title>{html}")
    page.locator("#trap").click(position={"x": 5, "y": 5})
    page.keyboard.press("Enter")
    settle(page)
    assert session(browser_context)["pending"] == {}


def test_the_page_sees_neither_link_nor_globals_nor_files(
    page: Page, page_server: PageServer, extension_id: str
) -> None:
    open_page(page, page_server)
    assert page.evaluate("document.querySelector('[data-click-to-call]').shadowRoot") is None
    assert page.evaluate("typeof findNumbers + typeof markAt + typeof PHONE_METADATA") == (
        "undefinedundefinedundefined"
    )
    reached = page.evaluate(
        "(address) => fetch(address).then(() => true, () => false)",
        f"chrome-extension://{extension_id}/popup/popup.html",
    )
    assert reached is False


def test_a_number_that_the_page_swaps_under_the_cursor_is_not_called(
    browser_context: BrowserContext,
    page: Page,
    page_server: PageServer,
    simulator: RunningSimulator,
) -> None:
    """The text changes at the very press: what is asked about, if anything, is what it says now."""
    open_page(page, page_server)
    page.evaluate(
        """() => {
          const node = document.createTreeWalker(document.querySelector("b"), 4).nextNode();
          addEventListener("mousedown", () => { node.data = "212-555-0188"; }, { capture: true });
        }"""
    )
    mark(page).click()
    settle(page)
    asked = session(browser_context)["pending"].values()
    assert CALLEE not in [question["number"]["number"] for question in asked]
    for window in browser_context.pages:
        if "confirm.html" in window.url:
            window.close()


def test_focus_that_the_page_took_needs_a_confirmation(
    browser_context: BrowserContext, page: Page, page_server: PageServer
) -> None:
    """The page focuses the mark on keydown; the user's Enter is trusted, and still only asks."""
    open_page(page, page_server, host="thief.test")
    browser_context.service_workers[0].evaluate(
        """chrome.storage.local.set({ settings: { sites: { "thief.test": { trusted: true } } } })"""
    )
    page.evaluate(
        """() => addEventListener("keydown", () =>
             document.querySelector("[data-click-to-call]").focus(), { capture: true })"""
    )
    page.keyboard.press("Enter")
    settle(page)
    assert session(browser_context)["call"] is None
    for window in browser_context.pages:
        if "confirm.html" in window.url:
            window.close()


def test_another_extension_is_not_heard(
    with_stranger: tuple[BrowserContext, Worker],
) -> None:
    """Whatever it says, in the very shapes that our own windows and pages use."""
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
