"""Tests that real editors save the numbers that a user types exactly as they would without the
extension."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page

from tests.support.extension import change_settings
from tests.support.page_server import PageServer
from tests.support.painted import painted_texts
from tests.support.watching import LAST, TALL, everything_is_read, expect_painted

EDITORS = [
    "plain", "quill", "prosemirror", "lexical", "slate", "draft", "codemirror5", "codemirror6",
    "tinymce", "trix", "monaco", "ckeditor5",
]  # fmt: skip
CLOCKED = "trix"
"""An editor whose undo is not compared, because the time between keys decides how much this editor
undoes at once."""
BESIDE = "<p>Beside the editor: <b>213-373-4253</b></p>"
FRAME = "new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(told)))"
"""Waits two animation frames, because Trix processes input and updates its value once per frame."""


@dataclass
class Saved:
    """The value that the editor would save after typing, and after one undo."""

    typed: str
    undone: str


@pytest.mark.parametrize("name", EDITORS)
def test_saves_the_same(
    name: str,
    page: Page,
    browser_context: BrowserContext,
    page_server: PageServer,
    applications: Path,
) -> None:
    page.set_viewport_size(TALL)
    change_settings(browser_context, sites={"plain.test": {"enabled": False}})
    html = editor_page(page_server, applications, name)
    page.goto(page_server.add(html, "plain.test"))
    plain = write(page, name)
    page.goto(page_server.add(html))
    expect_painted(page, ["213-373-4253"])
    with_extension = write(page, name, is_watched=True)
    assert with_extension == plain
    assert "4155552671" in plain.typed.replace("-", "")


def editor_page(server: PageServer, applications: Path, name: str) -> str:
    script = (applications / f"{name}.js").read_bytes()
    server.pages[f"/{name}.js"] = ("text/javascript; charset=utf-8", script)
    css = applications / f"{name}.css"
    style = css.read_text("utf-8") if css.exists() else ""
    # TinyMCE stays invisible until its skin is loaded, and this page has no skin to load.
    style += ".tox { visibility: visible !important }"
    head = f"<!doctype html><html lang=en-US><meta charset=utf-8><style>{style}</style>"
    return f"{head}<body>{BESIDE}<p id=last></p><div id=root></div><script src={name}.js></script>"


def write(page: Page, name: str, *, is_watched: bool = False) -> Saved:
    """Types into the editor as a user does, and undoes once. With `is_watched`, the extension is
    on: the function also waits until the extension has read the typed text, and checks that nothing
    is painted in the editor."""
    page.evaluate("window.ready")
    place = writing_place(page, name)
    place.click()
    page.keyboard.type("Call 415-555-2671 or 4155552671.", delay=5)
    page.evaluate(FRAME)
    page.keyboard.press("Enter")
    page.evaluate(FRAME)
    page.keyboard.type("Then +1 650 253 0001", delay=5)
    page.evaluate(FRAME)
    page.keyboard.press("Home")
    page.evaluate(FRAME)
    page.keyboard.type("x ")
    if is_watched:
        everything_is_read(page)
        assert painted_texts(page) == ["213-373-4253", LAST]
    page.evaluate(FRAME)
    typed = page.evaluate("read()")
    if name == CLOCKED:
        return Saved(typed, "")
    page.keyboard.press("ControlOrMeta+z")
    page.evaluate(FRAME)
    undone = page.evaluate("read()")
    return Saved(typed, undone)


def writing_place(page: Page, name: str) -> Locator:
    if name == "tinymce":
        frame: FrameLocator = page.frame_locator("iframe")
        return frame.locator("body")
    if name in {"codemirror5", "monaco"}:
        return page.locator(".CodeMirror, .monaco-editor .view-lines")
    return page.locator("[contenteditable]:not([contenteditable=false])").first
