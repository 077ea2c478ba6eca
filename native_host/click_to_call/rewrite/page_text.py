"""Reads HTML as the extension reads a page: lines of visible text, and the parts that must not
change.

Depends on rewrite/text_runs.py and rewrite/page_evidence.py. All text that a browser shows as one
line becomes one run, even if inline elements or comments divide it. Text in links, buttons, forms,
code and editors never changes, but helps to judge the numbers beside it. The lists of elements are
the same as in the extension's content scripts.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from click_to_call.rewrite.page_evidence import EvidenceReader
from click_to_call.rewrite.page_outline import VOID
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
"""Inline elements. The text in such an element is part of the line around the element, unless the
element's `style` attribute says otherwise."""
_UNSEEN: Final = frozenset(
    ["script", "style", "template", "noscript", "link", "meta", "datalist", "wbr"]
)
"""Elements that take no space. The text before and after such an element is one line."""
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
"""Elements whose text never changes, because the text is code, the value of a field, the label of a
control, or invisible."""
_FOREIGN_ROLES: Final = frozenset(
    ["button", "link", "textbox", "searchbox", "combobox", "spinbutton", "code"]
)
_EDITORS: Final = frozenset(
    ["CodeMirror", "cm-editor", "monaco-editor", "ace_editor", "ProseMirror"]
)
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
_APART: Final = re.compile(
    r"display\s*:\s*(?!none|inline\s*(?:;|$)|contents)|float\s*:\s*(?:left|right)"
    r"|visibility\s*:\s*(?:hidden|collapse)",
    re.IGNORECASE,
)
_KEEPS_LINES: Final = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)


@dataclass
class _Open:
    """An element that is open at present and that changes how the text inside it is read."""

    tag: str
    is_foreign: bool
    keeps_lines: bool
    is_apart: bool
    is_unseen: bool
    """Whether the element takes no space, so that its text is not part of the line around it."""
    same: int = 0
    """How many elements with this element's tag are open inside this element. The end tags of those
    elements do not end this element."""


class PageReader(HTMLParser):
    """Reads a page in pieces and divides its text into runs; a run is one line of visible text.
    `runs` holds the complete runs. `open_run` is the run to which the next text may still
    belong."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.runs: list[Run] = []
        self.open_run = Run()
        self.position = 0
        """How many characters of the source have been read."""
        self._stack: list[_Open] = []
        self._evidence = EvidenceReader()
        self._reference: str | None = None

    def take_runs(self) -> list[Run]:
        """Returns the runs that were completed since the last call of this method."""
        runs, self.runs = self.runs, []
        return runs

    def finish(self) -> None:
        """Reads what HTMLParser has held back, and completes the open run. Must be called after the
        last piece was fed."""
        self.close()
        self._break()

    # --- methods that HTMLParser calls ----------------------------------------------------------

    def updatepos(self, i: int, j: int) -> int:
        """Counts the characters that HTMLParser has read. HTMLParser calls this method after each
        tag, text and character reference; `i` and `j` are the offsets of its beginning and its end.
        For a character reference, this method also adds the character to the run, because
        HTMLParser has not told before where the reference ends."""
        start, self.position = self.position, self.position + max(j - i, 0)
        if self._reference is not None:
            self._add(self._reference, start, self.position)
            self._reference = None
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._end_by_next(tag)
        self._evidence.start(tag, given)
        opened = _read_element(tag, given)
        if opened.is_apart:
            self._break()
        if tag in VOID:
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
        self._evidence.end(tag)
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
        """If the start tag `tag` ends an element whose own end tag is missing, removes this element
        from the stack. For example, <li> ends the <li> before it, and the start tag of an element
        that may not be in the head ends the head."""
        if self._stack and self._stack[0].tag == "head" and tag not in _IN_HEAD:
            del self._stack[0]
        if self._stack and self._stack[-1].tag == tag and tag in _ENDED_BY_NEXT:
            self._stack.pop()

    def _add(self, text: str, start: int, end: int) -> None:
        if any(opened.is_unseen for opened in self._stack):
            return
        self._evidence.text(text)
        is_fixed = any(opened.is_foreign for opened in self._stack)
        has_digits = any(map(str.isdigit, text))
        self.open_run.add(
            Segment(
                text=text,
                start=start,
                end=end,
                is_fixed=is_fixed,
                keeps_lines=any(opened.keeps_lines for opened in self._stack),
                said=self._evidence.said() if has_digits and not is_fixed else None,
            )
        )

    def _break(self) -> None:
        if self.open_run.segments:
            self.runs.append(self.open_run)
        self.open_run = Run()
        self._evidence.break_line()


def _read_element(tag: str, given: Mapping[str, str]) -> _Open:
    style = given.get("style", "")
    is_absent = "hidden" in given or bool(_ABSENT.search(style))
    is_edited = given.get("contenteditable", "false").lower() != "false"
    is_foreign = (
        tag in _FOREIGN
        or is_edited
        # A link may not contain another link, so text inside any anchor stays the same, even if the
        # anchor has no address. An anchor that has only a name is an exception, because pages often
        # do not close such an anchor.
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
