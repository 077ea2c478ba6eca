"""Generates the pages for the benchmarks. The pages are the same on every computer.

The scripts of the pages are the files in `in_page/`, which a page server serves. Depends on the
standard library only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

WORDS: Final = ["the", "of", "and", "to", "was", "with", "this", "have", "from", "which", "people"]
FRAME_ADDRESS: Final = "ADDRESS-OF-THE-FRAME"
DRAWN_ROWS: Final = 40
ROW_PX: Final = 20
BOXES_IN_EACH_OTHER: Final = 25
IN_VIEW: Final = 10
"""In the list of `list_items`, the index of the first item with a number. The item is in view when
the page has loaded."""


@dataclass(frozen=True)
class BenchPage:
    """A page: its name, its HTML, and the selector of the elements that contain its numbers.

    If the page has frames, `frame` is the HTML of the document that every frame shows, and
    FRAME_ADDRESS in `html` stands for that document's address.
    """

    name: str
    html: str
    items: str = "p"
    frame: str = ""


def number(index: int) -> str:
    """Returns a valid phone number for this index. The numbers for the indexes 0 to 79,999 are all
    different."""
    return f"({415 + index // 8000 % 10}) 555-{2000 + index % 8000:04d}"


def list_items(texts: int, numbers: int) -> BenchPage:
    """Returns a list of `texts` items, over which `numbers` phone numbers and some years and prices
    are spread."""
    random = _random(1)
    every = texts // numbers
    items = []
    for index in range(texts):
        text = _words(random, 6)
        if index % 50 == 15:
            text += f" in {random.randint(1950, 2026)} for ${random.randint(1, 99)}.99"
        if index % every == IN_VIEW and index // every < numbers:
            text += f", call {number(index // every)} today"
        items.append(f"<li>{text}")
    name = f"{texts:,} list items, {numbers} numbers"
    return BenchPage(name, _page(f"<ul>{''.join(items)}</ul>"), "li")


def directory(entries: int, before: str = "") -> BenchPage:
    """Returns a table of people with a number in each row. `before` is HTML that stands above the
    table."""
    return BenchPage(f"table of {entries:,} numbers", _page(before + _table(entries)), "tr")


def nested_boxes(numbers: int) -> BenchPage:
    """Returns boxes inside boxes, as page builders make them, with a number in each innermost
    box."""
    random = _random(3)
    start, end = "<div>" * BOXES_IN_EACH_OTHER, "</div>" * BOXES_IN_EACH_OTHER
    boxes = "".join(
        f"{start}<p>{_words(random, 4)} <b>{number(index)}</b></p>{end}" for index in range(numbers)
    )
    return BenchPage(f"nested boxes, {numbers:,} numbers", _page(boxes))


def grid(cards: int) -> BenchPage:
    """Returns a grid of cards with three texts each, one of them a number."""
    random = _random(4)
    style = "<style>main { display: grid; grid-template-columns: repeat(4, 1fr) }</style>"
    inside = "".join(
        f"<article><h3>{_words(random, 2)}</h3><p>{_words(random, 9)}</p>"
        f"<p>Call {number(index)}</p></article>"
        for index in range(cards)
    )
    return BenchPage(f"grid of {cards:,} cards", _page(f"{style}<main>{inside}</main>"), "article")


def frames(number_of_frames: int) -> BenchPage:
    """Returns a page with frames of ordinary text without numbers."""
    random = _random(5)
    inside = "".join(f"<p>{_words(random, 30)} since 2019</p>" for _ in range(20))
    body = f'<iframe src="{FRAME_ADDRESS}"></iframe>' * number_of_frames
    name = f"{number_of_frames} frames without numbers"
    return BenchPage(name, _page(body), "p", _page(inside))


def long_text(length: int, lines_a_number: int) -> BenchPage:
    """Returns a log in one text node, with a number in every `lines_a_number`-th line."""
    lines = list(_log(length, lines_a_number))
    numbers = sum("call" in line for line in lines)
    name = f"text of {length // 1000:,} kB, {numbers:,} numbers"
    return BenchPage(name, _page(f"<pre>{chr(10).join(lines)}</pre>"), "pre")


def _log(length: int, lines_a_number: int) -> Iterator[str]:
    random = _random(6)
    written = index = 0
    while written < length:
        line = f"Monday worker {_words(random, 12)} took {random.randint(1, 99)} ms"
        if index % lines_a_number == lines_a_number // 2:
            line += f", call {number(index // lines_a_number)}"
        written, index = written + len(line) + 1, index + 1
        yield line


def inline_json(length: int) -> BenchPage:
    """Returns a page with little text, and with a script element that contains JSON full of
    digits."""
    random = _random(7)
    entry = '{"id":%d,"phone":"%s","at":%d},'
    entries: list[str] = []
    size = 0
    while size < length:
        text = entry % (random.randint(1, 10**9), number(len(entries)), random.randint(1, 10**12))
        entries.append(text)
        size += len(text)
    data = f'<script type="application/json">[{"".join(entries)}0]</script>'
    body = f"<p>Call {number(0)} today.</p>{data}<p>{_words(random, 50)}</p>"
    return BenchPage(f"{length // 1000:,} kB of inline JSON", _page(body))


def one_number() -> BenchPage:
    """Returns a short page with one number. The number makes the extension load its whole
    engine."""
    return BenchPage("first number on a page", _page(f"<p>Call {number(0)} today.</p>"))


def loading_directory(entries: int, *, is_plain: bool) -> BenchPage:
    """Returns a page with a table of people, and with a script that measures the time from
    DOMContentLoaded until the numbers in view are painted."""
    watch = f'<script>watchLoading("tr", {str(is_plain).lower()})</script>'
    return directory(entries, before=_scripts("painted", "waits") + watch)


def watched_directory(entries: int) -> BenchPage:
    """Returns a page with a table, and with a script that scrolls the page and measures the time
    until the numbers in view are painted. The benchmark starts the script."""
    return directory(entries, before=_scripts("painted", "waits"))


def table_in_a_frame(entries: int) -> BenchPage:
    """Returns a page with a frame that contains a shadow root. In the shadow root is a table in a
    box that scrolls. The benchmark starts the script that scrolls the box."""
    frame = (
        "<div id=host><template shadowrootmode=open>"
        f"<div id=scroller style='height: 400px; overflow: auto'>{_table(entries)}</div>"
        f"</template></div>{_scripts('painted', 'waits')}"
    )
    body = f"<iframe width=800 height=500 src={FRAME_ADDRESS}></iframe>"
    name = "box in a shadow root in a frame"
    return BenchPage(name, _page(body), "tr", _page(frame))


def feed() -> BenchPage:
    """Returns a page of prices, and a script that changes them. The benchmark starts the script."""
    rows = "<tr>" + "<td>100.25 EUR" * 10
    html = _page(f"<table>{rows * 200}</table>{_scripts('feed')}")
    return BenchPage("1,000 text changes a second", html, "tr")


def counter_beside(entries: int) -> BenchPage:
    """Returns a page with a table of numbers beside a text, and a script that changes the text in
    every rendered frame. The benchmark starts the script."""
    style = "position: fixed; top: 0; right: 0; width: 200px; height: 20px; contain: strict"
    before = f'<p id=counter style="{style}">frame</p>{_scripts("counter")}'
    return directory(entries, before)


def virtual_table(rows: int) -> BenchPage:
    """Returns a table that has elements only for the rows in view, and a script that scrolls it.
    The benchmark starts the script."""
    style = (
        "<style>#scroller { height: 600px; overflow-y: auto } #space { position: relative; "
        f"height: {rows * ROW_PX}px }} .row {{ position: absolute; height: {ROW_PX}px }} "
        ".row span { display: inline-block; width: 200px }</style>"
    )
    row = '<div class="row"><span>0</span><span>Person</span><span>none</span></div>'
    body = f"<div id=scroller><div id=space>{row * DRAWN_ROWS}</div></div>"
    scripts = _scripts("painted", "waits", "virtual_table")
    return BenchPage(f"virtual table of {rows:,} rows", _page(style + body + scripts), ".row")


def growing_list() -> BenchPage:
    """Returns a page with a list, and a script that adds entries with a number each. The benchmark
    starts the script."""
    body = f"<ul><li>Call {number(0)} first.</ul>{_scripts('painted', 'waits')}"
    return BenchPage("new entries", _page(body), "li")


def coming_and_going() -> BenchPage:
    """Returns a page with a script that adds lists of numbers and removes them again. The benchmark
    starts the script."""
    body = f"<p>Call {number(0)} first.</p>{_scripts('painted', 'cycle')}"
    return BenchPage("numbers that come and go", _page(body))


def _table(entries: int) -> str:
    random = _random(2)
    rows = "".join(
        f"<tr><td>{index}<td>{_words(random, 2)}<td>{number(index)}"
        f"<td>{_words(random, 1)}@example.com"
        for index in range(entries)
    )
    return f"<table>{rows}</table>"


def _random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - repeatable, not secret


def _words(random: Random, length: int) -> str:
    return " ".join(random.choices(WORDS, k=length))


def _scripts(*names: str) -> str:
    return "".join(f'<script src="/{name}.js"></script>' for name in names)


def _page(body: str) -> str:
    return (
        f'<!doctype html><html lang="en-US"><meta charset="utf-8"><title>Bench</title><body>{body}'
    )
