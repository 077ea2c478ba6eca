"""Runs the extension's own detection in an embedded V8, so that `rewrite` finds what the extension
finds.

Depends on the mini-racer package and on the extension's files in `detection/`, which the package
includes. There is no second implementation of the detection.
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

FILES: Final = (
    "metadata.js",
    "numbering_plans.js",
    "number.js",
    "matcher.js",
    "judge/words.js",
    "judge/phone_words.js",
    "judge/register_words.js",
    "judge/document_words.js",
    "judge/item_words.js",
    "judge/reference_words.js",
    "judge/shapes.js",
    "judge/dangers.js",
    "judge/contexts.js",
    "judge/repairs.js",
    "judge/characters.js",
    "judge/vocabulary.js",
    "judge/after.js",
    "judge/labels.js",
    "judge/evidence.js",
    "judge/edits.js",
    "judge/touching.js",
    "judge/spelled.js",
    "judge/prepared_text.js",
    "judge/weighing.js",
    "judge/vetoes.js",
    "judge/siblings.js",
    "judge/mending.js",
    "judge/judge.js",
    "page_country.js",
    "region.js",
    "region_of_page.js",
)
"""Names of the files, in the order in which a page loads them."""

_OURS: Final = """
function findInAll(texts, page, home) {
  return texts.map((text) =>
    findNumbersOnPage(text, { page, home })
      .filter(({ kind }) => kind !== "fax")
      .map(({ start, end, number, ext }) => [start, end, number, ext]),
  );
}
"""


@dataclass(frozen=True)
class FoundNumber:
    """A number in a text. `start` and `end` count characters of the text. `number` is in E.164;
    `ext` is the extension or ""."""

    start: int
    end: int
    number: str
    ext: str


class Engine:
    """A V8 instance with the detection. Raises Problem("engine_missing") if it cannot be loaded."""

    def __init__(self) -> None:
        try:
            # Imported here, because the library has 30 MB and only `rewrite` needs it.
            from py_mini_racer import MiniRacer
        except (ImportError, OSError) as error:
            words = "The engine that finds numbers cannot be loaded on this computer"
            cure = "Run: pipx inject click-to-call mini-racer"
            raise Problem("engine_missing", f"{words} ({type(error).__name__}). {cure}") from None
        self._v8 = MiniRacer()
        # Closed at exit: otherwise the interpreter's end may wait for ever for a thread that has
        # ended.
        atexit.register(self._v8.close)
        folder = detection_folder()
        for name in FILES:
            self._v8.eval((folder / name).read_text("utf-8"))
        self._v8.eval(_OURS)

    def find(self, texts: Sequence[str], region: str, home: str = "") -> list[list[FoundNumber]]:
        """The phone numbers of each text, in order; no fax numbers. `region`, ISO 3166, holds for
        all texts, unless one speaks more for `home` or for another country."""
        answers: list[list[list[Any]]] = self._call("findInAll", list(texts), region, home)
        return [_found(text, answer) for text, answer in zip(texts, answers, strict=True)]

    def region_of_page(self, hints: Mapping[str, Any]) -> str:
        """The country in whose way a page is read, ISO 3166; `hints` are a `PageHints`, as
        region_of_page.js tells."""
        return str(self._call("regionOfPage", dict(hints)))

    def _call(self, name: str, *arguments: Any) -> Any:
        given = ", ".join(json.dumps(argument) for argument in arguments)
        return json.loads(str(self._v8.eval(f"JSON.stringify({name}({given}))")))


@cache
def engine() -> Engine:
    """Returns this process's only Engine, because loading it takes a while."""
    return Engine()


def detection_folder() -> Path:
    """Returns the folder `detection/`: inside the installed package, or in the source checkout."""
    installed = Path(str(resources.files("click_to_call"))) / "detection"
    if (installed / FILES[0]).is_file():
        return installed
    return Path(__file__).resolve().parents[3] / "extension" / "detection"


def _found(text: str, answer: list[list[Any]]) -> list[FoundNumber]:
    """Converts offsets: JavaScript counts UTF-16 code units, Python counts characters."""
    if not answer or text.isascii() or max(text) <= "\uffff":
        return [FoundNumber(*match) for match in answer]
    places = [at for at, letter in enumerate(text) for _ in range(1 + (letter > "\uffff"))]
    places.append(len(text))
    return [
        FoundNumber(places[start], places[end], number, ext) for start, end, number, ext in answer
    ]
