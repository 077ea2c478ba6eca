"""The page's own links to numbers: taken over, told apart where they say one number and lead to
another, and left to the browser where that is the better way."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scripts.stage.page_server import PageServer
from tests.browser.extension import (
    CARD,
    card_words,
    change_settings,
    creates,
    expect_card,
    inside,
    mark,
)
from tests.browser.real_input import GROWN, LOOKS, TWO_FRAMES, Trap, close_windows, outcome, reset
from tests.conftest import RunningSimulator

SITE = "links.test"
SHOWN = "+14155550132"
OTHER = "+19002345678"
LAST = "<p>ring +1 650-253-0000</p>"

TAKEN = {
    "a space before": ("<a href=' tel:+14155550132'>Call</a>", SHOWN),
    "callto": ("<a href='callto:+14155550132'>Call</a>", SHOWN),
    "callto with slashes": ("<a href='callto://+14155550132'>Call</a>", SHOWN),
    "a text message": ("<a href='sms:+14155550132?body=Hi'>Text us</a>", SHOWN),
    "an area": ("<map name=m><area href='tel:+14155550132' coords=0,0,9,9></map>", SHOWN),
    "upper case": ("<a href='TEL:+1-415-555-0132'>Call</a>", SHOWN),
    "percent": ("<a href='tel:%2B1%20415%20555%200132'>Call</a>", SHOWN),
    "a dead address": ("<a href='tel:anonymous'>Ask 415-555-0132</a>", SHOWN),
    "an extension": ("<a href='tel:+14155550132;ext=55'>Call</a>", f"{SHOWN};ext=55"),
    "a pause": ("<a href='tel:+14155550132,55'>Call</a>", f"{SHOWN};ext=55"),
}

LEFT = {
    "a short code": "tel:611",
    "a service code": "tel:*67",
    "a forwarding code": "tel:**21*+14155550100%23",
    "a wiping code": "tel:*2767*3855%23",
    "nobody": "tel:anonymous",
    "a tone": "tel:+14155550132,,911%23",
    "a wait": "tel:+14155550132w911",
    "a pause by letter": "tel:+14155550132p1",
    "a zero byte": "tel:+14155550132%00",
    "encoded twice": "tel:%252B14155550132",
    "broken encoding": "tel:%zz",
    "ten thousand digits": "tel:+1" + "4155550132" * 1000,
    "a long extension": "tel:+14155550132;ext=12345678",
    "letters": "tel:+1415555013O",
    "emergency": "tel:911",
}
"""Addresses that must not become a number, whatever could be read in them."""


@pytest.fixture
def trap(browser_context: BrowserContext, page_server: PageServer) -> Iterator[Trap]:
    """A tab of its own: where a link was followed, the browser asks, and the tab takes no input."""
    tab = browser_context.new_page()
    yield Trap(tab, page_server, SITE)
    tab.close()


@pytest.fixture(autouse=True)
def _fresh(browser_context: BrowserContext) -> Iterator[None]:
    reset(browser_context)
    yield
    reset(browser_context)


def put_up(trap: Trap, body: str) -> Page:
    trap.page.goto(trap.server.add(f"<!doctype html><title>x</title>{body}{LAST}", SITE))
    expect(mark(trap.page, "+16502530000")).to_be_visible()
    return trap.page


def test_links_to_a_number_are_taken_over(trap: Trap) -> None:
    page = put_up(trap, "".join(f"<p>{html}</p>" for html, _ in TAKEN.values()))
    found = page.evaluate(
        "[...document.querySelectorAll('a,area')].map((a) => a.getAttribute('data-click-to-call'))"
    )
    assert dict(zip(TAKEN, found, strict=True)) == {name: want for name, (_, want) in TAKEN.items()}


def test_what_is_no_number_is_left_to_the_browser(trap: Trap) -> None:
    page = put_up(trap, "".join(f"<p><a href='{href}'>here</a></p>" for href in LEFT.values()))
    found = page.evaluate(
        "[...document.querySelectorAll('a')].map((a) => a.getAttribute('data-click-to-call'))"
    )
    assert dict(zip(LEFT, found, strict=True)) == dict.fromkeys(LEFT)


def test_a_drawing_is_never_changed(trap: Trap) -> None:
    svg = "<svg><a href='tel:+14155550132'><text>415-555-0132</text></a></svg>"
    page = put_up(trap, svg)
    assert page.locator("svg [data-click-to-call]").count() == 0
    assert page.evaluate("document.querySelector('svg').innerHTML").startswith("<a href=")


def test_a_national_number_in_a_link_is_read_as_the_page_is(trap: Trap) -> None:
    body = "<a id=a href='tel:02079460958'>020 7946 0958</a><a href='tel:02079460958'>Call</a>"
    page = trap.page
    page.goto(trap.server.add(f"<!doctype html><html lang=en-GB><p>{body}", SITE))
    expect(mark(page, "+442079460958")).to_have_count(2)


def test_a_number_in_pieces_stays_one_where_its_label_changes(trap: Trap) -> None:
    """The first piece is drawn anew, and the others with it: each of them calls."""
    change_settings(trap.page.context, confirm="always")
    trap.show("<p><b id=label>Call </b><i>213-</i><u>373-4253</u></p>", "+12133734253")
    trap.page.evaluate("label.textContent = 'Tel:'")
    trap.page.evaluate(GROWN)
    trap.page.locator("u").click()
    assert outcome(trap.page) != "nothing"


def test_a_link_that_shows_several_numbers_makes_each_a_mark(trap: Trap) -> None:
    change_settings(trap.page.context, confirm="always")
    trap.show("<p><a href='tel:+12133734253'>213-373-4253 or 213-373-4254</a>", "+12133734254")
    expect(mark(trap.page, "+12133734253")).to_have_count(1)
    trap.click()
    assert outcome(trap.page) == "sure"
    expect(trap.page.locator("a")).to_have_attribute("data-click-to-call", "")
    trap.page.evaluate("document.querySelector('a').textContent = '213-373-4253'")
    expect(mark(trap.page, "+12133734253")).to_have_text("213-373-4253")
    assert mark(trap.page, "+12133734253").evaluate("(mark) => mark.localName") == "a"


def test_a_lying_link_is_asked_about_with_both_numbers(
    trap: Trap, simulator: RunningSimulator
) -> None:
    before = len(creates(simulator))
    change_settings(trap.page.context, sites={SITE: {"trusted": True}})
    trap.show(f"<p><a href='tel:{OTHER}'>415-555-0132</a>", SHOWN)
    with trap.page.context.expect_page() as opened:
        trap.click()
    expect(opened.value.locator("#number")).to_have_text("+1 415-555-0132")
    expect(opened.value.locator("#warnings")).to_contain_text(OTHER)
    close_windows(trap.page.context)
    assert len(creates(simulator)) == before


@pytest.fixture
def navigations(trap: Trap) -> Iterator[list[str]]:
    """The addresses that the browser is asked to open outside."""
    asked: list[str] = []
    debugger = trap.page.context.new_cdp_session(trap.page)
    debugger.send("Page.enable")
    debugger.on("Page.frameRequestedNavigation", lambda event: asked.append(event["url"]))
    yield asked
    debugger.detach()


@pytest.mark.parametrize("action", ["tel", "rcmobile", "rcapp"])
def test_without_ringout_a_lying_link_is_told_and_not_followed(
    action: str, trap: Trap, navigations: list[str]
) -> None:
    change_settings(trap.page.context, action=action)
    trap.show(f"<p><a href='tel:{OTHER}'>415-555-0132</a>", SHOWN)
    trap.click()
    expect_card(trap.page, "would dial +1 900-234-5678 instead")
    offers = [node for node in inside(trap.page, popover="manual") if node["nodeName"] == "A"]
    assert [offer["children"][0]["nodeValue"] for offer in offers] == [
        "Call +1 415-555-0132",
        "Call +1 900-234-5678",
    ]
    assert navigations == []


@pytest.mark.parametrize(
    ("action", "opened"),
    [("ringout", "sms:+14155550132"), ("rcmobile", "rcmobile://sms?number=14155550132")],
)
def test_a_link_for_text_messages_stays_one(
    action: str, opened: str, trap: Trap, navigations: list[str]
) -> None:
    change_settings(trap.page.context, action=action)
    trap.show("<p><a href='sms:+14155550132'>Text us</a>", SHOWN)
    trap.click()
    assert outcome(trap.page) == "nothing"
    assert navigations == [opened]


def test_a_text_message_to_another_number_is_told(trap: Trap, navigations: list[str]) -> None:
    trap.show(f"<p><a href='sms:{OTHER}'>415-555-0132</a>", SHOWN)
    trap.click()
    expect_card(trap.page, "would text +1 900-234-5678 instead")
    assert navigations == []


def test_a_page_that_clicks_its_own_link_goes_where_it_went(
    trap: Trap, navigations: list[str]
) -> None:
    trap.show("<p><a href='tel:+14155550132'>415-555-0132</a>", SHOWN)
    trap.page.evaluate("document.querySelector('a').click()")
    assert outcome(trap.page) == "nothing"
    assert navigations == ["tel:+14155550132"]


# --- the browser's own menu -------------------------------------------------------------------

CHOOSE = """async ([item, info]) => {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  chrome.contextMenus.onClicked.dispatch({ menuItemId: item, frameId: 0, ...info }, tab);
}"""
SELECTED = {"selectionText": "(415) 555-0132"}


def choose(page: Page, item: str, **info: str) -> None:
    """As the browser tells the background; no test can open the browser's menu."""
    page.bring_to_front()
    page.context.service_workers[0].evaluate(CHOOSE, [item, info])


def test_the_menu_is_there_for_selections_and_links(browser_context: BrowserContext) -> None:
    trouble = browser_context.service_workers[0].evaluate(
        """async () => {
          const trouble = [];
          for (const context of ["selection", "link"])
            for (const deed of ["call", "text", "copy"])
              await chrome.contextMenus.update(`${context} ${deed}`, {})
                .catch(({ message }) => trouble.push(message));
          return trouble;
        }"""
    )
    assert trouble == []


@pytest.mark.parametrize(
    ("item", "info"),
    [
        ("selection copy", SELECTED),
        ("link copy", {"linkUrl": "tel:+14155550132"}),
        ("link copy", {"linkUrl": "rcapp://r/call?number=+14155550132"}),
    ],
)
def test_a_number_is_copied(item: str, info: dict[str, str], trap: Trap) -> None:
    """On a page that has no number and no HTTPS, and listens to copying itself."""
    listens = "<script>addEventListener('copy', (event) => event.preventDefault(), true)</script>"
    trap.page.goto(trap.server.add(f"<!doctype html><input id=field>{listens}", SITE))
    choose(trap.page, item, **info)
    expect_card(trap.page, "Copied")
    trap.page.locator("#field").focus()
    trap.page.keyboard.press("Control+v")
    expect(trap.page.locator("#field")).to_have_value("+14155550132")


def test_a_text_message_is_written(trap: Trap, navigations: list[str]) -> None:
    put_up(trap, "")
    choose(trap.page, "selection text", **SELECTED)
    for _ in range(LOOKS):
        if navigations:
            break
        trap.page.evaluate(TWO_FRAMES)
    assert navigations == ["rcmobile://sms?number=14155550132"]


@pytest.mark.parametrize(
    ("item", "info", "came"),
    [
        ("selection call", SELECTED, "sure"),
        ("link call", {"linkUrl": "sms:+14155550132"}, "doubted"),
    ],
)
def test_a_number_is_called_by_the_menu(
    item: str, info: dict[str, str], came: str, trap: Trap
) -> None:
    put_up(trap, "")
    with trap.page.context.expect_page():
        choose(trap.page, item, **info)
    assert outcome(trap.page) == came


def test_a_selection_without_a_number_is_told_so(trap: Trap) -> None:
    put_up(trap, "")
    choose(trap.page, "selection call", selectionText="Invoice 12")
    expect_card(trap.page, "no phone number")
    assert "softphone" not in card_words(trap.page)
    expect(trap.page.locator(CARD)).to_have_count(1)
