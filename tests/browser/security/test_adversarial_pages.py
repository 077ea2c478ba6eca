"""Tests pages that replace or block the browser's functions, remove the layer, or flood the
extension.

The numbers on such a page are still marked, and the page harms no other tab.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scripts.setup.paths import EXTENSION
from tests.browser.conftest import PATIENCE_MS
from tests.support.extension import change_settings, session
from tests.support.page_server import PageServer
from tests.support.painted import Painted
from tests.support.real_input import Site, outcome, reset

SITE = "world.test"
NUMBER = "+14155552671"
P = "<p>Call <b>415-555-2671</b> now</p>"

READ_PROPERTIES = """() => {
  const names = new Set();
  for (const prototype of [Node, Element, HTMLElement, EventTarget].map((of) => of.prototype))
    for (const name of Object.getOwnPropertyNames(prototype)) names.add(name);
  return [...names];
}"""

SCROLL_TO = """(written) => {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (data.includes(written)) return parentElement.scrollIntoView();
  }
}"""
PROTOTYPES = """<script>
  const broken = () => { throw new Error("replaced") };
  for (const of of [Array, String, Node, Element, HTMLElement, EventTarget, Document, Text, Range,
    TreeWalker, Map, Set, WeakMap, RegExp, Promise, CSSStyleSheet, MutationObserver,
    IntersectionObserver, Function])
    for (const name of Object.getOwnPropertyNames(of.prototype))
      try { if (typeof of.prototype[name] === "function") of.prototype[name] = broken } catch {}
  for (const name of ["getComputedStyle", "requestIdleCallback", "setTimeout", "MutationObserver"])
    window[name] = broken;
</script>"""


@pytest.fixture(autouse=True)
def _trusted(browser_context: BrowserContext) -> Iterator[None]:
    reset(browser_context)
    change_settings(browser_context, confirm="always")
    yield
    reset(browser_context)


@pytest.mark.parametrize("is_late", [False, True], ids=["from the start", "added later"])
def test_a_form_that_shadows_everything_is_read_all_the_same(is_late: bool, site: Site) -> None:
    page = site.page
    page.goto(site.server.add("<!doctype html><title>x", SITE))
    fields = "".join(f"<input name={name}>" for name in page.evaluate(READ_PROPERTIES))
    form = f"<form><a href='tel:+12125550198'>Ben</a> {P}{fields}<i></i></form>"
    last = "<p>ring +1 650-253-0000</p>"
    if is_late:
        page.goto(site.server.add(f"<!doctype html><title>x</title>{last}<div id=to></div>", SITE))
        Painted(page, "+16502530000").box()
        page.evaluate("(form) => { to.innerHTML = form }", form)
    else:
        page.goto(site.server.add(f"<!doctype html><title>x</title>{form}{last}", SITE))
    for number, written in (("+16502530000", "650-253-0000"), (NUMBER, "415-555-2671")):
        page.evaluate(SCROLL_TO, written)
        Painted(page, number).box()
    page.evaluate(SCROLL_TO, "Ben")
    with page.context.expect_page() as opened:
        page.mouse.click(*site.middle())
    expect(opened.value.locator("#number")).to_have_text("+1 212-555-0198")


def test_a_page_that_replaced_its_prototypes_is_marked_and_called_from(site: Site) -> None:
    site.page.goto(site.server.add(f"<!doctype html><title>x</title>{PROTOTYPES}{P}", SITE))
    number = inside_number(site.page)
    with site.page.context.expect_page():
        site.page.mouse.click(*number)


IS_PAINTED = "CSS.highlights.get('click-to-call')?.size > 0"


def inside_number(page: Page) -> tuple[float, float]:
    """Waits until the number is painted, and returns the number's middle.

    The hostile pages replace most of the JavaScript functions that Playwright uses in a page, so
    this function asks the debugger instead.
    """
    debugger = page.context.new_cdp_session(page)
    try:
        for _ in range(300):
            told = debugger.send("Runtime.evaluate", {"expression": IS_PAINTED})["result"]
            if told.get("value") is True:
                root = debugger.send("DOM.getDocument")["root"]["nodeId"]
                asked = {"nodeId": root, "selector": "b"}
                text = {"nodeId": debugger.send("DOM.querySelector", asked)["nodeId"]}
                box = debugger.send("DOM.getContentQuads", text)["quads"][0]
                return (box[0] + box[2]) / 2, (box[1] + box[5]) / 2
    finally:
        debugger.detach()
    raise AssertionError("the number was not painted")


FRAMES_IN_A_SECOND = """new Promise((done) => {
  const start = performance.now();
  let frames = 0;
  const count = () => {
    frames += 1;
    performance.now() - start > 1000 ? done(frames) : requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
})"""
POLICY = (
    "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none';"
    " sandbox allow-scripts"
)


@pytest.mark.parametrize("presentation", ["link", "button"])
def test_the_strictest_policy_is_not_broken(presentation: str, site: Site) -> None:
    change_settings(site.page.context, presentation=presentation)
    heard: list[str] = []
    listener = lambda message: heard.append(message.text)  # noqa: E731
    site.page.on("console", listener)
    site.page.on("pageerror", listener)
    policy = f'<meta http-equiv=content-security-policy content="{POLICY}">'
    site.show(f"<head>{policy}</head>{P}")
    if presentation == "link":
        site.click()
        assert outcome(site.page) == "sure"
    site.page.remove_listener("console", listener)
    site.page.remove_listener("pageerror", listener)
    ours = [text for text in heard if "sandbox" not in text and "favicon" not in text]
    assert [text for text in ours if "404" not in text] == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (
            "image/svg+xml",
            "<svg xmlns='http://www.w3.org/2000/svg'><text>415-555-2671</text></svg>",
        ),
        ("application/xml", "<a><b>415-555-2671</b></a>"),
        ("application/json", '{"phone": "415-555-2671"}'),
        ("text/plain", "415-555-2671"),
    ],
)
def test_other_documents_raise_no_error(kind: str, body: str, site: Site) -> None:
    errors: list[str] = []
    site.page.on("pageerror", lambda error: errors.append(error.message))
    path = f"/other-{len(site.server.pages)}"
    site.server.pages[path] = (kind, body.encode())
    site.page.goto(site.server.url(path, SITE))
    site.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200)))")
    assert errors == []


FIGHTS = {
    "removes the layer": "host?.remove()",
    "moves it": "if (host) document.body.append(host)",
    "empties it": "if (host) host.textContent = 'x'",
    "renames it": "host?.removeAttribute('data-click-to-call')",
    "hides it": "if (host) host.style.cssText = 'display:none!important'",
    "closes it": "if (host?.matches(':popover-open')) host.hidePopover()",
    "makes it no popover": "if (host) host.popover = null",
    "makes it inert": "if (host) host.inert = true",
    "clears the highlights": "CSS.highlights.clear()",
    "empties ours": "CSS.highlights.get('click-to-call')?.clear()",
}


@pytest.mark.parametrize("how", FIGHTS)
def test_a_page_that_fights_us_meets_no_endless_fight(how: str, site: Site) -> None:
    """In each animation frame, the page removes or empties the extension's element or highlights.
    The extension restores them only from time to time, and changes nothing else in the page."""
    script = f"""<script>
      var writes = 0, fights = 0;
      new MutationObserver((records) => {{ writes += records.length }}).observe(document,
        {{ childList: true, characterData: true, attributes: true, subtree: true }});
      const fight = () => {{
        const host = document.querySelector("click-to-call");
        if (host || CSS.highlights.size > 0) {{ fights += 1; {FIGHTS[how]} }}
        requestAnimationFrame(fight);
      }};
      requestAnimationFrame(fight);
    </script>"""
    site.page.goto(site.server.add(f"<!doctype html><title>x</title>{P}{script}", SITE))
    site.page.wait_for_function("fights > 3 || (fights > 0 && performance.now() > 3000)")
    before = site.page.evaluate("writes")
    frames = site.page.evaluate(FRAMES_IN_A_SECOND)
    # `writes` also counts the page's own changes, one or two in each animation frame.
    assert site.page.evaluate("writes") - before <= 3 * frames + 40
    assert site.page.evaluate("document.body.innerText.trim()") == "Call 415-555-2671 now"
    assert outcome(site.page) == "nothing"


def test_a_flood_from_one_tab_harms_no_other(
    site: Site, page: Page, browser_context: BrowserContext, page_server: PageServer
) -> None:
    """Sends a thousand requests at once from one tab, as a compromised renderer could. Another tab
    can still call."""
    change_settings(browser_context, confirm="always")
    site.show(P)
    page.goto(page_server.add(f"<!doctype html>{P}", "calm.test"))
    number = Painted(page)
    number.box()
    flood = page.context.new_cdp_session(site.page)
    worlds: list[int] = []
    flood.on(
        "Runtime.executionContextCreated",
        lambda event: (
            worlds.append(event["context"]["id"])
            if event["context"]["name"] == "Click-To-Call"
            else None
        ),
    )
    flood.send("Runtime.enable")
    flood.send(
        "Runtime.evaluate",
        {
            "contextId": worlds[-1],
            "expression": """for (let n = 0; n < 1000; n += 1) chrome.runtime.sendMessage({
              type: "call.ask", number: "+1415555" + (1000 + n), ext: "", shown: "x", linked: "",
              sure: true, confirmed: true }).catch(() => undefined)""",
        },
    )
    flood.detach()
    page.bring_to_front()
    with browser_context.expect_page():
        number.click()
    questions = session(browser_context)["pending"].values()
    assert [question["number"]["number"] for question in questions] == [NUMBER]


def test_no_script_of_ours_listens_to_messages_of_the_page() -> None:
    listens = re.compile(
        r"""addEventListener\(\s*["'](message|messageerror|storage)["']|onmessage"""
    )
    own_channel = "turn.port1.onmessage"
    for path in [*EXTENSION.glob("content/**/*.js"), *EXTENSION.glob("detection/**/*.js")]:
        text = path.read_text("utf-8").replace(own_channel, "")
        assert not listens.search(text), path
        assert "BroadcastChannel" not in text, path


def test_what_a_page_can_enumerate_is_an_element_its_number_and_our_highlights(site: Site) -> None:
    """A page can observe only what SECURITY.md lists: the layer's element, its attribute with a
    number, and the highlights."""
    count = "[Object.getOwnPropertyNames(window).sort().join(), document.scripts.length,"
    count += " document.styleSheets.length, document.adoptedStyleSheets.length]"
    site.page.goto(site.server.add("<!doctype html><title>x</title><p>Nothing", SITE))
    before = site.page.evaluate(count)
    site.show(P)
    site.number.hover()
    assert site.page.evaluate(count) == before
    seen = site.page.evaluate(
        """[...document.querySelectorAll("*")].filter((at) => at.localName.includes("-"))
          .map((at) => [at.localName, at.getAttributeNames(), at.id, at.className, at.shadowRoot,
            customElements.get(at.localName) === undefined, at.dataset.clickToCall])"""
    )
    names = ["popover", "data-click-to-call"]
    assert seen == [["click-to-call", names, "", "", None, True, NUMBER]]
    highlights = site.page.evaluate("[...CSS.highlights.keys()].sort()")
    assert highlights == ["click-to-call", "click-to-call-called", "click-to-call-hovered"]
    assert (
        site.page.evaluate(
            "performance.getEntriesByType('resource').filter(({ name }) => name.includes('-ext'))"
        )
        == []
    )


MANY = """window.left = 60;
  const more = () => {
    const batch = document.createElement("div");
    for (let count = 0; count < 833; count += 1)
      batch.append(Object.assign(document.createElement("i"), { textContent: `{text}` }));
    document.body.append(batch);
    if ((left -= 1)) requestAnimationFrame(more);
    else fill(document.body);
  };
  more()"""
WITHOUT_MEASURE = {
    "nested 3,000 deep": "let at = document.body; for (let depth = 0; depth < 3000; depth += 1)"
    " at = at.appendChild(document.createElement('span')); fill(at)",
    # The depth is moderate, because at 3,000 nested boxes Chromium itself would run out of stack.
    "boxes nested 1,500 deep": "let at = document.body; for (let depth = 0; depth < 1500;"
    " depth += 1) at = at.appendChild(document.createElement('div')); fill(at)",
    "a line of 100,000 digits": "fill(document.body); document.body.append('0123456789'"
    ".repeat(10000)); const last = document.createElement('p');"
    " document.body.append(last); fill(last)",
    "50,000 words, a batch a frame": MANY.replace("{text}", "item ${count}, "),
    "50,000 figures, each of which might go on in the next": MANY.replace(
        "{text}", "${left} of ${count}, "
    ),
}

LAST_IS_FILLED = "typeof left === 'undefined' || left === 0"
ARE_PAINTED = "(count) => CSS.highlights.get('click-to-call')?.size === count"


@pytest.mark.parametrize("kind", WITHOUT_MEASURE)
def test_a_page_without_measure_is_marked_all_the_same(kind: str, site: Site) -> None:
    page = site.page
    heard: list[str] = []
    listener = lambda error: heard.append(str(error))  # noqa: E731
    page.on("pageerror", listener)
    page.goto(site.server.add("<!doctype html><title>x</title><body>", SITE))
    page.evaluate(
        f"() => {{ const fill = (at) => at.insertAdjacentHTML('beforeend', '{P}');"
        f" {WITHOUT_MEASURE[kind]} }}"
    )
    page.wait_for_function(LAST_IS_FILLED)
    page.evaluate("() => [...document.querySelectorAll('b')].at(-1).scrollIntoView()")
    count = 2 if "digits" in kind else 1
    page.wait_for_function(ARE_PAINTED, arg=count, timeout=4 * PATIENCE_MS)
    page.remove_listener("pageerror", listener)
    assert heard == []
