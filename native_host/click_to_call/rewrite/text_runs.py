"""Defines a run: one line of visible text, made of segments, each with its place in the source.

Depends on rewrite/page_evidence.py for what a page says about a segment. Offsets in the source
count characters from its beginning.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from click_to_call.rewrite.page_evidence import Statement

_BREAK_WITHIN: Final = re.compile(r"[\n\r]\s*\S")
_MOST_GROUPS: Final = 4
_GAP: Final = re.compile(r"[ \t\n\r]{2,}|[\n\r]")


@dataclass(frozen=True)
class Segment:
    """A piece of visible text, and the range of the source from which this text comes. Each
    character reference, such as `&amp;`, is a segment of its own."""

    text: str
    start: int
    end: int
    is_fixed: bool = False
    """Whether numbers in this text stay the same. The text then only helps to judge the numbers
    beside it."""
    keeps_lines: bool = True
    """Whether a line break in the source also shows as a line break, as in `pre`."""
    said: tuple[Statement, ...] | None = None
    """What the page says about this text. None if the text has no digit or is not from a page."""

    @property
    def is_reference(self) -> bool:
        return self.end - self.start != len(self.text)


@dataclass
class Run:
    """One line of visible text. The first `done` characters have been rewritten and written to the
    result. They are kept because they help to judge the numbers after them."""

    segments: list[Segment] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """The offsets in the run's text at which the segments begin, one for each segment."""
    done: int = 0
    length: int = 0

    def add(self, segment: Segment) -> None:
        if segment.text:
            self.segments.append(segment)
            self.starts.append(self.length)
            self.length += len(segment.text)

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)

    def groups(self) -> list[tuple[tuple[Statement, ...], list[range]]]:
        """Divides the run's segments into groups, so that the page says the same about all segments
        of a group. A segment without digits joins the group of the segment before it. Returns, for
        each group, what the page says, and the ranges of the segments in the run's text."""
        groups: dict[tuple[Statement, ...], list[range]] = {}
        said: tuple[Statement, ...] = ()
        for at, segment in zip(self.starts, self.segments, strict=True):
            if segment.said is not None and (segment.said in groups or len(groups) < _MOST_GROUPS):
                said = segment.said
            if segment.said is not None or groups:
                groups.setdefault(said, []).append(range(at, at + len(segment.text)))
        return list(groups.items()) or [((), [range(self.length)])]

    def read_aloud(self) -> tuple[str, list[int] | None]:
        """Returns the run's text as a user sees it. Where a browser shows several white-space
        characters or a line break as one space, this text has one space.

        Also returns a list that holds, for each character of the returned text, the character's
        offset in `text`. If the returned text equals `text`, returns None instead of the list.
        """
        text = self.text
        collapses = not all(segment.keeps_lines for segment in self.segments)
        if not (collapses and _BREAK_WITHIN.search(text)):
            return text, None
        said: list[str] = []
        places: list[int] = []
        for at, segment in zip(self.starts, self.segments, strict=True):
            for part, start in _collapsed(segment):
                said.append(part)
                places.extend(range(at + start, at + start + len(part)))
        return "".join(said), [*places, self.length]

    def sources_of(self, start: int, end: int) -> list[tuple[int, int]] | None:
        """Returns the ranges of the source from which the run's text between the offsets `start`
        and `end` comes. Ranges that touch each other are joined. Returns None if a part of this
        text must not change."""
        stretches: list[tuple[int, int]] = []
        for segment, first, last in self._touched(start, end):
            if segment.is_fixed:
                return None
            one = (segment.start, segment.end)
            if not segment.is_reference:
                one = (segment.start + first, segment.start + last)
            if stretches and stretches[-1][1] == one[0]:
                stretches[-1] = (stretches[-1][0], one[1])
            else:
                stretches.append(one)
        return stretches

    def source_at(self, offset: int) -> int:
        """Turns an offset in the run's text into an offset in the source. The returned offset is
        the end of the character before `offset`; tags after this character are not included."""
        if offset <= 0:
            return self.segments[0].start
        ((segment, _, last),) = self._touched(offset - 1, offset)
        return segment.end if segment.is_reference else segment.start + last

    def cut_before(self, offset: int, *, context: int) -> "Run":
        """Returns a new run with the text after `offset`. Before this text, the new run has the
        last `context` characters that precede `offset`. These characters count as `done`."""
        first = max(offset - context, 0)
        rest = Run(done=offset - first)
        for segment, begin, end in self._touched(first, self.length):
            if segment.is_reference:
                rest.add(segment)
                rest.done += begin
            else:
                rest.add(_part(segment, begin, end))
        return rest

    def _touched(self, start: int, end: int) -> Iterator[tuple[Segment, int, int]]:
        """Yields each segment that overlaps the range from `start` to `end` of the run's text. With
        each segment go the beginning and the end of the overlap, as offsets in the segment's own
        text."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        for place in range(first, len(self.segments)):
            at, segment = self.starts[place], self.segments[place]
            if at >= end:
                return
            yield segment, max(start - at, 0), min(end - at, len(segment.text))


def _part(segment: Segment, begin: int, end: int) -> Segment:
    start = segment.start
    return replace(segment, text=segment.text[begin:end], start=start + begin, end=start + end)


def _collapsed(segment: Segment) -> Iterator[tuple[str, int]]:
    """Divides a segment's text into pieces, each with its offset in the segment. Together, the
    pieces are the text that a user sees. If a browser shows white space in the segment as one
    space, the piece for this white space is " "."""
    at = 0
    for gap in () if segment.keeps_lines else _GAP.finditer(segment.text):
        yield segment.text[at : gap.start()], at
        yield " ", gap.start()
        at = gap.end()
    yield segment.text[at:], at
