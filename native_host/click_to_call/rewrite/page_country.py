"""Finds the country for a page's numbers without a country code, from what the page says about
itself.

Depends on rewrite/engine.py for languages and numbers. It follows the extension's rules as far as a
file allows, in this order: the language if it names a country; metadata for search engines; the
country of the page's international numbers if there is only one; the country where most readers of
the language live. A file has no domain. Only the beginning of a page is read.
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
    """Returns an ISO 3166 code; `home` if the page names no country."""
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
    """Returns the country in a language tag such as `en-GB`. `en-US` counts as none, because page
    builders write it by default."""
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
        """Returns the country of the page's numbers with +CC, if all of them have the same one;
        otherwise ""."""
        numbers = {
            "+" + re.sub(r"\D", "", match[0].replace("(0)", ""))
            for match in _INTERNATIONAL.finditer("".join(self._text))
        }
        regions = {engine.region_of_number(number) for number in numbers} - {""}
        return regions.pop() if len(regions) == 1 else ""
