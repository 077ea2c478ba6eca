"""Tests hostile pages that try to misuse a user's real mouse, keys and touch. No unintended call is
placed.

The site has the setting "Call at once", so a call depends only on what happens on the page.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Frame, Page

from tests.conftest import RunningSimulator
from tests.support.extension import change_settings, creates, ended_call, expect_card, session
from tests.support.painted import BOX
from tests.support.real_input import (
    GROWN,
    LOOKS,
    TWO_FRAMES,
    Site,
    close_windows,
    outcome,
    reset,
)

SITE = "input.test"
NUMBER = "+14155552671"
P = "<p>Call <b>415-555-2671</b> now</p>"
MARK = "document.querySelector('click-to-call')"
STOP = "document.querySelector('[data-click-to-call-stop]')"
OTHERS = "<button id=first>First</button>" + P + "<button id=second>Second</button>"


@pytest.fixture(autouse=True)
def _trusted(browser_context: BrowserContext) -> Iterator[None]:
    reset(browser_context)
    change_settings(browser_context, sites={SITE: {"trusted": True}}, confirm="unusual")
    yield
    reset(browser_context)


def hold(page: Page, site: Site) -> None:
    page.mouse.move(*site.middle())
    page.mouse.down()
    page.evaluate("new Promise((done) => setTimeout(done, 1200))")
    page.mouse.up()


def drag_onto(page: Page, site: Site) -> None:
    page.mouse.move(400, 300)
    page.mouse.down()
    page.mouse.move(*site.middle(), steps=5)
    page.mouse.up()


def drag_along(page: Page, site: Site) -> None:
    x, y = site.middle()
    page.mouse.move(x - 40, y)
    page.mouse.down()
    page.mouse.move(x + 40, y, steps=5)
    page.mouse.up()


def enter(page: Page, site: Site) -> None:
    page.keyboard.press("Enter")


def space(page: Page, site: Site) -> None:
    page.keyboard.press("Space")


def hold_enter(page: Page, site: Site) -> None:
    """Presses Enter in a field and holds the key. Meanwhile the focus moves to a number, and Enter
    repeats there."""
    page.locator("#field").focus()
    page.keyboard.down("Enter")
    page.keyboard.press("Tab")
    for _ in range(12):
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")


def tab_and_enter(page: Page, site: Site) -> None:
    page.locator("#field").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def tab_and_space(page: Page, site: Site) -> None:
    page.locator("#field").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")


def access_key(page: Page, site: Site) -> None:
    page.keyboard.press("Alt+k")


def click_label(page: Page, site: Site) -> None:
    page.locator("#site").click(position={"x": 3, "y": 3})


def click_swept(page: Page, site: Site) -> None:
    """Moves the pointer and clicks. While the pointer moves, the page puts a number under it."""
    page.mouse.move(500, 300)
    page.mouse.move(520, 310, steps=6)
    page.mouse.click(520, 310)


FIELD = "<input id=field>"
FOCUS_ON = "<script>addEventListener('{0}', (e) => {{ {1} }}, true)</script>"
TAKE_TAB = FOCUS_ON.format(
    "keydown", f"if (e.key !== 'Tab') return; e.preventDefault(); {STOP}.focus();"
)
KEEP = FOCUS_ON.format("keydown", f"window.kept ??= {STOP}")
PUT_BACK = "document.querySelector('p').append(kept); kept.focus();"
TRICKS: dict[str, tuple[str, Callable[[Page, Site], None]]] = {
    "press and hold": (P, hold),
    "a drag that ends on it": (P, drag_onto),
    "a drag along it": (P, drag_along),
    "a label around it": (f"<label id=site>Win a prize {P}</label>", click_label),
    "a label for it": (
        f"<label id=site for=x>Win</label>{P}<script>setTimeout(() => {{ {MARK}.id = 'x' }}, 600)"
        "</script>",
        click_label,
    ),
    "a form's Enter": (f"<form onsubmit='return false'>{P}<input autofocus></form>", enter),
    "focus taken on Enter": (
        FIELD + OTHERS + KEEP + FOCUS_ON.format("keydown", "if (e.key === 'Enter') " + PUT_BACK),
        tab_and_enter,
    ),
    "focus taken on space": (
        FIELD + OTHERS + KEEP + FOCUS_ON.format("keydown", "if (e.key === ' ') " + PUT_BACK),
        tab_and_space,
    ),
    "focus taken while a key repeats": (FIELD + P + TAKE_TAB, hold_enter),
    "focus taken on Tab": (FIELD + OTHERS + TAKE_TAB, tab_and_enter),
    "focus taken after Tab": (
        FIELD + OTHERS + KEEP + FOCUS_ON.format("keyup", "if (e.key === 'Tab') " + PUT_BACK),
        tab_and_enter,
    ),
    "focus taken back from where Tab led": (
        FIELD
        + OTHERS
        + KEEP
        + FOCUS_ON.format("focusin", "if (e.target.id === 'first') kept.focus();"),
        tab_and_enter,
    ),
    "a copy of the stop": (
        FIELD + OTHERS + FOCUS_ON.format("keydown", f"const s = {STOP}; if (!s) return;"
                                         " const c = s.cloneNode(); c.href = '#';"
                                         " first.replaceWith(c);"),
        tab_and_enter,
    ),
    "another number on Enter": (
        FIELD + P + FOCUS_ON.format("keydown", "if (e.key === 'Enter') document"
                                    ".querySelector('b').firstChild.data = '212-555-0188'"),
        tab_and_enter,
    ),
    "a cover on Enter": (
        FIELD + P + FOCUS_ON.format("keydown", "if (e.key === 'Enter') document.body.append("
                                    "Object.assign(document.createElement('div'),"
                                    " { style: 'position:fixed;inset:0;background:#fff' }))"),
        tab_and_enter,
    ),
    "two places by turns, by keyboard": (
        FIELD + P + "<script>let k = 0; const p = document.querySelector('p'); setInterval(() =>"
        " { p.style.translate = k++ % 2 ? '' : '200px' }, 40)</script>",
        tab_and_enter,
    ),
    "an access key": (
        f"{P}<script>setTimeout(() => {{ {MARK}.accessKey = 'k' }}, 600)</script>",
        access_key,
    ),
    "focus of its own": (
        f"{P}<script>setTimeout(() => {MARK}.focus(), 600)</script>",
        enter,
    ),
    "swept under the pointer": (
        "<div id=s style='position:fixed;left:900px;top:500px'>415-555-2671</div><script>"
        "addEventListener('mousemove', (e) => { s.style.left = e.clientX - 40 + 'px';"
        " s.style.top = e.clientY - 8 + 'px' }, true)</script>",
        click_swept,
    ),
}  # fmt: skip


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_never_calls(trick: str, site: Site, simulator: RunningSimulator) -> None:
    before = len(creates(simulator))
    html, act = TRICKS[trick]
    site.show(html)
    act(site.page, site)
    assert outcome(site.page) in ("doubted", "nothing")
    assert len(creates(simulator)) == before


def test_a_key_held_down_does_not_even_ask(site: Site) -> None:
    site.show(FIELD + P + TAKE_TAB)
    hold_enter(site.page, site)
    assert site.page.locator("[data-click-to-call-stop]").count() == 1
    assert outcome(site.page) == "nothing"


@pytest.mark.parametrize("presentation", ["link", "button"])
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_keyboard_calls_where_the_user_brought_it(
    key: str, presentation: str, site: Site
) -> None:
    change_settings(site.page.context, confirm="always", presentation=presentation)
    site.show(OTHERS)
    site.page.locator("#first").focus()
    site.page.keyboard.press("Tab")
    assert site.page.evaluate(f"{MARK}.dataset.clickToCall") == NUMBER
    scrolled = site.page.evaluate("scrollY")
    site.page.keyboard.press(key)
    assert outcome(site.page) == "sure"
    assert site.page.evaluate("scrollY") == scrolled


def test_a_finger_calls(site: Site) -> None:
    change_settings(site.page.context, confirm="always")
    site.show(P)
    x, y = site.middle()
    debugger = site.page.context.new_cdp_session(site.page)
    for kind, points in (("touchStart", [{"x": x, "y": y}]), ("touchEnd", [])):
        debugger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    debugger.detach()
    expect_card(site.page, "Confirm the call")
    assert outcome(site.page) == "sure"


@pytest.mark.parametrize("how", ["twice", "three times", "and Enter"])
def test_a_quick_second_click_is_the_same_click(
    how: str, site: Site, simulator: RunningSimulator
) -> None:
    before = len(creates(simulator))
    site.show(P)
    x, y = site.middle()
    site.page.mouse.click(x, y, click_count={"twice": 2, "three times": 3}.get(how, 1))
    if how == "and Enter":
        site.page.keyboard.press("Enter")
    assert outcome(site.page) == "called"
    ended_call(site.page.context)
    assert len(creates(simulator)) == before + 1


FRAMES = {
    "another site": "<iframe src='{inner}'></iframe>",
    "another site, a dot": "<iframe src='{inner}' style='width:1px;height:1px;border:0'></iframe>",
    "another site, see-through": "<iframe src='{inner}' style='opacity:.01'></iframe>",
    "another site, covered": "<iframe src='{inner}'></iframe><div style='position:fixed;inset:0;"
    "background:#fff;pointer-events:none'></div>",
    "sandboxed": "<iframe sandbox src='{inner}'></iframe>",
    "written in place": "<iframe srcdoc='<p>415-555-2671'></iframe>",
    "blank": "<iframe id=f></iframe><script>f.contentDocument.body.innerHTML='<p>415-555-2671'"
    "</script>",
    "data": "<iframe src='data:text/html,<p>415-555-2671'></iframe>",
    "blob": "<iframe id=f></iframe><script>f.src = URL.createObjectURL(new Blob("
    "['<p>415-555-2671'], {type: 'text/html'}))</script>",
}


@pytest.mark.parametrize("kind", FRAMES)
def test_a_frame_is_asked_about_under_the_name_of_the_whole_page(kind: str, site: Site) -> None:
    """The user trusts the frame's site but not the top page's site. A click in the frame opens a
    confirmation, which names the top page's site."""
    change_settings(site.page.context, sites={"inner.test": {"trusted": True}}, confirm="new_sites")
    inner = site.server.add("<!doctype html><p>415-555-2671", "inner.test")
    site.page.goto(
        site.server.add(f"<!doctype html>{FRAMES[kind].replace('{inner}', inner)}", SITE)
    )
    frame = site.page.frames[1]
    # A frame of one pixel shows no number, so nothing is painted in it.
    box = box_in(frame) if "dot" not in kind else {"left": 0, "top": 0}
    # A sandboxed frame runs no timers, so the test waits in the page around the frame.
    site.page.evaluate(GROWN)
    outer = site.page.locator("iframe").bounding_box()
    assert outer is not None
    x = outer["x"] + 2 * ("dot" not in kind) + box["left"]
    y = outer["y"] + 2 * ("dot" not in kind) + box["top"]
    if "dot" in kind or "covered" in kind:
        site.page.mouse.click(x, y)
        assert outcome(site.page) in ("doubted", "nothing")
        return
    site.page.mouse.move(x + 30, y + 9)
    site.page.evaluate(TWO_FRAMES)
    with site.page.context.expect_page():
        site.page.mouse.down()
        site.page.mouse.up()
    (question,) = session(site.page.context)["pending"].values()
    assert question["site"] == SITE
    close_windows(site.page.context)


def box_in(frame: Frame) -> dict[str, float]:
    """Waits until the number in the frame is painted, and returns its box."""
    for _ in range(LOOKS):
        box: dict[str, float] | None = frame.evaluate(BOX, NUMBER[1:])
        if box is not None:
            return box
        frame.page.evaluate(TWO_FRAMES)
    raise AssertionError("the number in the frame is not painted")
