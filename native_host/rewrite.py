"""A file's telephone numbers become links: HTML with anchors, any other text as in Markdown.

Knows text only. Everything that is not a number comes out exactly as it went in. A number split
over several elements is left alone: that takes a browser, and is what the extension does.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final, Literal

import phonenumbers
from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher

Scheme = Literal["tel", "rcmobile", "rcapp"]

_UNTOUCHED: Final = frozenset(
    [
        "a",
        "area",
        "button",
        "code",
        "head",
        "kbd",
        "math",
        "noscript",
        "option",
        "pre",
        "samp",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "var",
    ]
)
"""Text in these is a link already, is not shown, is not prose, or must not hold an element."""

# Elements without an end, which therefore hold nothing.
_VOID: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)


@dataclass(frozen=True)
class Found:
    """A number in a text, and where it leads."""

    start: int
    end: int
    uri: str


def numbers_in(text: str, region: str, scheme: Scheme) -> Iterator[Found]:
    """Every valid number, as libphonenumber finds them; no short or emergency number is valid."""
    for match in PhoneNumberMatcher(text, region, leniency=Leniency.VALID):
        yield Found(match.start, match.end, uri(match.number, scheme))


def uri(number: phonenumbers.PhoneNumber, scheme: Scheme) -> str:
    """RFC 3966, or as RingCentral's applications read it: they dial no extension."""
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if scheme == "rcmobile":
        return f"rcmobile://call?number={e164[1:]}"
    if scheme == "rcapp":
        return f"rcapp://r/call?number={e164}"
    return f"tel:{e164};ext={number.extension}" if number.extension else f"tel:{e164}"


def rewrite_text(text: str, region: str, scheme: Scheme) -> str:
    """Numbers become `[415-555-2671](tel:+14155552671)`. Those in a link stay as they are."""
    parts, done = [], 0
    links = [found.span() for found in re.finditer(r"\[[^\]\n]*\]\([^)\n]*\)|<[^>\n]*>", text)]
    for found in numbers_in(text, region, scheme):
        if any(start <= found.start < end for start, end in links):
            continue
        parts += [text[done : found.start], f"[{text[found.start : found.end]}]({found.uri})"]
        done = found.end
    return "".join([*parts, text[done:]])


def rewrite_html(source: str, region: str, scheme: Scheme) -> str:
    """Numbers in the text that a page shows become `<a href="tel:…">…</a>`."""
    parser = _Runs(source)
    parts, done = [], 0
    for run in parser.runs:
        for found in numbers_in(run.text, region, scheme):
            start, end = run.places[found.start], run.places[found.end]
            anchor = f'<a href="{html.escape(found.uri)}">{source[start:end]}</a>'
            parts += [source[done:start], anchor]
            done = end
    return "".join([*parts, source[done:]])


@dataclass
class _Run:
    """A stretch of shown text, and for each of its characters the place in the source."""

    text: str
    places: list[int]


class _Runs(HTMLParser):
    """Collects the runs of text between tags, character references read."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.runs: list[_Run] = []
        self._current: _Run | None = None
        self._inside: list[str] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]
        self.feed(source)
        self.close()
        self._break()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break()
        is_edited = dict(attrs).get("contenteditable", "false") != "false"
        if tag not in _VOID and (tag in _UNTOUCHED or is_edited or self._inside):
            self._inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # HTML knows no such tags: the slash is ignored, as browsers do.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._break()
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_comment(self, data: str) -> None:
        self._break()

    def handle_decl(self, decl: str) -> None:
        self._break()

    def handle_pi(self, data: str) -> None:
        self._break()

    def handle_data(self, data: str) -> None:
        self._add(data, len(data))

    def handle_entityref(self, name: str) -> None:
        self._add(html.unescape(f"&{name};"), 0)

    def handle_charref(self, name: str) -> None:
        self._add(html.unescape(f"&#{name};"), 0)

    def _add(self, text: str, length: int) -> None:
        if self._inside:
            return
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        if self._current is None:
            self._current = _Run("", [])
        else:
            self._current.places.pop()
        self._current.text += text
        self._current.places += [start + (index if length else 0) for index in range(len(text))]
        # One more: where the text ends. A reference's end is known by what follows it.
        self._current.places.append(start + length)

    def _break(self) -> None:
        if self._current is not None:
            line, column = self.getpos()
            self._current.places[-1] = self._lines[line - 1] + column
            self.runs.append(self._current)
            self._current = None
