"""Tests that a page which hides, moves, covers or replaces a number gets no call from a user's real
click, even on a site with the setting "Call at once". On a page without such tricks, the click
calls."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext

from tests.conftest import RunningSimulator
from tests.support.extension import change_settings, creates, ended_call
from tests.support.real_input import GROWN, TWO_FRAMES, Site, outcome, reset
from tests.support.watching import expect_painted

SITE = "site.test"
NUMBER = "+14155552671"
COVER = "position:fixed;inset:0;z-index:9;pointer-events:none;"
P = "<p>Call <b>415-555-2671</b> now</p>"

HONEST = {
    "plain": P,
    "dark": f"<body style='background:#111;color:#eee'>{P}",
    "dark by scheme": f"<style>:root{{color-scheme:dark}}</style>{P}",
    "a gradient": f"<body style='background:linear-gradient(#036,#014);color:#fff'>{P}",
    "right to left": f"<html dir=rtl><body>{P}",
    "a fixed header": f"<header style='position:fixed;top:0'>{P}</header>",
    "sticky": f"<div style='position:sticky;top:0'>{P}</div>",
    "translated and scaled": "<body style='transform:translate(90px,40px) scale(1.5);"
    f"transform-origin:0 0'>{P}",
    "zoomed": f"<body style='zoom:2'>{P}",
    "large": f"<h1 style='font-size:60px'>{P[3:-4]}</h1>",
    "over two lines": "<p style='width:9ch'>415 555 2671</p>",
    "split": "<p>Call <span>(415)</span> <b>555</b>-<i>2671</i></p>",
    "a link of the page": "<p><a href='tel:+14155552671'>415-555-2671</a></p>",
    "a link without a number": "<p><a href='tel:+14155552671'>Call us</a></p>",
    "an open shadow root": "<div id=s></div><script>s.attachShadow({mode:'open'}).innerHTML="
    f"'{P}'</script>",
}  # fmt: skip

HIDDEN = {
    "opacity": f"<div style='opacity:.01'>{P}</div>",
    "opacity of everything": f"<style>html{{opacity:.01}}</style>{P}",
    "opacity around a slot": "<div id=s>415-555-2671</div><script>s.attachShadow({mode: 'open'})"
    ".innerHTML = '<p style=opacity:.01><slot></slot></p>'</script>",
    "opacity around a slot of a closed shadow root": f"<div id=s>{P}</div><script>s.attachShadow("
    "{mode: 'closed'}).innerHTML = '<p style=opacity:.01><slot></slot></p>'</script>",
    "an opaque cover": f"{P}<div style='{COVER}background:#fff'>Play</div>",
    "a cover that no element is": "<style>body::after{content:'';"
    f"{COVER}background:#fff}}</style>{P}",
    "a shadow as a cover": f"{P}<i style='position:fixed;left:600px;top:300px;pointer-events:none;"
    "width:9px;height:9px;box-shadow:0 0 0 2000px #fff'></i>",
    "blur": f"<div style='filter:blur(9px)'>{P}</div>",
    "a blend": f"<div style='mix-blend-mode:screen'>{P}</div>",
    "a mask": f"<div style='mask-image:linear-gradient(transparent,transparent)'>{P}</div>",
    "a clip": "<p>Call <b style='clip-path:inset(0 40% 0 40%)'>415-555-2671</b></p>",
    "the ground's colour": f"<body style='background:#fff;color:#fff'>{P}",
    "nearly the ground's colour": f"<body style='background:#fff;color:#f4f4f4'>{P}",
    "the gradient's colour": f"<body style='background:linear-gradient(#036,#036);color:#036'>{P}",
    "a picture as the ground": "<body style='background:url(data:image/gif;base64,R0lGODlhAQABAAAA"
    f"ACw=)'>{P}",
    "no fill": f"<div style='-webkit-text-fill-color:transparent'>{P}</div>",
    "a dressed first line": f"<style>p::first-line{{color:transparent}}</style>{P}",
    "dots for digits": f"<div style='-webkit-text-security:disc'>{P}</div>",
    "enlarged": f"<body style='zoom:6'>{P}",
    "tiny": f"<div style='font-size:3px'>{P}</div>",
    "digits on each other": "<p style='letter-spacing:-.5em;margin-left:9em'>415-555-2671</p>",
    "turned in space": f"<div style='transform:perspective(200px) rotateY(70deg)'>{P}</div>",
    "in two places by turns": f"<div id=a>{P}</div><div id=b style='padding:40px'></div><script>"
    "let k = 0; const p = document.querySelector('p');"
    " setInterval(() => (k++ % 2 ? a : b).append(p), 25)</script>",
    "in two places by turns, by style": f"{P}<script>let k = 0; const p ="
    " document.querySelector('p');"
    " setInterval(() => { p.style.translate = k++ % 2 ? '' : '200px' }, 50)</script>",
    "overflow": "<p style='width:5ch;overflow:hidden;white-space:nowrap'>415-555-2671</p>",
    "moving": "<style>@keyframes k{to{opacity:.9}}</style>"
    f"<div style='animation:k 1s infinite alternate'>{P}</div>",
}  # fmt: skip

FALSE = {
    "digits before": "<style>b::before{content:'1-900-'}</style>" + P,
    "digits after": "<style>b::after{content:'99'}</style>" + P,
    "digits beside": "<style>i::after{content:'+44 20'}</style><p><i></i>415-555-2671</p>",
    "a count before": "<style>b{counter-increment:c}b::before{content:counter(c)}</style>" + P,
    "digits in the ground's colour": "<p>415-555-<span style='color:#fff'>2671</span></p>",
    "digits without size": "<p>415-555-<span style='font-size:0'>2671</span></p>",
    "a first digit without size": "<style>p::first-letter{font-size:0}</style><p>415-555-2671</p>",
    "see-through digits": "<p>415-555-<span style='opacity:0'>2671</span></p>",
}

UNCLEAR: dict[str, str] = {**HIDDEN, **FALSE}

ODD = {
    "translucent": f"<div style='opacity:.6'>{P}</div>",
    "a transparent cover": f"{P}<div style='{COVER}'></div>",
    "a little turned": f"<div style='transform:rotate(2deg)'>{P}</div>",
    "made smaller": f"<body style='transform:scale(.8)'>{P}",
}
"""Pages without tricks, on which the extension's own script must find out whether something covers
the number. On a slow computer, the script may not finish in time. In this case the user must
confirm the call, but the call is never refused."""

NOW = {
    "text in the way": "const d = document.createElement('div');"
    " d.style = `{cover}background:#fff`; document.body.append(d)",
    "a popover": "const d = document.createElement('div'); d.popover = 'manual'; d.style ="
    " `inset:0;width:100%;height:100%;pointer-events:none;background:#fff`;"
    " document.body.append(d); d.showPopover()",
    "a dialog": "const d = document.createElement('dialog'); d.style = `position:fixed;inset:0;"
    "width:100%;height:100%;max-width:none;max-height:none;pointer-events:none`;"
    " document.body.append(d); d.showModal()",
    "the number moved there": "document.querySelector('p').style.translate = '30px 20px'",
    "the number came into sight": "document.querySelector('p').style.opacity = '1'",
    "another number": "document.querySelector('b').firstChild.data = '212-555-0188'",
    "a mask": "document.querySelector('p').style.maskImage ="
    " 'linear-gradient(transparent, transparent)'",
}
"""Tricks, each a script that the page runs when the pointer comes near the number, just before the
user presses the button."""


@pytest.fixture(autouse=True)
def _trusted(browser_context: BrowserContext) -> Iterator[None]:
    reset(browser_context)
    change_settings(browser_context, sites={SITE: {"trusted": True}})
    yield
    reset(browser_context)


@pytest.mark.parametrize("case", HONEST)
def test_an_honest_page_is_not_doubted(case: str, site: Site) -> None:
    change_settings(site.page.context, confirm="always")
    site.show(HONEST[case])
    site.click()
    assert outcome(site.page) == "sure"


def test_an_honest_page_calls_at_once(site: Site, simulator: RunningSimulator) -> None:
    before = len(creates(simulator))
    site.show(P)
    site.click()
    assert outcome(site.page) == "called"
    ended_call(site.page.context)
    assert len(creates(simulator)) == before + 1


@pytest.mark.parametrize("case", UNCLEAR)
def test_a_number_that_is_not_plain_to_see_is_asked_about(
    case: str, site: Site, simulator: RunningSimulator
) -> None:
    before = len(creates(simulator))
    site.show(UNCLEAR[case])
    site.click()
    assert outcome(site.page) in ("doubted", "nothing")
    assert len(creates(simulator)) == before


@pytest.mark.parametrize("case", ODD)
def test_an_unusual_honest_page_is_never_refused(case: str, site: Site) -> None:
    site.show(ODD[case])
    site.click()
    happened = outcome(site.page)
    assert happened in ("called", "doubted")
    if happened == "called":
        ended_call(site.page.context)


@pytest.mark.parametrize("case", NOW)
def test_a_change_just_before_the_click_calls_nothing(
    case: str, site: Site, simulator: RunningSimulator
) -> None:
    before = len(creates(simulator))
    hides = "opacity:0" if "sight" in case else ""
    site.show(P.replace("<p", f"<p style='{hides}'"))
    x, y = site.middle()
    site.page.mouse.move(x, y)
    site.page.evaluate(TWO_FRAMES)
    site.page.evaluate(f"() => {{ {NOW[case].replace('{cover}', COVER)} }}")
    if "moved" in case:
        x, y = site.middle()
    site.page.mouse.click(x, y)
    assert outcome(site.page) in ("doubted", "nothing")
    assert len(creates(simulator)) == before


def test_a_number_in_a_closed_shadow_root_is_one_like_any_other(site: Site) -> None:
    change_settings(site.page.context, confirm="always")
    closed = f"<script>s.attachShadow({{mode:'closed'}}).innerHTML='{P}'</script>"
    site.show(f"<p>415-555-2671</p><div id=s></div>{closed}")
    expect_painted(site.page, ["415-555-2671"] * 2)
    site.page.evaluate(GROWN)
    x, y = site.middle()
    site.page.mouse.click(x + 30, y + 34)
    assert outcome(site.page) == "sure"
