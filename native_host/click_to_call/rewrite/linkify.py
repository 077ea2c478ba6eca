"""A text's telephone numbers become links: HTML with anchors, any other text as in Markdown.

Depends on engine.py, which finds what the extension finds, on page_text.py and text_runs.py. A
source comes in pieces and goes out in pieces, so that its size does not matter; every character
outside the numbers comes out exactly as it went in."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from click_to_call.rewrite.engine import Engine, FoundNumber
from click_to_call.rewrite.page_text import PageReader
from click_to_call.rewrite.text_runs import Run, Segment

Scheme = Literal["tel", "rcmobile", "rcapp"]

CONTEXT: Final = 1_000
"""Characters beside a number that may tell what it is: more than any rule looks at."""
PIECE: Final = 256 * 1024
"""Characters that are best fed at once: much at a time spares the engine's way in and out."""
_LONGEST_RUN: Final = 64_000
"""Characters after which a line that does not end is worked on in parts."""

_LINKS: Final = re.compile(r"\[[^\]\n]*\]\([^)\n]*\)|<[^>\n]*>")
_BREAKS: Final = re.compile(r"[^\S\n]|\n")


def uri(number: str, ext: str, scheme: Scheme) -> str:
    """RFC 3966, or as RingCentral's applications read it: they dial no extension."""
    if scheme == "rcmobile":
        return f"rcmobile://call?number={number[1:]}"
    if scheme == "rcapp":
        return f"rcapp://r/call?number={number}"
    return f"tel:{number};ext={ext}" if ext else f"tel:{number}"


class Rewriter:
    """Rewrites one source. `count` tells how many numbers became links so far."""

    def __init__(self, engine: Engine, region: str, scheme: Scheme, home: str = "") -> None:
        self._engine = engine
        self._region = region
        self._home = home
        self._scheme = scheme
        self._source = ""
        self._first = 0
        """The offset at which what is kept of the source begins."""
        self._written = 0
        self.count = 0

    def feed(self, source: str) -> str:
        """Takes the next piece; gives as much of the result as is sure."""
        self._source += source
        return self._rewritten(self._read(source), is_last=False)

    def finish(self) -> str:
        """Gives the rest."""
        return self._rewritten(self._read(None), is_last=True)

    # --- what differs between kinds of text -----------------------------------------------------

    def _read(self, source: str | None) -> list[tuple[Run, int]]:
        """Runs to be worked on, each with the offset up to which it is to be written."""
        raise NotImplementedError

    def _sure_until(self) -> int:
        """The offset in the source before which everything was looked at."""
        raise NotImplementedError

    def _linked(self, text: str, address: str) -> str:
        raise NotImplementedError

    def _protected(self, text: str) -> list[tuple[int, int]]:
        """Stretches of a run's text that are links already."""
        return []

    # --- what is the same -----------------------------------------------------------------------

    def _rewritten(self, work: list[tuple[Run, int]], *, is_last: bool) -> str:
        parts = list(self._parts(work))
        until = self._first + len(self._source) if is_last else self._sure_until()
        parts.append(self._taken(until))
        self._source = self._source[self._written - self._first :]
        self._first = self._written
        return "".join(parts)

    def _parts(self, work: list[tuple[Run, int]]) -> Iterator[str]:
        read = [run.read_aloud() for run, _ in work]
        found = self._engine.find([said for said, _ in read], self._region, self._home)
        for (run, until), (_, places), numbers in zip(work, read, found, strict=True):
            protected = self._protected(run.text)
            for number in numbers:
                start, end = _place(number, places)
                if not run.done <= start < until or _is_inside(start, end, protected):
                    continue
                yield from self._links(run, start, end, number)

    def _links(self, run: Run, start: int, end: int, number: FoundNumber) -> Iterator[str]:
        """One link for each stretch of the source with digits: a bracket that stands by itself in
        an element of its own is no link."""
        stretches = run.sources_of(start, end)
        if stretches is None:
            return
        self.count += 1
        address = uri(number.number, number.ext, self._scheme)
        for first, last in stretches:
            yield self._taken(first)
            text = self._taken(last)
            yield self._linked(text, address) if any(map(str.isdigit, text)) else text

    def _taken(self, until: int) -> str:
        """The source up to an offset, which is then written."""
        begin, self._written = self._written, max(until, self._written)
        return self._source[begin - self._first : self._written - self._first]


class TextRewriter(Rewriter):
    """Plain text and Markdown: numbers become `[415-555-2671](tel:+14155552671)`."""

    def __init__(self, engine: Engine, region: str, scheme: Scheme, home: str = "") -> None:
        super().__init__(engine, region, scheme, home)
        self._run = Run()
        self._position = 0

    def _read(self, source: str | None) -> list[tuple[Run, int]]:
        if source is None:
            run, self._run = self._run, Run()
            return [(run, run.length)] if run.length else []
        end = self._position + len(source)
        self._run.add(Segment(text=source, start=self._position, end=end))
        self._position = end
        return _long_part(self._run)

    def _sure_until(self) -> int:
        self._run, until = _rest_of(self._run, self._written)
        return until

    def _linked(self, text: str, address: str) -> str:
        return f"[{text}]({address})"

    def _protected(self, text: str) -> list[tuple[int, int]]:
        return [link.span() for link in _LINKS.finditer(text)]


class PageRewriter(Rewriter):
    """HTML: numbers in shown text become `<a href="tel:…">…</a>`."""

    def __init__(self, engine: Engine, region: str, scheme: Scheme, home: str = "") -> None:
        super().__init__(engine, region, scheme, home)
        self._reader = PageReader()

    def _read(self, source: str | None) -> list[tuple[Run, int]]:
        if source is None:
            self._reader.finish()
        else:
            self._reader.feed(source)
        runs = [run for run in self._reader.take_runs() if any(map(str.isdigit, run.text))]
        return [(run, run.length) for run in runs] + _long_part(self._reader.open_run)

    def _sure_until(self) -> int:
        run = self._reader.open_run
        if not run.segments:
            return self._reader.position
        self._reader.open_run, until = _rest_of(run, self._written)
        return until

    def _linked(self, text: str, address: str) -> str:
        return f'<a href="{html.escape(address)}">{text}</a>'


def _long_part(run: Run) -> list[tuple[Run, int]]:
    """An open run is worked on once it is long, up to a break that leaves some context."""
    return [(run, _cut_of(run))] if run.length > _LONGEST_RUN else []


def _cut_of(run: Run) -> int:
    """The offset of the last line's end before the context, else of the last white space."""
    text = run.text
    limit = run.length - CONTEXT
    cut = text.rfind("\n", run.done, limit) + 1
    if cut <= run.done:
        spaces = [match.end() for match in _BREAKS.finditer(text, limit - CONTEXT, limit)]
        cut = spaces[-1] if spaces else limit
    return cut


def _rest_of(run: Run, written: int) -> tuple[Run, int]:
    """What stays of an open run after work, and up to which offset the source is sure."""
    if not run.segments:
        return run, written
    if run.length <= _LONGEST_RUN:
        return run, run.source_at(run.done) if run.done else run.segments[0].start
    cut = _cut_of(run)
    # A number that begins before the cut and ends after it is written already.
    sure = run.source_at(cut)
    while sure < written and cut < run.length:
        cut += 1
        sure = run.source_at(cut)
    return run.cut_before(cut, context=CONTEXT), sure


def _place(number: FoundNumber, places: list[int] | None) -> tuple[int, int]:
    if places is None:
        return number.start, number.end
    return places[number.start], places[number.end - 1] + 1


def _is_inside(start: int, end: int, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in stretches)


# --- whole texts ---------------------------------------------------------------------------------


def rewrite_text(engine: Engine, text: str, region: str, scheme: Scheme) -> str:
    """Numbers become `[415-555-2671](tel:+14155552671)`. Those in a link stay as they are."""
    return _whole(TextRewriter(engine, region, scheme), text)


def rewrite_html(engine: Engine, source: str, region: str, scheme: Scheme) -> str:
    """Numbers in the text that a page shows become `<a href="tel:…">…</a>`."""
    return _whole(PageRewriter(engine, region, scheme), source)


def _whole(rewriter: Rewriter, source: str) -> str:
    pieces = (source[at : at + PIECE] for at in range(0, len(source), PIECE))
    return "".join([*map(rewriter.feed, pieces), rewriter.finish()])
