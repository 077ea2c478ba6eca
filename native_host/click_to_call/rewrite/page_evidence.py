"""Collects what a page says about a text outside the text itself: the header of its column, the
term or label before it, and the names of its elements.

Depends on rewrite/page_outline.py and rewrite/table_headers.py. The rules are those of the
extension's page_evidence.js and column_headers.js, as far as they can be applied while the page is
read once, from its beginning to its end. The detection decides what a statement means.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from click_to_call.rewrite.page_outline import Element, Outline, without_value
from click_to_call.rewrite.table_headers import KEY, Table, is_cell, is_row, is_table, table_under

_MOST_STEPS: Final = 14
_MOST_LEVELS: Final = 3
_MOST_NAMED: Final = 6
_MOST_LEVELS_OF_HEADS: Final = 6
_MOST_SIBLINGS: Final = 12
_MOST_VALUES: Final = 3
_MOST_TERMS: Final = 8
_MOST_WORDS_OF_LABEL: Final = 2
_MOST_STATEMENTS: Final = 40
_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "legend", "caption", "header"])
_LIKE_LABEL: Final = frozenset(["label", "dt", "th", "strong", "b", "legend", "output"])
_LIKE_LABEL_NAME: Final = re.compile(
    r"label|title|caption|term|field-?name|key\b|heading|header", re.IGNORECASE
)
_CONTROLS: Final = frozenset(["a", "button", "nav"])
_CONTROL_ROLES: Final = frozenset(["button", "link", "tab", "menuitem"])
_CONTAINERS: Final = frozenset(
    ["section", "nav", "main", "article", "aside", "form", "dialog", "ul", "ol", "dl", "table"]
)
_CONTAINER_ROLES: Final = frozenset(
    ["region", "tabpanel", "dialog", "navigation", "main", "form", "list", "table", "grid"]
)
_ITEMS: Final = frozenset(["li", "tr", "td", "th", "dd", "tbody"])
_ITEM_ROLES: Final = frozenset(["row", "listitem", "option", "gridcell", "cell"])
_LABEL_ATTRIBUTE: Final = re.compile(
    r"aria-label|title"
    r"|data-(?:.*-)?(?:label|title|header|heading|colname|column-?name|caption|th)"
)
_NAME_ATTRIBUTE: Final = re.compile(
    r"class|id|name|itemprop|property|field|col-id|tabulator-field"
    r"|data-.*(?:field|col|prop|test|name|qa|cy|automation|selenium|e2e|type|attr).*"
)
_ICON_NAME: Final = re.compile(r"class|href|src|icon|name|data-(?:icon|lucide|testid)")
_LETTER: Final = re.compile(r"[^\W\d_]|[#№☎☏✆📞📱℡]")


@dataclass(frozen=True)
class Statement:
    """What an element says about a text. The fields are those of the type `Evidence` in
    judge/evidence.js."""

    label: str = ""
    source: str = "label"
    names: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        if self.names:
            return {"names": self.names}
        return {"label": self.label, "source": self.source}


@dataclass
class _Climb:
    """How far a search for evidence about a text has come. The search goes through the elements
    around the text, from the innermost outwards. `levels` grows whenever an element yields words.
    When `levels` reaches _MOST_LEVELS, the search ends, because words further away seldom concern
    the text. `names` holds the classes and other names of the elements around the text."""

    levels: int = 0
    names: list[str] = field(default_factory=list)


class EvidenceReader:
    """Reads a page's tags and texts one after the other. `said` returns what the page says about
    the text that was read last."""

    def __init__(self) -> None:
        self._outline = Outline()
        self._tables: list[Table] = []
        self._last: tuple[Table, list[Element]] | None = None
        """The table that ended last, and the elements that were open when it ended."""
        self._said: tuple[Statement, ...] | None = None

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        self._said = None
        for ended in self._outline.start(tag, given):
            self._end(ended)
        element = self._outline.open[-1]
        if element.given is not given:
            return
        if is_table(element):
            self._tables.append(table_under(element, self._heads_near()))
        elif self._tables and tag == "thead":
            self._tables[-1].is_in_head = True
        elif self._tables and is_row(element):
            self._tables[-1].start_row()
        elif self._tables and is_cell(element):
            self._tables[-1].start_cell(element)

    def end(self, tag: str) -> None:
        self._said = None
        for ended in self._outline.end(tag):
            self._end(ended)

    def text(self, data: str) -> None:
        self._outline.text(data)

    def break_line(self) -> None:
        self._said = None
        self._outline.break_line()

    def _end(self, element: Element) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        if element is table.element:
            self._tables.pop()
            self._last = (table, list(self._outline.open))
        elif element.tag == "thead":
            table.is_in_head = False
        elif is_row(element):
            table.end_row()

    def _heads_near(self) -> Table | None:
        """Returns the table that ended last if it is near the table that begins now: an element
        that is not the body contains both tables, and there are at most a few elements between this
        element and the new table. Otherwise returns None."""
        if self._last is None:
            return None
        table, around = self._last
        near = self._outline.open[:-1][-_MOST_LEVELS_OF_HEADS:]
        is_near = any(
            element is other for element in near if element.tag != "body" for other in around
        )
        return table if is_near else None

    def said(self) -> tuple[Statement, ...]:
        """Returns the page's statements about the text that was read last, the nearest first."""
        if self._said is None:
            climb = _Climb()
            said = [*self._beside_in_line(), *self._statements(climb)][:_MOST_STATEMENTS]
            if climb.names:
                said.append(Statement(names=tuple(climb.names)))
            self._said = tuple(said)
        return self._said

    # --- the search upwards ---------------------------------------------------------------------

    def _beside_in_line(self) -> Iterator[Statement]:
        """Yields the label of the text that was read last, if the label is in the same line. The
        only other text of the line is such a label if it comes before the text that was read last,
        and if it is in an element <label> or in an element with a class such as "field-label"."""
        texts = self._outline.line_texts
        before = [(element, text) for element, text in texts[:-1] if text.strip()]
        if len(texts) > 3 or len(before) != 1:
            return
        element, text = before[0]
        if element is not texts[-1][0] and (element.tag == "label" or _is_named_label(element)):
            yield Statement(text.strip(), "before")

    def _statements(self, climb: _Climb) -> Iterator[Statement]:
        stack, line = self._outline.open, self._outline.line
        for step, place in enumerate(range(len(stack) - 1, -1, -1)):
            if step >= _MOST_STEPS or climb.levels >= _MOST_LEVELS:
                return
            parent = stack[place]
            if place < len(line) and line[place] is parent:
                first = line[place + 1] if place + 1 < len(line) else Element("")
                before = self._outline.line_before[place]
                yield from _statements_before(climb, before, first)
            if climb.levels >= _MOST_LEVELS:
                return
            yield from self._statements_of(climb, parent)

    def _statements_of(self, climb: _Climb, element: Element) -> Iterator[Statement]:
        """Yields what an element around a text says about the text: the element's attributes, the
        labels that belong to the element, the headers of a cell, and the term of a <dd>."""
        is_container = element.tag in _CONTAINERS or element.role() in _CONTAINER_ROLES
        source = "heading" if climb.levels > 1 or is_container else "label"
        for name, value in element.given.items():
            if _LABEL_ATTRIBUTE.fullmatch(name) and without_value(value):
                yield Statement(without_value(value), source)
        for label in self._labels_for(element):
            yield from _words_of(label, source)
        _take_names(climb, element)
        if climb.levels < 2:
            yield from self._structural(climb, element)
        for name in ("itemprop", "property"):
            if element.given.get(name) and climb.levels < 2:
                yield Statement(names=(element.given[name],))

    def _labels_for(self, element: Element) -> Iterator[Element]:
        for key in element.given.get("aria-labelledby", "").split()[:3]:
            if key in self._outline.by_id:
                yield self._outline.by_id[key]
        label = self._outline.labels_for.get(element.given.get("id", ""))
        if label is not None:
            yield label

    def _structural(self, climb: _Climb, element: Element) -> Iterator[Statement]:
        """If the element is a cell of a table, yields the headers of the cell. If the element is a
        <dd>, yields the <dt> before it, which is the term that the <dd> describes."""
        if self._tables and is_cell(element):
            for head, source in self._tables[-1].heads_of(element):
                yield from _words_of(head, source)
            for label in _column_names(element):
                yield Statement(label, "header")
        elif element.tag == "dd":
            before = [other for other in element.before if other.tag][-_MOST_TERMS:]
            terms = [other for other in before if other.tag == "dt"]
            for term in terms[-1:]:
                yield from _words_of(term, "term")
        else:
            return
        climb.levels = max(climb.levels, 2)


# --- the nodes before a text ---------------------------------------------------------------------


def _statements_before(
    climb: _Climb, before: tuple[Element, ...], first: Element
) -> Iterator[Statement]:
    """Yields evidence from before a text, inside one of the elements around the text. `first` is
    the child of this element that contains the text, and `before` holds the children before
    `first`. The evidence is the nearest child with words, and then the nearest heading."""
    is_item = _is_item(first)
    if is_item:
        climb.levels = max(climb.levels, 2)
    is_read = False
    values = 0
    for other in before[: -_MOST_SIBLINGS - 1 : -1]:
        if other.tag in _HEADINGS or other.role() == "heading":
            yield from _words_of(other, "heading")
            is_read = True
            break
        texts = other.texts if other.texts is not None else ["", ""]
        if is_read or values > _MOST_VALUES or (not other.tag and not any(texts)):
            continue
        if _is_of_same_kind(other, first, texts):
            climb.levels = max(climb.levels, 2)
            values = _MOST_VALUES + 1
        elif other.has_value():
            values += 1
        elif not texts:
            yield from _icon(other, climb)
        elif any(map(_LETTER.search, texts)):
            is_read = True
            yield from _words_of(other, _source_of(climb, other, texts))
        if is_item:
            break
    climb.levels += is_read


def _is_of_same_kind(other: Element, first: Element, texts: list[str]) -> bool:
    """Returns whether `first` and the element `other` before it are items of the same list, so that
    `other` is not a label for `first`. `texts` are the texts in `other`."""
    if not other.tag or len(texts) < 2 or other.tag != first.tag:
        return False
    return other.given.get("class") == first.given.get("class") or _is_item(first)


def _source_of(climb: _Climb, other: Element, texts: list[str]) -> str:
    """Judges whether the element `other`, which is before a text, is a label of this text. Returns
    "before" if it surely is a label, and "above" if it may be one. `texts` are the texts in
    `other`."""
    if climb.levels > 0 or len(texts) > 1:
        return "above"
    if texts[0].endswith((":", "：")):
        return "before"
    if other.tag in _CONTROLS or other.role() in _CONTROL_ROLES:
        return "above"
    is_label = other.tag in _LIKE_LABEL or _is_named_label(other)
    return "before" if is_label or len(texts[0].split()) <= _MOST_WORDS_OF_LABEL else "above"


def _icon(element: Element, climb: _Climb) -> Iterator[Statement]:
    """Yields what an icon before a text says: the icon's alternative text, and attributes that name
    its image, such as `class` and `src`. An icon of a telephone, for example, is a label."""
    if climb.levels > 0 or not element.tag:
        return
    for given in (element.given, element.icon):
        for name in ("alt", "title", "aria-label"):
            if given.get(name):
                yield Statement(given[name])
        names = tuple(value[:200] for name, value in given.items() if _ICON_NAME.fullmatch(name))
        if names:
            yield Statement(names=names)


def _words_of(element: Element, source: str) -> Iterator[Statement]:
    """Yields the words of an element as statements. A hidden element before a text yields nothing.
    A hidden header of a table counts, because some layouts hide the headers and show each cell's
    header inside the cell."""
    if element.is_hidden and source in ("before", "above", "heading"):
        return
    for label in element.labels():
        yield Statement(label, source)


def _is_item(element: Element) -> bool:
    return element.tag in _ITEMS or element.role() in _ITEM_ROLES


def _is_named_label(element: Element) -> bool:
    return bool(_LIKE_LABEL_NAME.search(element.classes()))


def _take_names(climb: _Climb, element: Element) -> None:
    if climb.levels > 1 or len(climb.names) >= _MOST_NAMED:
        return
    if "-" in element.tag:
        climb.names.append(element.tag)
    climb.names += [
        value for name, value in element.given.items() if _NAME_ATTRIBUTE.fullmatch(name)
    ]


def _column_names(cell: Element) -> Iterator[str]:
    """Yields the names of a cell's column that are in the cell's attributes. The names are divided
    into words: `data-field="invoiceNo"` yields "invoice No"."""
    for name, value in cell.given.items():
        if KEY.fullmatch(name) and not name.endswith("index") and re.search(r"[^\W\d_]{3}", value):
            words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", value)
            yield re.sub(r"[_.-]+", " ", words)
