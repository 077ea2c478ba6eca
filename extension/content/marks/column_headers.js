"use strict";
// Provides `ColumnHeaders`: finds the elements that head a cell of a table or grid. A header may be
// marked up as one, be named by attributes of the cell, or stand in a separate table. Without any
// of these, the header is the element in the first row that is in the same column as the cell.
// Depends on `Dom`, `ShortText` and the detection.

/**
 * @typedef {Object} HeaderIndex the column headers of one table or grid
 * @property {Map<string, Element>} byKey each header, by an attribute that the cells of its column
 *   have too, such as "col-id=phone"
 * @property {Map<number, Element[]>} byColumn the headers of each column, from the highest to the
 *   lowest; columns are counted from 0
 * @typedef {{element: Element, source: "header" | "term", scope: Element}} CellHeader `element`
 *   says what a cell contains: it is a header, or the element before the cell (a "term"). `scope`
 *   contains all cells that `element` describes
 * @typedef {Object} HeaderCache what was found since the page's elements last changed
 * @property {number} since performance.now() of the first search
 * @property {Map<Element, HeaderIndex>} indexes for each table or grid, its column headers
 * @property {Map<Element, Element | null>} firstRows for each table or grid, its first row
 * @property {Map<Element, boolean>} reaching for an element that contains rows, whether any of
 *   their cells spans several rows
 * @property {Map<Element, Element | null>} heads for an element that contains rows without markup
 *   for tables, the row with the headers
 */

const ColumnHeaders = (() => {
  const HEADER = 'th, thead td, [role="columnheader"]';
  const CELL = 'td, th, [role="cell"], [role="gridcell"], [role="rowheader"]';
  const GRID = 'table, [role="grid"], [role="treegrid"], [role="table"]';
  const DATA = 'tbody td, [role="cell"], [role="gridcell"]';
  const CELL_ROLES = new Set(["cell", "gridcell", "rowheader", "columnheader"]);
  /** Matches the names of the attributes by which grids name the column of a cell. */
  const KEY =
    /^(?:aria-colindex|col-?id|field|tabulator-field|data-(?:field|col(?:umn)?(?:-?(?:id|key|name|index))?|property|prop))$/;
  const word = lazyPattern("\\p{L}{3}");
  const newWord = lazyPattern("(?<=\\p{Ll})(?=\\p{Lu})", "gu");
  const MOST_HEADERS = 500;
  const MOST_HEADER_ROWS = 4;
  const MOST_COLUMNS = 100;
  const MOST_SPAN = 50;
  /** Cells in this many rows above a row are searched for those that span down into that row. */
  const MOST_ROWS_ABOVE = 50;
  const HEAD_LIKE = '[class*="header" i], [class*="head" i]';
  const PART_OF_PAGE = "body, main, section, article, form, nav, aside";
  const MOST_HEADS = 30;
  const MOST_HEAD_LEVELS = 3;
  /**
   * How many ancestors of a table are searched for another table, which contains only the headers.
   */
  const MOST_LEVELS = 6;
  /** The cache is used no longer than this, because it is not emptied when an attribute changes. */
  const CACHED_FOR_MS = 1000;

  /** @type {(node: Node) => Element | null} */
  const firstChildOf = Dom.accessor(Element.prototype, "firstElementChild");
  /** @type {(node: Node) => Element | null} */
  const nextOf = Dom.accessor(Element.prototype, "nextElementSibling");
  /** @type {(node: Node) => Element | null} */
  const previousOf = Dom.accessor(Element.prototype, "previousElementSibling");
  /** @type {(node: Node) => number} */
  const countOf = Dom.accessor(Element.prototype, "childElementCount");

  /** Searching a large table takes milliseconds. @type {HeaderCache | null} */
  let cached = null;
  /** @type {HeaderIndex} */
  const NONE = { byKey: new Map(), byColumn: new Map() };

  /** @param {Element} element @returns {boolean} */
  const isCell = (element) => Dom.matches(element, CELL);

  /**
   * Finds the headers of a cell in a table or grid.
   * @param {Element} cell
   * @returns {Generator<CellHeader, void>} the nearest headers first
   */
  function* of(cell) {
    const row = rowOf(cell);
    const scope = Dom.closest(cell, GRID);
    if (!row || !scope) return;
    yield* named(cell, scope);
    const index = indexFor(scope);
    const over = headersIn(index, cell, row);
    for (const element of over) yield { element, source: "header", scope };
    yield* ofRow(cell, row, over.length > 0);
    if (index !== NONE) return;
    const first = firstRowOf(scope);
    if (!first || first === row) return;
    const heads = placed([first]).get(columnOf(cell, row)) ?? [];
    for (const element of heads) yield { element, source: "header", scope };
  }

  /** @param {Element} cell @returns {Element | null} */
  function rowOf(cell) {
    const parent = Dom.parentOf(cell);
    return parent instanceof Element ? (Dom.closest(parent, 'tr, [role="row"]') ?? parent) : null;
  }

  /**
   * Finds the headers whose ids the cell names in its attributes.
   * @param {Element} cell
   * @param {Element} scope the cell's table or grid
   * @returns {Generator<CellHeader, void>}
   */
  function* named(cell, scope) {
    for (const attribute of ["headers", "aria-describedby"]) {
      for (const id of (Dom.attributeOf(cell, attribute) ?? "").split(/\s+/, 3)) {
        const [element] = id ? Dom.allUnder(root(cell), `#${CSS.escape(id)}`) : [];
        const head = element && Dom.closest(element, HEADER);
        if (head) yield { element: head, source: "header", scope };
      }
    }
  }

  /** @param {Node} node @returns {ParentNode & Node} */
  const root = (node) => /** @type {ParentNode & Node} */ (Dom.rootOf(node));

  /**
   * @param {HeaderIndex} index
   * @param {Element} cell
   * @param {Element} row
   * @returns {Element[]} the headers of the cell's column; the header nearest to the cell comes
   *   first
   */
  function headersIn({ byKey, byColumn }, cell, row) {
    for (const key of keysOf(cell)) {
      const header = byKey.get(key);
      if (header && header !== cell) return [header];
    }
    if (byColumn.size === 0) return [];
    const heads = byColumn.get(columnOf(cell, row)) ?? [];
    return heads.filter((header) => header !== cell).reverse();
  }

  /**
   * @param {Element} element
   * @returns {string[]} the element's column keys, such as "col-id=phone"
   */
  function keysOf(element) {
    return ShortText.attributeNamesOf(element)
      .filter((name) => KEY.test(name))
      .map((name) => `${name}=${Dom.attributeOf(element, name)}`);
  }

  /**
   * Yields the header of the cell's row. If no column header heads the cell, or if the row has only
   * two elements, also yields the element before the cell, which may say what the cell contains.
   * @param {Element} cell
   * @param {Element} row
   * @param {boolean} hasHeader whether a column header heads the cell
   * @returns {Generator<CellHeader, void>}
   */
  function* ofRow(cell, row, hasHeader) {
    let at = previousOf(cell);
    for (let count = 0; at && count < MOST_COLUMNS; count += 1, at = previousOf(at)) {
      if (Dom.nameOf(at) !== "th" && Dom.attributeOf(at, "role") !== "rowheader") continue;
      yield { element: at, source: "header", scope: row };
      break;
    }
    const before = previousOf(cell);
    if (before && (!hasHeader || countOf(row) === 2)) {
      yield { element: before, source: "term", scope: row };
    }
  }

  /**
   * @param {Element} scope a table or grid
   * @returns {HeaderIndex} the table's own headers; if it has none, the headers of a separate table
   *   near it
   */
  function indexFor(scope) {
    const { indexes } = cache();
    let index = indexes.get(scope);
    if (!index) {
      const own = headersUnder(scope, (header) => Dom.closest(header, GRID) === scope);
      index = indexOf(own, () => indexBeside(scope));
      indexes.set(scope, index);
    }
    return index;
  }

  /** @returns {HeaderCache} */
  function cache() {
    const now = performance.now();
    if (!cached || now - cached.since > CACHED_FOR_MS) {
      const [indexes, firstRows, reaching, heads] = [new Map(), new Map(), new Map(), new Map()];
      cached = { since: now, indexes, firstRows, reaching, heads };
    }
    return cached;
  }

  /** Empties the cache. Called when elements of the page were added, moved or removed. */
  function forget() {
    cached = null;
  }

  /**
   * Makes the index of some column headers.
   * @param {Element[]} headers
   * @param {() => HeaderIndex} otherwise makes the index if there are no headers
   * @returns {HeaderIndex}
   */
  function indexOf(headers, otherwise) {
    if (headers.length === 0) return otherwise();
    const byKey = new Map();
    for (const header of headers) for (const key of keysOf(header)) byKey.set(key, header);
    const rows = new Set(headers.flatMap((header) => rowOf(header) ?? []));
    return { byKey, byColumn: placed([...rows].slice(0, MOST_HEADER_ROWS)) };
  }

  /**
   * Looks for headers in the elements around a table, up to an element with another table's data.
   * @param {Element} scope a table or grid without headers
   * @returns {HeaderIndex} the index of the headers in the innermost of these elements that
   *   contains headers
   */
  function indexBeside(scope) {
    let around = Dom.parentOf(scope);
    for (let level = 0; around instanceof Element && level < MOST_LEVELS; level += 1) {
      if (holdsOtherCells(around, scope)) break;
      const headers = headersUnder(around, () => true);
      if (headers.length > 0) return indexOf(headers, () => NONE);
      around = Dom.parentOf(around);
    }
    return NONE;
  }

  /**
   * @param {Element} around an element that holds `scope`
   * @param {Element} scope a table or grid
   * @returns {boolean} whether `around` also holds data cells of another table
   */
  function holdsOtherCells(around, scope) {
    const grids = Array.from(Dom.allUnder(around, GRID));
    return grids
      .filter((grid) => !Dom.holds(grid, scope) && !Dom.holds(scope, grid))
      .some((grid) => Dom.allUnder(grid, DATA).length > 0);
  }

  /**
   * @param {Element} scope an element with one or several tables
   * @param {(header: Element) => boolean} isOurs whether to return a column header
   * @returns {Element[]} the column headers under `scope` for which `isOurs` is true
   */
  function headersUnder(scope, isOurs) {
    const elements = Dom.allUnder(scope, HEADER);
    const first = Array.from({ length: Math.min(elements.length, MOST_HEADERS) }, (_, index) => {
      return /** @type {Element} */ (elements[index]);
    });
    return first.filter((element) => isColumnHeader(element) && isOurs(element));
  }

  /** @param {Element} header @returns {boolean} */
  function isColumnHeader(header) {
    if (Dom.attributeOf(header, "role") === "columnheader") return true;
    if (Dom.attributeOf(header, "scope")?.startsWith("row")) return false;
    const row = rowOf(header);
    if (!row) return false;
    return Dom.closest(header, "thead") !== null || cellsOf(row).every(isHeaderCell);
  }

  /** @param {Element} cell */
  const isHeaderCell = (cell) => Dom.nameOf(cell) === "th";

  /**
   * @param {Element} row
   * @returns {Element[]} the row's cells, or all its children if none is a cell
   */
  function cellsOf(row) {
    const elements = [];
    for (let at = firstChildOf(row); at && elements.length < MOST_COLUMNS; at = nextOf(at)) {
      elements.push(at);
    }
    const cells = elements.filter(
      (one) =>
        /^t[dh]$/.test(Dom.nameOf(one)) || CELL_ROLES.has(Dom.attributeOf(one, "role") ?? ""),
    );
    return cells.length > 0 ? cells : elements;
  }

  /**
   * @param {Element[]} rows consecutive rows
   * @returns {Map<number, Element[]>} for each column, its cells from top to bottom
   */
  function placed(rows) {
    /** @type {Map<number, Element[]>} */
    const columns = new Map();
    /**
     * For each column, the index of the first row into which no earlier cell of the column spans
     * down.
     * @type {number[]}
     */
    const free = [];
    for (const [index, row] of rows.entries()) {
      let column = 0;
      for (const cell of cellsOf(row)) {
        while ((free[column] ?? 0) > index) column += 1;
        const end = column + spanOf(cell, "colspan");
        for (const last = index + spanOf(cell, "rowspan"); column < end; column += 1) {
          free[column] = last;
          columns.set(column, [...(columns.get(column) ?? []), cell]);
        }
      }
    }
    return columns;
  }

  /**
   * @param {Element} cell
   * @param {string} attribute "colspan" or "rowspan"
   * @returns {number} how many columns or rows the cell spans
   */
  function spanOf(cell, attribute) {
    const span = Number.parseInt(Dom.attributeOf(cell, attribute) ?? "1", 10);
    return Math.min(Math.max(span || 1, 1), MOST_SPAN);
  }

  /** @param {Element} cell @param {Element} row @returns {number} column from 0; -1 if not found */
  function columnOf(cell, row) {
    const body = Dom.parentOf(row);
    if (!(body instanceof Element) || !hasReachingCells(body)) return columnInRow(cell, row);
    const rows = [row];
    let above = previousOf(row);
    for (; above && rows.length <= MOST_ROWS_ABOVE; above = previousOf(above)) rows.unshift(above);
    for (const [column, cells] of placed(rows)) if (cells.includes(cell)) return column;
    return -1;
  }

  /** @param {Element} cell @param {Element} row @returns {number} as of `columnOf` */
  function columnInRow(cell, row) {
    let column = 0;
    for (const one of cellsOf(row)) {
      if (one === cell) return column;
      column += spanOf(one, "colspan");
    }
    return -1;
  }

  /** Whether any cell spans several rows. @param {Element} body an element that holds rows */
  function hasReachingCells(body) {
    const { reaching } = cache();
    const known = reaching.get(body);
    if (known !== undefined) return known;
    const answer = Dom.allUnder(body, "[rowspan]").length > 0;
    reaching.set(body, answer);
    return answer;
  }

  /** @param {Element} scope @returns {Element | null} */
  function firstRowOf(scope) {
    const { firstRows } = cache();
    let first = firstRows.get(scope);
    if (first === undefined) {
      first = Dom.allUnder(scope, 'tr, [role="row"]')[0] ?? null;
      firstRows.set(scope, first);
    }
    return first;
  }

  /**
   * Finds the header of an element in rows without markup or roles for tables. The header is the
   * element at the same place in the head row. The head row is the first row or an element near the
   * rows, and has as many elements as each row.
   * @param {Element} element
   * @returns {CellHeader | null}
   */
  function overhead(element) {
    const row = Dom.parentOf(element);
    const scope = row && Dom.parentOf(row);
    if (!(row instanceof Element) || !(scope instanceof Element)) return null;
    const count = countOf(row);
    if (count < 2 || count > MOST_COLUMNS) return null;
    if (count === 2 && isPair(row)) return null;
    const head = headOf(scope, count);
    if (!head || head === row) return null;
    const header = cellsOf(head)[cellsOf(row).indexOf(element)];
    return header ? { element: header, source: "header", scope } : null;
  }

  /** Whether the two elements of a row are a label and its value. @param {Element} row */
  function isPair(row) {
    const first = firstChildOf(row);
    return first !== null && !ShortText.hasValue(Dom.contentOf(first) ?? "");
  }

  /**
   * @param {Element} scope an element that holds rows
   * @param {number} count how many elements each row has
   * @returns {Element | null} the row with the headers of the other rows, if it also has `count`
   *   elements; otherwise null
   */
  function headOf(scope, count) {
    const { heads } = cache();
    let head = heads.get(scope);
    if (head === undefined) {
      head = headNear(scope, count);
      heads.set(scope, head);
    }
    return head && countOf(head) === count ? head : null;
  }

  /**
   * Finds the row with the headers for `headOf`, which caches the result. If the first row contains
   * no number, it is this row. Otherwise, it is an element near the rows with "head" in its class.
   * @param {Element} scope an element that holds rows
   * @param {number} count how many elements each row has
   * @returns {Element | null}
   */
  function headNear(scope, count) {
    const first = firstChildOf(scope);
    if (first && countOf(first) === count && !ShortText.hasValue(Dom.contentOf(first) ?? "")) {
      return first;
    }
    let around = count > 2 ? Dom.parentOf(scope) : null;
    for (let level = 0; around instanceof Element && level < MOST_HEAD_LEVELS; level += 1) {
      if (Dom.matches(around, PART_OF_PAGE)) break;
      const heads = Array.from(Dom.allUnder(around, HEAD_LIKE)).slice(0, MOST_HEADS);
      const found = heads.find((head) => countOf(head) === count && !Dom.holds(scope, head));
      if (found) return found;
      around = Dom.parentOf(around);
    }
    return null;
  }

  /**
   * @param {Element} cell
   * @returns {string[]} the names that the cell's attributes give to its column, as words:
   *   "invoice no"
   */
  const columnNamesOf = (cell) =>
    ShortText.attributeNamesOf(cell)
      .filter((name) => KEY.test(name) && !name.endsWith("index"))
      .map((name) => Dom.attributeOf(cell, name) ?? "")
      .filter((name) => word().test(name))
      .map((name) => name.replace(newWord(), " ").replace(/[_.-]+/g, " "));

  return { GRID, columnNamesOf, forget, isCell, of, overhead };
})();
