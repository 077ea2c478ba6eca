"""What the content scripts do is the same in Firefox: unseen leftovers, every kind of place, exact
undo, frameworks state by state, editors left alone."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from marionette_driver import By

from scripts.stage.page_server import PageServer
from tests.browser.firefox import ALL_MARKS, NO_MARKS, PLAIN, Tab, wait_for
from tests.browser.test_editors import BESIDE
from tests.browser.test_frameworks import FRAMEWORKS, NUMBER, application_page
from tests.browser.test_reach import FILL_FRAMES, FRAMES, REPLACED, ROOTS, TEXT, UNMARKED
from tests.browser.test_undo import MARKS
from tests.browser.test_undo import PAGE as UNDONE
from tests.browser.test_unseen import AGAIN, COUNT, NOTHING, PAGE, SHORTER, WRITTEN, differences

# Firefox's driver leaves its sockets to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

STATES = {"seed": 77, "count": 12}


@pytest.fixture
def tab(firefox_tab: Tab) -> Tab:
    return firefox_tab


def test_what_stays_is_unseen(tab: Tab, page_server: PageServer) -> None:
    tab.go(page_server.add(PAGE, PLAIN))
    plain: dict[str, Any] = {}
    for step in [AGAIN, NOTHING, SHORTER, AGAIN]:
        tab.ask(step)
        plain.setdefault(step, boxes(tab))
    tab.go(page_server.add(PAGE))
    tab.until(f"{COUNT} === {WRITTEN}")
    assert differences(boxes(tab), plain[AGAIN]) == []
    for step in [NOTHING, AGAIN, SHORTER, AGAIN]:
        tab.ask(step)
        assert differences(boxes(tab), plain[step]) == [], step
    tab.change({"enabled": False})
    tab.until(NO_MARKS)
    assert tab.ask("written.every((node) => node.data === node.was)")


def boxes(tab: Tab) -> Any:
    """Without what a selection says, which in Firefox is all that stands there, drawn or not. What
    is copied is the page's own text."""
    return [[*box[:2], *box[3:]] for box in tab.ask("look()")]


def test_undo_is_exact(tab: Tab, page_server: PageServer) -> None:
    tab.go(page_server.add(UNDONE))
    tab.until(f"{ALL_MARKS} === {MARKS}")
    tab.change({"enabled": False})
    tab.until(NO_MARKS)
    assert tab.ask("document.documentElement.outerHTML === before.html")
    assert tab.ask("nodesOf().length === before.nodes.length")
    assert tab.ask("nodesOf().every((node, index) => node === before.nodes[index])")


def test_shadow_trees(tab: Tab, page_server: PageServer) -> None:
    tab.go(page_server.add("<!doctype html><html lang=en-US><body><p id=first></p>"))
    tab.ask(f"({ROOTS})(arguments[0])", TEXT)
    tab.until(f"{UNMARKED}.length === 0")


def test_frames(tab: Tab, page_server: PageServer) -> None:
    names = [name for name in FRAMES if name not in {"nested", "late"}]
    inner = page_server.add(f"<!doctype html>{TEXT}")
    other = page_server.add(f"<!doctype html>{TEXT}", "crm.test")
    body = "".join(FRAMES.values()).replace("{inner}", inner).replace("{other}", other)
    tab.go(page_server.add(f"<!doctype html><html lang=en-US><body>{body}"))
    tab.ask(f"({FILL_FRAMES})(arguments[0])", TEXT)
    for name in names:
        frame = tab.driver.find_element(By.CSS_SELECTOR, f"[name='{name}']")
        tab.driver.switch_to_frame(frame)
        assert wait_for(tab.driver, "[data-click-to-call^='+']"), name
        tab.driver.switch_to_frame()


def test_a_document_that_is_replaced(tab: Tab, page_server: PageServer) -> None:
    tab.go(page_server.add("<!doctype html><html lang=en-US><body>213-373-4254"))
    for number, script in enumerate(REPLACED.values(), 10):
        tab.until(f"{ALL_MARKS} === 1")
        text = f"<p>Call 213-373-43{number}</p>"
        tab.ask("(" + script.replace("() => {", f"() => {{ const text = `{text}`;") + ")()")
        tab.until(f"document.querySelector('[data-click-to-call=\"+121337343{number}\"]') !== null")


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_every_state_shows_the_same_text(
    name: str, tab: Tab, page_server: PageServer, applications: Path
) -> None:
    html = application_page(applications, name)
    tab.go(page_server.add(html, PLAIN))
    plain = json.loads(go_through(tab, None))
    ended = whole_page(tab)
    tab.go(page_server.add(html))
    tab.until(f"{ALL_MARKS} > 0")
    marked = json.loads(go_through(tab, [len(NUMBER.findall(text)) for text in plain["later"]]))
    assert marked["missing"] == []
    assert marked["atOnce"] == plain["atOnce"]
    assert marked["later"] == plain["later"]
    tab.change({"enabled": False})
    tab.until(NO_MARKS)
    assert whole_page(tab) == ended


def go_through(tab: Tab, marks: list[int] | None) -> Any:
    return tab.driver.execute_async_script(
        "const [options, done] = arguments; goThrough(JSON.parse(options))"
        ".then((found) => done(JSON.stringify(found)))",
        [json.dumps({**STATES, "marks": marks})],
        sandbox=None,
    )


def whole_page(tab: Tab) -> str:
    html = re.sub(r"<script>.*</script>", "", tab.ask("document.documentElement.outerHTML"))
    return re.sub(r"lit\$\d+\$", "lit", html)


def test_editors_are_left_alone(tab: Tab, page_server: PageServer) -> None:
    editors = "".join(
        f"<div {kind} class=editor>213-373-4253</div>"
        for kind in ["contenteditable", "contenteditable=plaintext-only", "role=textbox"]
    )
    tab.go(page_server.add(f"<!doctype html><html lang=en-US><body>{editors}{BESIDE}<p id=last>"))
    wait_for(tab.driver, "[data-click-to-call^='+']")
    editor = tab.driver.find_element(By.CSS_SELECTOR, ".editor")
    editor.click()
    editor.send_keys("Call 415-555-2671 ")
    tab.ask("void (last.textContent = '213-373-4259')")
    tab.until(f"{ALL_MARKS} === 2")
    html = tab.ask("[...document.querySelectorAll('.editor')].map((at) => at.innerHTML).join()")
    assert "415-555-2671" in html
    assert "click-to-call" not in html
