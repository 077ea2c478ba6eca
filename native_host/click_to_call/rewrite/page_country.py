"""Finds the country to which a page's numbers without a country code belong.

Depends on rewrite/engine.py, which chooses the country by the extension's own rules. This file only
collects the hints that a page gives, such as its language and its addresses. The extension also
uses a page's domain, but a file has no domain. Only the beginning of a page is read.
"""

import re
from html.parser import HTMLParser
from typing import Final

from click_to_call.rewrite.engine import Engine

READ_CHARACTERS: Final = 256 * 1024
_MOST_LINES: Final = 60
_LONGEST_LINE_CHARACTERS: Final = 300
_MAY_HOLD_NUMBER: Final = re.compile(r"(?:\d[^\d\n]{0,5}){4}\d")
_HIDDEN: Final = frozenset({"script", "style", "template", "noscript"})
_COUNTRY_CLASSES: Final = frozenset({"country-name", "p-country-name"})


def region_of_page(engine: Engine, beginning: str, home: str) -> str:
    """Returns the country (ISO 3166) that the beginning of a page points to, or `home` if the page
    names no country."""
    hints = _Hints(beginning[:READ_CHARACTERS])
    content_language = hints.metas.get("content-language", "").split(",")[0].strip()
    return engine.region_of_page(
        {
            "language": hints.language or content_language,
            "countries": hints.countries,
            "data": hints.data,
            "addresses": hints.addresses,
            "geoRegion": hints.metas.get("geo.region", ""),
            "locale": hints.metas.get("og:locale", ""),
            "text": "\n".join(hints.lines),
            "home": home,
        }
    )


class _Hints(HTMLParser):
    def __init__(self, beginning: str) -> None:
        super().__init__(convert_charrefs=True)
        self.language = ""
        self.metas: dict[str, str] = {}
        self.countries: list[str] = []
        self.data: list[str] = []
        self.addresses: list[str] = []
        self.lines: list[str] = []
        self._hidden: list[str] = []
        """The attributes `type` of the open elements whose text a browser does not show; "" if an
        element lacks the attribute. The text of a script with the type "application/ld+json" is a
        hint, so the type must be known."""
        self._addresses = 0
        self._is_country = False
        self.feed(beginning)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").strip() for name, value in attrs}
        if tag in ("html", "body") and not self.language:
            self.language = given.get("lang", "")
        if tag == "meta":
            name = given.get("name") or given.get("property") or given.get("http-equiv") or ""
            self.metas.setdefault(name.lower(), given.get("content", ""))
        if tag in _HIDDEN:
            self._hidden.append(given.get("type", ""))
        self._addresses += tag == "address"
        self._is_country = "addressCountry" in given.get(
            "itemprop", given.get("property", "")
        ) or not _COUNTRY_CLASSES.isdisjoint(given.get("class", "").split())
        if self._is_country and given.get("content"):
            self.countries.append(given["content"])

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN and self._hidden:
            self._hidden.pop()
        self._addresses -= tag == "address" and self._addresses > 0
        self._is_country = False

    def handle_data(self, data: str) -> None:
        if self._hidden:
            if self._hidden[-1] == "application/ld+json":
                self.data.append(data)
            return
        if self._is_country:
            self.countries.append(data.strip())
        if self._addresses:
            self.addresses.append(data.strip())
        if len(self.lines) < _MOST_LINES and _MAY_HOLD_NUMBER.search(data):
            self.lines.append(data.strip()[:_LONGEST_LINE_CHARACTERS])
