"""Keeps an outline of a page while the page is read: the elements that are open, and the last few
elements and texts that have ended inside each open element.

Depends on the standard library. The outline is small for a page of any size, because it holds short
texts only and forgets all earlier elements. If the end tag of an element is missing, the element
ends where a browser would end it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

MOST_TEXT_CHARACTERS: Final = 120
"""A text with more characters than this is no label."""
_MOST_TEXTS: Final = 6
_MOST_SIBLINGS: Final = 24
_MOST_IDS: Final = 300
_DEEPEST: Final = 400
UNSEEN: Final = frozenset(
    ["script", "style", "template", "noscript", "link", "meta", "br", "hr", "wbr", "head", "title"]
)
"""Elements that say nothing about the text beside them."""
_ICONS: Final = frozenset(["i", "svg", "img", "use"])
VOID: Final = frozenset(
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
_CELLS: Final = frozenset(["td", "th"])
_ROWS: Final = frozenset(["tr", *_CELLS])
_ENDED_BY: Final[Mapping[str, frozenset[str]]] = {
    "li": frozenset(["li"]),
    "dt": frozenset(["dt", "dd"]),
    "dd": frozenset(["dt", "dd"]),
    "td": _CELLS,
    "th": _CELLS,
    "tr": _ROWS,
    **dict.fromkeys(
        ("tbody", "thead", "tfoot"), frozenset([*_ROWS, "tbody", "thead", "tfoot", "caption"])
    ),
}
"""Which open elements a start tag ends. The key is the tag's name, and the value holds the names of
these elements."""
_HOLD: Final = frozenset(["table", "ul", "ol", "dl", "menu", "select"])
"""No start tag inside these elements ends an element outside them."""
_IN_PARAGRAPH: Final = frozenset(
    """
    a abbr audio b bdi bdo br button canvas cite code data del dfn em embed font i iframe img input
    ins kbd label link map mark meta noscript object option output picture q ruby s samp script
    select slot small span strike strong style sub summary sup svg template textarea time tt u var
    video wbr
    """.split()  # noqa: SIM905 - a list of words is read more easily
)
"""Elements that may be in a paragraph. The start of any other element ends the paragraph."""
_INVISIBLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.I)
_VALUE: Final = re.compile(r"[+(]*\d(?:[\W_]{0,3}\d){4}")
"""Five digits close together: a number, or a part of one. No label contains so many digits."""


@dataclass
class Element:
    """An element of the page, or a text if `tag` is "". `texts` holds the texts in the element, in
    order, and is None if they are too long or too many for a label. `before` holds the elements and
    texts before this element in its parent, the nearest last."""

    tag: str
    given: Mapping[str, str] = field(default_factory=dict)
    texts: list[str] | None = field(default_factory=list)
    before: tuple["Element", ...] = ()
    children: tuple["Element", ...] = ()
    icon: Mapping[str, str] = field(default_factory=dict)
    """The attributes of the first icon in the element."""
    is_hidden: bool = False

    def classes(self) -> str:
        return f"{self.given.get('class', '')} {self.given.get('id', '')}"

    def role(self) -> str:
        return self.given.get("role", "").lower()

    def labels(self) -> list[str]:
        """Returns the labels that the element may be: its attributes `aria-label` and `title`, then
        its whole text, then each of its texts alone. In each label, only the part before a number
        counts."""
        texts = self.texts or []
        whole = [" ".join(texts)] if len(texts) > 1 else []
        named = [self.given.get("aria-label", ""), self.given.get("title", "")]
        return [label for label in map(without_value, [*named, *whole, *texts]) if label]

    def has_value(self) -> bool:
        return any(_VALUE.search(text) for text in self.texts or [])

    def _take(self, texts: list[str] | None) -> None:
        if self.texts is None or texts is None:
            self.texts = None
            return
        self.texts = [*self.texts, *texts]
        if len(self.texts) > _MOST_TEXTS or sum(map(len, self.texts)) > MOST_TEXT_CHARACTERS:
            self.texts = None

    def add(self, child: "Element") -> None:
        """Adds a child that has ended, an element or a text, to this element. The child's own
        children are forgotten, so that the outline stays small."""
        if child.tag in UNSEEN:
            return
        self._take(child.texts)
        is_icon = child.tag in _ICONS
        self.icon = self.icon or (child.given if is_icon else child.icon)
        child.children = ()
        child.before = ()
        self.children = (*self.children[1 - _MOST_SIBLINGS :], child)


def without_value(label: str) -> str:
    """Returns the part of a label before its first number, or the whole label if it has no
    number."""
    value = _VALUE.search(label)
    return label[: value.start() if value else None].strip()


class Outline:
    """The outline of the part of a page that was read so far. `open` holds the elements that are
    open now, from the outermost to the innermost. `line` holds the elements that were open when the
    present line of visible text began. `line_texts` holds the last texts of this line, each with
    the innermost element around the text."""

    def __init__(self) -> None:
        self.open: list[Element] = [Element("")]
        self.line: list[Element] = []
        self.line_before: list[tuple[Element, ...]] = []
        """What each element of `line` contained before the line began, in the order of `line`."""
        self.line_texts: list[tuple[Element, str]] = []
        self.by_id: dict[str, Element] = {}
        self.labels_for: dict[str, Element] = {}
        self._text = ""

    def start(self, tag: str, given: Mapping[str, str]) -> list[Element]:
        """Handles a start tag. Returns the elements that the tag ends."""
        self._end_text()
        ended = self._end_implied(tag)
        parent = self.open[-1]
        is_hidden = "hidden" in given or bool(_INVISIBLE.search(given.get("style", "")))
        element = Element(tag, given, before=parent.children, is_hidden=is_hidden)
        if tag in VOID:
            parent.add(element)
        elif len(self.open) < _DEEPEST:
            self.open.append(element)
        return ended

    def end(self, tag: str) -> list[Element]:
        """Handles an end tag. Returns the elements that the tag ends, the innermost first."""
        self._end_text()
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                return self._end_from(place)
            if self.open[place].tag == "table":
                break
        return []

    def text(self, data: str) -> None:
        """Handles a part of a text. A text ends at the next tag."""
        if not self.line:
            self.line = list(self.open)
            self.line_before = [element.children for element in self.open]
        innermost = self.open[-1]
        if self.line_texts and self._text:
            data = self.line_texts.pop()[1] + data
        self._text = data[: MOST_TEXT_CHARACTERS + 1]
        self.line_texts = [*self.line_texts[-3:], (innermost, self._text)]

    def break_line(self) -> None:
        """Notes that the next text belongs to another line."""
        self.line = []
        self.line_before = []
        self.line_texts = []

    def _end_text(self) -> None:
        words, self._text = self._text.strip(), ""
        if words:
            texts = [words] if len(words) <= MOST_TEXT_CHARACTERS else None
            self.open[-1].add(Element("", texts=texts))

    def _end_implied(self, tag: str) -> list[Element]:
        is_block = tag not in _IN_PARAGRAPH and "-" not in tag
        if is_block and self.open[-1].tag == "p":
            return self._end_from(len(self.open) - 1)
        ends = _ENDED_BY.get(tag, frozenset())
        last = 0
        for place in range(len(self.open) - 1, 0, -1) if ends else ():
            if self.open[place].tag in ends:
                last = place
            elif self.open[place].tag in _HOLD:
                break
        return self._end_from(last) if last else []

    def _end_from(self, place: int) -> list[Element]:
        ended = self.open[place:][::-1]
        for element in ended:
            self.open.pop()
            self.open[-1].add(element)
            self._remember(element)
        return ended

    def _remember(self, element: Element) -> None:
        """Stores an element that may be the label of a later element: one with an id, which the
        attribute aria-labelledby may name, or a <label> with the attribute `for`."""
        known = {}
        if element.given.get("id") and element.texts:
            known = self.by_id
            known[element.given["id"]] = element
        if element.tag == "label" and element.given.get("for"):
            known = self.labels_for
            known[element.given["for"]] = element
        if len(known) > _MOST_IDS:
            del known[next(iter(known))]
