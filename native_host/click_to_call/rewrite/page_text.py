"""Reads HTML as the extension reads a page: lines of visible text, and the parts that must not
change.

Depends on rewrite/text_runs.py and the standard library. Text that shows as one line is one run,
across inline elements and comments. Text in links, buttons, forms, code and editors serves as
context only. The lists of elements are the same as in the extension's content scripts.
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
"""Their text is part of the line around them, unless a style says otherwise."""
_UNSEEN: Final = frozenset(
    ["script", "style", "template", "noscript", "link", "meta", "datalist", "wbr"]
)
"""They take no space and do not separate text."""
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
"""Text in these is code, a value, another control's label, or invisible."""
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
"""Elements without an end tag, which have no content."""
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
    """An open element that changes how its text is read."""

    tag: str
    is_foreign: bool
    keeps_lines: bool
    is_apart: bool
    is_unseen: bool
    """It takes no space: its text is not part of the line around it."""
    same: int = 0
    """How many elements with the same name are open inside it."""


class PageReader(HTMLParser):
    """Reads a page in pieces. `runs` are complete; `open_run` is not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.runs: list[Run] = []
        self.open_run = Run()
        self.position = 0
        """Number of characters of the source that have been read."""
        self._stack: list[_Open] = []
        self._reference: str | None = None

    def take_runs(self) -> list[Run]:
        """Returns the runs completed since the last call."""
        runs, self.runs = self.runs, []
        return runs

    def finish(self) -> None:
        """Reads the rest. Call it after the last piece."""
        self.close()
        self._break()

    # --- methods that HTMLParser calls ----------------------------------------------------------

    def updatepos(self, i: int, j: int) -> int:
        """HTMLParser calls this after each part of the source, from `i` to `j`; also at the end of
        a character reference."""
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
        # HTML has no self-closing tags: browsers ignore the slash.
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
        """Ends elements whose end tag may be omitted: at the next element of the same kind, and the
        head at the first element of the body."""
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
        # A link may not contain another link, even if it has no address. An anchor with a name only
        # is different: pages often leave it open to their end.
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
