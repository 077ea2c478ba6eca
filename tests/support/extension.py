"""Provides the steps that many browser tests need: open a page or panel, click, confirm, follow the
call."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright, Worker, expect

from tests.conftest import RunningSimulator
from tests.support.browser import extension_id_of, open_browser
from tests.support.host import OwnHost
from tests.support.page_server import PageServer
from tests.support.painted import UNTIL, Painted

PATIENCE_SECONDS = 15
HOST_STARTS = 5
USER = "Ada Example"
"""The name of the simulator's user."""
OTHER_EXTENSION = Path(__file__).parent / "extensions" / "other"
"""The folder of another extension. Tests run code in its worker, for example to send messages to
Click-To-Call."""
CALLEE = "+14155552671"
COURSE = ("Your phone is ringing", "Ringing them", "Connected", "Call ended")
"""The texts of the card during a successful call, in order. A test may miss any of them except the
last one, because the others may be visible for a very short time."""
LAYER = "click-to-call"
"""The name of the layer's element. The layer is beside the body, and its closed shadow root
contains everything that the extension shows in a page."""

ANY_PAINTED = '() => CSS.highlights.get("click-to-call")?.size > 0'
PAGE = "<!doctype html><title>Contacts</title><p>Ring Ada at <b>415-555-2671</b> today.</p>"


def open_page(
    page: Page, server: PageServer, html: str = PAGE, host: str = "pages.test"
) -> Painted:
    """Adds a page to the server, opens the page and waits until its number is painted."""
    page.goto(server.add(html, host))
    number = Painted(page)
    page.evaluate(UNTIL, [ANY_PAINTED, None, True])
    return number


def open_panel(context: BrowserContext, extension_id: str, name: str) -> Page:
    """Opens the popup, the options or the confirmation page in a tab."""
    panel = context.new_page()
    panel.goto(f"chrome-extension://{extension_id}/{name}/{name}.html")
    return panel


def open_signed_in(
    playwright: Playwright, host: OwnHost, profile: Path, **options: Any
) -> BrowserContext:
    """Installs a signed-in host for a profile, opens a browser with this profile, and waits until
    the extension knows that the user is signed in.

    `options` are those of `open_browser`; by default the browser is headless.
    """
    host.install(profile)
    environment = options.pop("environment", host.environment)
    headless = options.pop("headless", True)
    context = open_browser(
        playwright, profile=profile, environment=environment, headless=headless, **options
    )
    expect_signed_in(context)
    return context


def expect_signed_in(context: BrowserContext) -> None:
    """Waits until the popup shows the signed-in user. On a busy machine, the host may start too
    slowly to answer the popup. In this case, reloads the popup, which asks the host again."""
    popup = open_panel(context, extension_id_of(context), "popup")
    for _ in range(HOST_STARTS):
        try:
            expect(popup.locator("#account-name")).to_contain_text(USER)
        except AssertionError:
            popup.reload()
        else:
            popup.close()
            return
    raise AssertionError(f"the popup says {popup.locator('#absent-title').text_content()!r}")


def load_beside(context: BrowserContext, folder: Path) -> Worker:
    """Loads another extension beside Click-To-Call into the browser, and returns that extension's
    worker."""
    assert context.browser is not None
    debugger = context.browser.new_browser_cdp_session()
    with context.expect_event("serviceworker") as started:
        debugger.send("Extensions.loadUnpacked", {"path": str(folder)})
    worker: Worker = started.value
    return worker


def change_settings(context: BrowserContext, **settings: Any) -> None:
    """Changes some of the stored settings, as a panel would. The other settings stay."""
    worker = context.service_workers[0]
    worker.evaluate(
        """async (change) => {
          const { settings } = await chrome.storage.local.get("settings");
          await chrome.storage.local.set({ settings: { ...settings, ...change } });
        }""",
        settings,
    )


def click_and_confirm(context: BrowserContext, number: Painted) -> None:
    """Clicks a number, then "Call" in the confirmation window."""
    with context.expect_page() as opened:
        number.click()
    window = opened.value
    with window.expect_event("close"):
        press_yes(window)


def press_yes(window: Page) -> None:
    """Clicks "Call" in the confirmation window. The click closes the window. If the window closes
    before Playwright has finished the click, Playwright raises an error, which is ignored."""
    try:
        window.locator("#yes").click()
    except Error:
        if not window.is_closed():
            raise


def session(context: BrowserContext) -> dict[str, Any]:
    """Returns the background's session: the current call, the host's state, open confirmations."""
    found: dict[str, Any] = context.service_workers[0].evaluate("chrome.storage.session.get(null)")
    return found


def ended_call(context: BrowserContext, after: str = "") -> str:
    """Waits until the current call has ended, and returns the call's id. `after` is the id of an
    earlier call, whose end does not count."""
    found: str = context.service_workers[0].evaluate(
        """([after, patience]) => new Promise((resolve, reject) => {
          setTimeout(() => reject(new Error("the call did not end")), patience);
          const look = async () => {
            const { call } = await chrome.storage.session.get("call");
            if (call?.state === "ended" && call.call_id !== after) resolve(call.call_id);
          };
          chrome.storage.session.onChanged.addListener(look);
          look();
        })""",
        [after, PATIENCE_SECONDS * 1000],
    )
    return found


def inside(page: Page) -> list[dict[str, Any]]:
    """Returns the nodes in the layer's closed shadow root, which only the debugger can read.

    Returns an empty list if the page has no layer.
    """
    debugger = page.context.new_cdp_session(page)
    try:
        tree = debugger.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
    finally:
        debugger.detach()
    layers = [node for node in _nodes(tree) if node["nodeName"] == "CLICK-TO-CALL"]
    # A page may have made a clone of the layer. A clone has no shadow root.
    roots = [root for layer in layers for root in layer.get("shadowRoots", [])]
    return [node for root in roots for node in _nodes(root)]


def parts(page: Page, name: str) -> list[dict[str, Any]]:
    """Returns the elements in the layer that have the class `name`, such as "link", "ring" or
    "card"."""
    return [node for node in inside(page) if name in attributes(node).get("class", "").split()]


def texts_in(node: dict[str, Any]) -> str:
    return " ".join(one["nodeValue"] for one in _nodes(node) if one["nodeName"] == "#text")


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in [*node.get("shadowRoots", []), *node.get("children", [])]:
        yield from _nodes(child)


def attributes(node: dict[str, Any]) -> dict[str, str]:
    flat = node.get("attributes", [])
    return dict(zip(flat[::2], flat[1::2], strict=True))


def href_of(number: Painted) -> str:
    """Rests the pointer on the number, and returns the address of the extension's link that covers
    the number then."""
    number.hover()
    links = parts(number.page, "link")
    assert links, f"no link lies over {number.number}"
    return attributes(links[0])["href"]


def card_words(page: Page) -> str:
    return " ".join(texts_in(card) for card in parts(page, "card"))


def click_in_card(page: Page, words: str) -> None:
    """Clicks, with the real mouse, the card's button with the text `words`."""
    buttons = [node for node in parts(page, "offer") if texts_in(node) == words]
    assert buttons, f"the card has no button {words!r}: {card_words(page)!r}"
    page.mouse.click(*middle_of(page, buttons[0]))


def middle_of(page: Page, node: dict[str, Any]) -> tuple[float, float]:
    """Returns the middle of a part of the layer, in the viewport."""
    debugger = page.context.new_cdp_session(page)
    box = debugger.send("DOM.getBoxModel", {"backendNodeId": node["backendNodeId"]})
    debugger.detach()
    left, top, right, _, _, bottom, *_ = box["model"]["border"]
    return (left + right) / 2, (top + bottom) / 2


def expect_card(page: Page, words: str) -> None:
    """Waits until the card's text contains `words`."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while words not in (said := card_words(page)):
        assert time.monotonic() < deadline, f"the card says {said!r}, not {words!r}"
        page.evaluate("new Promise(requestAnimationFrame)")


def expect_call(page: Page) -> None:
    """Waits until the card shows any state of a call."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not any(words in (said := card_words(page)) for words in COURSE):
        assert time.monotonic() < deadline, f"the card says {said!r}, and shows no call"
        page.evaluate("new Promise(requestAnimationFrame)")


def wait_until(page: Page, condition: str, argument: Any = None) -> None:
    """Calls the asynchronous function `condition` in the page until it returns a true value.
    Playwright's own `wait_for_function` would call an asynchronous function only once."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not page.evaluate(condition, argument):
        assert time.monotonic() < deadline, f"{condition} stays false"
        page.evaluate("new Promise(requestAnimationFrame)")


def expect_no_card(page: Page) -> None:
    """Waits until there is no card."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while parts(page, "card"):
        assert time.monotonic() < deadline, "the card stays"
        page.evaluate("new Promise(requestAnimationFrame)")


def creates(simulator: RunningSimulator) -> list[dict[str, Any]]:
    """Returns the bodies of all accepted requests to place a call, oldest first."""
    return [
        json.loads(record.body)
        for record in simulator.state.requests
        if record.method == "POST"
        and record.path.endswith("/ring-out")
        and record.response is not None
        and record.response.status == 200
    ]
