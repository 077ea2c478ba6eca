"""Tests that a number is painted only if it is in view or at most about one screen away. Other
numbers are painted when they scroll, jump or move into view: in the page, in scroll containers,
frames and shadow trees."""

import pytest
from playwright.sync_api import Frame, Page

from tests.support.page_server import PageServer
from tests.support.watching import TEXTS

HEAD = "<!doctype html><html lang=en-US><meta charset=utf-8><title>x</title>"
STYLE = (
    "<style>body { margin: 0 } .row { height: 30px } .box { overflow: auto; height: 200px }</style>"
)
ROWS = 600
MAKE_ROWS = f"""
  window.rowsFor = (count = {ROWS}) => Array.from({{ length: count }}, (_, index) =>
    `<div class=row>Row ${{index}}: 213-${{373 + Math.floor(index / 1000)}}-${{
      String(1000 + index % 1000)}}</div>`).join("");
"""
UNPAINTED = """() => {
  const painted = new Set([...(CSS.highlights.get("click-to-call") ?? [])]
    .map(({ startContainer }) => startContainer));
  const isIn = (box, { left, top, right, bottom }) =>
    box.height > 0 && box.top < bottom && box.bottom > top && box.left < right && box.right > left;
  const clipOf = (row) => {
    const clip = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    for (let at = row; at; at = at.parentNode ?? at.host) {
      if (!(at instanceof Element) || getComputedStyle(at).overflow === "visible") continue;
      const { left, top, right, bottom } = at.getBoundingClientRect();
      clip.left = Math.max(clip.left, left);
      clip.top = Math.max(clip.top, top);
      clip.right = Math.min(clip.right, right);
      clip.bottom = Math.min(clip.bottom, bottom);
    }
    return clip;
  };
  const shown = rows().filter((row) => isIn(row.getBoundingClientRect(), clipOf(row)));
  return shown.filter((row) => !painted.has(row.firstChild)).map((row) => row.textContent);
}"""
"""Returns the visible rows that are not painted. The page's function `rows` returns all rows."""
FAR = """() => [...(CSS.highlights.get("click-to-call") ?? [])].filter((range) => {
  const live = document.createRange();
  live.setStart(range.startContainer, range.startOffset);
  live.setEnd(range.endContainer, range.endOffset);
  const { top, bottom } = live.getBoundingClientRect();
  return bottom < -innerHeight || top > 2 * innerHeight;
}).length"""
"""Returns the count of painted numbers that are more than one screen away."""
ALL_IN_VIEW = f"() => ({UNPAINTED})().length === 0 && ({FAR})() === 0"


def put_up(page: Page, server: PageServer, body: str, script: str = "") -> None:
    """Shows a page, whose function `rows` returns all rows with numbers. `script` runs afterwards,
    and may replace that function."""
    rows = "window.rows = () => [...document.querySelectorAll('.row')];"
    scripts = f"<script>{MAKE_ROWS}{rows}</script>{body}<script>{script}</script>"
    page.goto(server.add(f"{HEAD}{STYLE}<body>{scripts}"))


def expect_view(page: Page | Frame, few: int = 200) -> None:
    """Waits until all visible numbers are painted and no painted number is far from view. Then
    fails if `few` or more numbers are painted."""
    page.wait_for_function("CSS.highlights.get('click-to-call')?.size > 0")
    page.wait_for_function(ALL_IN_VIEW)
    assert page.evaluate("CSS.highlights.get('click-to-call').size") < few


WAYS = {
    "by a jump to the end": "scrollTo(0, 1e6)",
    "by a jump to the middle": "scrollTo(0, 8000)",
    "by a step": "scrollBy(0, 500)",
    "to an element": "rows()[400].scrollIntoView()",
    "by a transform": "list.style.transform = 'translateY(-6000px)'",
    "by a margin": "list.style.marginTop = '-6000px'",
    "by what is removed before it": "for (const row of rows().slice(0, 300)) row.remove()",
    "by what is hidden before it": "for (const row of rows().slice(0, 300)) row.hidden = true",
    "by another order": "list.append(...rows().reverse())",
    "by absolute places": "for (const [at, row] of rows().reverse().entries())"
    " row.style.cssText = `position: absolute; top: ${at * 30}px`",
    "by a column layout": "list.style.columns = 12",
    "by a smaller line": "for (const row of rows()) row.style.height = '16px'",
    "by text that is replaced": "list.innerHTML = rowsFor(300)",
}


@pytest.mark.parametrize("way", WAYS)
def test_what_comes_into_view_is_painted(way: str, page: Page, page_server: PageServer) -> None:
    put_up(page, page_server, "<div id=list></div>", "list.innerHTML = rowsFor()")
    expect_view(page)
    page.evaluate(WAYS[way])
    expect_view(page, 700 if "column" in way else 200)
    page.mouse.wheel(0, -3000)
    expect_view(page, 700 if "column" in way else 200)


SCROLLERS = {
    "a box": ("<div class=box id=box></div>", "box.innerHTML = rowsFor(); window.target = box"),
    "a box in a box": (
        "<div class=box style='height:400px'><p style='height:700px'>x<div class=box id=box></div>"
        "<p style='height:900px'>x</div>",
        "box.innerHTML = rowsFor(); window.target = box; box.parentNode.scrollTop = 700",
    ),
    "a box in a closed shadow tree": (
        "<div id=host></div>",
        """const root = host.attachShadow({ mode: "closed" });
        root.innerHTML = `<style>.row { height: 30px }</style>
          <div style="overflow: auto; height: 300px">${rowsFor()}</div>`;
        window.target = root.lastElementChild;
        window.rows = () => [...target.querySelectorAll(".row")];""",
    ),
    "a box that clips and is scrolled by its script": (
        "<div style='overflow:clip;height:300px'><div id=inner></div></div>",
        """inner.innerHTML = rowsFor();
        window.target = { set scrollTop(y) { inner.style.transform = `translateY(${-y}px)` } };""",
    ),
    "a text that is one node": (
        "<pre class=box id=box style='line-height:30px'></pre>",
        """box.textContent = rowsFor().replace(/<[^>]*>/g, "").replaceAll("Row", "\\nRow");
        window.target = box;
        window.rows = () => [];""",
    ),
}


@pytest.mark.parametrize("kind", SCROLLERS)
def test_boxes_that_scroll(kind: str, page: Page, page_server: PageServer) -> None:
    put_up(page, page_server, *SCROLLERS[kind])
    expect_view(page)
    for place in [4000, 200, 12_000, 0]:
        page.evaluate(f"target.scrollTop = {place}")
        if "one node" in kind:
            number = f"213-373-{1000 + place // 30 + 2}"
            page.wait_for_function(f"(number) => ({TEXTS})().includes(number)", arg=number)
        expect_view(page)


def test_a_frame_that_is_taller_than_the_window_paints_what_the_window_shows(
    page: Page, page_server: PageServer
) -> None:
    inner = f"{HEAD}{STYLE}<body><script>{MAKE_ROWS}document.body.innerHTML = rowsFor()</script>"
    address = page_server.add(inner, "crm.test")
    frame_html = f"<iframe src='{address}' style='width:600px;height:18000px;border:0'></iframe>"
    put_up(page, page_server, frame_html)
    (frame,) = page.frames[1:]
    for place in [0, 9000, 300, 17_000]:
        page.evaluate(f"scrollTo(0, {place})")
        row = place // 30 + 5
        frame.wait_for_function(
            """(row) => [...(CSS.highlights.get("click-to-call") ?? [])].some((range) =>
              range.startContainer.parentNode === document.querySelectorAll(".row")[row])""",
            arg=row,
        )
        frame.wait_for_function("CSS.highlights.get('click-to-call').size < 200")


SHOWN = {
    "details": ("<details id=part>", "</details>", "part.open = true"),
    "a tab": ("<div id=part hidden>", "</div>", "part.hidden = false"),
    "a dialog": ("<dialog id=part>", "</dialog>", "part.showModal()"),
    "a popover": ("<div popover id=part>", "</div>", "part.showPopover()"),
    "a class": (
        "<style>.off { display: none }</style><div id=part class=off>",
        "</div>",
        "part.className = ''",
    ),
    "a drawer": (
        "<div id=part style='position:fixed;left:-900px;width:300px;transition:left .2s'>",
        "</div>",
        "part.style.left = 0",
    ),
    "visibility of what is skipped": (
        "<div style='height:3000px'></div><div id=part style='content-visibility:auto;"
        "contain-intrinsic-size:100px'>",
        "</div>",
        "part.scrollIntoView()",
    ),
    "full screen": (
        "<div id=part style='margin-top:3000px'>",
        "</div>",
        "part.requestFullscreen()",
    ),
}


@pytest.mark.parametrize("way", SHOWN)
def test_what_comes_to_be_shown_is_painted(way: str, page: Page, page_server: PageServer) -> None:
    before, after, show = SHOWN[way]
    put_up(
        page, page_server, f"<p>213-373-4253</p>{before}<div class=row>415-555-2671</div>{after}"
    )
    page.wait_for_function("CSS.highlights.get('click-to-call')?.size > 0")
    page.evaluate(show)
    page.wait_for_function(
        """[...CSS.highlights.get("click-to-call")].some(({ startContainer }) =>
          startContainer.data === "415-555-2671")"""
    )
