"""Tests lists that reuse a few rows, lists that grow without end, and replaced bodies. If the page
replaces an underlined number with other words, these words are never underlined."""

import pytest
from playwright.sync_api import Page

from tests.support.page_server import PageServer
from tests.support.watching import everything_is_read, expect_count, expect_painted

NO_STALE = """
  window.stale = [];
  window.painted = 0;
  const isNumber = (text) => /^213-\\d{3}-\\d{4}$|^650.253.0001$/.test(text);
  const look = () => {
    for (const { startContainer, startOffset, endOffset } of
        CSS.highlights.get("click-to-call") ?? []) {
      if (!startContainer.isConnected) continue;
      const text = startContainer.data.slice(startOffset, endOffset);
      painted += 1;
      if (!isNumber(text)) stale.push(text);
    }
  };
  const everyFrame = () => {
    requestAnimationFrame(everyFrame);
    look();
  };
"""
"""Records every underlined text that is no number. The script looks in each animation frame, after
the page's scroll events and before the browser paints."""
MANY_ROWS = 100
FRAMES = (
    "(count) => new Promise((done) => { const next = () => (count -= 1) > 0 ? "
    "requestAnimationFrame(next) : done(); next(); })"
)
VIRTUAL = f"""<!doctype html><html lang=en-US><title>x</title>
<style>#box {{ overflow: auto; height: 400px; position: relative }} #all {{ height: 150000px }}
.row {{ position: absolute; height: 30px; left: 0 }}</style>
<body><div id=box><div id=all></div></div><p id=last></p><script>{NO_STALE}
  const rows = Array.from({{ length: 16 }}, () => {{
    const row = document.createElement("div");
    row.className = "row";
    row.append("");
    all.append(row);
    return row;
  }});
  const WRITERS = {{
    data: (row, text) => (row.firstChild.data = text),
    nodeValue: (row, text) => (row.firstChild.nodeValue = text),
    textContent: (row, text) => (row.textContent = text),
    innerHTML: (row, text) => (row.innerHTML = text),
    replaced: (row, text) => row.replaceChildren(document.createTextNode(text)),
  }};
  window.way = "data";
  const textOf = (index) => index % 3 === 0 ? `Nobody at ${{index}}` :
    `${{"x".repeat(index % 7)}} 213-373-${{1000 + index}} y`;
  window.render = () => {{
    const first = Math.floor(box.scrollTop / 30);
    for (const [at, row] of rows.entries()) {{
      row.style.top = `${{(first + at) * 30}}px`;
      WRITERS[way](row, textOf(first + at));
    }}
  }};
  box.onscroll = render;
  render();
  everyFrame();
</script>"""


@pytest.mark.parametrize("way", ["data", "nodeValue", "textContent", "innerHTML", "replaced"])
def test_rows_that_are_used_again(way: str, page: Page, page_server: PageServer) -> None:
    page.goto(page_server.add(VIRTUAL))
    page.evaluate(f"way = {way!r}; render()")
    everything_is_read(page)
    page.mouse.move(100, 100)
    for _ in range(15):
        page.mouse.wheel(0, 240)
        page.evaluate(FRAMES, 2)
    for place in [90_000, 90_030, 0, 30_000]:
        page.evaluate(f"box.scrollTop = {place}")
        page.evaluate(FRAMES, 3)
    everything_is_read(page)
    assert page.evaluate("stale") == []
    assert page.evaluate("painted") > 0
    seen = [f"213-373-{1000 + index}" for index in range(1000, 1016) if index % 3]
    expect_painted(page, [*seen, "650.253.0001"])


def test_a_list_that_grows_without_end(page: Page, page_server: PageServer) -> None:
    script = f"""{NO_STALE}
      let at = 1000;
      const more = () => {{
        for (let left = 20; left > 0; left -= 1) {{
          const row = document.createElement("p");
          row.textContent = `Call 213-373-${{at += 1}}`;
          list.append(row);
        }}
      }};
      const sentinel = new IntersectionObserver(([{{ isIntersecting }}]) => {{
        if (!isIntersecting) return;
        more();
        sentinel.unobserve(end);
        sentinel.observe(end);
      }}, {{ rootMargin: "300px" }});
      sentinel.observe(end);
      everyFrame();"""
    html = "<!doctype html><html lang=en-US><body><div id=list></div><p id=end>…</p>"
    page.goto(page_server.add(f"{html}<script>{script}</script>"))
    page.mouse.move(100, 100)
    page.wait_for_function("CSS.highlights.get('click-to-call')?.size > 0")
    while page.evaluate("list.children.length") <= MANY_ROWS:
        page.mouse.wheel(0, 900)
        page.evaluate(FRAMES, 3)
    last = page.evaluate("scrollTo(0, 1e6), list.lastChild.textContent.slice(5)")
    page.wait_for_function(
        """(number) => [...CSS.highlights.get("click-to-call")].some((range) =>
          range.startContainer.data.endsWith(number))""",
        arg=last,
    )
    assert page.evaluate("stale") == []


def test_rows_that_are_sorted_keep_each_their_own_number(
    page: Page, page_server: PageServer
) -> None:
    """When the page moves a text to another row, the underline moves with that text."""
    rows = "".join(f"<tr><td>{name}<td>213-373-42{name:02}" for name in range(10, 20))
    html = f"<table><tbody id=body>{rows}</table><p id=last></p>"
    page.goto(page_server.add(f"<!doctype html><html lang=en-US><body>{html}"))
    everything_is_read(page)
    order = list(range(10, 20))
    page.evaluate("body.append(...[...body.rows].reverse())")
    expect_painted(page, [f"213-373-42{name}" for name in reversed(order)] + ["650.253.0001"])
    page.evaluate(
        """() => {
          const texts = [...body.rows].map((row) => row.cells[1].textContent);
          for (const [at, row] of [...body.rows].reverse().entries())
            row.cells[1].firstChild.data = texts[at];
        }"""
    )
    expect_painted(page, [f"213-373-42{name}" for name in order] + ["650.253.0001"])


def test_a_body_that_is_replaced_in_every_few_frames(page: Page, page_server: PageServer) -> None:
    script = f"""{NO_STALE}
      everyFrame();
      window.replace = (text) => {{
        const body = document.createElement("body");
        body.innerHTML = `<p>${{text}}</p><p id=last></p>`;
        document.body.replaceWith(body);
      }};"""
    page.goto(page_server.add(f"<!doctype html><html lang=en-US><body><script>{script}</script>"))
    for number in range(10):
        page.evaluate(f"replace('Ring 213-373-425{number}')")
        page.evaluate(FRAMES, 1 + number % 3)
    expect_painted(page, ["213-373-4259"])
    page.evaluate("replace('Ring nobody')")
    expect_count(page, 0)
    assert page.evaluate("stale") == []
