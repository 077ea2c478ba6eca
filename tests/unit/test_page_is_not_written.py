"""Tests that only these content scripts write to the nodes of a document: the rewriter, the parts
of the layer, and the script that inserts the tab stop."""

import re
from pathlib import Path

import pytest

from scripts.setup.paths import ROOT

CONTENT = ROOT / "extension" / "content"
REMOVES = {"scanner"}
"""Files in bootstrap/ that may write: the scanner removes the layer of an earlier content script
that ended without cleaning up."""
IN_THE_LAYER = {"layer", "call_buttons", "number_list"}
"""Files in marks/ that may write. They write only to elements in the closed shadow root of the
layer, which is beside the body."""
REWRITES = {"rewriter"}
IN_THE_LAYER_OR_FOCUSED = {
    *{"call_card", "call_details", "link_hints", "pointer", "tab_stops", "activation"}
}
"""Files in activation/ that may write: those of the card, the link hints, the link over a number,
and the tab stop. The file `activation` also creates a link outside the page and clicks it, to open
an address."""
METHODS = (
    "append|prepend|before|after|remove|replaceWith|replaceChildren|replaceChild|insertBefore|"
    "appendChild|removeChild|insertAdjacent(?:HTML|Text|Element)|normalize|splitText|appendData|"
    "insertData|deleteData|replaceData|replaceWholeText|surroundContents|extractContents|"
    "deleteContents|insertNode|setHTML(?:Unsafe)?|moveBefore|setAttribute(?:NS|Node)?|"
    "removeAttribute(?:NS|Node)?|toggleAttribute|attachShadow|execCommand|write|writeln"
)
PROPERTIES = (
    "data|nodeValue|textContent|innerText|outerText|innerHTML|outerHTML|text|className|id|hidden|"
    "inert|tabIndex|title|lang|dir|href|slot|cssText|scrollTop|scrollLeft|contentEditable"
)
WRITES = re.compile(
    rf"\.(?:{METHODS})\(|\.(?:{PROPERTIES})\s*[-+*/|&?]*=(?![=>])|\.(?:style|dataset)\.\w+\s*=(?!=)"
    rf"|\.classList\.(?:add|remove|toggle|replace)\("
)
"""Methods and properties with which a script writes to a node."""
OURS = re.compile(r"\b(?:Numbers|Highlights|Rewriter|Layer)\.\w+\($")
"""The project's own methods that have the same names as methods which write to a node. Calls of
these methods do not count."""
COPIES = re.compile(r"\bdocument\.execCommand\(.copy.\)")
"""This call writes to no node. It only makes the browser copy data that the script provides."""


def writers(folder: str) -> set[str]:
    """Returns the files in a folder of content/ whose code writes to a node."""
    return {path.stem for path in (CONTENT / folder).glob("*.js") if lines_that_write(path)}


def lines_that_write(path: Path) -> list[str]:
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text("utf-8"), flags=re.S)
    code = COPIES.sub("", code)
    found = []
    for match in WRITES.finditer(code):
        if not OURS.search(code[: match.end()]):
            start = code.rfind("\n", 0, match.start()) + 1
            found.append(code[start : code.find("\n", match.end())].strip())
    return found


@pytest.mark.parametrize("folder", ["dom", "bootstrap"])
def test_what_only_reads_writes_to_no_node(folder: str) -> None:
    assert writers(folder) == (REMOVES if folder == "bootstrap" else set())


def test_of_what_marks_numbers_only_the_rewriter_writes_outside_the_layer() -> None:
    assert writers("marks") == IN_THE_LAYER | REWRITES


def test_of_what_acts_on_clicks_only_what_stands_in_the_layer_or_has_the_focus_writes() -> None:
    assert writers("activation") == IN_THE_LAYER_OR_FOCUSED


@pytest.mark.parametrize(
    "line",
    [
        "node.data = 'x'",
        "text.nodeValue += 1",
        "node.splitText(3)",
        "element.style.color = 'red'",
        "cell.setAttribute('title', '')",
        "document.body.append(box)",
        "link.classList.add('x')",
    ],
)
def test_a_line_that_writes_is_known(line: str) -> None:
    assert WRITES.search(line)


@pytest.mark.parametrize("line", ["node.data === text", "const { data } = node", "(x) => x.data"])
def test_a_line_that_reads_is_let_through(line: str) -> None:
    assert not WRITES.search(line)
