"""Tests hostile pages with a user's real mouse and keyboard in Firefox, which does not tell
extensions what covers an element. A hostile page gets no unintended call. On a page without tricks,
a click on a number still calls.

By default, these tests run a few cases of each kind. With the environment variable
`HOSTILE_PAGES=all`, they run all cases, also those of test_adversarial_pages.py and
test_user_intent.py, in five minutes.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

import pytest
from marionette_driver import By
from marionette_driver.marionette import Marionette

from tests.browser.security.test_clickjacking import COVER, HIDDEN, HONEST, NOW, ODD, UNCLEAR, P
from tests.browser.security.test_clickjacking_layer import (
    AT_THE_PRESS,
    DOES_TO_LAYER,
    OTHER,
    PRESSES,
    RANGE,
    TAKES,
)
from tests.browser.security.test_clickjacking_layer import P as PARTED
from tests.browser.security.test_user_intent import (
    FIELD,
    FRAMES,
    MARK,
    NUMBER,
    OTHERS,
    TAKE_TAB,
    TRICKS,
    hold_enter,
)
from tests.conftest import RunningSimulator
from tests.support.extension import creates
from tests.support.firefox_input import Fingers, FirefoxSite
from tests.support.painted import Painted
from tests.support.real_input import GROWN, TWO_FRAMES

# Marionette leaves its sockets open, and Python warns when the garbage collector closes them. The
# tests ignore these warnings, which pytest would treat as errors.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SITE = "site.test"
TRUSTED = {"sites": {SITE: {"trusted": True}}}
ALL_CASES = os.environ.get("HOSTILE_PAGES") == "all"
AT_A_PLACE = "<i style='position:fixed;left:{at};{style}'>{text}</i>"
OVER_ALL = "<div id=k style='position:fixed;inset:0;background:#fff;{style}'>Play</div>"
BLOCKS = "\u2588" * 6
GOES = "<script>addEventListener('{event}', () => k.remove(), true)</script>"

COVERED = {
    "a cover that goes as the pointer comes": P + OVER_ALL.format(style="pointer-events:none")
    + GOES.format(event="mousemove"),
    "a cover that goes at the press": P + OVER_ALL.format(style="pointer-events:none")
    + GOES.format(event="mousedown"),
    "a cover that takes clicks and goes": P + OVER_ALL.format(style="")
    + GOES.format(event="mousemove"),
    "a cover that a style sheet takes away": "<style>p:hover ~ #k{display:none}</style>" + P
    + OVER_ALL.format(style="pointer-events:none"),
    "a cover in a shadow root": f"{P}<x-k id=x></x-k><script>x.attachShadow({{mode:'closed'}})"
    f".innerHTML=`{OVER_ALL.format(style='pointer-events:none')}`</script>",
    "a cover over a shadow root": f"<div id=s></div><script>s.attachShadow({{mode:'open'}})"
    f".innerHTML='{P}'</script>{OVER_ALL.format(style='pointer-events:none')}",
    "an inert cover": P + OVER_ALL.format(style="").replace("<div", "<div inert"),
    "a blurring cover": P + OVER_ALL.format(
        style="background:none;backdrop-filter:blur(20px);pointer-events:none"),
    "a part of another element": "<style>i::before{content:'';position:fixed;inset:0;"
    f"background:#fff;pointer-events:none}}</style>{P}<i></i>",
    "a backdrop": f"<style>#k::backdrop{{background:#fff}}</style>{P}<div id=k popover=manual"
    " style='left:900px'>x</div><script>k.showPopover()</script>",
    "an outline": P + AT_A_PLACE.format(
        at="600px", style="pointer-events:none;outline:900px solid #fff", text=""),
    "an outline inwards": f"<div style='outline:100px solid #fff;outline-offset:-100px'>{P}</div>",
    "a border": P + AT_A_PLACE.format(
        at="40px", style="top:10px;pointer-events:none;border:15px solid #fff", text=""),
    "letters": P + AT_A_PLACE.format(
        at="40px", style="top:10px;pointer-events:none;font-size:30px;width:0", text=BLOCKS),
    "the shadow of letters": P + AT_A_PLACE.format(
        at="600px", style="top:16px;text-shadow:-555px 0 #000;color:transparent;font-size:30px",
        text=BLOCKS),
    "a shadow far away": P + AT_A_PLACE.format(
        at="640px", style="top:10px;width:120px;height:30px;background:#fff;"
        "filter:drop-shadow(-600px 0 0 #fff)", text=""),
    "a thick line": P + AT_A_PLACE.format(
        at="0", style="top:300px;pointer-events:none;text-underline-offset:-500px;"
        "text-decoration:underline 400px #fff", text="x" * 30),
    "a digit over a digit": P + AT_A_PLACE.format(
        at="86px", style="top:16px;background:#fff;width:8px", text="9"),
    "seen from time to time": f"{P}<script>let k = 0; setInterval(() => {{"
    " document.querySelector('p').style.opacity = k++ % 6 ? 0 : 1 }, 30)</script>",
    "a highlight": f"<style>::highlight(x){{color:#fff}}</style>{P}<script>setTimeout(() => {{"
    " const range = document.createRange(); range.selectNodeContents(document.body);"
    " CSS.highlights.set('x', new Highlight(range)) }, 300)</script>",
    "a selection": f"<style>::selection{{color:#fff;background:#fff}}</style>{P}<script>"
    "const select = () => { getSelection().selectAllChildren(document.querySelector('p'));"
    " requestAnimationFrame(select) }; select()</script>",
}  # fmt: skip

FAIR = {
    "a place for messages over all": P + OVER_ALL.format(
        style="background:none;pointer-events:none").replace("Play", ""),
    "a hidden tip": f"{P}<div style='position:absolute;left:40px;top:0;opacity:0;"
    "pointer-events:none'><div style='background:#333;color:#fff'>A tip over it</div></div>",
    "a ripple": "<style>div{position:relative}div::after{content:'';position:absolute;inset:0;"
    f"pointer-events:none;background:#000;opacity:0}}</style><div>{P}</div>",
    "a card with a shadow": f"<div style='box-shadow:0 4px 20px #000;padding:20px'>{P}</div>",
    "beside a card": f"{P}<div style='box-shadow:0 2px 8px #0003;padding:20px'>Hello</div>",
    "in a dialog": f"<dialog id=d>{P}</dialog><script>d.showModal()</script>",
    "in a popover": f"<div popover=manual id=d>{P}</div><script>d.showPopover()</script>",
    "among many": P + "<div><p>x <i>y</i></p><span>z</span></div>" * 900,
    "one of many": P + "".join(f"<p>212-555-{number:04}</p>" for number in range(100, 140)),
}  # fmt: skip
"""Pages without tricks. An element is over or near the number, but hides nothing of the number, so
the extension must not treat this element as a cover."""

NOTHING_HIDDEN = {"a transparent cover"}
"""The cases in which a cover paints nothing. The extension must find this out from the cover's
styles, because Firefox does not report what covers an element."""


def some(cases: Iterable[str], *few: str) -> list[str]:
    return list(cases) if ALL_CASES else list(few)


@pytest.fixture
def site(firefox_site: FirefoxSite) -> Iterator[FirefoxSite]:
    """Yields a site with the setting "Call at once"."""
    firefox_site.reset(**TRUSTED)
    yield firefox_site
    firefox_site.reset()


@pytest.fixture
def calls(simulator: RunningSimulator) -> Callable[[], int]:
    """Returns a function that counts the calls placed since the test began."""
    before = len(creates(simulator))
    return lambda: len(creates(simulator)) - before


@pytest.mark.parametrize(
    "case", some([*HONEST, *FAIR], "over two lines", "split", "a place for messages over all")
)
def test_an_honest_page_is_not_doubted(case: str, site: FirefoxSite) -> None:
    site.reset(**TRUSTED, confirm="always")
    site.show({**HONEST, **FAIR}[case])
    site.click()
    assert site.outcome() == "sure"


@pytest.mark.parametrize(
    "case",
    some(
        sorted({*UNCLEAR, *COVERED} - NOTHING_HIDDEN), "a cover that no element is",
        "digits before", "a cover that goes as the pointer comes", "a cover in a shadow root",
        "a digit over a digit", "a selection",
    ),
)  # fmt: skip
def test_a_number_that_is_not_plain_to_see_is_asked_about(
    case: str, site: FirefoxSite, calls: Callable[[], int]
) -> None:
    site.show({**UNCLEAR, **COVERED}[case])
    site.click()
    assert site.outcome() in ("doubted", "nothing")
    assert calls() == 0


@pytest.mark.parametrize("case", some([*ODD, *NOTHING_HIDDEN], "a little turned"))
def test_an_unusual_honest_page_is_never_refused(case: str, site: FirefoxSite) -> None:
    site.show({**ODD, **HIDDEN}[case])
    site.click()
    assert site.outcome() in ("doubted", "called")


@pytest.mark.parametrize("case", some(NOW, "the number came into sight", "text in the way"))
def test_a_change_just_before_the_click_calls_nothing(
    case: str, site: FirefoxSite, calls: Callable[[], int]
) -> None:
    hides = "opacity:0" if "sight" in case else ""
    site.show(P.replace("<p", f"<p style='{hides}'"))
    x, y = site.middle()
    site.page.mouse.move(x, y)
    site.page.evaluate(TWO_FRAMES)
    site.page.evaluate(f"() => {{ {NOW[case].replace('{cover}', COVER)} }}")
    if "moved" in case:
        x, y = site.middle()
    site.page.mouse.click(x, y)
    assert site.outcome() in ("doubted", "nothing")
    assert calls() == 0


def access_key(page: Fingers, site: FirefoxSite) -> None:
    page.keyboard.press("Alt+Shift+k")


@pytest.mark.parametrize("trick", some(TRICKS, "focus taken after Tab"))
def test_a_trick_never_calls(trick: str, site: FirefoxSite, calls: Callable[[], int]) -> None:
    html, act = cast(dict[str, tuple[str, Any]], TRICKS)[trick]
    site.show(html)
    (access_key if trick == "an access key" else act)(site.page, site)
    assert site.outcome() in ("doubted", "nothing")
    assert calls() == 0


def test_a_key_held_down_does_not_even_ask(site: FirefoxSite) -> None:
    site.show(FIELD + P + TAKE_TAB)
    hold_enter(cast(Any, site.page), cast(Any, site))
    assert site.outcome() == "nothing"


@pytest.mark.parametrize(
    ("presentation", "key"),
    [("button", "Space")] + [("link", "Space"), ("link", "Enter"), ("button", "Enter")] * ALL_CASES,
)
def test_the_keyboard_calls_where_the_user_brought_it(
    presentation: str, key: str, site: FirefoxSite
) -> None:
    site.reset(**TRUSTED, presentation=presentation, confirm="always")
    site.show(OTHERS)
    site.page.locator("#first").focus()
    site.page.keyboard.press("Tab")
    assert site.page.evaluate(f"{MARK}.dataset.clickToCall") == NUMBER
    site.page.keyboard.press(key)
    assert site.outcome() == "sure"
    assert site.page.evaluate("scrollY") == 0


@pytest.mark.parametrize("how", some(["twice", "three times", "and Enter"], "twice"))
def test_a_quick_second_click_is_the_same_click(
    how: str, site: FirefoxSite, calls: Callable[[], int]
) -> None:
    site.show(P)
    site.page.mouse.click(*site.middle(), {"twice": 2, "three times": 3}.get(how, 1))
    if how == "and Enter":
        site.page.keyboard.press("Enter")
    assert site.outcome() == "called"
    site.reset()
    assert calls() == 1


@pytest.mark.parametrize(
    "kind", some([kind for kind in FRAMES if "dot" not in kind], "another site, covered")
)
def test_a_frame_is_asked_about_under_the_name_of_the_whole_page(
    kind: str, site: FirefoxSite, firefox: Marionette, calls: Callable[[], int]
) -> None:
    """The extension's script in a frame cannot find out what covers the frame. Therefore a click in
    a frame opens a confirmation, even on a trusted site. The confirmation names the top page's
    site."""
    site.reset(sites={name: {"trusted": True} for name in (SITE, "inner.test")})
    inner = site.server.add("<!doctype html><p>415-555-2671", "inner.test")
    html = f"<!doctype html>{FRAMES[kind].replace('{inner}', inner)}"
    firefox.navigate(site.server.add(html, SITE))
    firefox.switch_to_frame(firefox.find_element(By.CSS_SELECTOR, "iframe"))
    number = Painted(site.page)
    number.hover()
    firefox.execute_async_script(f"{GROWN}.then(arguments[0])")
    number.click()
    firefox.switch_to_frame()
    question = site.question()
    assert (question["site"], question["sure"]) == (SITE, False)
    assert calls() == 0


# --- Pages that change the extension's elements -----------------------------------------------


def run(site: FirefoxSite, script: str) -> None:
    site.page.evaluate(f"() => {{ {RANGE} {script} }}")


@pytest.mark.parametrize("how", some(TAKES, "puts its own in place"))
def test_what_a_page_does_to_our_highlight_is_put_right(how: str, site: FirefoxSite) -> None:
    site.show(PARTED)
    run(site, TAKES[how])
    site.page.wait_for_function(
        "() => { const [one, ...others] = CSS.highlights.get('click-to-call') ?? [];"
        " return one?.startContainer === b.firstChild && others.length === 0 }"
    )
    x, y = site.page.evaluate("[q.getBoundingClientRect().x, q.getBoundingClientRect().y]")
    site.page.mouse.move(x + 30, y + 8)
    site.page.evaluate(TWO_FRAMES)
    assert site.page.parts(".link") == []
    site.page.mouse.click(x + 30, y + 8)
    assert site.outcome() == "nothing"


@pytest.mark.parametrize("how", some(DOES_TO_LAYER, "removes it", "shifts it", "closes it"))
def test_what_a_page_does_to_the_layer_leads_to_no_other_number(
    how: str, site: FirefoxSite
) -> None:
    site.show(PARTED + OTHER)
    site.number.hover()
    run(site, DOES_TO_LAYER[how])
    site.click()
    happened = site.outcome()
    called = site.in_panel("chrome.storage.session.get()")["call"]
    assert happened != "called" or called["to"] == NUMBER


@pytest.mark.parametrize(
    ("how", "moment"),
    PRESSES
    if ALL_CASES
    else [("swaps the texts", "pointerdown"), ("opens a dialog", "pointerdown")],
)
def test_a_change_at_the_press_places_no_call(
    how: str, moment: str, site: FirefoxSite, calls: Callable[[], int]
) -> None:
    full = "style='position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none'"
    site.show(
        f"<div style='height:3000px;padding-top:40px'>{PARTED}{OTHER}</div>"
        f"<dialog id=d {full}>Win</dialog><div id=v popover {full}>Win</div>"
    )
    site.number.hover()
    site.page.evaluate(
        f"() => addEventListener('{moment}', () => {{ {AT_THE_PRESS[how]} }},"
        " { capture: true, once: true })"
    )
    x, y = site.middle()
    site.page.mouse.move(x + 1, y)
    site.page.mouse.down()
    site.page.mouse.up()
    happened = site.outcome()
    if happened == "called":
        assert site.in_panel("chrome.storage.session.get()")["call"]["to"] == NUMBER
        assert (how, moment) == ("swaps the texts", "pointerup")
    else:
        assert calls() == 0
