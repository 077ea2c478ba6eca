"""Copies the extension so that the copy speaks one language, whatever the browser's language is.

This language may also be the test language: English with accented letters and 40 % longer texts, in
either writing direction. In the test language, a plain English text on the screen shows that
somebody forgot to translate it. Depends on the extension's folder.
"""

import json
import re
import shutil
from pathlib import Path
from typing import Any, Final

from scripts.setup.paths import EXTENSION

LONGER_BY: Final = 0.4
"""The texts of the test language are longer than the English texts by this share. German and French
texts are about a third longer than English texts, and short labels even more."""

_LETTERS: Final = str.maketrans("aceinostuyACEINOSTUY", "áçéíñóšťúýÁÇÉÍÑÓŠŤÚÝ")
_FILLING: Final = " éñ ľóñğ"
_KEPT: Final = re.compile(r"(\$\w+\$|%s|https?://\S+|socks5://\S+)")


def copy_with_pseudo_locale(folder: Path, direction: str) -> Path:
    """Copies the extension into `folder` with only the test language. Returns the copy's folder.

    `direction` is "ltr" or "rtl".
    """
    copy = folder / f"extension-{direction}"
    shutil.copytree(EXTENSION, copy, ignore=shutil.ignore_patterns("_locales"))
    english = json.loads((EXTENSION / "_locales/en/messages.json").read_text("utf-8"))
    texts = {key: _pseudo(entry) for key, entry in english.items()}
    texts["language"] = english["language"]
    texts["direction"] = {"message": direction}
    locale = copy / "_locales" / "en"
    locale.mkdir(parents=True)
    (locale / "messages.json").write_text(json.dumps(texts), "utf-8")
    return copy


def copy_in_language(folder: Path, language: str) -> Path:
    """Copies the extension into `folder` with the texts of only one of the extension's languages.
    Every browser shows this copy in that language. Returns the copy's folder."""
    copy = folder / f"extension-{language}"
    shutil.copytree(EXTENSION, copy, ignore=shutil.ignore_patterns("_locales"))
    shutil.copytree(EXTENSION / "_locales" / language, copy / "_locales" / "en")
    return copy


def pseudo(text: str) -> str:
    """Returns the text in the test language: "Call $number$" becomes "Çáll $number$ éñ ľ"."""
    parts = [
        part if _KEPT.fullmatch(part) else part.translate(_LETTERS) for part in _KEPT.split(text)
    ]
    missing = max(2, round(len(text) * LONGER_BY))
    return "".join(parts) + (_FILLING * (missing // len(_FILLING) + 1))[:missing]


def _pseudo(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "message": pseudo(entry["message"])}
