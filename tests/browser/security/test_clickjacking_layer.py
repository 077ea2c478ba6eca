"""A page that takes, copies, dresses or covers what is ours: the highlights, the layer, its link.

It gets no call that nobody meant, and no other number than the one that is plainly seen; what is
ours comes back, and what is the page's stays. The person calls at once from this site."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, FloatRect

from tests.support.extension import CALLEE, change_settings, ended_call, parts, session
from tests.support.painted import painted_texts
from tests.support.real_input import TWO_FRAMES, Trap, outcome, reset

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


def run(trap: Trap, script: str) -> None:
    trap.page.evaluate(f"() => {{ {RANGE} {script} }}")


def called_number(trap: Trap) -> str:
    """Whom the call that was placed is for; waits for its end."""
    number: str = session(trap.page.context)["call"]["to"]
    ended_call(trap.page.context)
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
    how: str, trap: Trap
) -> None:
    trap.show(P, is_grown=False)
    run(trap, TAKES[how])
    trap.page.wait_for_function(
        "() => { const [one, ...others] = CSS.highlights.get('click-to-call') ?? [];"
        " return one?.startContainer === b.firstChild && others.length === 0 }"
    )
    box = trap.page.locator("#q").bounding_box()
    assert box is not None
    trap.page.mouse.move(box["x"] + 30, box["y"] + 8)
    trap.page.evaluate(TWO_FRAMES)
    assert parts(trap.page, "link") == []
    trap.page.mouse.down()
    trap.page.mouse.up()
    assert outcome(trap.page) == "nothing"


def test_a_page_with_highlights_of_its_own_keeps_them_and_clears_them_as_it_likes(
    trap: Trap,
) -> None:
    trap.show(P)
    run(trap, "CSS.highlights.set('found', window.mine = new Highlight(rangeOf(q)))")
    trap.page.evaluate("new Promise((done) => setTimeout(done, 500))")
    assert trap.page.evaluate("CSS.highlights.get('found') === mine && mine.size") == 1
    run(trap, "CSS.highlights.clear(); CSS.highlights.set('found', mine)")
    trap.number.box()
    assert trap.page.evaluate("CSS.highlights.get('found') === mine && mine.size") == 1
    run(trap, "CSS.highlights.clear()")
    trap.number.box()
    assert trap.page.evaluate("CSS.highlights.has('found')") is False


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
    name: str, style: str, trap: Trap
) -> None:
    """The pictures say whether the digits are to be seen; only then they may be called at once."""
    important = STYLES[style].replace(";", "!important;") + "!important"
    trap.show(f"<style>::highlight({name}), :root::highlight({name}) {{{important}}}</style>{P}")
    clip = place_of_text(trap)
    trap.number.hover()
    plain = trap.page.screenshot(clip=clip)
    run(trap, "CSS.highlights.set('mine', new Highlight(rangeOf(b)))" if name == "mine" else "")
    trap.page.evaluate(TWO_FRAMES)
    is_hidden = name == "mine" and trap.page.screenshot(clip=clip) != plain
    trap.page.mouse.down()
    trap.page.mouse.up()
    happened = outcome(trap.page)
    if is_hidden or happened != "called":
        assert happened in ("doubted", "nothing")
        return
    assert called_number(trap) == CALLEE
    assert is_drawn(trap, clip)


def place_of_text(trap: Trap) -> FloatRect:
    box = trap.page.locator("#p").bounding_box()
    assert box is not None
    return box


def is_drawn(trap: Trap, clip: FloatRect) -> bool:
    """Whether the number looks as it does where the page dresses nothing."""
    with_style = trap.page.screenshot(clip=clip)
    trap.page.evaluate("document.querySelector('style').remove()")
    trap.page.evaluate(TWO_FRAMES)
    return bool(with_style == trap.page.screenshot(clip=clip))


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
def test_what_a_page_does_to_the_layer_leads_to_no_other_number(how: str, trap: Trap) -> None:
    trap.show(P + OTHER)
    trap.number.hover()
    run(trap, DOES_TO_LAYER[how])
    trap.page.evaluate(TWO_FRAMES)
    trap.page.mouse.move(*trap.middle())
    trap.page.evaluate(TWO_FRAMES)
    trap.page.mouse.down()
    trap.page.mouse.up()
    happened = outcome(trap.page)
    assert happened != "called" or called_number(trap) == CALLEE


@pytest.mark.parametrize("how", DOES_TO_LAYER)
def test_where_no_number_is_to_be_seen_the_layer_leads_nowhere(how: str, trap: Trap) -> None:
    """The link is gone with the pointer, whatever the page made of the layer meanwhile."""
    trap.show(P + OTHER, is_grown=False)
    trap.number.hover()
    run(trap, DOES_TO_LAYER[how])
    trap.page.mouse.move(500, 400)
    trap.page.evaluate(TWO_FRAMES)
    for x, y in ((500, 400), (60, 110), (60, 4), (300, 95)):
        trap.page.mouse.click(x, y)
    assert outcome(trap.page) == "nothing"


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
    how: str, moment: str, trap: Trap
) -> None:
    """`mousemove` is the last before the press; the others are the press itself. At its end the
    number was still as the person saw it, and no other is called."""
    full = "style='position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none'"
    trap.show(
        f"<div style='height:3000px;padding-top:40px'>{P}{OTHER}</div>"
        f"<dialog id=d {full}>Win</dialog><div id=v popover {full}>Win</div>"
    )
    trap.number.hover()
    trap.page.evaluate(
        f"() => addEventListener('{moment}', () => {{ {AT_THE_PRESS[how]} }},"
        " { capture: true, once: true })"
    )
    x, y = trap.middle()
    trap.page.mouse.move(x + 1, y)
    trap.page.mouse.down()
    trap.page.mouse.up()
    happened = outcome(trap.page)
    if happened == "called":
        assert called_number(trap) == CALLEE
        assert (how, moment) == ("swaps the texts", "pointerup")


IN_A_CELL = {
    "swaps the texts": "b.firstChild.data = '212-555-0188'",
    "covers it": "document.body.insertAdjacentHTML('beforeend', `<div style='position:fixed;"
    "inset:0;background:#fff'>`)",
    "removes it": "b.remove()",
    "moves it": "b.style.cssText = 'position:relative;left:90px'",
}


@pytest.mark.parametrize("how", IN_A_CELL)
def test_what_a_page_does_while_a_click_in_a_cell_waits_calls_nobody(how: str, trap: Trap) -> None:
    """There a click waits until it can be no double click, and is judged at the end of that."""
    trap.show("<table><tr><td><b id=b>415-555-2671</b></td></tr></table>")
    trap.click()
    run(trap, IN_A_CELL[how])
    trap.page.evaluate("new Promise((done) => setTimeout(done, 600))")
    assert outcome(trap.page) in ("doubted", "nothing")


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
def test_a_page_that_defines_our_element_gets_no_look_into_it(moment: str, trap: Trap) -> None:
    is_later = moment != "before us"
    trap.show(f"{'' if is_later else f'<script>{DEFINE}</script>'}{P}")
    if is_later:
        run(trap, DEFINE)
    trap.number.hover()
    trap.page.evaluate("new Promise((done) => setTimeout(done, 120))")
    assert trap.page.evaluate("roots.length") > 0
    assert trap.page.evaluate("roots.filter(Boolean).length") == 0
    trap.page.mouse.down()
    trap.page.mouse.up()
    assert outcome(trap.page) == "called"
    assert called_number(trap) == CALLEE


def test_a_look_alike_is_no_number(trap: Trap) -> None:
    trap.show(
        "<style>i{text-decoration:underline dotted}::highlight(mine){text-decoration:underline"
        f" dotted}}</style>{P}<p><i id=i>Call 000-000-0000</i></p>"
    )
    run(trap, "CSS.highlights.set('mine', new Highlight(rangeOf(i)))")
    box = trap.page.locator("#i").bounding_box()
    assert box is not None
    trap.page.mouse.move(box["x"] + 50, box["y"] + 8)
    trap.page.evaluate(TWO_FRAMES)
    trap.page.mouse.down()
    trap.page.mouse.up()
    assert outcome(trap.page) == "nothing"
    assert painted_texts(trap.page) == ["415-555-2671"]
