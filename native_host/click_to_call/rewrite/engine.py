"""Finds phone numbers for the command `rewrite`, with the JavaScript that the extension uses.

Depends on the mini-racer package, which runs JavaScript in an embedded V8, and on the extension's
files in `detection/`, which this Python package includes. Because the code is the extension's own,
`rewrite` finds exactly the numbers that the extension finds.
"""

import atexit
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from click_to_call.errors import Problem
from click_to_call.rewrite.page_evidence import Statement

LIST: Final = "files.json"
"""The file in `detection/` that lists the names of the detection's scripts, in the order in which
the engine must load them."""

_OURS: Final = """
function nearestEvidence(statements) {
  let loose = null;
  for (const said of statements) {
    if (!labelOfEvidence(said)) continue;
    if (said.source !== "above" && said.source !== "heading") return said;
    loose ??= said;
  }
  return loose;
}

function findInAll(texts, page, home) {
  return texts.map(([text, statements]) =>
    findNumbersOnPage(text, { page, home, evidence: () => nearestEvidence(statements) })
      .filter(({ kind }) => kind !== "fax")
      .map(({ start, end, number, ext }) => [start, end, number, ext]),
  );
}
"""


@dataclass(frozen=True)
class Text:
    """A text in which to search for numbers. `said` holds what the elements of the page say about
    the text, beginning with the element nearest to the text. For a text that is not from a page,
    `said` is empty."""

    text: str
    said: Sequence[Statement] = ()


@dataclass(frozen=True)
class FoundNumber:
    """A number that was found in a text, from the offset `start` up to `end`, in characters.
    `number` is the phone number in E.164. `ext` is its extension, or ""."""

    start: int
    end: int
    number: str
    ext: str


class Engine:
    """A V8 instance that has loaded the detection. The constructor raises Problem("engine_missing")
    if V8 cannot be loaded."""

    def __init__(self) -> None:
        try:
            # Imported only here, because the library has 30 MB and no command except `rewrite`
            # needs it.
            from py_mini_racer import MiniRacer
        except (ImportError, OSError) as error:
            words = "The engine that finds numbers cannot be loaded on this computer"
            cure = "Run: pipx inject click-to-call mini-racer"
            raise Problem("engine_missing", f"{words} ({type(error).__name__}). {cure}") from None
        self._v8 = MiniRacer()
        # V8 is closed before the interpreter ends. Otherwise the interpreter may wait for ever for
        # a thread of V8 that no longer runs.
        atexit.register(self._v8.close)
        folder = detection_folder()
        for name in json.loads((folder / LIST).read_text("utf-8")):
            self._v8.eval((folder / name).read_text("utf-8"))
        self._v8.eval(_OURS)

    def find(self, texts: Sequence[Text], region: str, home: str = "") -> list[list[FoundNumber]]:
        """Returns one list for each text: the phone numbers in it, in order, without fax numbers.

        Numbers without a country code are read as numbers of `region` (ISO 3166), except in a text
        whose own words or numbers point to `home` or to another country.
        """
        given = [(one.text, [said.as_json() for said in one.said]) for one in texts]
        answers: list[list[list[Any]]] = self._call("findInAll", given, region, home)
        return [_found(one.text, answer) for one, answer in zip(texts, answers, strict=True)]

    def region_of_page(self, hints: Mapping[str, Any]) -> str:
        """Returns the country (ISO 3166) to which a page's numbers without a country code belong.
        `hints` holds the fields of `PageHints`, which region_of_page.js defines."""
        return str(self._call("regionOfPage", dict(hints)))

    def _call(self, name: str, *arguments: Any) -> Any:
        # V8 parses JSON in less time and memory than the same text as a part of a script.
        given = f"JSON.parse({json.dumps(json.dumps(arguments))})"
        return json.loads(str(self._v8.eval(f"JSON.stringify({name}(...{given}))")))


@cache
def engine() -> Engine:
    """Returns the only Engine of this process. All files are searched with it, because the
    detection loads slowly."""
    return Engine()


def detection_folder() -> Path:
    """Returns the path of the folder `detection/`, which is inside the installed package or, if the
    package is not installed, in the source checkout."""
    installed = Path(str(resources.files("click_to_call"))) / "detection"
    if (installed / LIST).is_file():
        return installed
    return Path(__file__).resolve().parents[3] / "extension" / "detection"


def _found(text: str, answer: list[list[Any]]) -> list[FoundNumber]:
    """Returns the numbers that the detection found. Converts their offsets, because JavaScript
    counts UTF-16 code units and Python counts characters."""
    if not answer or text.isascii() or max(text) <= "\uffff":
        return [FoundNumber(*match) for match in answer]
    places = [at for at, letter in enumerate(text) for _ in range(1 + (letter > "\uffff"))]
    places.append(len(text))
    return [
        FoundNumber(places[start], places[end], number, ext) for start, end, number, ext in answer
    ]
