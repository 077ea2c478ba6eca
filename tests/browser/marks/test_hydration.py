"""Tests that server-rendered pages are hydrated during or after loading, while their numbers are
painted. The console shows the same messages as without the extension."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame, Page

from tests.support.extension import change_settings
from tests.support.page_server import PageServer
from tests.support.watching import TALL, expect_gone

RENDERED = ["react18", "react19", "preact", "vue3", "svelte5", "solid"]
FRAMEWORKS = Path(__file__).parents[1] / "pages" / "frameworks"
PLAIN = "plain.test"
PAINTED = 6
"""How many numbers each application has in the HTML from the server."""
GOES_ON = """async () => {
  const states = statesFrom(7);
  const texts = [];
  for (let turn = 0; turn < 12; turn += 1) {
    await app.set(states.next().value);
    texts.push(document.body.innerText);
  }
  return texts;
}"""


@pytest.fixture
def said(page: Page) -> list[str]:
    """Returns a list that collects the console's messages and all uncaught errors."""
    words: list[str] = []
    page.on("pageerror", lambda error: words.append(f"uncaught: {error}"))
    page.on("console", lambda line: words.append(line.text))
    return words


def put_up(server: PageServer, applications: Path, delay: int, host: str) -> str:
    """Adds a page with all applications, each in a frame of its own that is hydrated `delay` ms
    after loading. Returns the page's address."""
    states = (FRAMEWORKS / "states.js").read_text("utf-8")
    frames = []
    for name in RENDERED:
        html = (applications / f"{name}.html").read_text("utf-8")
        alive = (applications / f"{name}.alive.js").read_text("utf-8").replace("</", "<\\/")
        start = f"onload = () => setTimeout(() => {{ hydrate(); isAlive = true }}, {delay})"
        scripts = "".join(f"<script>{script}</script>" for script in (states, alive, start))
        page = f"<!doctype html><meta charset=utf-8><link rel=icon href=data:,><div id=root>{html}"
        address = server.add(f"{page}</div>{scripts}", host)
        frames.append(f"<iframe name={name} src='{address}' width=400 height=600></iframe>")
    return server.add(f"<!doctype html><link rel=icon href=data:,>{''.join(frames)}", host)


def frames_of(page: Page) -> list[Frame]:
    return [frame for name in RENDERED if (frame := page.frame(name)) is not None]


def come_alive(page: Page) -> dict[str, list[str]]:
    """Waits until each application is hydrated, and then changes it. Returns, for each application,
    the text at first and after each change."""
    frames = frames_of(page)
    assert len(frames) == len(RENDERED)
    for frame in frames:
        frame.wait_for_function("window.isAlive")
    return {
        frame.name: [frame.evaluate("document.body.innerText"), *frame.evaluate(GOES_ON)]
        for frame in frames
    }


@pytest.mark.parametrize("delay", [0, 1000, 5000])
def test_hydration_is_the_same(
    delay: int,
    page: Page,
    said: list[str],
    browser_context: BrowserContext,
    page_server: PageServer,
    applications: Path,
) -> None:
    page.set_viewport_size(TALL)
    change_settings(browser_context, sites={PLAIN: {"enabled": False}})
    page.goto(put_up(page_server, applications, 0, PLAIN))
    wanted = come_alive(page)
    ended = {frame.name: html_of(frame) for frame in frames_of(page)}
    said_without = said.copy()
    said.clear()
    page.goto(put_up(page_server, applications, delay, "pages.test"))
    if delay >= 5000:
        for frame in frames_of(page):
            frame.wait_for_function(f"CSS.highlights.get('click-to-call')?.size >= {PAINTED}")
            assert not frame.evaluate("'isAlive' in window")
    assert come_alive(page) == wanted
    assert said == said_without
    assert {frame.name: html_of(frame) for frame in frames_of(page)} == ended
    for frame in frames_of(page):
        frame.wait_for_function("CSS.highlights.get('click-to-call')?.size > 0")
    change_settings(browser_context, enabled=False)
    for frame in frames_of(page):
        expect_gone(frame)


def html_of(frame: Frame) -> str:
    html: str = frame.evaluate("root.innerHTML")
    return html
