"""The extension is updated, switched off and on, and removed while pages are open: nothing of an
old self stays, a new one marks again, and no page hears an error of a script that was cut off."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Worker, expect

from scripts.stage.browser import extension_id_of, load_extension, open_browser
from scripts.stage.host import plain_environment
from scripts.stage.page_server import PageServer
from tests.browser.extension import STRANGER, load_beside, open_panel
from tests.browser.test_undo import MARKS, NUMBER, PAGE

IS_AS_BEFORE = """document.documentElement.outerHTML === before.html
  && nodesOf().length === before.nodes.length
  && nodesOf().every((node, index) => node === before.nodes[index])"""
# No icon is asked for, so none is missed in the console.
QUIET_PAGE = PAGE.replace("<body>", "<link rel=icon href=data:,><body>")
FIRST_MARK = f"document.querySelector('click-to-call[data-click-to-call=\"{NUMBER}\"]')"


@pytest.fixture
def own_browser(playwright: Playwright, tmp_path: Path) -> Iterator[BrowserContext]:
    context = open_browser(
        playwright, profile=tmp_path, environment=plain_environment(), headless=True
    )
    yield context
    context.close()


@pytest.fixture
def manager(own_browser: BrowserContext) -> Worker:
    """Beside ours, an extension that may switch ours off."""
    return load_beside(own_browser, STRANGER)


@pytest.fixture
def said() -> list[str]:
    """What the page's console hears of errors."""
    return []


@pytest.fixture
def page(own_browser: BrowserContext, said: list[str]) -> Page:
    extension_id_of(own_browser)
    page = own_browser.new_page()
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    return page


@pytest.fixture
def marked(page: Page, page_server: PageServer) -> Page:
    page.goto(page_server.add(QUIET_PAGE))
    is_marked(page)
    return page


def is_marked(page: Page) -> None:
    expect(page.locator(f'[data-click-to-call="{NUMBER}"]')).to_have_count(MARKS)


def is_given_back(page: Page) -> None:
    expect(page.locator("[data-click-to-call]")).to_have_count(0)
    assert page.evaluate(IS_AS_BEFORE)


def test_an_update_replaces_the_old_marks(
    own_browser: BrowserContext, marked: Page, said: list[str]
) -> None:
    own = extension_id_of(own_browser)
    marked.evaluate(f"window.old = {FIRST_MARK}")
    load_extension(own_browser)
    marked.wait_for_function(f"!old.isConnected && {FIRST_MARK} !== null")
    is_marked(marked)
    marked.evaluate("two.firstChild.data = 'still alive'")
    expect(marked.locator(f'[data-click-to-call="{NUMBER}"]')).to_have_count(MARKS - 1)
    marked.evaluate("two.firstChild.data = '213-'")
    is_marked(marked)
    panel = open_panel(own_browser, own, "options")
    panel.evaluate("chrome.storage.local.set({ settings: { enabled: false } })")
    is_given_back(marked)
    assert said == []


def test_a_page_that_has_only_begun_to_load_is_reached_once(
    own_browser: BrowserContext, page: Page, page_server: PageServer, said: list[str]
) -> None:
    body_may_come = Event()
    page.goto(page_server.add(QUIET_PAGE, after=body_may_come), wait_until="commit")
    load_extension(own_browser)
    panel = open_panel(own_browser, extension_id_of(own_browser), "options")
    panel.wait_for_function("async () => (await chrome.storage.session.get('arrived')).arrived")
    # What the background does next is to ask the same, and then this page.
    panel.evaluate("chrome.tabs.query({})")
    body_may_come.set()
    is_marked(page)
    assert said == []


def test_a_frame_that_hangs_does_not_hold_up_its_page(
    own_browser: BrowserContext, marked: Page, page_server: PageServer, said: list[str]
) -> None:
    body_may_come = Event()
    hanging = page_server.add(NUMBER, after=body_may_come)
    with marked.expect_event("framenavigated", lambda frame: frame.url == hanging):
        marked.evaluate(
            f"document.body.append(frame = document.createElement('iframe'));"
            f"frame.src = '{hanging}'"
        )
    marked.evaluate(f"window.old = {FIRST_MARK}")
    load_extension(own_browser)
    marked.wait_for_function(f"!old.isConnected && {FIRST_MARK} !== null")
    is_marked(marked)
    body_may_come.set()
    in_frame = marked.frame_locator("iframe").locator(f'[data-click-to-call="{NUMBER}"]')
    expect(in_frame).to_have_count(1)
    assert said == []


def test_switched_off_it_leaves_and_switched_on_it_returns(
    own_browser: BrowserContext, marked: Page, manager: Worker, said: list[str]
) -> None:
    own = next(
        worker for worker in own_browser.service_workers if worker.url != manager.url
    ).url.split("/")[2]
    manager.evaluate("(id) => chrome.management.setEnabled(id, false)", own)
    is_given_back(marked)
    manager.evaluate("(id) => chrome.management.setEnabled(id, true)", own)
    is_marked(marked)
    assert said == []


def test_removed_it_leaves_the_page_as_it_was(
    own_browser: BrowserContext, marked: Page, said: list[str]
) -> None:
    assert own_browser.browser is not None
    debugger = own_browser.browser.new_browser_cdp_session()
    debugger.send("Extensions.uninstall", {"id": extension_id_of(own_browser)})
    is_given_back(marked)
    marked.evaluate("two.append(' and 213-373-4254')")
    marked.locator("h1").click()
    assert said == []
