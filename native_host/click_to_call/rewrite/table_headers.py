"""Finds the headers of the cells of a table or grid: the headers of their columns and rows.

Depends on rewrite/page_outline.py. A table is read from its top to its bottom, so a header counts
for the cells after it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from click_to_call.rewrite.page_outline import Element

Heads = Iterator[tuple[Element, Literal["header", "term"]]]

KEY: Final = re.compile(
    r"aria-colindex|col-?id|field|tabulator-field"
    r"|data-(?:field|col(?:umn)?(?:-?(?:id|key|name|index))?|property|prop)"
)
"""The attributes by which grids name the column of a cell."""
_TABLES: Final = frozenset(["grid", "treegrid", "table"])
_CELLS: Final = frozenset(["cell", "gridcell", "rowheader", "columnheader"])
_MOST_COLUMNS: Final = 100
_MOST_HEADERS: Final = 4
"""The most headers that are kept for a column. If there are more, the lowest ones are kept, because
they are nearest to the cells."""
_MOST_NAMES: Final = 500
_MOST_SPAN: Final = 50


def is_table(element: Element) -> bool:
    return element.tag == "table" or element.role() in _TABLES


def is_row(element: Element) -> bool:
    return element.tag == "tr" or element.role() == "row"


def is_cell(element: Element) -> bool:
    return element.tag in ("td", "th") or element.role() in _CELLS


def table_under(element: Element, heads: "Table | None") -> "Table":
    """Returns a new table. `heads` is the table before the new table, or None. Many grids put the
    headers of their columns into a table of their own. Therefore, if `heads` contains headers only,
    these headers count for the new table until the new table has headers of its own."""
    if heads is None or not heads.headers or heads.has_data:
        return Table(element)
    return Table(element, beside=heads)


@dataclass
class Table:
    """A table that is being read. Columns and rows are counted from 0."""

    element: Element
    headers: dict[int, list[Element]] = field(default_factory=dict)
    """The headers of each column, from the top to the bottom, by the column's number."""
    by_key: dict[str, Element] = field(default_factory=dict)
    by_id: dict[str, Element] = field(default_factory=dict)
    first_row: dict[int, Element] = field(default_factory=dict)
    beside: "Table | None" = None
    is_in_head: bool = False
    has_data: bool = False
    """Whether the table has a cell that is no header."""
    _row: list[tuple[Element, range]] = field(default_factory=list)
    _row_number: int = -1
    _free: dict[int, int] = field(default_factory=dict)
    """For each column, by its number: the first row into which no cell from above extends. For
    example, after a cell with rowspan=2 in row 0 and column 3, the value of column 3 is 2."""

    def start_row(self) -> None:
        self._row_number += 1
        self._row = []

    def start_cell(self, cell: Element) -> None:
        begin = self._row[-1][1].stop if self._row else 0
        while self._free.get(begin, 0) > self._row_number and begin < _MOST_COLUMNS:
            begin += 1
        columns = range(begin, min(begin + _span(cell, "colspan"), _MOST_COLUMNS))
        for column in columns:
            self._free[column] = self._row_number + _span(cell, "rowspan")
        self._row.append((cell, columns))

    def end_row(self) -> None:
        """If the row consists of headers, stores them as the headers of their columns."""
        is_all_headers = bool(self._row) and all(cell.tag == "th" for cell, _ in self._row)
        for cell, columns in self._row:
            if self._row_number == 0:
                self.first_row.update(dict.fromkeys(columns, cell))
            if not self._is_header(cell, is_all_headers=is_all_headers):
                self.has_data = True
                continue
            for column in columns:
                self.headers[column] = [*self.headers.get(column, [])[1 - _MOST_HEADERS :], cell]
            if len(self.by_key) < _MOST_NAMES:
                self.by_key.update(dict.fromkeys(_keys(cell), cell))
            if cell.given.get("id") and len(self.by_id) < _MOST_NAMES:
                self.by_id[cell.given["id"]] = cell
        self._row = []

    def heads_of(self, cell: Element) -> Heads:
        """Yields the headers of a cell of the present row, the nearest first."""
        by_id = {**(self.beside.by_id if self.beside else {}), **self.by_id}
        for name in ("headers", "aria-describedby"):
            for key in cell.given.get(name, "").split()[:3]:
                if key in by_id:
                    yield by_id[key], "header"
        over = self._headers_over(cell)
        for header in over:
            yield header, "header"
        yield from self._heads_in_row(cell, has_header=bool(over))
        if not (self.headers or self.beside) and self._row_number > 0:
            first = self.first_row.get(self._column_of(cell))
            if first is not None:
                yield first, "header"

    def _headers_over(self, cell: Element) -> list[Element]:
        heads = self if self.headers or self.beside is None else self.beside
        for key in _keys(cell):
            if key in heads.by_key:
                return [heads.by_key[key]]
        return heads.headers.get(self._column_of(cell), [])[::-1]

    def _heads_in_row(self, cell: Element, *, has_header: bool) -> Heads:
        """Yields the header of the row. If `cell` has no column header or the table has two
        columns, also yields the cell before `cell`, which may be its label, such as "Fax"."""
        before = [other for other, _ in self._row if other is not cell]
        for other in reversed(before):
            if other.tag == "th" or other.role() == "rowheader":
                yield other, "header"
                break
        if before and (not has_header or len(self.headers) == 2):
            yield before[-1], "term"

    def _column_of(self, cell: Element) -> int:
        return next((columns.start for other, columns in self._row if other is cell), -1)

    def _is_header(self, cell: Element, *, is_all_headers: bool) -> bool:
        if cell.role() == "columnheader":
            return True
        if cell.given.get("scope", "").startswith("row"):
            return False
        return self.is_in_head or (cell.tag == "th" and is_all_headers)


def _keys(element: Element) -> list[str]:
    return [f"{name}={value}" for name, value in element.given.items() if KEY.fullmatch(name)]


def _span(cell: Element, name: str) -> int:
    digits = re.match(r"\s*(\d{1,4})", cell.given.get(name, ""))
    return min(max(int(digits[1]) if digits else 1, 1), _MOST_SPAN)
