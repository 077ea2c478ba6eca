"""Tests the page's own telephone links. The extension handles clicks on these links without
changing the links, warns of a link that shows one number and dials another, and leaves links
without a usable number to the browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import RunningSimulator
from tests.support.extension import (
    card_words,
    change_settings,
    creates,
    expect_card,
    parts,
    session,
    texts_in,
)
from tests.support.painted import Painted
from tests.support.real_input import (
    GROWN,
    LOOKED,
    LOOKS,
    TWO_FRAMES,
    Site,
    close_windows,
    expect_decision,
    outcome,
    reset,
)
from tests.support.watching import WATCH, everything_is_read, expect_painted, written

SITE = "links.test"
SHOWN = "+14155550132"
OTHER = "+19002345678"
LAST = "<p id=last></p>"

TAKEN = {
    "a space before": ("<a href=' tel:+14155550132'>Call</a>", SHOWN),
    "callto": ("<a href='callto:+14155550132'>Call</a>", SHOWN),
    "callto with slashes": ("<a href='callto://+14155550132'>Call</a>", SHOWN),
    "an area": (
        "<img usemap=#m width=30 height=30 src='data:image/svg+xml,<svg/>'><map name=m>"
        "<area href='tel:+14155550132' coords=0,0,30,30></map>",
        SHOWN,
    ),
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
"""Addresses of links that name no number to call. The browser handles clicks on such links."""


@pytest.fixture(autouse=True)
def _fresh(browser_context: BrowserContext) -> Iterator[None]:
    reset(browser_context)
    yield
    reset(browser_context)


def put_up(site: Site, body: str) -> Page:
    """Shows a page, and waits until a click on its links would call at once."""
    html = f"<!doctype html><html lang=en-US><title>x</title><script>{WATCH}</script><body>"
    site.page.goto(site.server.add(f"{html}{body}{LAST}", SITE))
    everything_is_read(site.page)
    site.page.evaluate(GROWN)
    return site.page


def click_link(page: Page, index: int = 0) -> None:
    """Clicks the middle of the page's link or picture with the mouse, as a user does."""
    link = page.locator("a, img").nth(index)
    box = link.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.evaluate(TWO_FRAMES)
    page.mouse.down()
    page.mouse.up()


def asked_for(page: Page) -> str:
    """Returns the number that the open confirmation shows, or "" if no confirmation is open. Closes
    the confirmation."""
    page.evaluate(LOOKED)
    expect_decision(page)
    questions = list(session(page.context)["pending"].values())
    reset(page.context)
    change_settings(page.context, confirm="always")
    if not questions:
        return ""
    number = questions[-1]["number"]
    return f"{number['number']};ext={number['ext']}" if number["ext"] else str(number["number"])


def test_clicks_on_links_to_a_number_are_taken_over(site: Site, navigations: list[str]) -> None:
    """The extension handles the clicks without changing the links' elements."""
    change_settings(site.page.context, confirm="always")
    page = put_up(site, "".join(f"<p>{html}</p>" for html, _ in TAKEN.values()))
    page.evaluate("seen = []; last.remove()")
    html = page.evaluate("document.body.innerHTML")
    found = {}
    for index, case in enumerate(TAKEN):
        click_link(page, index)
        found[case] = asked_for(page)
        page.keyboard.press("Escape")  # Otherwise the card would cover the next link.
    assert found == {case: number for case, (_, number) in TAKEN.items()}
    assert page.evaluate("document.body.innerHTML") == html
    assert [line for line in written(page) if "childList" not in line] == []
    assert navigations == []


def test_what_is_no_number_is_left_to_the_browser(site: Site) -> None:
    """The page gets the click unchanged, and the browser follows the link."""
    page = put_up(site, "".join(f"<p><a href='{href}'>here</a></p>" for href in LEFT.values()))
    page.evaluate(
        """() => {
          window.heard = [];
          document.addEventListener("click", (event) => {
            heard.push(`${event.target.localName} ${event.defaultPrevented}`);
            event.preventDefault();
          });
        }"""
    )
    for index in range(len(LEFT)):
        click_link(page, index)
    assert outcome(page) == "nothing"
    assert page.evaluate("heard") == ["a false"] * len(LEFT)


def test_a_drawing_is_never_taken_for_a_link(site: Site) -> None:
    page = put_up(site, "<svg><a href='tel:+14155550132'><text y=20>415-555-0132</text></a></svg>")
    click_link(page)
    assert outcome(page) == "nothing"
    expect_painted(page, ["650.253.0001"])


def test_a_national_number_in_a_link_is_read_as_the_page_is(site: Site) -> None:
    change_settings(site.page.context, confirm="always")
    page = site.page
    link = "<p style='margin:90px'><a href='tel:02079460958'>%s</a></p>"
    body = f"{link % '020 7946 0958'}{link % 'Call'}<p>+44 20 7946 0000</p>"
    page.goto(site.server.add(f"<!doctype html><html lang=en-GB><body>{body}", SITE))
    expect_painted(page, ["+44 20 7946 0000"])
    for index in range(2):
        page.evaluate(GROWN)
        click_link(page, index)
        assert asked_for(page) == "+442079460958"
        page.keyboard.press("Escape")


def test_a_number_in_pieces_stays_one_where_its_label_changes(site: Site) -> None:
    """The digits of a number are in two elements, and the page changes the text before the first
    element. A click on the second element still calls the whole number."""
    change_settings(site.page.context, confirm="always")
    page = put_up(site, "<p><b id=label>Call </b><i>213-</i><u>373-4253</u></p>")
    page.evaluate("label.textContent = 'Tel:'")
    everything_is_read(page)
    page.evaluate(GROWN)
    box = page.locator("u").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert asked_for(page) == "+12133734253"


def test_a_link_that_shows_several_numbers_makes_each_a_number_of_its_own(site: Site) -> None:
    change_settings(site.page.context, confirm="always")
    page = put_up(site, "<p><a href='tel:+12133734253'>213-373-4253 or 213-373-4254</a>")
    expect_painted(page, ["213-373-4253", "213-373-4254", "650.253.0001"])
    Painted(page, "+12133734254").click()
    assert asked_for(page) == "+12133734254"
    page.evaluate("document.querySelector('a').textContent = '213-373-4253'")
    expect_painted(page, ["650.253.0001"])


def test_a_lying_link_is_asked_about_with_both_numbers(
    site: Site, simulator: RunningSimulator
) -> None:
    before = len(creates(simulator))
    change_settings(site.page.context, sites={SITE: {"trusted": True}})
    put_up(site, f"<p><a href='tel:{OTHER}'>415-555-0132</a>")
    with site.page.context.expect_page() as opened:
        click_link(site.page)
    expect(opened.value.locator("#number")).to_have_text("+1 415-555-0132")
    expect(opened.value.locator("#warnings")).to_contain_text(
        "its link dials +1 900-234-5678. We'll call +1 415-555-0132."
    )
    close_windows(site.page.context)
    assert len(creates(simulator)) == before


@pytest.fixture
def navigations(site: Site) -> Iterator[list[str]]:
    """Yields a list, to which each address is added that the page asks the browser to open in
    another program."""
    asked: list[str] = []
    debugger = site.page.context.new_cdp_session(site.page)
    debugger.send("Page.enable")
    debugger.on("Page.frameRequestedNavigation", lambda event: asked.append(event["url"]))
    yield asked
    debugger.detach()


OFFERS = ("own", "linked")
"""The parts of the card with which the user calls the number that the link shows ("own") or the
number that it dials ("linked")."""


@pytest.mark.parametrize("action", ["tel", "rcmobile", "rcapp"])
def test_without_ringout_a_lying_link_is_told_and_not_followed(
    action: str, site: Site, navigations: list[str]
) -> None:
    change_settings(site.page.context, action=action)
    put_up(site, f"<p><a href='tel:{OTHER}'>415-555-0132</a>")
    click_link(site.page)
    expect_card(site.page, "its link dials +1 900-234-5678")
    offered = {name: [texts_in(offer) for offer in parts(site.page, name)] for name in OFFERS}
    assert offered == {"own": ["Call +1 415-555-0132"], "linked": ["Call +1 900-234-5678"]}
    assert navigations == []


@pytest.mark.parametrize(
    ("action", "opened"),
    [("ringout", "sms:+14155550132"), ("rcmobile", "rcmobile://sms?number=14155550132")],
)
def test_a_link_for_text_messages_stays_one(
    action: str, opened: str, site: Site, navigations: list[str]
) -> None:
    change_settings(site.page.context, action=action)
    put_up(site, "<p><a href='sms:+14155550132'>Text us</a>")
    click_link(site.page)
    assert outcome(site.page) == "nothing"
    assert navigations == [opened]


def test_a_text_message_link_to_another_number_warns(site: Site, navigations: list[str]) -> None:
    put_up(site, f"<p><a href='sms:{OTHER}'>415-555-0132</a>")
    click_link(site.page)
    expect_card(site.page, "its link texts +1 900-234-5678")
    assert navigations == []


def test_a_page_that_clicks_its_own_link_goes_where_it_went(
    site: Site, navigations: list[str]
) -> None:
    put_up(site, "<p><a href='tel:+14155550132'>415-555-0132</a>")
    site.page.evaluate("document.querySelector('a').click()")
    assert outcome(site.page) == "nothing"
    assert navigations == ["tel:+14155550132"]


# --- The browser's context menu ---------------------------------------------------------------

CHOOSE = """async ([item, info]) => {
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  chrome.contextMenus.onClicked.dispatch({ menuItemId: item, frameId: 0, ...info }, tab);
}"""
SELECTED = {"selectionText": "(415) 555-0132"}


def choose(page: Page, item: str, **info: str) -> None:
    """Sends the background the event of a chosen menu item, because no test can open Chromium's
    menu."""
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
def test_a_number_is_copied(item: str, info: dict[str, str], site: Site) -> None:
    """The number is copied even on a page that has no HTTPS and cancels all copy events."""
    listens = "<script>addEventListener('copy', (event) => event.preventDefault(), true)</script>"
    site.page.goto(site.server.add(f"<!doctype html><input id=field>{listens}", SITE))
    choose(site.page, item, **info)
    expect_card(site.page, "Copied")
    site.page.locator("#field").focus()
    site.page.keyboard.press("Control+v")
    expect(site.page.locator("#field")).to_have_value("+14155550132")


def test_a_text_message_is_written(site: Site, navigations: list[str]) -> None:
    put_up(site, "")
    choose(site.page, "selection text", **SELECTED)
    for _ in range(LOOKS):
        if navigations:
            break
        site.page.evaluate(TWO_FRAMES)
    assert navigations == ["rcmobile://sms?number=14155550132"]


@pytest.mark.parametrize(
    ("item", "info", "came"),
    [
        ("selection call", SELECTED, "sure"),
        ("link call", {"linkUrl": "sms:+14155550132"}, "doubted"),
    ],
)
def test_a_number_is_called_by_the_menu(
    item: str, info: dict[str, str], came: str, site: Site
) -> None:
    put_up(site, "")
    with site.page.context.expect_page():
        choose(site.page, item, **info)
    assert outcome(site.page) == came


def test_a_selection_without_a_number_shows_a_message(site: Site) -> None:
    put_up(site, "")
    choose(site.page, "selection call", selectionText="Invoice 12")
    expect_card(site.page, "No phone number")
    assert "phone app" not in card_words(site.page)
    assert len(parts(site.page, "card")) == 1
