"""Tests that numbers stay painted in pages with Turbo, which replaces or morphs parts of a page.

The tests visit pages, load frames, render streams, morph a page and restore a page from the cache.
"""

from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from tests.support.extension import change_settings
from tests.support.page_server import PageServer
from tests.support.watching import expect_gone, expect_painted

PLAIN = "plain.test"
HEAD = """<!doctype html><html lang=en-US><head><title>Contacts</title><link rel=icon href=data:,>
<meta name=turbo-refresh-method content=morph><script src=/turbo.js></script></head><body>"""
FIRST = """<h1>First: 213-373-4253</h1><pre>213-373-4254 and  more</pre>
<turbo-frame id=frame><p>In a frame: 213-373-4255</p></turbo-frame>
<ul id=list><li id=one>213-373-4256</li></ul><p id=dash>213-<b>373</b>-4257</p></body>"""
SECOND = "<h1>Second: 415-555-2671</h1><p><a href='tel:+14155552672'>415-555-2672</a></p></body>"
FRAME = "<turbo-frame id=frame><p>Now: 415-555-2673</p></turbo-frame></body>"
STREAM = """<turbo-stream action=append target=list>
<template><li id=two>650-253-0000</li></template>
</turbo-stream><turbo-stream action=update target=one><template>650-253-0001</template>
</turbo-stream><turbo-stream action=replace target=dash><template><p id=dash>none</p></template>
</turbo-stream>"""

LOADED = "new Promise((told) => addEventListener('turbo:load', told, { once: true }))"
# Waits until the page shows the whole stream, because Turbo renders each part of a stream in
# another animation frame.
STREAMED = """new Promise((tell) => {
  const look = () => dash.innerText === "none" && document.querySelector("#two")
    ? tell() : requestAnimationFrame(look);
  look();
})"""
STEPS = {
    "a frame": "(frame.src = '/turbo-frame.html', frame.loaded)",
    "a stream": f"(Turbo.renderStreamMessage(`{STREAM}`), {STREAMED})",
    "a morph": f"Promise.all([{LOADED}, Turbo.session.refresh(location.href)])",
    "a visit": f"Promise.all([{LOADED}, Turbo.visit('/turbo-second.html')])",
    "the way back": f"Promise.all([{LOADED}, history.back()])",
}
FIRST_NUMBERS = ["213-373-4253", "213-373-4254"]
STREAMED_NUMBERS = [*FIRST_NUMBERS, "415-555-2673", "650-253-0001", "650-253-0000"]
RELOADED_NUMBERS = [*FIRST_NUMBERS, "213-373-4255", "213-373-4256", "213-", "373", "-4257"]
PAINTED = {
    "a frame": [*FIRST_NUMBERS, "415-555-2673", "213-373-4256", "213-", "373", "-4257"],
    "a stream": STREAMED_NUMBERS,
    "a morph": RELOADED_NUMBERS,
    "a visit": ["415-555-2671"],
    "the way back": RELOADED_NUMBERS,
}
HTML = 'document.body.outerHTML.replace(/ (complete|src)="[^"]*"/g, \'\')'


def put_up(server: PageServer, applications: Path) -> None:
    script = (applications / "turbo.js").read_bytes()
    server.pages["/turbo.js"] = ("text/javascript; charset=utf-8", script)
    for name, body in {"first": FIRST, "second": SECOND, "frame": FRAME}.items():
        server.pages[f"/turbo-{name}.html"] = ("text/html; charset=utf-8", (HEAD + body).encode())


def test_turbo(
    page: Page, browser_context: BrowserContext, page_server: PageServer, applications: Path
) -> None:
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    put_up(page_server, applications)
    change_settings(browser_context, sites={PLAIN: {"enabled": False}})
    page.goto(page_server.url("/turbo-first.html", PLAIN))
    shown = {}
    for step, action in STEPS.items():
        page.evaluate(action)
        page.evaluate("new Promise(requestAnimationFrame)")
        shown[step] = (page.evaluate("document.body.innerText"), page.evaluate(HTML))
    page.goto(page_server.url("/turbo-first.html"))
    for step, action in STEPS.items():
        page.evaluate(action)
        expect_painted(page, PAINTED[step])
        assert (page.evaluate("document.body.innerText"), page.evaluate(HTML)) == shown[step], step
    change_settings(browser_context, enabled=False)
    expect_gone(page)
    assert said == []
