"""Tests that nothing is painted or changed in editors: in every kind of editable element, in
elements that become or stop being editable, with input methods, and in drafts that a page saves at
each key."""

import pytest
from playwright.sync_api import Page

from tests.support.page_server import PageServer
from tests.support.painted import painted_texts
from tests.support.watching import LAST, TALL, everything_is_read, expect_painted

EDITORS = """
<div class=e contenteditable>213-373-4253</div>
<div class=e contenteditable=true>213-373-4253 <b>x</b></div>
<div class=e contenteditable=plaintext-only>213-373-4253</div>
<div class=e contenteditable=TRUE><p>213-373-4253</p></div>
<div class=e contenteditable><section><ul><li>213-373-4253</ul></section></div>
<div class=e contenteditable>a <span contenteditable=false>213-373-4253</span> b</div>
<div class=e role=textbox>213-373-4253</div>
<div class=e role=searchbox tabindex=0>213-373-4253</div>
<textarea class=e>213-373-4253</textarea>
<p class=e id=component contenteditable></p>
<p class=e><x-field contenteditable></x-field></p>
<script>
  const html = "<div contenteditable>213-373-4253</div><u>213-373-4253</u>";
  component.attachShadow({ mode: "open" }).innerHTML = html;
  document.querySelector("x-field").attachShadow({ mode: "open" }).innerHTML = html;
  window.htmlOf = () => [...document.querySelectorAll(".e")].map((at) => at.outerHTML).join("") +
    component.shadowRoot.innerHTML + document.querySelector("x-field").shadowRoot.innerHTML;
  window.before = htmlOf();
</script>"""


def show(page: Page, server: PageServer, body: str) -> None:
    page.goto(server.add(f"<!doctype html><html lang=en-US><body>{body}<p id=last></p></body>"))
    everything_is_read(page)


def test_every_form_of_editing(page: Page, page_server: PageServer) -> None:
    page.set_viewport_size(TALL)
    show(page, page_server, EDITORS)
    assert painted_texts(page) == [LAST]
    assert page.evaluate("htmlOf()") == page.evaluate("before")


FLIPS = {
    "contenteditable": ("editor.contentEditable = 'true'", "editor.contentEditable = 'false'"),
    "inherited": ("outer.contentEditable = 'true'", "outer.removeAttribute('contenteditable')"),
    "plaintext-only": (
        "editor.setAttribute('contenteditable', 'plaintext-only')",
        "editor.removeAttribute('contenteditable')",
    ),
    "role": ("editor.role = 'textbox'", "editor.role = null"),
    "designMode": ("document.designMode = 'on'", "document.designMode = 'off'"),
}


@pytest.mark.parametrize("case", FLIPS)
def test_a_text_becomes_an_editor_and_is_one_no_more(
    case: str, page: Page, page_server: PageServer
) -> None:
    on, off = FLIPS[case]
    show(page, page_server, "<div id=outer><div id=editor>Ring 213-373-4253 now</div></div>")
    # An element with only the role of a text box accepts no typing, so the test types nothing
    # there.
    types = case != "role"
    for turn in range(2):
        expect_painted(page, ["213-373-4253", LAST])
        page.evaluate(on)
        page.locator("#editor").click()
        page.keyboard.press("End")
        if types:
            page.keyboard.type("!")
        written = "!" * (turn + 1) if types else ""
        assert page.evaluate("editor.innerHTML") == f"Ring 213-373-4253 now{written}"
        expect_painted(page, [] if case == "designMode" else [LAST])
        page.evaluate(off)


def test_a_draft_saved_at_each_key_is_the_users_own(page: Page, page_server: PageServer) -> None:
    """Each draft contains exactly what the user has typed so far, even while an input method
    composes text and numbers are painted nearby."""
    body = """<p>213-373-4253</p><div id=note contenteditable></div><p>213-373-4254</p><script>
      window.drafts = [];
      note.addEventListener("input", () => drafts.push(note.innerHTML));
      note.addEventListener("keydown", () => drafts.push(note.innerHTML));
    </script>"""
    show(page, page_server, body)
    page.locator("#note").click()
    page.keyboard.type("Ring 415-555-2671 ", delay=2)
    debugger = page.context.new_cdp_session(page)
    for text in ["4", "41", "415-555-2672"]:
        selection = {"selectionStart": len(text), "selectionEnd": len(text)}
        debugger.send("Input.imeSetComposition", {"text": text, **selection})
        everything_is_read(page)
    debugger.send("Input.insertText", {"text": "415-555-2672 でんわ"})
    everything_is_read(page)
    assert page.evaluate("note.textContent.replace(/\\u00a0/g, ' ')") == (
        "Ring 415-555-2671 415-555-2672 でんわ"
    )
    assert page.evaluate("getSelection().anchorOffset === getSelection().anchorNode.length")
    assert not [draft for draft in page.evaluate("drafts") if "click-to-call" in draft]
    for _ in range(40):
        page.keyboard.press("ControlOrMeta+z")
    assert page.evaluate("note.textContent") == ""
