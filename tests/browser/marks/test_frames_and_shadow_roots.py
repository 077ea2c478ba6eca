"""Tests that numbers are painted in every place of a page: in all kinds of frames and shadow trees,
in quirks and XHTML documents, in documents replaced after loading, and in every kind of text."""

import re

import pytest
from playwright.sync_api import BrowserContext, Frame, Page

from tests.support.extension import change_settings
from tests.support.page_server import PageServer
from tests.support.watching import (
    TALL,
    WATCH,
    everything_is_read,
    expect_gone,
    expect_painted,
    painted_in_sections,
    written,
)

NUMBER = "213-373-4253"
TEXT = "<p>Call 213-373-4253 now</p>"

FRAMES = {
    "same origin": "<iframe name='same origin' src='{inner}'></iframe>",
    "another origin": "<iframe name='another origin' src='{other}'></iframe>",
    "srcdoc": f"<iframe name=srcdoc srcdoc='{TEXT}'></iframe>",
    "sandboxed": "<iframe name=sandboxed sandbox src='{inner}'></iframe>",
    "sandboxed srcdoc": f"<iframe name='sandboxed srcdoc' sandbox srcdoc='{TEXT}'></iframe>",
    "sandboxed with scripts": "<iframe name='sandboxed with scripts' sandbox=allow-scripts"
    f" srcdoc='{TEXT}<script>document.body.append(1)</script>'></iframe>",
    "data": f"<iframe name=data src='data:text/html,{TEXT}'></iframe>",
    "blank": "<iframe name=blank></iframe>",
    "blank with an address": "<iframe name='blank with an address' src=about:blank></iframe>",
    "script": f"<iframe name=script src='javascript:`{TEXT}`'></iframe>",
    "blob": "<iframe name=blob></iframe>",
    "written": "<iframe name=written></iframe>",
    "written after the load": "<iframe name='written after the load' src='{inner}'></iframe>",
    "nested": "<iframe name=outer srcdoc='<iframe name=nested srcdoc=\"213-373-4253\"></iframe>'>"
    "</iframe>",
    "late": "",
}
FILL_FRAMES = """text => {
  const frame = (name) => document.querySelector(`[name="${name}"]`);
  frame("blank").contentDocument.body.innerHTML = text;
  frame("blank with an address").contentDocument.body.innerHTML = text;
  frame("blob").src = URL.createObjectURL(new Blob([text], { type: "text/html" }));
  for (const name of ["written", "written after the load"]) {
    const { contentDocument } = frame(name);
    contentDocument.open();
    contentDocument.write(`<title>new</title>${text}`);
    contentDocument.close();
  }
  const late = document.createElement("iframe");
  late.name = "late";
  late.srcdoc = text;
  document.body.append(late);
}"""


def test_frames(page: Page, browser_context: BrowserContext, page_server: PageServer) -> None:
    page.set_viewport_size(TALL)
    inner = page_server.add(f"<!doctype html>{TEXT}")
    other = page_server.add(f"<!doctype html>{TEXT}", "crm.test")
    body = "".join(FRAMES.values()).replace("{inner}", inner).replace("{other}", other)
    page.goto(page_server.add(f"<!doctype html><html lang=en-US><body>{body}"))
    page.evaluate(FILL_FRAMES, TEXT)
    missing = [name for name in FRAMES if not is_painted(page, name)]
    assert missing == []
    change_settings(browser_context, enabled=False)
    for name in FRAMES:
        expect_gone(frame_of(page, name))


@pytest.mark.parametrize(
    "html",
    [
        "<!doctype html><object data='{inner}' type='text/html'></object>",
        "<!doctype html><object data='{other}'></object>",
        "<!doctype html><embed src='{inner}' type='text/html'>",
        "<frameset cols='50%,50%'><frame src='{inner}'><frame src='{other}'></frameset>",
    ],
    ids=["object", "object from another origin", "embed", "frameset"],
)
def test_elements_that_hold_documents(html: str, page: Page, page_server: PageServer) -> None:
    inner = page_server.add(f"<!doctype html>{TEXT}")
    other = page_server.add(f"<!doctype html>{TEXT}", "crm.test")
    page.goto(page_server.add(html.replace("{inner}", inner).replace("{other}", other)))
    _, *inside = page.frames
    assert inside
    for frame in inside:
        expect_painted(frame, [NUMBER])


def frame_of(page: Page, name: str) -> Frame:
    outer: Page | Frame = frame_of(page, "outer") if name == "nested" else page
    frame = outer.locator(f"[name='{name}']").element_handle().content_frame()
    assert frame is not None
    return frame


def is_painted(page: Page, name: str) -> bool:
    try:
        expect_painted(frame_of(page, name), [NUMBER])
    except AssertionError:
        return False
    return True


ROOTS = """text => {
  window.roots = {};
  const host = (name, tag = "div") => {
    const element = document.createElement(tag);
    document.body.append(element);
    return element;
  };
  const attach = (name, element, mode) => {
    roots[name] = element.attachShadow({ mode });
    return roots[name];
  };
  for (const mode of ["open", "closed"]) {
    attach(mode, host(mode), mode).innerHTML = text;
    attach(`${mode} component`, host(mode, "x-part"), mode).innerHTML = text;
    const full = host(mode);
    full.innerHTML = "<b>light</b>";
    attach(`${mode} with content`, full, mode).innerHTML = `${text}<slot></slot>`;
    const slotted = host(mode);
    attach(`${mode} slotted`, slotted, mode).innerHTML = "<i><slot></slot></i>";
    slotted.innerHTML = text;
    roots[`${mode} slotted`] = slotted;
    const outer = attach(`${mode} outer`, host(mode), mode);
    outer.innerHTML = "<section></section>";
    attach(`${mode} nested`, outer.firstChild, mode).innerHTML = text;
    delete roots[`${mode} outer`];
    const parsed = document.createElement("div");
    parsed.setHTMLUnsafe(`<div><template shadowrootmode=${mode}>${text}</template></div>`);
    document.body.append(parsed);
    if (mode === "open") roots["open declared"] = parsed.firstChild.shadowRoot;
  }
}"""
UNPAINTED = """() => {
  const painted = [...(CSS.highlights.get("click-to-call") ?? [])];
  const holds = (root) => painted.some(({ startContainer }) => root.contains(startContainer));
  return Object.keys(roots).filter((name) => !holds(roots[name]));
}"""
HTML = "Object.values(roots).map((root) => root.innerHTML)"


def test_shadow_trees(page: Page, page_server: PageServer) -> None:
    page.set_viewport_size(TALL)
    watched = f"<script>{WATCH}</script>"
    page.goto(page_server.add(f"<!doctype html><html lang=en-US>{watched}<body><p id=first></p>"))
    page.evaluate(ROOTS, TEXT)
    page.evaluate("seen = []")
    page.wait_for_function(f"({UNPAINTED})().length === 0")
    assert written(page) == []


def test_shadow_trees_of_the_first_page(
    page: Page, browser_context: BrowserContext, page_server: PageServer
) -> None:
    """The page already has its shadow trees when the extension first reads the page. After the
    extension has been switched off, the shadow trees have the same HTML as at first."""
    page.set_viewport_size(TALL)
    declared = f"<div><template shadowrootmode=open>{TEXT}</template></div>"
    script = f"({ROOTS})({TEXT!r}); document.querySelector('x-part').append('213-373-4254')"
    html = (
        f"<!doctype html><html lang=en-US><body>{declared}<script>{script}; was = {HTML}</script>"
    )
    page.goto(page_server.add(html))
    page.wait_for_function(f"({UNPAINTED})().length === 0")
    change_settings(browser_context, enabled=False)
    expect_gone(page)
    assert page.evaluate(HTML) == page.evaluate("was")


XHTML = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en-US"><head><title>x</title></head>
<body><P>not a paragraph</P><p>Call <b>213</b>-373-4253 now</p><p>(213)<br/>373</p>
<svg xmlns="http://www.w3.org/2000/svg"><text>213-373-4254</text></svg></body></html>"""
OLD = "<title>old</title><center><font size=2>Call 213-373-4253<br>now</font><p>a<table><tr><td>1"


@pytest.mark.parametrize(
    ("kind", "html", "pieces"),
    [("application/xhtml+xml", XHTML, ["213", "-373-4253"]), ("text/html", OLD, [NUMBER])],
    ids=["XHTML", "quirks"],
)
def test_old_and_strict_documents(
    kind: str,
    html: str,
    pieces: list[str],
    page: Page,
    browser_context: BrowserContext,
    page_server: PageServer,
) -> None:
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page_server.pages["/document"] = (f"{kind}; charset=utf-8", html.encode())
    change_settings(browser_context, sites={"plain.test": {"enabled": False}})
    page.goto(page_server.url("/document", "plain.test"))
    plain = page.evaluate("[document.body.innerText, document.documentElement.outerHTML]")
    page.goto(page_server.url("/document"))
    expect_painted(page, pieces)
    html = page.evaluate("[document.body.innerText, document.documentElement.outerHTML]")
    assert html == plain
    assert said == []


REPLACED = {
    "a body": "() => { const b = document.createElement('body'); b.innerHTML = text;"
    " document.body.replaceWith(b) }",
    "the root": "() => { const root = document.createElement('html'); root.innerHTML ="
    " `<body>${text}</body>`; document.documentElement.replaceWith(root) }",
    "the whole by writing": "() => { document.open(); document.write(`<body>${text}`);"
    " document.close() }",
    "a body by its HTML": "() => { document.body.outerHTML = `<body>${text}</body>` }",
}


def test_a_document_that_is_replaced(page: Page, page_server: PageServer) -> None:
    page.goto(page_server.add("<!doctype html><html lang=en-US><body>213-373-4254"))
    expect_painted(page, ["213-373-4254"])
    for number, (case, script) in enumerate(REPLACED.items(), 10):
        text = f"<p>Call 213-373-43{number}</p>"
        page.evaluate(script.replace("() => {", f"() => {{ const text = `{text}`;"))
        expect_painted(page, [f"213-373-43{number}"])
        assert page.evaluate("document.body.innerText").strip() == f"Call 213-373-43{number}", case


FLOWING = {
    "a line end in a text": ("<p>Call (213)\n  373-4253 now</p>", 1),
    "a line end in preformatted text": ("<pre>213-373-\n4253</pre>", 0),
    "a comment between": ("<p>Call 213-<!-- x -->373-<!-- -->4253 now</p>", 1),
    "a soft place": ("<p>213-<wbr>373-<wbr>4253</p>", 1),
    "several": ("<p>213-373-4253, 213-373-4253 or <i>213</i>-373-4253.</p>", 3),
    "a number that goes on in the next text": (
        "<p>213-373-4253, 213-373-4253<!-- --> x12</p>",
        2,
    ),
    "an address": ("<address>Ada<br>T: 213-373-4253<br>F 1</address>", 1),
    "a definition": ("<dl><dt>Phone<dd>213-373-4253</dl>", 1),
    "a list": ("<ul><li>213-373-4253<li>x</ul><ol><li>213-373-4253</ol>", 2),
    "a signature": ("<div>--<br>Ada | <span>213</span>.<span>373</span>.<span>4253</span> | x", 1),
    "a table": (
        "<table><caption>213-373-4253</caption><tr><th>Tel<td><b>213-373-4253</b></table>",
        2,
    ),
    "marks of quotation before": ("<p>He said <q>213-373-4253</q></p>", 1),
    "marks of quotation after": ("<p><q>Tel </q>213-373-4253</p>", 1),
    "quoted twice": ("<p><em> 213-373-4253 </em><q>213-373-4253, x</q></p>", 2),
    "after kept space": ("<p>x <b style='white-space:pre'>or </b>213-373-4253</p>", 1),
    "kept space after a line end": (
        "<p>Call\n <b><i style='white-space:pre-wrap'>213-373-4253</i></b> x</p>",
        1,
    ),
    "kept lines": ("<div style='white-space:pre-line'> x <!-- --> 213-373-4253</div>", 1),
    "an inline flex box": ("<p>x <b style='display:inline-flex'>213-373-4253</b> y</p>", 1),
    "after what floats": ("<p>12<i style='float:right'>x</i>213-373-4253</p>", 1),
    "after a raised sign": ("<p>x<sub>213-373-4253</sub></p>", 1),
    "after what is not shown": ("<p>Ring:<b style='display:none'>y</b>213-373-4253</p>", 1),
    "after a line end in a raised sign": ("<p>x<sub>y\n</sub>213-373-4253</p>", 1),
    "after a picture of letters": ("<p><q></q>213-373-4253</p>", 1),
    "after a drawn sign": (
        "<style>.k::before{content:'>'}</style><p>Call <i class=k></i>213-373-4253</p>",
        1,
    ),
    "in a box of none": ("<p>x<dd style='display:contents'>213-373-4253</dd>", 1),
    "ruby": ("<ruby>x<rt>y</ruby> 213-373-4253", 1),
    "a right-to-left line": ("<p dir=rtl>טל 213-373-4253 עכשיו</p>", 1),
    "columns": ("<div style='columns:2'>213-373-4253 <b>x</b></div>", 1),
    "inline blocks": ("<span style='display:inline-block'>213-373</span>4253", 0),
    "an inline grid": ("<div style='display:inline-grid'>Tel: 213-373-4253<!-- --> now</div>", 1),
    "contents": (
        "<div style='display:flex'><b style='display:contents'>213-373-4253</b><i>x</i></div>",
        1,
    ),
}


def test_text_of_every_shape(page: Page, page_server: PageServer) -> None:
    """Each section of the page lays out its text in another way, for example in columns or from
    right to left. The number is painted as often as the section contains it: once, several times or
    not at all."""
    page.set_viewport_size(TALL)
    body = "".join(f"<section>{html}</section>" for html, _ in FLOWING.values())
    head = "<!doctype html><html lang=en-US><meta charset=utf-8><body>"
    page.goto(page_server.add(f"{head}{body}<p id=last></p>"))
    everything_is_read(page)
    found = ["".join(pieces) for pieces in painted_in_sections(page)]
    counts = [re.sub(r"\D", "", pieces).count("2133734253") for pieces in found]
    expected = {case: count for case, (_, count) in FLOWING.items()}
    assert dict(zip(FLOWING, counts, strict=True)) == expected
