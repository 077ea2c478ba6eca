"""Turns the phone numbers of a text into links: anchors in HTML, Markdown links in any other text.

Depends on rewrite/engine.py, rewrite/page_text.py and rewrite/text_runs.py. A Rewriter takes the
source in pieces and returns the result in pieces, so the source may be of any size. Every character
outside the numbers stays the same.
"""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from click_to_call.rewrite.engine import Engine, FoundNumber, Text
from click_to_call.rewrite.page_text import PageReader
from click_to_call.rewrite.text_runs import Run, Segment

Scheme = Literal["tel", "rcmobile", "rcapp"]

CONTEXT_CHARACTERS: Final = 1_000
"""In a long line, the detection gets at least this many characters before and after each number. No
rule of the detection reads further."""
PIECE_CHARACTERS: Final = 64 * 1024
"""The number of characters in each piece of a source. With such large pieces, the engine is called
rarely, which saves time."""
_LONGEST_RUN_CHARACTERS: Final = 64_000
"""A line with more characters than this is processed in parts, so that it does not fill the
memory."""

_LINKS: Final = re.compile(r"\[[^\]\n]*\]\([^)\n]*\)|<[^>\n]*>")
_BREAKS: Final = re.compile(r"[^\S\n]|\n")


def uri(number: str, ext: str, scheme: Scheme) -> str:
    """Returns the address of a link that calls this number. The address follows RFC 3966 for the
    scheme `tel`. For the other schemes it has the format of RingCentral's apps, which cannot dial
    an extension."""
    if scheme == "rcmobile":
        return f"rcmobile://call?number={number[1:]}"
    if scheme == "rcapp":
        return f"rcapp://r/call?number={number}"
    return f"tel:{number};ext={ext}" if ext else f"tel:{number}"


class Rewriter:
    """Turns the phone numbers of one source into links. `count` says how many phone numbers have
    become links so far."""

    def __init__(self, engine: Engine, region: str, scheme: Scheme, home: str = "") -> None:
        self._engine = engine
        self._region = region
        self._home = home
        self._scheme = scheme
        self._source = ""
        self._first = 0
        """The offset in the whole source at which `_source`, the part in memory, begins."""
        self._written = 0
        self.count = 0

    def feed(self, source: str) -> str:
        """Takes the next piece of the source. Returns the next part of the result. The end of the
        piece may be held back until `feed` or `finish` is called again, because a number may
        continue in the next piece."""
        self._source += source
        return self._rewritten(self._read(source), is_last=False)

    def finish(self) -> str:
        """Returns the rest of the result. Must be called after the last piece was fed."""
        return self._rewritten(self._read(None), is_last=True)

    # --- methods that differ between kinds of text ----------------------------------------------

    def _read(self, source: str | None) -> list[tuple[Run, int]]:
        """Takes the next piece of the source, or None if the source has ended. Returns the runs
        (lines of text) to search now, each with an offset in the run's text. Numbers that begin
        before this offset become links now. Numbers after it are searched again later, when more of
        the line has been read."""
        raise NotImplementedError

    def _sure_until(self) -> int:
        """Returns the offset in the source up to which the result can be written, because
        everything before this offset has been searched."""
        raise NotImplementedError

    def _linked(self, text: str, address: str) -> str:
        raise NotImplementedError

    def _protected(self, text: str) -> list[tuple[int, int]]:
        """Returns the ranges of a run's text that are links already. Numbers in these ranges stay
        the same."""
        return []

    # --- methods that are the same for all texts ------------------------------------------------

    def _rewritten(self, work: list[tuple[Run, int]], *, is_last: bool) -> str:
        parts = list(self._parts(work))
        until = self._first + len(self._source) if is_last else self._sure_until()
        parts.append(self._taken(until))
        self._source = self._source[self._written - self._first :]
        self._first = self._written
        return "".join(parts)

    def _parts(self, work: list[tuple[Run, int]]) -> Iterator[str]:
        for (run, until), found in zip(work, self._found([run for run, _ in work]), strict=True):
            protected = self._protected(run.text)
            for start, end, number in found:
                if run.done <= start < until and not _is_inside(start, end, protected):
                    yield from self._links(run, start, end, number)

    def _found(self, runs: list[Run]) -> Iterator[list[tuple[int, int, FoundNumber]]]:
        """Searches all runs. Yields, for each run, a list of the numbers in its text, in order,
        each with the offsets at which the number begins and ends.

        The segments of a run may have different evidence, for example if they are in different
        elements. The detection then searches the run once for each group of segments, with the
        evidence of this group (see `Run.groups`). Only the numbers inside the group are kept.
        """
        read = [run.read_aloud() for run in runs]
        groups = [run.groups() for run in runs]
        texts = [
            Text(said, what)
            for (said, _), some in zip(read, groups, strict=True)
            for what, _ in some
        ]
        found = iter(self._engine.find(texts, self._region, self._home))
        for run, (_, places), some in zip(runs, read, groups, strict=True):
            text = run.text
            numbers: list[tuple[int, int, FoundNumber]] = []
            for (_, ranges), in_group in zip(some, found, strict=False):
                for number in in_group:
                    start, end = _place(number, places)
                    digit = start + _first_digit(text[start:end])
                    if any(digit in part for part in ranges):
                        numbers.append((start, end, number))
            yield list(_apart(sorted(numbers, key=lambda one: one[:2])))

    def _links(self, run: Run, start: int, end: int, number: FoundNumber) -> Iterator[str]:
        """Turns one number into links, and yields the result from the last written character to the
        end of the number. In the source, tags may divide the number into several ranges. Each range
        with a digit or a letter becomes a link. A range without one, such as a single bracket,
        stays the same."""
        stretches = run.sources_of(start, end)
        if stretches is None:
            return
        self.count += 1
        address = uri(number.number, number.ext, self._scheme)
        for first, last in stretches:
            yield self._taken(first)
            text = self._taken(last)
            yield self._linked(text, address) if any(map(str.isalnum, text)) else text

    def _taken(self, until: int) -> str:
        """Returns the part of the source between the last written character and the offset `until`,
        and marks this part as written."""
        begin, self._written = self._written, max(until, self._written)
        return self._source[begin - self._first : self._written - self._first]


class TextRewriter(Rewriter):
    """Rewrites plain text and Markdown: numbers become `[415-555-2671](tel:+14155552671)`."""

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
    """Rewrites HTML: numbers in visible text become `<a href="tel:…">…</a>`."""

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
    """If an unfinished run is longer than _LONGEST_RUN_CHARACTERS, returns the run and the offset
    up to which numbers become links now. Otherwise returns [], because a shorter run is searched
    only when it is complete."""
    return [(run, _cut_of(run))] if run.length > _LONGEST_RUN_CHARACTERS else []


def _cut_of(run: Run) -> int:
    """Returns the offset at which to cut a long run. The cut is after a line break, or after white
    space if there is no line break. At least CONTEXT_CHARACTERS characters follow the cut, because
    the detection judges a number also by the text after the number."""
    text = run.text
    limit = run.length - CONTEXT_CHARACTERS
    cut = text.rfind("\n", run.done, limit) + 1
    if cut <= run.done:
        spaces = [
            match.end() for match in _BREAKS.finditer(text, limit - CONTEXT_CHARACTERS, limit)
        ]
        cut = spaces[-1] if spaces else limit
    return cut


def _rest_of(run: Run, written: int) -> tuple[Run, int]:
    """Returns the part of an unfinished run that is still needed, and the offset up to which the
    source can be written now.

    A short run is needed whole, because it has not been searched. A long run has been searched up
    to a cut (see `_cut_of`). Therefore only the text after the cut is needed, and a little text
    before the cut as context. `written` is the offset up to which the source has been written.
    """
    if not run.segments:
        return run, written
    if run.length <= _LONGEST_RUN_CHARACTERS:
        return run, run.source_at(run.done) if run.done else run.segments[0].start
    cut = _cut_of(run)
    # A number may begin before the cut and end after the cut. The source has then been written up
    # to the number's end, so the cut moves there.
    sure = run.source_at(cut)
    while sure < written and cut < run.length:
        cut += 1
        sure = run.source_at(cut)
    return run.cut_before(cut, context=CONTEXT_CHARACTERS), sure


def _place(number: FoundNumber, places: list[int] | None) -> tuple[int, int]:
    if places is None:
        return number.start, number.end
    return places[number.start], places[number.end - 1] + 1


def _first_digit(text: str) -> int:
    return next((at for at, letter in enumerate(text) if letter.isdigit()), 0)


def _apart(
    numbers: Iterable[tuple[int, int, FoundNumber]],
) -> Iterator[tuple[int, int, FoundNumber]]:
    """Yields the numbers, which are sorted by their beginnings. If a number overlaps the number
    before it, only the number that begins first is yielded."""
    done = 0
    for start, end, number in numbers:
        if start >= done:
            yield start, end, number
            done = end


def _is_inside(start: int, end: int, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in stretches)


# --- rewriting a whole text ----------------------------------------------------------------------


def rewrite_text(engine: Engine, text: str, region: str, scheme: Scheme) -> str:
    """Returns the text with a Markdown link such as `[415-555-2671](tel:+14155552671)` in place of
    each number. A number inside a link stays the same."""
    return _whole(TextRewriter(engine, region, scheme), text)


def rewrite_html(engine: Engine, source: str, region: str, scheme: Scheme) -> str:
    """Returns the page with a link, `<a href="tel:…">…</a>`, around each number in the page's
    visible text."""
    return _whole(PageRewriter(engine, region, scheme), source)


def _whole(rewriter: Rewriter, source: str) -> str:
    pieces = (source[at : at + PIECE_CHARACTERS] for at in range(0, len(source), PIECE_CHARACTERS))
    return "".join([*map(rewriter.feed, pieces), rewriter.finish()])
