"""Which country's numbering a page's national numbers belong to, from what the page says of itself.

Depends on engine.py for languages and numbers. Follows the extension's rules as far as a file can:
the language with a country, then what is written for search engines, then the one country that the
page's international numbers name, then where most readers of its language live. A file has no
domain. Only the beginning of a page is read.
"""

import re
from html.parser import HTMLParser
from typing import Final

from click_to_call.rewrite.engine import Engine

READ_CHARACTERS: Final = 256 * 1024
_TEXT_CHARACTERS: Final = 50_000
_LOCALE: Final = re.compile(r"([a-zA-Z]{2,3})(?:[-_][A-Za-z]{4})?(?:[-_]([A-Za-z]{2}))?\b")
_INTERNATIONAL: Final = re.compile(r"\+([1-9]\d{0,2})[\s().\-/]?\d[\d\s().\-/]{4,}")


def region_of_page(engine: Engine, beginning: str, home: str) -> str:
    """ISO 3166 code; `home` where the page says nothing."""
    hints = _Hints(beginning[:READ_CHARACTERS])
    language = hints.language or hints.metas.get("content-language", "").split(",")[0].strip()
    for region in (
        _of_locale(language),
        hints.metas.get("geo.region", "")[:2].upper(),
        _of_open_graph(hints.metas.get("og:locale", ""), language),
        _of_language(engine, hints, language, home),
    ):
        if re.fullmatch("[A-Z]{2}", region) and engine.has_plan(region):
            return region
    return home


def _of_locale(tag: str) -> str:
    """`en-GB` names its country; `en-US` is what page builders write without thinking."""
    found = _LOCALE.match(tag)
    if found is None or not found[2]:
        return ""
    language, region = found[1].lower(), found[2].upper()
    return "" if (language, region) == ("en", "US") else region


def _of_open_graph(locale: str, language: str) -> str:
    is_of_page = not language or locale[:2].lower() == language[:2].lower()
    return _of_locale(locale) if is_of_page else ""


def _of_language(engine: Engine, hints: "_Hints", language: str, home: str) -> str:
    neighbours = hints.region_of_numbers(engine)
    found = _LOCALE.match(language)
    spoken = found[1].lower() if found else "en"
    if spoken == "en":
        return neighbours
    if neighbours and engine.likely_language(neighbours) == spoken:
        return neighbours
    if engine.likely_language(home) == spoken:
        return home
    return engine.likely_region(spoken) or neighbours


class _Hints(HTMLParser):
    def __init__(self, beginning: str) -> None:
        super().__init__(convert_charrefs=True)
        self.language = ""
        self.metas: dict[str, str] = {}
        self._text: list[str] = []
        self._length = 0
        self._hidden = 0
        self.feed(beginning)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").strip() for name, value in attrs}
        if tag in ("html", "body") and not self.language:
            self.language = given.get("lang", "")
        if tag == "meta":
            name = given.get("name") or given.get("property") or given.get("http-equiv") or ""
            self.metas.setdefault(name.lower(), given.get("content", ""))
        self._hidden += tag in ("script", "style", "template", "noscript")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style", "template", "noscript") and self._hidden > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden and self._length < _TEXT_CHARACTERS:
            self._text.append(data)
            self._length += len(data)

    def region_of_numbers(self, engine: Engine) -> str:
        """The country of the page's numbers with +CC, if they all name the same one."""
        numbers = {
            "+" + re.sub(r"\D", "", match[0].replace("(0)", ""))
            for match in _INTERNATIONAL.finditer("".join(self._text))
        }
        regions = {engine.region_of_number(number) for number in numbers} - {""}
        return regions.pop() if len(regions) == 1 else ""
