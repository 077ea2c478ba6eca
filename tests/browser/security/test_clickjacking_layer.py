"""Tests pages that remove, copy, style or cover the extension's highlights, layer or link.

Such a page causes no unintended call, and no call to a number other than the visible one. The
extension restores its own elements and does not change the page's elements. The site has the
setting "Call at once".
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, FloatRect

from tests.support.extension import CALLEE, change_settings, ended_call, parts, session
from tests.support.painted import painted_texts
from tests.support.real_input import TWO_FRAMES, Site, outcome, reset

SITE = "layer.test"
P = "<p id=p>Call <b id=b>415-555-2671</b> now</p><p id=q>Win a prize here</p>"
OTHER = "<p id=o style='margin-top:60px'>Or 212-555-0188 at night</p>"
RANGE = """const rangeOf = (element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range;
};"""
OURS = "CSS.highlights.get('click-to-call')"


@pytest.fixture(autouse=True)
def _trusted(browser_context: BrowserContext) -> Iterator[None]:
    reset(browser_context)
    change_settings(browser_context, sites={SITE: {"trusted": True}}, confirm="unusual")
    yield
    reset(browser_context)


def run(site: Site, script: str) -> None:
    site.page.evaluate(f"() => {{ {RANGE} {script} }}")


def called_number(site: Site) -> str:
    """Waits until the current call has ended, and returns the number that was called."""
    number: str = session(site.page.context)["call"]["to"]
    ended_call(site.page.context)
    return number


TAKES = {
    "clears all": "CSS.highlights.clear()",
    "deletes ours": "CSS.highlights.delete('click-to-call')",
    "empties ours": f"{OURS}.clear()",
    "renames ours": f"CSS.highlights.set('mine', {OURS}); CSS.highlights.delete('click-to-call')",
    "puts its own in place": "CSS.highlights.set('click-to-call', new Highlight(rangeOf(q)))",
    "adds to ours": f"{OURS}.add(rangeOf(q))",
}


@pytest.mark.parametrize("how", TAKES)
def test_what_a_page_does_to_our_highlight_is_put_right_and_what_it_points_at_is_no_number(
    how: str, site: Site
) -> None:
    site.show(P, is_grown=False)
    run(site, TAKES[how])
    site.page.wait_for_function(
        "() => { const [one, ...others] = CSS.highlights.get('click-to-call') ?? [];"
        " return one?.startContainer === b.firstChild && others.length === 0 }"
    )
    box = site.page.locator("#q").bounding_box()
    assert box is not None
    site.page.mouse.move(box["x"] + 30, box["y"] + 8)
    site.page.evaluate(TWO_FRAMES)
    assert parts(site.page, "link") == []
    site.page.mouse.down()
    site.page.mouse.up()
    assert outcome(site.page) == "nothing"


def test_a_page_with_highlights_of_its_own_keeps_them_and_clears_them_as_it_likes(
    site: Site,
) -> None:
    site.show(P)
    run(site, "CSS.highlights.set('found', window.mine = new Highlight(rangeOf(q)))")
    site.page.evaluate("new Promise((done) => setTimeout(done, 500))")
    assert site.page.evaluate("CSS.highlights.get('found') === mine && mine.size") == 1
    run(site, "CSS.highlights.clear(); CSS.highlights.set('found', mine)")
    site.number.box()
    assert site.page.evaluate("CSS.highlights.get('found') === mine && mine.size") == 1
    run(site, "CSS.highlights.clear()")
    site.number.box()
    assert site.page.evaluate("CSS.highlights.has('found')") is False


STYLES = {
    "no colour": "color:transparent",
    "the ground's colour": "color:#fff",
    "a bar over it": "background-color:#000",
    "no fill": "-webkit-text-fill-color:transparent",
    "a shadow": "text-shadow:40px 0 #000;color:transparent",
}


DRESSED = [
    *(("click-to-call", style) for style in STYLES),
    ("click-to-call-hovered", "no colour"),
    ("mine", "no colour"),
    ("mine", "a bar over it"),
]


@pytest.mark.parametrize(("name", "style"), DRESSED)
def test_a_number_that_a_highlight_of_any_name_hides_is_not_called_unasked(
    name: str, style: str, site: Site
) -> None:
    """Highlights with various names and styles hide the number or leave it visible. A click may
    call without a confirmation only if screenshots show that the number is visible."""
    important = STYLES[style].replace(";", "!important;") + "!important"
    site.show(f"<style>::highlight({name}), :root::highlight({name}) {{{important}}}</style>{P}")
    clip = place_of_text(site)
    site.number.hover()
    plain = site.page.screenshot(clip=clip)
    run(site, "CSS.highlights.set('mine', new Highlight(rangeOf(b)))" if name == "mine" else "")
    site.page.evaluate(TWO_FRAMES)
    is_hidden = name == "mine" and site.page.screenshot(clip=clip) != plain
    site.page.mouse.down()
    site.page.mouse.up()
    happened = outcome(site.page)
    if is_hidden or happened != "called":
        assert happened in ("doubted", "nothing")
        return
    assert called_number(site) == CALLEE
    assert is_drawn(site, clip)


def place_of_text(site: Site) -> FloatRect:
    box = site.page.locator("#p").bounding_box()
    assert box is not None
    return box


def is_drawn(site: Site, clip: FloatRect) -> bool:
    """Returns whether the number in the box `clip` looks the same with the page's style as without
    it."""
    with_style = site.page.screenshot(clip=clip)
    site.page.evaluate("document.querySelector('style').remove()")
    site.page.evaluate(TWO_FRAMES)
    return bool(with_style == site.page.screenshot(clip=clip))


LAYER = "document.querySelector('click-to-call')"
DOES_TO_LAYER = {
    "removes it": f"{LAYER}.remove()",
    "moves it": f"document.body.append({LAYER})",
    "renames its number": f"{LAYER}.dataset.clickToCall = '+12125550188'",
    "clones it": f"document.body.append({LAYER}.cloneNode(true))",
    "shifts it": f"{LAYER}.style.cssText = 'translate:0 84px!important;top:84px!important;"
    "margin:84px!important;transform:scale(9)!important'",
    "animates it": f"{LAYER}.animate({{ translate: ['0 84px', '0 84px'] }}, 1e6)",
    "makes it inert": f"{LAYER}.inert = true",
    "closes it": f"{LAYER}.hidePopover()",
    "scales the root": "document.documentElement.style.cssText = 'transform-origin:0 0;scale:1.6'",
    "writes into it": f"{LAYER}.innerHTML = '<a href=\"tel:+12125550188\">212-555-0188</a>'",
    "gives it a style": "document.body.insertAdjacentHTML('beforeend', '<style>click-to-call"
    "{position:static!important;all:unset!important;zoom:3!important}</style>')",
}


@pytest.mark.parametrize("how", DOES_TO_LAYER)
def test_what_a_page_does_to_the_layer_leads_to_no_other_number(how: str, site: Site) -> None:
    site.show(P + OTHER)
    site.number.hover()
    run(site, DOES_TO_LAYER[how])
    site.page.evaluate(TWO_FRAMES)
    site.page.mouse.move(*site.middle())
    site.page.evaluate(TWO_FRAMES)
    site.page.mouse.down()
    site.page.mouse.up()
    happened = outcome(site.page)
    assert happened != "called" or called_number(site) == CALLEE


@pytest.mark.parametrize("how", DOES_TO_LAYER)
def test_where_no_number_is_to_be_seen_the_layer_leads_nowhere(how: str, site: Site) -> None:
    """The page changes the layer while the pointer is on a number. When the pointer leaves the
    number, the extension's link disappears all the same, so a click anywhere else calls nobody."""
    site.show(P + OTHER, is_grown=False)
    site.number.hover()
    run(site, DOES_TO_LAYER[how])
    site.page.mouse.move(500, 400)
    site.page.evaluate(TWO_FRAMES)
    for x, y in ((500, 400), (60, 110), (60, 4), (300, 95)):
        site.page.mouse.click(x, y)
    assert outcome(site.page) == "nothing"


AT_THE_PRESS = {
    "scrolls the other number there": "scrollTo(0, o.offsetTop - b.getBoundingClientRect().top)",
    "moves the other number there": "const { left, top } = b.getBoundingClientRect();"
    " o.style.cssText = `position:fixed;margin:0;left:${left - 20}px;top:${top}px;background:#fff`",
    "swaps the texts": "[b.firstChild.data, o.firstChild.data] = ['212-555-0188', '415-555-2671']",
    "opens a dialog": "d.showModal()",
    "opens a popover": "v.showPopover()",
    "takes the number away": "b.remove()",
    "puts another text there": "b.replaceWith('212-555-0188')",
}
MOMENTS = ("mousemove", "pointerdown", "mousedown", "pointerup")
PRESSES = [
    (how, moment)
    for how in AT_THE_PRESS
    for moment in MOMENTS
    if moment == "pointerdown" or how in ("moves the other number there", "swaps the texts")
]


@pytest.mark.parametrize(("how", "moment"), PRESSES)
def test_what_a_page_does_between_the_pointer_and_the_click_calls_nobody(
    how: str, moment: str, site: Site
) -> None:
    """The page changes something at `mousemove`, the last event before the user presses the button,
    or at an event of the press.

    The click places no call. There is one exception: if the page swaps the texts of two numbers as
    late as at `pointerup`, the click may call the number that the user pointed at.
    """
    full = "style='position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none'"
    site.show(
        f"<div style='height:3000px;padding-top:40px'>{P}{OTHER}</div>"
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
    happened = outcome(site.page)
    if happened == "called":
        assert called_number(site) == CALLEE
        assert (how, moment) == ("swaps the texts", "pointerup")


IN_A_CELL = {
    "swaps the texts": "b.firstChild.data = '212-555-0188'",
    "covers it": "document.body.insertAdjacentHTML('beforeend', `<div style='position:fixed;"
    "inset:0;background:#fff'>`)",
    "removes it": "b.remove()",
    "moves it": "b.style.cssText = 'position:relative;left:90px'",
}


@pytest.mark.parametrize("how", IN_A_CELL)
def test_what_a_page_does_while_a_click_in_a_cell_waits_calls_nobody(how: str, site: Site) -> None:
    """After a click in a table cell, the extension waits for a possible second click. The extension
    checks the number after this wait, so it notices what the page has changed during the wait."""
    site.show("<table><tr><td><b id=b>415-555-2671</b></td></tr></table>")
    site.click()
    run(site, IN_A_CELL[how])
    site.page.evaluate("new Promise((done) => setTimeout(done, 600))")
    assert outcome(site.page) in ("doubted", "nothing")


DEFINE = """
  window.roots = [];
  customElements.define("click-to-call", class extends HTMLElement {
    constructor() {
      super();
      try { this.kept = this.attachInternals() } catch {}
      setInterval(() => roots.push(this.kept?.shadowRoot ?? this.shadowRoot), 50);
    }
    connectedCallback() { roots.push(this.kept?.shadowRoot ?? this.shadowRoot) }
  });
"""


@pytest.mark.parametrize("moment", ["before us", "while our link is there"])
def test_a_page_that_defines_our_element_gets_no_look_into_it(moment: str, site: Site) -> None:
    is_later = moment != "before us"
    site.show(f"{'' if is_later else f'<script>{DEFINE}</script>'}{P}")
    if is_later:
        run(site, DEFINE)
    site.number.hover()
    site.page.evaluate("new Promise((done) => setTimeout(done, 120))")
    assert site.page.evaluate("roots.length") > 0
    assert site.page.evaluate("roots.filter(Boolean).length") == 0
    site.page.mouse.down()
    site.page.mouse.up()
    assert outcome(site.page) == "called"
    assert called_number(site) == CALLEE


def test_a_look_alike_is_no_number(site: Site) -> None:
    site.show(
        "<style>i{text-decoration:underline dotted}::highlight(mine){text-decoration:underline"
        f" dotted}}</style>{P}<p><i id=i>Call 000-000-0000</i></p>"
    )
    run(site, "CSS.highlights.set('mine', new Highlight(rangeOf(i)))")
    box = site.page.locator("#i").bounding_box()
    assert box is not None
    site.page.mouse.move(box["x"] + 50, box["y"] + 8)
    site.page.evaluate(TWO_FRAMES)
    site.page.mouse.down()
    site.page.mouse.up()
    assert outcome(site.page) == "nothing"
    assert painted_texts(site.page) == ["415-555-2671"]
