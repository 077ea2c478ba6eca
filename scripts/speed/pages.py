"""The pages on which speed is measured, made by script: the same ones on every machine.

Knows nothing of the extension.
"""

from dataclasses import dataclass
from random import Random
from typing import Final

from scripts.stage.page_server import PageServer

WORDS: Final = ["the", "of", "and", "to", "was", "with", "this", "have", "from", "which", "people"]
PARAGRAPH_TEXTS: Final = 5
SECTION: Final = 100


@dataclass(frozen=True)
class BenchPage:
    """A page: what it is called, its HTML, and how many numbers on it can be called."""

    name: str
    html: str
    numbers: int


def number(index: int) -> str:
    """One of eighty thousand valid numbers."""
    return f"({415 + index // 8000 % 10}) 555-{2000 + index % 8000:04d}"


def _words(random: Random, count: int) -> str:
    return " ".join(random.choices(WORDS, k=count))


def _page(body: str) -> str:
    return (
        f'<!doctype html><html lang="en-US"><meta charset="utf-8"><title>Bench</title><body>{body}'
    )


def long_page(texts: int, numbers: int) -> BenchPage:
    """An article without end, with years and prices as articles have them."""
    random = Random(1)  # noqa: S311 - the same page again, not a secret
    paragraphs = texts // PARAGRAPH_TEXTS
    every = paragraphs // numbers
    parts = []
    for index in range(paragraphs):
        inside = [_words(random, count) for count in (6, 2, 8, 1, 7)]
        if index % 10 == 3:
            inside[2] += f" in {random.randint(1950, 2026)} for ${random.randint(1, 99)}.99"
        if index % every == every // 2 and index // every < numbers:
            inside[4] = f"call {number(index // every)} today"
        if index % SECTION == 0:
            parts.append("<section><h2>Section</h2>")
        first, bold, middle, slanted, last = inside
        parts.append(f"<p>{first} <b>{bold}</b> {middle} <i>{slanted}</i> {last}</p>")
        if index % SECTION == SECTION - 1:
            parts.append("</section>")
    return BenchPage(f"{texts:,} texts, {numbers} numbers", _page("".join(parts)), numbers)


def directory(entries: int) -> BenchPage:
    random = Random(2)  # noqa: S311
    rows = "".join(
        f"<tr><td>{index}<td>{_words(random, 2)}<td>{number(index)}"
        f"<td>{_words(random, 1)}@example.com"
        for index in range(entries)
    )
    return BenchPage(f"directory of {entries:,}", _page(f"<table>{rows}</table>"), entries)


def frames(count: int, server: PageServer, scripts: str) -> BenchPage:
    """Frames with ordinary text and no number in it."""
    random = Random(3)  # noqa: S311
    inside = "".join(f"<p>{_words(random, 30)} since 2019</p>" for _ in range(20))
    address = server.add(_page(inside + scripts))
    body = f'<iframe src="{address}"></iframe>' * count
    return BenchPage(f"{count} frames without numbers", _page(body), 0)


def long_text(length: int, *, is_marked: bool) -> BenchPage:
    """A log in one text node, with a number in every five hundredth line."""
    random = Random(4)  # noqa: S311
    lines: list[str] = []
    size = numbers = 0
    while size < length:
        line = f"Monday worker {_words(random, 12)} took {random.randint(1, 99)} ms"
        if len(lines) % 500 == 250:
            line += f", call {number(numbers)}"
            numbers += 1
        lines.append(line)
        size += len(line) + 1
    text = "\n".join(lines)
    return BenchPage(
        f"a text of {length // 1000} kB", _page(f"<pre>{text}</pre>"), numbers * is_marked
    )


def inline_json(length: int) -> BenchPage:
    """Data for the page's own script, full of digits, and little text."""
    random = Random(5)  # noqa: S311
    entry = '{"id":%d,"phone":"%s","at":%d},'
    entries: list[str] = []
    size = 0
    while size < length:
        text = entry % (random.randint(1, 10**9), number(len(entries)), random.randint(1, 10**12))
        entries.append(text)
        size += len(text)
    data = f'<script type="application/json">[{"".join(entries)}0]</script>'
    body = f"<p>Call {number(0)} today.</p>{data}<p>{_words(random, 50)}</p>"
    return BenchPage(f"{length // 1000} kB of JSON", _page(body), 1)


FEED_SCRIPT: Final = """
const cells = [...document.querySelectorAll("td")];
let turn = 0;
function change() {
  for (let count = 0; count < 50; count += 1) {
    turn += 1;
    const text = cells[(turn * 7) % cells.length].firstChild;
    text.data = turn % 100 === 0
      ? `call (415) 555-${2000 + (turn % 8000)}` : `${(turn * 37) % 900}.${turn % 90 + 10} EUR`;
  }
}
setInterval(change, 50);
"""


def feed() -> BenchPage:
    """Prices that change, 1,000 texts a second; every hundredth is a number to call."""
    rows = "<tr>" + "<td>100.25 EUR" * 10
    body = f"<table>{rows * 200}</table><script>{FEED_SCRIPT}</script>"
    return BenchPage("1,000 changes a second", _page(body), 0)


SCROLL_SCRIPT: Final = """
const asked = new Map();
const waits = [];
let made = 0;
new MutationObserver((records) => {
  for (const { addedNodes } of records) {
    for (const node of addedNodes) {
      const marks = node.localName ? [node, ...node.querySelectorAll("*")] : [];
      for (const mark of marks) {
        const number = mark.getAttribute("data-click-to-call");
        if (!asked.has(number)) continue;
        waits.push(performance.now() - asked.get(number));
        asked.delete(number);
      }
    }
  }
}).observe(document, { childList: true, subtree: true });
function add() {
  const items = [];
  for (let count = 0; count < 25; count += 1) {
    made += 1;
    const item = document.createElement("article");
    item.append(document.createElement("h3"), document.createElement("p"));
    item.firstChild.textContent = `Entry of somebody with a longer name`;
    item.lastChild.textContent = "There is something to say here, and it goes on for a line or so.";
    if (made % 5 === 0) {
      const number = `415555${2000 + (made % 8000)}`;
      item.lastChild.textContent += ` Call (415) 555-${number.slice(6)} for more.`;
      asked.set(`+1${number}`, performance.now());
    }
    items.push(item);
  }
  document.body.append(...items);
}
let timer;
window.startScroll = () => { timer = setInterval(add, 100); };
window.stopScroll = () => { clearInterval(timer); return { made, waits }; };
"""


def endless() -> BenchPage:
    """A list that grows by 25 entries ten times a second, every fifth of them with a number."""
    body = f"<p>Call {number(0)} first.</p><script>{SCROLL_SCRIPT}</script>"
    return BenchPage("infinite scroll", _page(body), 1)
