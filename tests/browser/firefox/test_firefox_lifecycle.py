"""Tests what remains in an open page in Firefox when the extension is updated, disabled, enabled or
removed.

Firefox ends an extension's scripts without an event, and none of their listeners, timers and ports
runs afterwards. Firefox also removes the extension's style sheet. Without the style sheet, nothing
that the extension left in open pages can be seen, clicked or focused.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from marionette_driver.addons import Addons
from marionette_driver.marionette import Marionette

from scripts.setup.paths import EXTENSION
from tests.support.firefox import ADDON, NOTHING_OF_OURS, PLAIN, Tab, close_welcome
from tests.support.firefox_input import Fingers
from tests.support.page_server import PageServer
from tests.support.painted import Painted

# Marionette leaves its sockets open, and Python warns when the garbage collector closes them. The
# tests ignore these warnings, which pytest would treat as errors.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PAGE = """<!doctype html><html lang=en-US><body style='font:20px monospace'>
<button id=first>First</button><p id=p>Ring <b>415-555-2671</b>.</p><div id=s></div>
<button id=second>Second</button>
<script>
  window.said = [];
  window.clicked = [];
  addEventListener("error", (event) => said.push(event.message));
  addEventListener("click", ({ target }) => clicked.push(target.localName));
  s.attachShadow({ mode: "open" }).innerHTML = "<p>212-555-0198</p>";
  window.html = () => document.body.outerHTML + s.shadowRoot.innerHTML;
  window.before = html();
</script>"""
BOTH = ["415-555-2671", "212-555-0198"]
SWITCH = """
const [id, deed, done] = arguments;
const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
AddonManager.getAddonByID(id).then((addon) => addon[deed]()).then(() => done());
"""
SHOWN = """() => {
  const all = [document, s.shadowRoot].flatMap((root) =>
    [...root.querySelectorAll("click-to-call, [data-click-to-call-stop]")]);
  return all.filter((at) => getComputedStyle(at).display !== "none").map((at) => at.localName);
}"""


@pytest.fixture
def tab(firefox: Marionette) -> Iterator[Tab]:
    tab = Tab(firefox)
    tab.change({"sites": {PLAIN: {"enabled": False}}})
    yield tab
    # When the test disabled or removed the extension, Firefox closed the tab with the settings. So
    # the settings are restored in a new tab.
    firefox.switch_to_window(tab.page)
    end = Tab(firefox)
    end.change({})
    for handle in firefox.window_handles:
        if handle != tab.page:
            firefox.switch_to_window(handle)
            firefox.close()
    firefox.switch_to_window(tab.page)


@pytest.fixture
def page(tab: Tab, page_server: PageServer) -> Any:
    fingers = Fingers(tab.driver)
    fingers.goto(page_server.add(PAGE))
    fingers.mouse.move(600, 500)
    painted(fingers)
    return fingers


def painted(page: Any, texts: list[str] = BOTH) -> None:
    page.wait_for_function(
        "(texts) => JSON.stringify([...(CSS.highlights.get('click-to-call') ?? [])].map("
        "({ startContainer, startOffset, endOffset }) => startContainer.data.slice(startOffset,"
        " endOffset)).sort()) === JSON.stringify(texts)",
        arg=sorted(texts),
    )


def look(page: Any) -> str:
    return str(page.driver.screenshot(format="hash", full=False))


def deed(tab: Tab, name: str) -> None:
    """Disables, enables or uninstalls the extension, as the page about:addons does. `name` is the
    name of the add-on manager's method, such as "disable"."""
    with tab.driver.using_context("chrome"):
        tab.driver.execute_async_script(SWITCH, [ADDON, name])
    tab.driver.switch_to_window(tab.page)


def bring_back(tab: Tab, gone: str) -> None:
    if gone == "disable":
        deed(tab, "enable")
    else:
        Addons(tab.driver).install(str(EXTENSION), temp=True)
        tab.driver.switch_to_window(tab.page)
        close_welcome(tab.driver)
    tab.driver.switch_to_window(tab.page)


def test_an_update_paints_again(tab: Tab, page: Any) -> None:
    page.evaluate("old = CSS.highlights.get('click-to-call')")
    Addons(tab.driver).install(str(EXTENSION), temp=True)
    tab.driver.switch_to_window(tab.page)
    page.wait_for_function("CSS.highlights.get('click-to-call') !== old")
    painted(page)
    page.evaluate("p.textContent = 'still alive'")
    painted(page, BOTH[1:])
    page.evaluate("p.textContent = '650-253-0000'")
    painted(page, ["650-253-0000", BOTH[1]])
    late = Tab(tab.driver)
    late.change({"enabled": False})
    tab.until(NOTHING_OF_OURS)
    assert page.evaluate("said") == []


@pytest.mark.parametrize("gone", ["disable", "uninstall"])
@pytest.mark.parametrize("at", ["under the pointer", "in focus", "in focus in a shadow tree"])
def test_gone_it_leaves_nothing_that_is_seen_clicked_or_reached(
    gone: str, at: str, tab: Tab, page: Any, page_server: PageServer
) -> None:
    address = tab.driver.get_url()
    page.goto(page_server.add(PAGE, PLAIN))
    plain = look(page)
    page.goto(address)
    painted(page)
    number = Painted(page)
    if at == "under the pointer":
        number.hover()
    else:
        page.locator("#first").focus()
        for _ in range(2 if "shadow" in at else 1):
            page.keyboard.press("Tab")
        page.wait_for_function("document.querySelector('click-to-call')?.dataset.clickToCall")
    assert look(page) != plain
    page.evaluate("old = CSS.highlights.get('click-to-call')")
    deed(tab, gone)
    page.evaluate("document.activeElement?.blur()")
    assert page.evaluate(SHOWN) == []
    assert look(page) == plain
    page.mouse.click(*number.middle())
    assert page.evaluate("clicked") == ["b"]
    page.locator("#first").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "second"
    bring_back(tab, gone)
    page.wait_for_function("CSS.highlights.get('click-to-call') !== old && html() === before")
    painted(page)
    page.keyboard.press("Shift+Tab")
    page.wait_for_function("document.querySelector('click-to-call').dataset.clickToCall")
    page.keyboard.press("Tab")
    assert page.evaluate("html() === before")
    assert page.evaluate("document.querySelectorAll('click-to-call').length") < 2
    assert page.evaluate("said") == []
