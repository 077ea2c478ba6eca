"""Tests the presentation "rewrite", which replaces numbers with plain links in the page's own text,
for pages that are printed, saved or copied. When the extension is switched off, it restores the
texts that the page has not changed."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.extension import (
    change_settings,
    ended_call,
    expect_card,
    parts,
    press_yes,
    session,
)
from tests.support.page_server import PageServer
from tests.support.painted import painted_texts

SITE = "pages.test"
BODY = """<p id=one>Ring 415-555-2671 now</p><p id=two>415-555-2671, or 213-373-4253.</p>
<p id=split>Ben <b>213-</b>373-<i>4254</i>!</p><pre id=pre>Tel 213-373-4255
Fax 213-373-4256</pre><p id=own><a href="tel:+12133734257">213-373-4257</a></p>
<p id=edited contenteditable>213-373-4258</p>"""
HEAD = "<!doctype html><html lang=en-US><title>x</title><body>"
LINKS = 'document.querySelectorAll("a[data-click-to-call]").length'


def link(number: str, text: str) -> str:
    return f'<a href="{number}" data-click-to-call="" style="color: inherit;">{text}</a>'


@pytest.fixture(autouse=True)
def _rewrite(browser_context: BrowserContext, fresh_extension: None) -> None:
    change_settings(browser_context, sites={SITE: {"presentation": "rewrite"}})


@pytest.fixture
def rewritten(page: Page, page_server: PageServer) -> Page:
    page.goto(page_server.add(HEAD + BODY))
    page.wait_for_function(f"{LINKS} === 7")
    return page


def html(page: Page, name: str) -> str:
    found: str = page.evaluate("(name) => document.getElementById(name).innerHTML", name)
    return found


def switch_off(page: Page, context: BrowserContext) -> None:
    change_settings(context, enabled=False)
    page.wait_for_function(f"{LINKS} === 0")


def test_numbers_become_plain_links(rewritten: Page) -> None:
    assert html(rewritten, "one") == f"Ring {link('tel:+14155552671', '415-555-2671')} now"
    two = [link("tel:+14155552671", "415-555-2671"), link("tel:+12133734253", "213-373-4253")]
    assert html(rewritten, "two") == f"{two[0]}, or {two[1]}."
    split = [link("tel:+12133734254", text) for text in ("213-", "373-", "4254")]
    assert html(rewritten, "split") == f"Ben <b>{split[0]}</b>{split[1]}<i>{split[2]}</i>!"
    assert html(rewritten, "pre") == (
        f"Tel {link('tel:+12133734255', '213-373-4255')}\nFax 213-373-4256"
    )
    assert html(rewritten, "own") == '<a href="tel:+12133734257">213-373-4257</a>'
    assert html(rewritten, "edited") == "213-373-4258"
    assert painted_texts(rewritten) == []


@pytest.mark.parametrize(
    ("action", "href"),
    [
        ("tel", "tel:+14155552671"),
        ("rcmobile", "rcmobile://call?number=14155552671"),
        ("rcapp", "rcapp://r/call?number=+14155552671"),
    ],
)
def test_the_action_decides_where_they_lead(
    action: str, href: str, page: Page, browser_context: BrowserContext, page_server: PageServer
) -> None:
    change_settings(browser_context, sites={SITE: {"presentation": "rewrite", "action": action}})
    page.goto(page_server.add(f"{HEAD}<p id=one>Ring 415-555-2671 now</p>"))
    page.wait_for_function(f"{LINKS} === 1")
    assert page.evaluate("document.querySelector('a').getAttribute('href')") == href


def test_another_site_is_only_painted(page: Page, page_server: PageServer) -> None:
    page.goto(page_server.add(HEAD + BODY, "other.test"))
    page.wait_for_function("CSS.highlights.get('click-to-call')?.size > 0")
    assert page.evaluate("document.querySelectorAll('a').length") == 1


@pytest.mark.parametrize("piece", ["#one a", "#split i a"])
def test_a_click_on_one_calls(piece: str, rewritten: Page, browser_context: BrowserContext) -> None:
    with browser_context.expect_page() as opened:
        rewritten.locator(piece).click()
    with opened.value.expect_event("close"):
        press_yes(opened.value)
    expect_card(rewritten, "Your phone is ringing")
    wanted = "+14155552671" if "one" in piece else "+12133734254"
    assert session(browser_context)["call"]["to"] == wanted
    ended_call(browser_context)


@pytest.mark.parametrize("action", ["rcmobile", "rcapp"])
def test_a_click_on_one_opens_the_app_where_that_is_wanted(
    action: str, page: Page, browser_context: BrowserContext, page_server: PageServer
) -> None:
    """If the action of a site is to open RingCentral's app, a click on a rewritten number opens the
    app and places no RingOut call. A number in several elements becomes several links. The test
    clicks one of these links."""
    change_settings(browser_context, sites={SITE: {"presentation": "rewrite", "action": action}})
    page.goto(page_server.add(f"{HEAD}<p id=split>Ben <b>213-</b>373-<i>4254</i>!</p>"))
    page.wait_for_function(f"{LINKS} === 3")
    asked: list[str] = []
    debugger = page.context.new_cdp_session(page)
    debugger.send("Page.enable")
    debugger.on("Page.frameRequestedNavigation", lambda event: asked.append(event["url"]))
    page.locator("i a").click()
    for _ in range(60):
        page.evaluate("new Promise(requestAnimationFrame)")
        if asked:
            break
    assert asked == [page.evaluate("document.querySelector('i a').href")]
    assert parts(page, "card") == []


def test_what_comes_later_is_rewritten_too(rewritten: Page) -> None:
    rewritten.evaluate("one.append(' and 212-555-0198')")
    rewritten.wait_for_function(f"{LINKS} === 8")
    expect(rewritten.locator("#one")).to_have_text("Ring 415-555-2671 now and 212-555-0198")


def test_switched_off_all_is_given_back(rewritten: Page, browser_context: BrowserContext) -> None:
    """After the user has switched the extension off, the page has its old text nodes again. No text
    is split into two nodes where a link was."""
    switch_off(rewritten, browser_context)
    rewritten.evaluate("window.plain = document.createElement('body')")
    rewritten.evaluate("(html) => { plain.innerHTML = html }", BODY)
    assert rewritten.evaluate("document.body.innerHTML.trim() === plain.innerHTML.trim()")
    assert rewritten.evaluate("[...one.childNodes].length") == 1
    assert rewritten.evaluate("[...two.childNodes].length") == 1
    assert rewritten.evaluate("[...split.childNodes].length") == 5


def test_what_the_page_changed_since_is_left_to_it(
    rewritten: Page, browser_context: BrowserContext
) -> None:
    """Where the page has changed a rewritten text, switching the extension off removes only the
    links. No text is lost, duplicated or moved."""
    rewritten.evaluate("one.querySelector('a').textContent = 'Ada'")
    rewritten.evaluate("two.lastChild.data = ' (mornings)'")
    rewritten.evaluate("two.prepend('Office: ')")
    rewritten.evaluate("split.querySelector('i').remove()")
    rewritten.evaluate("pre.textContent = 'none'")
    switch_off(rewritten, browser_context)
    assert html(rewritten, "one") == "Ring Ada now"
    assert html(rewritten, "two") == "Office: 415-555-2671, or 213-373-4253 (mornings)"
    assert html(rewritten, "split") == "Ben <b>213-</b>373-!"
    assert html(rewritten, "pre") == "none"


def test_links_that_are_painted_again_when_the_site_is_set_back(
    rewritten: Page, browser_context: BrowserContext
) -> None:
    change_settings(browser_context, sites={})
    rewritten.wait_for_function(f"{LINKS} === 0")
    rewritten.wait_for_function("CSS.highlights.get('click-to-call')?.size === 7")
    assert html(rewritten, "one") == "Ring 415-555-2671 now"


def test_they_are_printed_and_copied_as_links(
    page: Page, browser_context: BrowserContext, page_server: PageServer
) -> None:
    browser_context.grant_permissions(["clipboard-read"])
    change_settings(browser_context, sites={"localhost": {"presentation": "rewrite"}})
    page.goto(page_server.add(HEAD + BODY, "localhost"))  # The clipboard needs a secure context.
    page.wait_for_function(f"{LINKS} === 7")
    assert b"tel:+14155552671" in page.pdf()
    page.evaluate("getSelection().selectAllChildren(one)")
    page.keyboard.press("ControlOrMeta+c")
    copied = page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          return (await item.getType("text/html")).text();
        }"""
    )
    assert 'href="tel:+14155552671"' in copied


# --- A page is rewritten once, by the context menu or the popup ----------------------------------

TAB = "async (url) => (await chrome.tabs.query({ url: `${url}*` }))[0].id"
CHOOSE = """async (id) => {
  const tab = await chrome.tabs.get(id);
  chrome.contextMenus.onClicked.dispatch({ menuItemId: "page rewrite", frameId: 0 }, tab);
}"""
"""Sends the background the event of a chosen menu item, because no test can open Chromium's
menu."""


@pytest.fixture
def painted(
    browser_context: BrowserContext, page: Page, page_server: PageServer
) -> tuple[Page, int]:
    """Returns a page whose numbers are painted and not rewritten, and the id of the page's tab."""
    change_settings(browser_context, sites={})
    address = page_server.add(HEAD + BODY)
    page.goto(address)
    page.wait_for_function("CSS.highlights.get('click-to-call')?.size === 7")
    tab: int = browser_context.service_workers[0].evaluate(TAB, address)
    return page, tab


def test_the_pages_menu_turns_its_numbers_into_links_once(
    browser_context: BrowserContext, painted: tuple[Page, int]
) -> None:
    page, tab = painted
    browser_context.service_workers[0].evaluate(CHOOSE, tab)
    page.wait_for_function(f"{LINKS} === 7")
    page.evaluate("document.body.append(' or 650-253-0000')")
    page.wait_for_function("CSS.highlights.get('click-to-call')?.size === 1")
    assert page.evaluate(LINKS) == 7, "what comes later is painted as before"


def test_the_popup_turns_a_pages_numbers_into_links_once(
    browser_context: BrowserContext, extension_id: str, painted: tuple[Page, int]
) -> None:
    page, tab = painted
    popup = browser_context.new_page()
    popup.add_init_script(f"chrome.tabs.query = async () => [{{ id: {tab} }}]")
    popup.goto(f"chrome-extension://{extension_id}/popup/popup.html")
    with popup.expect_event("close"):
        popup.get_by_role("button", name="Turn into links").click()
    page.wait_for_function(f"{LINKS} === 7")
