"""Copies the translations of the host's problems from the extension's _locales to the host.

Run `python3 scripts/build_translations.py` after a change in extension/_locales. Translators edit
only that folder, and never the host's copy. Depends on the standard library only.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
LOCALES: Final = ROOT / "extension" / "_locales"
WRITTEN: Final = ROOT / "native_host" / "click_to_call" / "translations.json"
_KEY: Final = "problem_"


def translations() -> str:
    """Returns the content of the host's file, which is JSON: for each language except English, the
    text of each problem by the problem's code or by its code and reason."""
    languages = sorted(folder.name for folder in LOCALES.iterdir() if folder.name != "en")
    texts = {name: _problems(LOCALES / name / "messages.json") for name in languages}
    return json.dumps(texts, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _problems(file: Path) -> dict[str, str]:
    entries: dict[str, dict[str, Any]] = json.loads(file.read_text("utf-8"))
    named = {key.removeprefix(_KEY): one for key, one in entries.items() if key.startswith(_KEY)}
    return {name: _with_braces(one) for name, one in named.items()}


def _with_braces(entry: dict[str, Any]) -> str:
    """Returns the text of an entry of messages.json, with each placeholder written as in the host:
    `{name}` in place of `$name$`."""
    contents = {name: one["content"] for name, one in entry.get("placeholders", {}).items()}
    message: str = entry["message"]
    return re.sub(r"\$(\w+)\$", lambda found: contents[found[1]], message)


def main() -> int:
    WRITTEN.write_text(translations(), "utf-8")
    sys.stdout.write(f"Written: {WRITTEN.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
