"""Pages that shadow, replace, forbid, fight and flood: marked all the same, nobody is harmed."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scripts.packaging.extension_files import EXTENSION
from tests.browser.conftest import PATIENCE_MS
from tests.support.extension import change_settings, session
from tests.support.page_server import PageServer
from tests.support.painted import Painted
from tests.support.real_input import Trap, outcome, reset

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
def test_a_form_that_shadows_everything_is_read_all_the_same(is_late: bool, trap: Trap) -> None:
    page = trap.page
    page.goto(trap.server.add("<!doctype html><title>x", SITE))
    fields = "".join(f"<input name={name}>" for name in page.evaluate(READ_PROPERTIES))
    form = f"<form><a href='tel:+12125550198'>Ben</a> {P}{fields}<i></i></form>"
    last = "<p>ring +1 650-253-0000</p>"
    if is_late:
        page.goto(trap.server.add(f"<!doctype html><title>x</title>{last}<div id=to></div>", SITE))
        Painted(page, "+16502530000").box()
        page.evaluate("(form) => { to.innerHTML = form }", form)
    else:
        page.goto(trap.server.add(f"<!doctype html><title>x</title>{form}{last}", SITE))
    for number, written in (("+16502530000", "650-253-0000"), (NUMBER, "415-555-2671")):
        page.evaluate(SCROLL_TO, written)
        Painted(page, number).box()
    page.evaluate(SCROLL_TO, "Ben")
    with page.context.expect_page() as opened:
        page.mouse.click(*trap.middle())
    expect(opened.value.locator("#number")).to_have_text("+1 212-555-0198")


def test_a_page_that_replaced_its_prototypes_is_marked_and_called_from(trap: Trap) -> None:
    trap.page.goto(trap.server.add(f"<!doctype html><title>x</title>{PROTOTYPES}{P}", SITE))
    number = inside_number(trap.page)
    with trap.page.context.expect_page():
        trap.page.mouse.click(*number)


IS_PAINTED = "CSS.highlights.get('click-to-call')?.size > 0"


def inside_number(page: Page) -> tuple[float, float]:
    """Where the number stands, once it is painted; most of what scripts use is broken there."""
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
def test_the_strictest_policy_is_not_broken(presentation: str, trap: Trap) -> None:
    change_settings(trap.page.context, presentation=presentation)
    heard: list[str] = []
    listener = lambda message: heard.append(message.text)  # noqa: E731
    trap.page.on("console", listener)
    trap.page.on("pageerror", listener)
    policy = f'<meta http-equiv=content-security-policy content="{POLICY}">'
    trap.show(f"<head>{policy}</head>{P}")
    if presentation == "link":
        trap.click()
        assert outcome(trap.page) == "sure"
    trap.page.remove_listener("console", listener)
    trap.page.remove_listener("pageerror", listener)
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
def test_other_documents_raise_no_error(kind: str, body: str, trap: Trap) -> None:
    errors: list[str] = []
    trap.page.on("pageerror", lambda error: errors.append(error.message))
    path = f"/other-{len(trap.server.pages)}"
    trap.server.pages[path] = (kind, body.encode())
    trap.page.goto(trap.server.url(path, SITE))
    trap.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200)))")
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
def test_a_page_that_fights_us_meets_no_endless_fight(how: str, trap: Trap) -> None:
    """The page takes what is ours away in each frame. We put it back at our own pace, and nothing
    of the page is changed meanwhile."""
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
    trap.page.goto(trap.server.add(f"<!doctype html><title>x</title>{P}{script}", SITE))
    trap.page.wait_for_function("fights > 3 || (fights > 0 && performance.now() > 3000)")
    before = trap.page.evaluate("writes")
    frames = trap.page.evaluate(FRAMES_IN_A_SECOND)
    # The page's own writes to the layer, one or two a frame, are among them.
    assert trap.page.evaluate("writes") - before <= 3 * frames + 40
    assert trap.page.evaluate("document.body.innerText.trim()") == "Call 415-555-2671 now"
    assert outcome(trap.page) == "nothing"


def test_a_flood_from_one_tab_harms_no_other(
    trap: Trap, page: Page, browser_context: BrowserContext, page_server: PageServer
) -> None:
    """A thousand questions at once, as a renderer that was taken over could send them."""
    change_settings(browser_context, confirm="always")
    trap.show(P)
    page.goto(page_server.add(f"<!doctype html>{P}", "calm.test"))
    number = Painted(page)
    number.box()
    flood = page.context.new_cdp_session(trap.page)
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


def test_what_a_page_can_enumerate_is_an_element_its_number_and_our_highlights(trap: Trap) -> None:
    """Written down in SECURITY.md: nothing else of us is to be seen."""
    count = "[Object.getOwnPropertyNames(window).sort().join(), document.scripts.length,"
    count += " document.styleSheets.length, document.adoptedStyleSheets.length]"
    trap.page.goto(trap.server.add("<!doctype html><title>x</title><p>Nothing", SITE))
    before = trap.page.evaluate(count)
    trap.show(P)
    trap.number.hover()
    assert trap.page.evaluate(count) == before
    seen = trap.page.evaluate(
        """[...document.querySelectorAll("*")].filter((at) => at.localName.includes("-"))
          .map((at) => [at.localName, at.getAttributeNames(), at.id, at.className, at.shadowRoot,
            customElements.get(at.localName) === undefined, at.dataset.clickToCall])"""
    )
    names = ["popover", "data-click-to-call"]
    assert seen == [["click-to-call", names, "", "", None, True, NUMBER]]
    highlights = trap.page.evaluate("[...CSS.highlights.keys()].sort()")
    assert highlights == ["click-to-call", "click-to-call-called", "click-to-call-hovered"]
    assert (
        trap.page.evaluate(
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
    # Of 3,000 boxes Chromium itself runs out of stack.
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
def test_a_page_without_measure_is_marked_all_the_same(kind: str, trap: Trap) -> None:
    page = trap.page
    heard: list[str] = []
    listener = lambda error: heard.append(str(error))  # noqa: E731
    page.on("pageerror", listener)
    page.goto(trap.server.add("<!doctype html><title>x</title><body>", SITE))
    page.evaluate(
        f"() => {{ const fill = (at) => at.insertAdjacentHTML('beforeend', '{P}');"
        f" {WITHOUT_MEASURE[kind]} }}"
    )
    page.wait_for_function(LAST_IS_FILLED)
    page.evaluate("() => [...document.querySelectorAll('b')].at(-1).scrollIntoView()")
    count = 2 if "digits" in kind else 1
    page.wait_for_function(ARE_PAINTED, arg=count, timeout=2 * PATIENCE_MS)
    page.remove_listener("pageerror", listener)
    assert heard == []
