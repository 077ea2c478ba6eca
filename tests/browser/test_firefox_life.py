"""The extension is updated, or switched off and on, while a page is open in Firefox.

Firefox ends an extension's scripts without a word: no event, no timer and no port of theirs runs
after it, so what stands in open pages stays until the extension is back or the page is loaded anew.
It goes on reading right, and its links lead where they lead."""

from collections.abc import Iterator

import pytest
from marionette_driver.addons import Addons
from marionette_driver.marionette import Marionette

from scripts.package import EXTENSION
from scripts.stage.page_server import PageServer
from tests.browser.firefox import ADDON, ALL_MARKS, NO_MARKS, Tab
from tests.browser.test_coming_and_going import IS_AS_BEFORE
from tests.browser.test_undo import MARKS, NUMBER, PAGE

# Firefox's driver leaves its sockets to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

LISTENING = """<script>
  window.said = [];
  addEventListener("error", (event) => said.push(event.message));
  addEventListener("click", (event) => {
    window.isFollowed = !event.defaultPrevented;
    event.preventDefault();
  });
</script>"""
TEXTS = "nodesOf().map((node) => node.data).join('|')"
REMEMBERED = f"window.texts = {TEXTS}; window.read = document.body.innerText; window.before ="
OURS = "[...document.querySelectorAll('click-to-call')]"
SWITCH = """
const [id, deed, done] = arguments;
const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
AddonManager.getAddonByID(id).then((addon) => addon[deed]()).then(() => done());
"""
HREF = """
const mark = document.querySelector("#pre [data-click-to-call^='+']");
return mark.openOrClosedShadowRoot.querySelector("a").href;
"""


@pytest.fixture
def tab(firefox: Marionette, page_server: PageServer) -> Iterator[Tab]:
    """A marked page, which remembers its own text and the marks that stand in it now."""
    tab = Tab(firefox)
    html = PAGE.replace("<body>", f"<body>{LISTENING}").replace("window.before =", REMEMBERED)
    tab.go(page_server.add(html))
    tab.until(f"{ALL_MARKS} === {MARKS}")
    tab.ask(f"void (window.old = {OURS})")
    yield tab
    # The extension's own pages went with it; what it keeps is as it was at first.
    firefox.switch_to_window(tab.page)
    end = Tab(firefox)
    end.change({})
    firefox.switch_to_window(end.panel)
    firefox.close()
    firefox.switch_to_window(tab.page)


def is_new(tab: Tab, count: int) -> None:
    tab.until(f"old.every((mark) => !mark.isConnected) && {ALL_MARKS} === {count}")


def switch_off(tab: Tab) -> None:
    """In the settings: the scripts live."""
    late = Tab(tab.driver)
    late.change({"enabled": False})
    tab.until(NO_MARKS)
    tab.driver.switch_to_window(late.panel)
    tab.driver.close()
    tab.driver.switch_to_window(tab.page)


def test_an_update_replaces_the_old_marks(tab: Tab) -> None:
    Addons(tab.driver).install(str(EXTENSION), temp=True)
    tab.driver.switch_to_window(tab.page)
    is_new(tab, MARKS)
    tab.ask("void (two.firstChild.data = 'still alive')")
    tab.until(f"{ALL_MARKS} === {MARKS - 1}")
    tab.ask("void (two.firstChild.data = '213-')")
    tab.until(f"{ALL_MARKS} === {MARKS}")
    switch_off(tab)
    assert tab.ask(IS_AS_BEFORE)
    assert tab.ask(f"{TEXTS} === texts")
    assert tab.ask("said") == []


def switch(tab: Tab, deed: str) -> None:
    """As the browser's page of extensions does it."""
    with tab.driver.using_context("chrome"):
        tab.driver.execute_async_script(SWITCH, [ADDON, deed])
    tab.driver.switch_to_window(tab.page)


def test_switched_off_its_marks_read_right_and_go_when_it_returns(tab: Tab) -> None:
    switch(tab, "disable")
    assert tab.ask("document.body.innerText === read")
    assert tab.driver.execute_script(HREF, sandbox="system") == f"tel:{NUMBER}"
    tab.driver.find_element("css selector", "#pre [data-click-to-call^='+']").click()
    assert tab.ask("isFollowed")
    # Nobody sees this now; what the page wrote holds when the scripts are back.
    tab.ask("void (two.firstChild.data = 'Gone: ', pre.firstChild.data = 'nothing')")
    tab.ask("void tight.lastChild.previousSibling.remove()")
    switch(tab, "enable")
    is_new(tab, MARKS - 4)
    assert tab.ask("[two.innerText, pre.innerText, tight.innerText]") == [
        "Gone: 373-4253", "nothing", "Tel:",
    ]  # fmt: skip
    tab.ask("void (two.firstChild.data = '213-')")
    tab.until(f"{ALL_MARKS} === {MARKS - 3}")
    switch_off(tab)
    assert tab.ask("nodesOf().every((node) => before.nodes.includes(node))")
    assert tab.ask("said") == []
