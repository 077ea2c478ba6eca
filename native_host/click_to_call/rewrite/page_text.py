"""HTML as the extension reads it: lines of shown text, and what in them is not to be touched.

Depends on the standard library. What a person reads as one line is one run, over inline elements
and comments; text in links, buttons, forms, code and editors is read for its context only. The
lists of elements are those of the extension's content scripts.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from click_to_call.rewrite.text_runs import Run, Segment

_INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "ruby",
        "slot",
    ]
)
"""Read as part of the line they stand in, unless the page's style says otherwise."""
_UNSEEN: Final = frozenset(
    ["script", "style", "template", "noscript", "link", "meta", "datalist", "wbr"]
)
"""Take no room and part nothing."""
_FOREIGN: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "textarea",
        "select",
        "option",
        "svg",
        "math",
        "canvas",
        "code",
        "samp",
        "kbd",
        "title",
        "object",
        "iframe",
        "audio",
        "video",
        "button",
        "summary",
        "head",
    ]
)
"""Text in these is code, a value, somebody else's control, or not shown."""
_FOREIGN_ROLES: Final = frozenset(
    ["button", "link", "textbox", "searchbox", "combobox", "spinbutton", "code"]
)
_EDITORS: Final = frozenset(
    ["CodeMirror", "cm-editor", "monaco-editor", "ace_editor", "ProseMirror"]
)
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
"""Elements without an end, which therefore hold nothing."""
_IN_HEAD: Final = frozenset(
    ["base", "link", "meta", "noscript", "script", "style", "template", "title"]
)
_ENDED_BY_NEXT: Final = frozenset(
    ["li", "dt", "dd", "p", "td", "th", "tr", "option", "a", "button"]
)
_ENDS_CHILDREN: Final = frozenset(
    ["ul", "ol", "dl", "table", "tbody", "thead", "tfoot", "tr", "select", "div", "section"]
)

_ABSENT: Final = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_INVISIBLE: Final = re.compile(r"visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_APART: Final = re.compile(
    r"display\s*:\s*(?!none|inline\s*(?:;|$)|contents)|float\s*:\s*(?:left|right)"
    r"|visibility\s*:\s*(?:hidden|collapse)",
    re.IGNORECASE,
)
_KEEPS_LINES: Final = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)


@dataclass
class _Open:
    """An element that changes how the text in it is read, until it ends."""

    tag: str
    is_foreign: bool
    keeps_lines: bool
    is_apart: bool
    is_unseen: bool
    """Takes no room: its text is not part of the line around it."""
    same: int = 0
    """Elements of the same name that were opened in it and have not ended."""


class PageReader(HTMLParser):
    """Gives the runs of a page that comes in pieces. `runs` are whole; `open_run` goes on."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.runs: list[Run] = []
        self.open_run = Run()
        self.position = 0
        """Characters of the source that are read."""
        self._stack: list[_Open] = []
        self._reference: str | None = None

    def take_runs(self) -> list[Run]:
        """The runs that are whole since the last time."""
        runs, self.runs = self.runs, []
        return runs

    def finish(self) -> None:
        """Nothing more comes."""
        self.close()
        self._break()

    # --- what HTMLParser calls ------------------------------------------------------------------

    def updatepos(self, i: int, j: int) -> int:
        """HTMLParser calls this whenever it has read from `i` to `j`: a reference's end, too."""
        start, self.position = self.position, self.position + max(j - i, 0)
        if self._reference is not None:
            self._add(self._reference, start, self.position)
            self._reference = None
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._end_by_next(tag)
        opened = _read_element(tag, given)
        if opened.is_apart:
            self._break()
        if tag in _VOID:
            return
        for other in self._stack:
            other.same += other.tag == tag
        if (
            opened.is_foreign
            or opened.is_unseen
            or opened.keeps_lines
            or (opened.is_apart and tag in _INLINE)
        ):
            self._stack.append(opened)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # HTML knows no such tags: the slash is ignored, as browsers do.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        is_apart = tag not in _INLINE and tag not in _UNSEEN and "-" not in tag
        if tag in _ENDS_CHILDREN:
            while self._stack and self._stack[-1].tag in _ENDED_BY_NEXT - {tag}:
                self._stack.pop()
        for place in range(len(self._stack) - 1, -1, -1):
            opened = self._stack[place]
            if opened.tag != tag:
                continue
            if opened.same:
                opened.same -= 1
                continue
            is_apart = is_apart or any(other.is_apart for other in self._stack[place:])
            del self._stack[place:]
            break
        if is_apart:
            self._break()

    def handle_data(self, data: str) -> None:
        self._add(data, self.position, self.position + len(data))

    def handle_entityref(self, name: str) -> None:
        self._reference = html.unescape(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._reference = html.unescape(f"&#{name};")

    # --- the run --------------------------------------------------------------------------------

    def _end_by_next(self, tag: str) -> None:
        """An element whose end may be left out ends where the next of its kind begins, and a head
        where a body's element does."""
        if self._stack and self._stack[0].tag == "head" and tag not in _IN_HEAD:
            del self._stack[0]
        if self._stack and self._stack[-1].tag == tag and tag in _ENDED_BY_NEXT:
            self._stack.pop()

    def _add(self, text: str, start: int, end: int) -> None:
        if any(opened.is_unseen for opened in self._stack):
            return
        self.open_run.add(
            Segment(
                text=text,
                start=start,
                end=end,
                is_fixed=any(opened.is_foreign for opened in self._stack),
                keeps_lines=any(opened.keeps_lines for opened in self._stack),
            )
        )

    def _break(self) -> None:
        if self.open_run.segments:
            self.runs.append(self.open_run)
        self.open_run = Run()


def _read_element(tag: str, given: Mapping[str, str]) -> _Open:
    style = given.get("style", "")
    is_absent = "hidden" in given or bool(_ABSENT.search(style))
    is_hidden = is_absent or bool(_INVISIBLE.search(style))
    is_edited = given.get("contenteditable", "false").lower() != "false"
    is_foreign = (
        tag in _FOREIGN
        or is_hidden
        or is_edited
        # No link may lie in another one, even where that leads nowhere; but a place that is only
        # jumped to is often left open to the end of the page.
        or (tag == "a" and not (given and given.keys() <= {"name", "id"}))
        or given.get("role", "").lower() in _FOREIGN_ROLES
        or "data-slate-editor" in given
        or bool(_EDITORS & set(given.get("class", "").split()))
    )
    is_inline = tag in _INLINE or tag in _UNSEEN or "-" in tag
    return _Open(
        tag=tag,
        is_foreign=is_foreign,
        keeps_lines=tag in ("pre", "textarea") or bool(_KEEPS_LINES.search(style)),
        is_apart=not is_inline or (not is_absent and bool(_APART.search(style))),
        is_unseen=tag in _UNSEEN or tag == "head" or (is_inline and is_absent),
    )
