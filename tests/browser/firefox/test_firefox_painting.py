"""Tests that Firefox paints the same numbers as Chromium, in every place where a page can show a
number, and that the user sees the underlines. Nothing is written to the page."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from marionette_driver import By
from marionette_driver.marionette import Marionette

from tests.browser.marks.test_frames_and_shadow_roots import (
    FILL_FRAMES,
    FLOWING,
    FRAMES,
    HTML,
    NUMBER,
    OLD,
    REPLACED,
    ROOTS,
    TEXT,
    UNPAINTED,
    XHTML,
)
from tests.browser.marks.test_marks import ALL, CASES, LEFT_ALONE
from tests.browser.marks.test_marks import PAINTED as PAINTED_CASES
from tests.browser.marks.test_page_country import SAYS_ITS_COUNTRY
from tests.support.firefox import NOTHING_OF_OURS, PAINTED, PLAIN, Tab
from tests.support.firefox_input import Fingers, clipboard_of
from tests.support.page_server import PageServer
from tests.support.watching import (
    TALL,
    WATCH,
    everything_is_read,
    expect_painted,
    painted_in_sections,
    written,
)

# Marionette leaves its sockets open, and Python warns when the garbage collector closes them. The
# tests ignore these warnings, which pytest would treat as errors.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

HEAD = "<!doctype html><html lang=en-US><meta charset=utf-8><body>"
USUAL: Any = {"width": 1280, "height": 900}
UNDERLINED = "a link of the page's that shows several numbers"
"""The name of a case whose numbers look the same without the extension, because they are in a link
that the page itself underlines."""
FORCED_COLOURS = "browser.display.document_color_use"


@pytest.fixture
def tab(firefox_tab: Tab) -> Tab:
    return firefox_tab


@pytest.fixture
def page(tab: Tab) -> Any:
    """Returns Firefox's current tab as an object with those methods of Playwright's page that these
    tests use."""
    return Fingers(tab.driver)


@pytest.fixture
def tall_page(page: Any) -> Iterator[Any]:
    page.set_viewport_size(TALL)
    yield page
    page.set_viewport_size(USUAL)


def drawn(driver: Marionette) -> list[str]:
    """Returns a hash of the pixels of each `<section>` of the page; "" for a section without
    height."""
    sections = driver.find_elements(By.CSS_SELECTOR, "section")
    return [
        driver.screenshot(section, format="hash", full=False) if section.rect["height"] else ""
        for section in sections
    ]


def test_what_is_painted_is_seen_and_what_is_left_alone_is_not(
    tab: Tab, tall_page: Any, page_server: PageServer
) -> None:
    """While the extension is on, the numbers in every place of a page, also in shadow trees, are
    underlined. While the extension is off, the page looks as it does without the extension."""
    tall_page.goto(page_server.add(ALL, PLAIN))
    plain = drawn(tab.driver)
    html = tall_page.evaluate("document.body.outerHTML")
    tall_page.goto(page_server.add(ALL))
    everything_is_read(tall_page)
    found = dict(zip(CASES, painted_in_sections(tall_page), strict=True))
    expected = {case: pieces for case, (_, pieces) in PAINTED_CASES.items()}
    assert found == {**expected, **{case: [] for case in LEFT_ALONE}}
    pairs = dict(zip(CASES, zip(plain, drawn(tab.driver), strict=True), strict=True))
    changed = {case for case, (before, now) in pairs.items() if before != now}
    assert changed == {*PAINTED_CASES} - {UNDERLINED}
    tab.change({"enabled": False})
    tab.until(NOTHING_OF_OURS)
    tall_page.evaluate("last.textContent = ''")
    assert drawn(tab.driver) == plain
    assert tall_page.evaluate("document.body.outerHTML") == html


@pytest.mark.parametrize("colours", ["dark", "forced"])
def test_is_visible_in_other_colour_schemes(
    colours: str, tab: Tab, page: Any, page_server: PageServer
) -> None:
    html = f"{HEAD}<section style='background:#111;color:#eee'>Call 213-373-4253</section>"
    tab.driver.set_pref(FORCED_COLOURS, 2 if colours == "forced" else 0)
    try:
        page.goto(page_server.add(html, PLAIN))
        plain = drawn(tab.driver)
        page.goto(page_server.add(html))
        expect_painted(page, [NUMBER])
        assert drawn(tab.driver) != plain
    finally:
        tab.driver.clear_pref(FORCED_COLOURS)


def test_text_of_every_shape(tall_page: Any, page_server: PageServer) -> None:
    body = "".join(f"<section>{html}</section>" for html, _ in FLOWING.values())
    tall_page.goto(page_server.add(f"{HEAD}{body}<p id=last></p>"))
    everything_is_read(tall_page)
    found = ["".join(pieces) for pieces in painted_in_sections(tall_page)]
    counts = [re.sub(r"\D", "", pieces).count("2133734253") for pieces in found]
    expected = {case: count for case, (_, count) in FLOWING.items()}
    assert dict(zip(FLOWING, counts, strict=True)) == expected


def test_shadow_trees(tall_page: Any, page_server: PageServer) -> None:
    tall_page.goto(page_server.add(f"{HEAD}<script>{WATCH}</script><p id=first></p>"))
    tall_page.evaluate(ROOTS, TEXT)
    tall_page.evaluate("seen = []; was = " + HTML)
    tall_page.wait_for_function(f"({UNPAINTED})().length === 0")
    assert written(tall_page) == []
    assert tall_page.evaluate(f"JSON.stringify(was) === JSON.stringify({HTML})")


def test_frames(tab: Tab, tall_page: Any, page_server: PageServer) -> None:
    """The number in each kind of frame is painted. When the user switches the extension off, the
    frames contain nothing of the extension any more."""
    inner = page_server.add(f"<!doctype html>{TEXT}")
    other = page_server.add(f"<!doctype html>{TEXT}", "crm.test")
    body = "".join(FRAMES.values()).replace("{inner}", inner).replace("{other}", other)
    tall_page.goto(page_server.add(f"{HEAD}{body}"))
    tall_page.evaluate(FILL_FRAMES, TEXT)
    for _ in frames(tab):
        tab.until(f"{PAINTED} === 1")
    tab.change({"enabled": False})
    for _ in frames(tab):
        tab.until(NOTHING_OF_OURS)


def frames(tab: Tab) -> Iterator[str]:
    for name in FRAMES:
        for step in ["outer", name] if name == "nested" else [name]:
            frame = tab.driver.find_element(By.CSS_SELECTOR, f"[name='{step}']")
            tab.driver.switch_to_frame(frame)
        yield name
        tab.driver.switch_to_frame()


@pytest.mark.parametrize(
    ("kind", "html", "pieces"),
    [("application/xhtml+xml", XHTML, ["213", "-373-4253"]), ("text/html", OLD, [NUMBER])],
    ids=["XHTML", "quirks"],
)
def test_old_and_strict_documents(
    kind: str, html: str, pieces: list[str], page: Any, page_server: PageServer
) -> None:
    page_server.pages["/document"] = (f"{kind}; charset=utf-8", html.encode())
    page.goto(page_server.url("/document", PLAIN))
    body = "[document.body.innerText, document.body.outerHTML]"
    plain = page.evaluate(body)
    page.goto(page_server.url("/document"))
    expect_painted(page, pieces)
    assert page.evaluate(body) == plain


def test_a_document_that_is_replaced(page: Any, page_server: PageServer) -> None:
    page.goto(page_server.add(f"{HEAD}213-373-4254"))
    expect_painted(page, ["213-373-4254"])
    for number, script in enumerate(REPLACED.values(), 10):
        text = f"<p>Call 213-373-43{number}</p>"
        page.evaluate(script.replace("() => {", f"() => {{ const text = `{text}`;"))
        expect_painted(page, [f"213-373-43{number}"])


@pytest.mark.parametrize(("language", "text", "number"), SAYS_ITS_COUNTRY[:5])
def test_the_page_says_whose_numbers_these_are(
    language: str, text: str, number: str, page: Any, page_server: PageServer
) -> None:
    page.goto(page_server.add(f'<!doctype html><html lang="{language}"><title>x</title><p>{text}'))
    page.wait_for_function(f"{PAINTED} > 0")
    assert number[-7:] in re.sub(r"\D", "", text)
    page.evaluate("document.querySelector('p').textContent = '555-0100'")
    page.wait_for_function(f"{PAINTED} === 0")


def test_another_region_applies_without_a_reload(
    tab: Tab, page: Any, page_server: PageServer
) -> None:
    page.goto(page_server.add(f"{HEAD}<p>Ruf an: 030 901820</p><p id=last></p>"))
    everything_is_read(page)
    tab.change({"sites": {"pages.test": {"region": "DE"}}})
    page.wait_for_function("[...CSS.highlights.get('click-to-call') ?? []].some((range) =>"
                           " String(range.startContainer.data).includes('030'))")  # fmt: skip


def test_a_copy_is_the_pages_own(tab: Tab, page: Any, page_server: PageServer) -> None:
    copying = "<script>oncopy = () => { seen = h.innerHTML }</script>"
    page.goto(page_server.add(f"{HEAD}<h1 id=h>Ring (213) 373-4253</h1>{copying}"))
    expect_painted(page, ["(213) 373-4253"])
    page.evaluate("getSelection().selectAllChildren(h)")
    page.keyboard.press("Control+c")
    assert page.evaluate("seen") == "Ring (213) 373-4253"
    assert clipboard_of(tab.driver) == "Ring (213) 373-4253"
    assert "click-to-call" not in clipboard_of(tab.driver, "text/html")


def test_a_page_from_the_back_forward_cache_still_calls(
    tab: Tab, page: Any, page_server: PageServer
) -> None:
    kept = "<script>onpageshow = (e) => { kept = e.persisted }</script>"
    page.goto(page_server.add(f"{HEAD}<p id=p>213-373-4253</p>{kept}"))
    expect_painted(page, [NUMBER])
    page.goto(page_server.add("<!doctype html><title>elsewhere</title>"))
    tab.driver.go_back()
    assert page.evaluate("kept")
    page.evaluate("p.append(' or 415-555-2672')")
    expect_painted(page, [NUMBER, "415-555-2672"])


def test_what_the_page_clears_or_takes_comes_back(page: Any, page_server: PageServer) -> None:
    """The page clears or replaces entries of the highlight registry. The extension restores its own
    entries, and the page's entries stay."""
    page.goto(page_server.add(f"{HEAD}<p id=p>213-373-4253</p>"))
    expect_painted(page, [NUMBER])
    page.evaluate(
        "CSS.highlights.clear(); own = new Highlight(); CSS.highlights.set('search', own)"
    )
    expect_painted(page, [NUMBER])
    page.evaluate("CSS.highlights.get('click-to-call').clear()")
    expect_painted(page, [NUMBER])
    page.evaluate("CSS.highlights.set('click-to-call', own)")
    page.wait_for_function("CSS.highlights.get('click-to-call') !== own")
    expect_painted(page, [NUMBER])
    assert page.evaluate("CSS.highlights.get('search') === own")
