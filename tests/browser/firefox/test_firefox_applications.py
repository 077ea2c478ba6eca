"""Tests that applications of every framework, hydrated pages, Turbo and editors show and save in
Firefox what they show and save without the extension, and that each of their numbers is painted."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from marionette_driver import By
from playwright.sync_api import ViewportSize

from tests.browser.marks import test_hydration as hydration
from tests.browser.marks import test_turbo as turbo
from tests.browser.marks.test_editing import EDITORS, FLIPS
from tests.browser.marks.test_editors import EDITORS as PROGRAMS
from tests.browser.marks.test_editors import editor_page
from tests.browser.marks.test_frameworks import FRAMEWORKS, NUMBER, application_page, whole_page
from tests.support.firefox import NOTHING_OF_OURS, PAINTED, PLAIN, Tab
from tests.support.firefox_input import Fingers
from tests.support.page_server import PageServer
from tests.support.painted import painted_texts
from tests.support.real_input import TWO_FRAMES
from tests.support.watching import LAST, TALL, everything_is_read, expect_painted

# Marionette leaves its sockets open, and Python warns when the garbage collector closes them. The
# tests ignore these warnings, which pytest would treat as errors.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

HEAD = "<!doctype html><html lang=en-US><meta charset=utf-8><body>"
USUAL: ViewportSize = {"width": 1280, "height": 900}
STATES = {"seed": 77, "count": 12}
HEARS_ERRORS = """<script>
  window.said = [];
  addEventListener("error", ({ message }) => said.push(message));
  addEventListener("unhandledrejection", ({ reason }) => said.push(String(reason)));
</script>"""


@pytest.fixture
def tab(firefox_tab: Tab) -> Tab:
    return firefox_tab


@pytest.fixture
def page(tab: Tab) -> Iterator[Any]:
    """Yields Firefox's current tab as an object with those methods of Playwright's page that these
    tests use."""
    fingers = Fingers(tab.driver)
    fingers.set_viewport_size(TALL)
    yield fingers
    fingers.set_viewport_size(USUAL)


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_every_state_shows_the_same_and_its_numbers_are_painted(
    name: str, tab: Tab, page: Any, page_server: PageServer, applications: Path
) -> None:
    html = application_page(applications, name).replace("<body>", f"<body>{HEARS_ERRORS}", 1)
    plain = go_through(page, page_server.add(html, PLAIN), None)
    digits = [len(re.sub(r"\D", "", "".join(NUMBER.findall(text)))) for text in plain[0]["later"]]
    found = go_through(page, page_server.add(html), digits)
    assert found[0].pop("missing") == []
    plain[0].pop("missing")
    assert found == plain
    tab.change({"enabled": False})
    tab.until(NOTHING_OF_OURS)
    assert whole_page(page) == plain[1]


def go_through(page: Any, address: str, digits: list[int] | None) -> tuple[Any, str, list[str]]:
    """Opens an application and lets it go through its states. Returns the text of each state, the
    final HTML, and the errors on the console. `digits` has, for each state, how many digits must be
    painted; it is None on the site without the extension."""
    page.goto(address)
    page.evaluate("async () => { await window.ready; }")
    found = page.evaluate("options => goThrough(options)", {**STATES, "digits": digits})
    return found, whole_page(page), page.evaluate("said")


@pytest.mark.parametrize("delay", [0, 5000])
def test_hydration_is_the_same(
    delay: int, tab: Tab, page: Any, page_server: PageServer, applications: Path
) -> None:
    """The page's texts and HTML are the same whether its numbers are painted before or after the
    framework hydrates the page."""
    page.goto(hydration.put_up(page_server, applications, 0, PLAIN))
    wanted = come_alive(tab, page)
    page.goto(hydration.put_up(page_server, applications, delay, "pages.test"))
    if delay:
        for _ in frames(tab):
            tab.until(f"{PAINTED} >= {hydration.PAINTED}")
            assert not tab.ask("'isAlive' in window")
    assert come_alive(tab, page) == wanted
    for _ in frames(tab):
        tab.until(f"{PAINTED} > 0")


def frames(tab: Tab) -> Iterator[str]:
    for name in hydration.RENDERED:
        tab.driver.switch_to_frame(tab.driver.find_element(By.CSS_SELECTOR, f"[name='{name}']"))
        yield name
        tab.driver.switch_to_frame()


def come_alive(tab: Tab, page: Any) -> dict[str, Any]:
    """Waits until each application is hydrated, and then changes it. Returns, for each application,
    the text at first and after each change, and the final HTML."""
    shown = {}
    for name in frames(tab):
        tab.until("window.isAlive")
        first = tab.ask("document.body.innerText")
        shown[name] = [first, *page.evaluate(hydration.GOES_ON), tab.ask("root.innerHTML")]
    return shown


def test_turbo(tab: Tab, page: Any, page_server: PageServer, applications: Path) -> None:
    turbo.put_up(page_server, applications)
    page.goto(page_server.url("/turbo-first.html", PLAIN))
    shown = {}
    for step, action in turbo.STEPS.items():
        page.evaluate(f"async () => {{ await ({action}) }}")
        page.evaluate(TWO_FRAMES)
        shown[step] = (tab.ask("document.body.innerText"), tab.ask(turbo.HTML))
    page.goto(page_server.url("/turbo-first.html"))
    for step, action in turbo.STEPS.items():
        page.evaluate(f"async () => {{ await ({action}) }}")
        expect_painted(page, turbo.PAINTED[step])
        assert (tab.ask("document.body.innerText"), tab.ask(turbo.HTML)) == shown[step], step


@pytest.mark.parametrize("name", PROGRAMS)
def test_editors_save_the_same(
    name: str, page: Any, page_server: PageServer, applications: Path
) -> None:
    html = editor_page(page_server, applications, name)
    page.goto(page_server.add(html, PLAIN))
    plain = write(page, name)
    page.goto(page_server.add(html))
    expect_painted(page, ["213-373-4253"])
    assert write(page, name, is_watched=True) == plain
    assert "4155552671" in plain.replace("-", "")


def write(page: Any, name: str, *, is_watched: bool = False) -> str:
    page.evaluate("async () => { await window.ready; }")
    driver = page.driver
    if name == "tinymce":
        driver.switch_to_frame(driver.find_element(By.CSS_SELECTOR, "iframe"))
        page.locator("body").click(position={"x": 20, "y": 20})
        driver.switch_to_frame()
    elif name == "plain":  # The empty editor has no height, so it cannot be clicked.
        page.locator("[contenteditable]").focus()
    else:
        place = "[contenteditable]:not([contenteditable=false])"
        if name in {"codemirror5", "monaco"}:
            place = ".CodeMirror, .monaco-editor .view-lines"
        page.locator(place).click(position={"x": 20, "y": 8})
    for words in ["Call 415-555-2671 or 4155552671.", "\ue007", "Then +1 650 253 0001"]:
        page.keyboard.type(words)
        page.evaluate(TWO_FRAMES)
    if is_watched:
        everything_is_read(page)
        assert painted_texts(page) == ["213-373-4253", LAST]
    page.evaluate(TWO_FRAMES)
    return str(page.evaluate("() => read()"))


def test_every_form_of_editing(page: Any, page_server: PageServer) -> None:
    page.goto(page_server.add(f"{HEAD}{EDITORS}<p id=last></p>"))
    everything_is_read(page)
    assert painted_texts(page) == [LAST]
    assert page.evaluate("htmlOf() === before")


@pytest.mark.parametrize("case", FLIPS)
def test_a_text_becomes_an_editor_and_is_one_no_more(
    case: str, page: Any, page_server: PageServer
) -> None:
    on, off = FLIPS[case]
    page.goto(
        page_server.add(f"{HEAD}<div id=outer><div id=editor>Ring 213-373-4253 now</div></div>")
    )
    # An element with only the role of a text box accepts no typing, so the test types nothing
    # there.
    types = case != "role"
    for turn in range(2):
        expect_painted(page, ["213-373-4253"])
        page.evaluate(f"() => {{ {on} }}")
        page.locator("#editor").click(position={"x": 5, "y": 5})
        page.evaluate("getSelection().collapse(editor, editor.childNodes.length)")
        if types:
            page.keyboard.press("!")
        written = "!" * (turn + 1) if types else ""
        assert page.evaluate("editor.innerHTML") == f"Ring 213-373-4253 now{written}"
        expect_painted(page, [])
        page.evaluate(f"() => {{ {off} }}")
