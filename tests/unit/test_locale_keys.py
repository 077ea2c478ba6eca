"""Tests that every text for users is in _locales and is used, and that all languages have the same
keys and placeholders."""

import json
import re
import string
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from click_to_call.calls import callable_number
from click_to_call.problem_texts import MESSAGES, VARIANTS
from click_to_call.ringcentral import number_entries
from scripts.build_translations import WRITTEN, translations
from tests.support.node_eval import EXTENSION, evaluate

LOCALES = {
    file.parent.name: json.loads(file.read_text("utf-8"))
    for file in sorted((EXTENSION / "_locales").glob("*/messages.json"))
}
ENGLISH: dict[str, dict[str, Any]] = LOCALES["en"]
PAGES = sorted(EXTENSION.glob("**/*.html"))
SOURCES = "\n".join(
    path.read_text("utf-8")
    for pattern in ("**/*.js", "**/*.html", "manifest.json")
    for path in sorted(EXTENSION.glob(pattern))
    if path.name != "metadata.js"
)
ASKED_FOR = re.compile(r'(?:say\w*|getMessage)\(\s*"(\w+)"|data-say(?:-\w+)?="(\w+)"|__MSG_(\w+)__')
BUILT = re.compile(r"`(\w+_)\$\{")
COUNTED = set(re.findall(r'sayCount\(\s*"(\w+)"', SOURCES))
FORM = re.compile(r"_(?:zero|one|two|few|many|other)$")
USED = re.compile(r"\$(\w+)\$")
SAME_EVERYWHERE = {
    *("Click-To-Call", "Linux", "macOS", "Windows"),
    *("Ada Example", "(415) 555-0132", "crm.example.com"),
}
"""Texts that are the same in every language: names and sample values."""
LONGEST_STORE_TEXT_CHARACTERS = 132
"""The number of characters that a store's short description may have; see
https://developer.chrome.com/docs/extensions/reference/manifest/description."""


def problem_codes() -> set[str]:
    own = evaluate("background/native_protocol.js", "module.OWN_PROBLEMS")
    return {*own, *MESSAGES, *VARIANTS}


def risks() -> set[str]:
    """Returns the risks that the host reports, which callable_number.py defines."""
    source = Path(callable_number.__file__).read_text("utf-8")
    return {*callable_number._RISKY_KINDS, *re.findall(r'risks\.append\("(\w+)"\)', source)}


def phone_kinds() -> set[str]:
    named = {
        kind
        for table in (number_entries._PHONES, number_entries._USAGES)
        for kind, _ in table.values()
    }
    return {*named, "phone", "number", "typed"}


def call_states() -> set[str]:
    """Returns the states of a call, and the states that the card shows before there is a call."""
    return quoted_in(r"@typedef \{(\"[^}]*)\} CallState") | {"asking", "confirming"}


def number_kinds() -> set[str]:
    return {*callable_number._KINDS.values(), "unknown"} - quoted_in(r"UNNAMED_KINDS = (\[.*?\])")


def account_states() -> set[str]:
    """Returns the keys of the texts for the account's states. Each state has a title and an
    explanation. A state that a Problem causes has only a title, because the Problem's own text is
    the explanation."""
    source = (EXTENSION / "popup" / "account_state.js").read_text("utf-8")
    ids = quoted_in(r": \[(\"\w+\"), \"", source) | quoted_in(r'\bid: ([^,}]*"\w+")', source)
    told = quoted_in(r"TOLD_BY_PROBLEM = (\[.*?\])", source) - {"trouble"}
    texts = ids - told - {"ready", "looking", "waiting"}
    return (ids - {"ready", "waiting"}) | {f"{one}_text" for one in texts}


def quoted_in(pattern: str, source: str = SOURCES) -> set[str]:
    """Returns all words in double quotes in certain parts of `source`: those that the group of the
    regular expression `pattern` matches."""
    found = re.findall(pattern, source, re.DOTALL)
    assert found, pattern
    return {word for part in found for word in re.findall(r'"(\w+)"', part)}


FAMILIES: dict[str, Callable[[], set[str]]] = {
    "problem_": problem_codes,
    "risk_": risks,
    "phone_kind_": phone_kinds,
    "state_": lambda: call_states() | {"asking", "confirming"},
    "kind_": number_kinds,
    "menu_with_": lambda: {"from", "caller_id"},
    "account_": account_states,
    "account_do_": lambda: quoted_in(r"@typedef \{(\"[^}]*)\} AccountAction"),
    "dial_": lambda: quoted_in(r"@typedef \{\{kind: (\"[^,]*),") - {"found"},
    "leg_": lambda: quoted_in(r"\bLEGS = (.*?);") | {"failed"},
    "outcome_": lambda: quoted_in(r"OUTCOMES = .*?(\[.*?\])"),
    "column_": lambda: quoted_in(r"(?:COLUMNS|columns) = (\[.*?\])"),
    "list_state_": lambda: quoted_in(r"@property \{(\"open\"[^}]*)\} state"),
}
"""The beginnings of keys that the code builds from a beginning and an ending. Each beginning has a
function that returns all its endings."""


def built() -> set[str]:
    return {prefix + ending for prefix, endings in FAMILIES.items() for ending in endings()}


def asked_for() -> set[str]:
    named = {next(filter(None, found)) for found in ASKED_FOR.findall(SOURCES)}
    return (named - COUNTED) | {f"{key}_other" for key in COUNTED}


def general(key: str) -> str:
    """Returns the key `x_other` for each plural form of the text `x`, and every other key
    unchanged."""
    base = FORM.sub("", key)
    return f"{base}_other" if base in COUNTED else key


def test_every_text_that_is_asked_for_is_there() -> None:
    assert (asked_for() | built()) - set(ENGLISH) == set()


def test_every_text_that_is_there_is_asked_for() -> None:
    """Some tables in the code contain only the keys of texts. So a key counts as used if the code
    contains it in quotes."""
    quoted = {key for key in ENGLISH if f'"{key}"' in SOURCES}
    assert {general(key) for key in ENGLISH} - asked_for() - built() - quoted == set()


def test_keys_that_are_put_together_are_of_a_known_family() -> None:
    """The code builds some keys from parts. The tests know such a key only if its beginning is in
    FAMILIES. Without this check, a text with another beginning could be missing."""
    assert set(BUILT.findall(SOURCES)) - set(FAMILIES) == set()


def test_each_text_is_described_for_translators() -> None:
    bare = [key for key, entry in ENGLISH.items() if len(entry.get("description", "")) < 10]
    assert bare == []


@pytest.mark.parametrize("language", LOCALES)
def test_every_language_has_every_text_with_the_same_placeholders(language: str) -> None:
    faults = []
    for key, entry in LOCALES[language].items():
        english = ENGLISH.get(general(key), {})
        message, declared = entry["message"], entry.get("placeholders", {})
        if not message.strip():
            faults.append(f"{key} is empty")
        if set(USED.findall(message)) != set(USED.findall(english.get("message", ""))):
            faults.append(f"{key} has other placeholders than in English")
        if {name: one["content"] for name, one in declared.items()} != {
            name: one["content"] for name, one in english.get("placeholders", {}).items()
        }:
            faults.append(f"{key} declares other placeholders than in English")
        if not set(USED.findall(message)) <= set(declared):
            faults.append(f"{key} has a placeholder that is not declared")
        if message.count("%s") != english.get("message", "").count("%s"):
            faults.append(f"{key} has no place for the selected text")
    assert faults == []
    assert {general(key) for key in LOCALES[language]} == {general(key) for key in ENGLISH}


@pytest.mark.parametrize("language", LOCALES)
def test_plurals_have_every_form_that_the_language_counts_in(language: str) -> None:
    asked = "new Intl.PluralRules(language).resolvedOptions().pluralCategories"
    forms = set(evaluate("shared/messages.js", asked, language=language))
    wanted = {f"{key}_{form}" for key in COUNTED for form in forms}
    assert wanted - set(LOCALES[language]) == set()


@pytest.mark.parametrize("language", LOCALES)
def test_each_language_says_which_it_is_and_how_it_is_written(language: str) -> None:
    texts = LOCALES[language]
    assert texts["language"]["message"] == language.replace("_", "-")
    assert texts["direction"]["message"] in ("ltr", "rtl")
    assert len(texts["extension_description"]["message"]) <= LONGEST_STORE_TEXT_CHARACTERS


def test_a_problem_of_the_host_fills_every_placeholder_of_its_text() -> None:
    """Each placeholder of a problem's text in _locales must be a parameter of the host's text for
    the same problem."""
    host = {**MESSAGES, **VARIANTS}
    for code, text in host.items():
        named = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        entry = ENGLISH[f"problem_{code}"]
        contents = {one["content"] for one in entry.get("placeholders", {}).values()}
        assert contents <= {f"{{{name}}}" for name in named}, code
        assert "{" not in entry["message"], code


def test_the_host_has_the_translations_of_its_problems() -> None:
    """If this test fails, run `python3 scripts/build_translations.py`, which copies the
    translations to the host."""
    assert WRITTEN.read_text("utf-8") == translations()


class _Written(HTMLParser):
    """Collects everything in a page's HTML that users read: texts, and the attributes that browsers
    show."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        read = ("alt", "title", "placeholder", "aria-label")
        self.words += [value for name, value in attrs if name in read and value]

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in ("code", "kbd") and data.strip():
            self.words.append(data.strip())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_holds_words_of_its_own(page: Path) -> None:
    """Only commands to type may stand in the HTML, because commands are the same in every
    language."""
    written = _Written()
    source = page.read_text("utf-8")
    written.feed(source)
    assert set(written.words) - SAME_EVERYWHERE == set()
    assert "<title data-say=" in source


def test_no_script_holds_words_of_its_own() -> None:
    shown = r"(?:textContent|innerText|title|placeholder|ariaLabel|alt) = [\"`'][^\"`']*[A-Za-z]{2}"
    named = r"setAttribute\(\"(?:aria-label|title|alt|placeholder)\", \"[^\"]*[A-Za-z]{2}"
    between = r"\$\{[^}]*\} [A-Za-z]{2,}\.? \$\{"
    files = [*EXTENSION.glob("**/*.js")]
    found = {
        f"{file.relative_to(EXTENSION)}: {words}"
        for file in files
        if "detection" not in file.parts
        for words in re.findall(f"{shown}|{named}|{between}", file.read_text("utf-8"))
        if not any(name in words for name in SAME_EVERYWHERE)
    }
    assert found == set()
