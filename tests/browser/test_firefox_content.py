"""The tables of the other files, gone through in Firefox: what is marked and what is left alone,
links of the page's own, text of every shape, editing, what a page says of its country, pages that
object, that come alive late, that Turbo replaces."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.stage import wander
from scripts.stage.page_server import PageServer
from scripts.stage.wander import is_same
from tests.browser import test_hydration as hydration
from tests.browser import test_turbo as turbo
from tests.browser.firefox import ALL_MARKS, NO_MARKS, PLAIN, Tab
from tests.browser.firefox_input import Fingers, clipboard_of
from tests.browser.real_input import TWO_FRAMES
from tests.browser.test_editing import EDITORS, FLIPS
from tests.browser.test_editors import EDITORS as PROGRAMS
from tests.browser.test_editors import editor_page
from tests.browser.test_links import LEFT as LEFT_LINKS
from tests.browser.test_links import TAKEN
from tests.browser.test_marks import LAST, LEFT_ALONE, MARKED, NUMBER, OBJECTORS
from tests.browser.test_reach import FLOWING, OLD, PIECES, SECTIONS, XHTML
from tests.browser.test_region import SAYS_ITS_COUNTRY

# Firefox's driver leaves its sockets to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

HEAD = "<!doctype html><html lang=en-US><meta charset=utf-8><body>"
LOOKED = "document.querySelector('[data-click-to-call=\"+16502530000\"]') !== null"
IN_SECTIONS = f"""() => [...document.querySelectorAll("section")].map((section) => {{
  const all = [section, ...section.querySelectorAll("*")];
  return all.flatMap((at) => [...((at === section ? at : at.shadowRoot)
    ?.querySelectorAll("[data-click-to-call='{NUMBER}']") ?? [])]).map((at) => at.textContent);
}})"""


@pytest.fixture
def tab(firefox_tab: Tab) -> Tab:
    return firefox_tab


@pytest.fixture
def fingers(tab: Tab) -> Fingers:
    return Fingers(tab.driver)


def sections(bodies: Any) -> str:
    return HEAD + "".join(f"<section>{body}</section>" for body in bodies) + LAST


def test_what_is_marked(tab: Tab, fingers: Fingers, page_server: PageServer) -> None:
    tab.go(page_server.add(sections(body for body, _ in MARKED.values())))
    tab.until(LOOKED)
    found = fingers.evaluate(IN_SECTIONS)
    assert dict(zip(MARKED, found, strict=True)) == {
        name: [text] for name, (_, text) in MARKED.items()
    }


def test_what_is_left_alone(tab: Tab, fingers: Fingers, page_server: PageServer) -> None:
    tab.go(page_server.add(sections(LEFT_ALONE.values())))
    tab.until(LOOKED)
    found = fingers.evaluate(IN_SECTIONS)
    assert dict(zip(LEFT_ALONE, found, strict=True)) == {name: [] for name in LEFT_ALONE}


def test_links(tab: Tab, fingers: Fingers, page_server: PageServer) -> None:
    left = [f"<a href='{href}'>here</a>" for href in LEFT_LINKS.values()]
    tab.go(page_server.add(sections([*(html for html, _ in TAKEN.values()), *left])))
    tab.until(LOOKED)
    found = fingers.evaluate(
        "[...document.querySelectorAll('a,area')].map((a) => a.getAttribute('data-click-to-call'))"
    )
    wanted = {name: want for name, (_, want) in TAKEN.items()} | dict.fromkeys(LEFT_LINKS)
    assert dict(zip([*TAKEN, *LEFT_LINKS], found, strict=True)) == wanted


@pytest.mark.parametrize(
    ("kind", "html"),
    [("application/xhtml+xml", XHTML), ("text/html", OLD)],
    ids=["XHTML", "quirks"],
)
def test_old_and_strict_documents(kind: str, html: str, tab: Tab, page_server: PageServer) -> None:
    page_server.pages["/document"] = (f"{kind}; charset=utf-8", html.encode())
    tab.go(page_server.url("/document", PLAIN))
    plain = [tab.ask("document.body.innerText"), tab.ask("document.documentElement.outerHTML")]
    tab.go(page_server.url("/document"))
    tab.until(f"{ALL_MARKS} === 1")
    assert tab.ask("document.body.innerText") == plain[0]
    tab.change({"enabled": False})
    tab.until(NO_MARKS)
    assert tab.ask("document.documentElement.outerHTML") == plain[1]


def test_text_of_every_shape(tab: Tab, fingers: Fingers, page_server: PageServer) -> None:
    html = sections(html for html, _ in FLOWING.values())
    tab.go(page_server.add(html, PLAIN))
    plain = fingers.evaluate(PIECES)
    tab.go(page_server.add(html))
    tab.until(LOOKED)
    found = fingers.evaluate(f"{SECTIONS}.map((marks) => marks.length)")
    assert dict(zip(FLOWING, found, strict=True)) == {
        name: count for name, (_, count) in FLOWING.items()
    }
    marked = fingers.evaluate(PIECES)
    assert marked[0] == plain[0]
    assert is_same(marked, plain)


def test_every_form_of_editing(tab: Tab, page_server: PageServer) -> None:
    tab.go(page_server.add(f"{HEAD}{EDITORS}{LAST}"))
    tab.until(LOOKED)
    assert tab.ask("htmlOf() === before")


@pytest.mark.parametrize("case", FLIPS)
def test_a_text_becomes_an_editor_and_is_one_no_more(
    case: str, tab: Tab, fingers: Fingers, page_server: PageServer
) -> None:
    on, off = FLIPS[case]
    tab.go(page_server.add(f"{HEAD}<div id=outer><div id=editor>Ring 213-373-4253 now</div></div>"))
    types = case != "role"  # there, only the page's own script writes
    for turn in range(2):
        tab.until(f"{ALL_MARKS} === 1")
        fingers.evaluate(f"() => {{ {on} }}")
        fingers.locator("#editor").click(position={"x": 5, "y": 5})
        fingers.evaluate("getSelection().collapse(editor, editor.childNodes.length)")
        if types:
            fingers.keyboard.press("!")
        written = "!" * (turn + 1) if types else ""
        assert tab.ask("editor.innerHTML") == f"Ring 213-373-4253 now{written}"
        fingers.evaluate(f"() => {{ {off} }}")


@pytest.mark.parametrize("case", OBJECTORS)
def test_a_page_that_objects_is_left_alone(case: str, tab: Tab, page_server: PageServer) -> None:
    script = (
        "var n = 0; const text = p.firstChild; const was = p.innerHTML; const all ="
        " { childList: true, subtree: true, characterData: true };" + OBJECTORS[case]
    )
    tab.go(page_server.add(f"{HEAD}<p id=p>Call 213-373-4253</p>{LAST}<script>{script}</script>"))
    tab.until("n >= 3")
    tab.ask("void (last.textContent = 'ring +1 650-253-0001')")
    tab.until("document.querySelector('[data-click-to-call=\"+16502530001\"]') !== null")
    assert tab.ask("n") == 3
    assert tab.ask("p.innerHTML") == "Call 213-373-4253"


@pytest.mark.parametrize(("language", "text", "number"), SAYS_ITS_COUNTRY)
def test_the_page_says_whose_numbers_these_are(
    language: str, text: str, number: str, tab: Tab, page_server: PageServer
) -> None:
    tab.go(page_server.add(f'<!doctype html><html lang="{language}"><title>x</title><p>{text}'))
    tab.until(f"document.querySelector('[data-click-to-call=\"{number}\"]') !== null")


def test_another_region_applies_without_a_reload(tab: Tab, page_server: PageServer) -> None:
    tab.go(page_server.add(f"{HEAD}<p>Ruf an: 030 901820</p>{LAST}"))
    tab.until(LOOKED)
    tab.change({"sites": {"pages.test": {"region": "DE"}}})
    tab.until("document.querySelector('[data-click-to-call=\"+4930901820\"]') !== null")


def test_a_copy_carries_nothing_of_ours(
    tab: Tab, fingers: Fingers, page_server: PageServer
) -> None:
    copying = "<script>oncopy = () => { seen = h.innerHTML }</script>"
    tab.go(page_server.add(f"{HEAD}<h1 id=h>Ring (213) 373-4253</h1>{copying}{LAST}"))
    tab.until(LOOKED)
    tab.ask("void getSelection().selectAllChildren(h)")
    fingers.keyboard.press("Control+c")
    assert tab.ask("seen") == "Ring (213) 373-4253"
    assert clipboard_of(tab.driver) == "Ring (213) 373-4253"
    assert "click-to-call" not in clipboard_of(tab.driver, "text/html")
    tab.until(f"{ALL_MARKS} === 2")


def test_the_way_back_to_a_page_that_was_kept(tab: Tab, page_server: PageServer) -> None:
    kept = "<script>onpageshow = (e) => { kept = e.persisted }</script>"
    tab.go(page_server.add(f"{HEAD}<p id=p>213-373-4253</p>{kept}"))
    tab.until(f"{ALL_MARKS} === 1")
    tab.ask("void (window.old = document.querySelector('[data-click-to-call]'))")
    tab.go(page_server.add("<!doctype html><title>elsewhere</title>"))
    tab.driver.go_back()
    assert tab.ask("kept && old.isConnected")
    tab.ask("void p.append(' or 415-555-2672')")
    tab.until(f"{ALL_MARKS} === 2")


@pytest.mark.parametrize("delay", [1000, 5000])
def test_comes_alive(
    delay: int, tab: Tab, fingers: Fingers, page_server: PageServer, applications: Path
) -> None:
    tab.go(hydration.put_up(page_server, applications, 0, PLAIN))
    wanted = come_alive(tab, fingers)
    tab.go(hydration.put_up(page_server, applications, delay, "pages.test"))
    if delay > 2500:  # then it comes alive over our marks
        for _ in frames(tab):
            tab.until(f"{ALL_MARKS} === {hydration.MARKS}")
            assert not tab.ask("'isAlive' in window")
    assert come_alive(tab, fingers) == wanted
    for _ in frames(tab):
        tab.until(f"{ALL_MARKS} > 0")
    tab.change({"enabled": False})
    for _ in frames(tab):
        tab.until(NO_MARKS)


def frames(tab: Tab) -> Iterator[str]:
    for name in hydration.RENDERED:
        tab.driver.switch_to_frame()
        tab.driver.switch_to_frame(tab.driver.find_element("css selector", f"[name='{name}']"))
        yield name
    tab.driver.switch_to_frame()


def come_alive(tab: Tab, fingers: Fingers) -> dict[str, Any]:
    shown = {}
    for name in frames(tab):
        tab.until("window.isAlive")
        first = tab.ask("document.body.innerText")
        shown[name] = [first, *fingers.evaluate(hydration.GOES_ON)]
    return shown


def test_turbo(tab: Tab, fingers: Fingers, page_server: PageServer, applications: Path) -> None:
    turbo.put_up(page_server, applications)
    tab.go(page_server.url("/turbo-first.html", PLAIN))
    shown = {}
    for step, action in turbo.STEPS.items():
        fingers.evaluate(f"async () => {{ await ({action}) }}")
        fingers.evaluate("() => new Promise(requestAnimationFrame)")
        shown[step] = (tab.ask("document.body.innerText"), tab.ask(turbo.HTML))
    tab.go(page_server.url("/turbo-first.html"))
    for step, action in turbo.STEPS.items():
        fingers.evaluate(f"async () => {{ await ({action}) }}")
        tab.until(f"{ALL_MARKS} === {turbo.MARKED[step]}")
        assert tab.ask("document.body.innerText") == shown[step][0], step
    tab.change({"enabled": False})
    tab.until(NO_MARKS)
    assert tab.ask(turbo.HTML) == shown[step][1]


def test_whatever_a_page_does_it_is_seen_as_without_marks(
    tab: Tab, fingers: Fingers, page_server: PageServer
) -> None:
    tab.change({"sites": {"pages.test": wander.US, PLAIN: wander.OFF}})
    seen: dict[str, list[Any]] = {PLAIN: [], "pages.test": []}
    for host, states in seen.items():
        tab.go(page_server.add(wander.HTML, host))
        if host != PLAIN:
            tab.until(wander.FIRST_IS_MARKED)
        fingers.evaluate("() => start(1, 16)")
        for _ in range(wander.STEPS):
            states.append(fingers.evaluate("() => step(2)"))
            fingers.evaluate(wander.AT_REST, wander.TURNS)
            states.append(fingers.evaluate("() => seen()"))
    for plain, marked in zip(*seen.values(), strict=True):
        assert is_same(plain, marked), (plain, marked)


@pytest.mark.parametrize("name", PROGRAMS)
def test_editors_save_the_same(
    name: str, tab: Tab, fingers: Fingers, page_server: PageServer, applications: Path
) -> None:
    html = editor_page(page_server, applications, name)
    tab.go(page_server.add(html, PLAIN))
    plain = write(tab, fingers, name)
    tab.go(page_server.add(html))
    tab.until(f"{ALL_MARKS} > 0")
    assert write(tab, fingers, name, is_watched=True) == plain
    assert "4155552671" in plain.replace("-", "")


def write(tab: Tab, fingers: Fingers, name: str, *, is_watched: bool = False) -> str:
    fingers.evaluate("async () => { await window.ready; return null; }")
    if name == "tinymce":
        tab.driver.switch_to_frame(tab.driver.find_element("css selector", "iframe"))
        fingers.locator("body").click(position={"x": 20, "y": 20})
        tab.driver.switch_to_frame()
    elif name == "plain":  # empty, it has no height
        tab.ask("document.querySelector('[contenteditable]').focus()")
    else:
        place = "[contenteditable]:not([contenteditable=false])"
        if name in {"codemirror5", "monaco"}:
            place = ".CodeMirror, .monaco-editor .view-lines"
        fingers.locator(place).click(position={"x": 20, "y": 8})
    for words in ["Call 415-555-2671 or 4155552671.", "\ue007", "Then +1 650 253 0001"]:
        sequence = tab.driver.actions.sequence("key", "keyboard")
        for key in words:
            sequence.key_down(key).key_up(key)
        sequence.perform()
        fingers.evaluate(TWO_FRAMES)
    tab.ask("void (last.textContent = '+1 650 253 0000')")
    if is_watched:
        tab.until(LOOKED)
    fingers.evaluate(TWO_FRAMES)
    return str(fingers.evaluate("() => read()"))
