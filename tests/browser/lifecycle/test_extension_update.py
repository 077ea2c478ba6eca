"""Tests what happens in open pages when the extension is updated, disabled and enabled, or removed.
The old version leaves nothing in the pages, the new version paints again, and the console shows no
errors of the old version's scripts."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Worker

from tests.browser.marks.test_undo import NUMBER, PAGE, PIECES, is_as_before
from tests.support.browser import extension_id_of, load_extension, open_browser
from tests.support.extension import OTHER_EXTENSION, inside, load_beside, open_panel, wait_until
from tests.support.host import plain_environment
from tests.support.page_server import PageServer
from tests.support.painted import Painted
from tests.support.watching import TALL, expect_count, expect_gone, expect_painted

# A page with an empty icon. Without an icon, the browser would report an error on the console.
QUIET_PAGE = PAGE.replace("<body>", "<link rel=icon href=data:,><body>")
IS_NEW = """() => {
  const now = CSS.highlights.get("click-to-call");
  return now !== undefined && now !== old && now.size > 0;
}"""
"""Returns whether a new version of the extension has painted numbers: the highlight is not the
object `old`, which the test stored before the update."""


@pytest.fixture
def own_browser(playwright: Playwright, tmp_path: Path) -> Iterator[BrowserContext]:
    context = open_browser(
        playwright, profile=tmp_path, environment=plain_environment(), headless=True
    )
    yield context
    context.close()


@pytest.fixture
def manager(own_browser: BrowserContext) -> Worker:
    """Returns the worker of another extension, which can disable Click-To-Call."""
    return load_beside(own_browser, OTHER_EXTENSION)


@pytest.fixture
def said() -> list[str]:
    """Returns an empty list. The fixture `page` adds each error on the page's console to the
    list."""
    return []


@pytest.fixture
def page(own_browser: BrowserContext, said: list[str]) -> Page:
    extension_id_of(own_browser)
    page = own_browser.new_page()
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    return page


@pytest.fixture
def painted(page: Page, page_server: PageServer) -> Page:
    page.set_viewport_size(TALL)
    page.goto(page_server.add(QUIET_PAGE))
    expect_count(page, PIECES)
    return page


def nothing_is_left(page: Page) -> None:
    expect_gone(page)
    assert inside(page) == []
    assert is_as_before(page)


def test_an_update_replaces_the_old_self(
    own_browser: BrowserContext, painted: Page, said: list[str]
) -> None:
    """During the update, the pointer is on a number, so the old version has a layer in the page.
    After the update, the page has only the new version's layer."""
    own = extension_id_of(own_browser)
    Painted(painted, NUMBER).hover()
    painted.evaluate("window.old = CSS.highlights.get('click-to-call')")
    load_extension(own_browser)
    painted.wait_for_function(IS_NEW)
    expect_count(painted, PIECES)
    painted.evaluate("two.firstChild.data = 'still alive'")
    expect_count(painted, PIECES - 2)
    painted.evaluate("two.firstChild.data = '213-'")
    expect_count(painted, PIECES)
    Painted(painted, NUMBER).hover()
    assert painted.evaluate("document.querySelectorAll('click-to-call').length") == 1
    panel = open_panel(own_browser, own, "options")
    panel.evaluate("chrome.storage.local.set({ settings: { enabled: false } })")
    nothing_is_left(painted)
    assert said == []


def test_a_page_that_has_only_begun_to_load_is_reached_once(
    own_browser: BrowserContext, page: Page, page_server: PageServer, said: list[str]
) -> None:
    body_may_come = Event()
    page.goto(page_server.add(QUIET_PAGE, after=body_may_come), wait_until="commit")
    load_extension(own_browser)
    panel = open_panel(own_browser, extension_id_of(own_browser), "options")
    wait_until(panel, "async () => (await chrome.storage.session.get('arrived')).arrived")
    # After the background has stored `arrived`, the background queries the open tabs, to inject its
    # scripts there. The browser answers queries in order. So when the browser has answered the
    # query below, the background knows the tab, although the page's body has not arrived yet.
    panel.evaluate("chrome.tabs.query({})")
    body_may_come.set()
    expect_count(page, PIECES)
    assert said == []


def test_a_frame_that_hangs_does_not_hold_up_its_page(
    own_browser: BrowserContext, painted: Page, page_server: PageServer, said: list[str]
) -> None:
    body_may_come = Event()
    hanging = page_server.add(NUMBER, after=body_may_come)
    with painted.expect_event("framenavigated", lambda frame: frame.url == hanging):
        painted.evaluate(
            f"document.body.append(frame = document.createElement('iframe'));"
            f"frame.src = '{hanging}'"
        )
    painted.evaluate("window.old = CSS.highlights.get('click-to-call')")
    load_extension(own_browser)
    painted.wait_for_function(IS_NEW)
    expect_count(painted, PIECES)
    body_may_come.set()
    expect_painted(painted.frames[1], [NUMBER])
    assert said == []


def test_switched_off_it_leaves_and_switched_on_it_returns(
    own_browser: BrowserContext, painted: Page, manager: Worker, said: list[str]
) -> None:
    own = next(
        worker for worker in own_browser.service_workers if worker.url != manager.url
    ).url.split("/")[2]
    manager.evaluate("(id) => chrome.management.setEnabled(id, false)", own)
    nothing_is_left(painted)
    manager.evaluate("(id) => chrome.management.setEnabled(id, true)", own)
    expect_count(painted, PIECES)
    assert said == []


def test_removed_it_leaves_the_page_as_it_was(
    own_browser: BrowserContext, painted: Page, said: list[str]
) -> None:
    assert own_browser.browser is not None
    debugger = own_browser.browser.new_browser_cdp_session()
    debugger.send("Extensions.uninstall", {"id": extension_id_of(own_browser)})
    nothing_is_left(painted)
    painted.evaluate("two.append(' and 213-373-4254')")
    painted.locator("h1").click()
    assert said == []
