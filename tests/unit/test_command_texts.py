"""Tests that each text of the command line is a whole sentence in one table, and that the code uses
every text of the table."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from click_to_call.commands.console_texts import TEXTS, text

COMMANDS = Path(__file__).resolve().parents[2] / "native_host/click_to_call/commands"
FILES = sorted(
    path for path in COMMANDS.glob("*.py") if path.name not in ("console_texts.py", "app.py")
)
SPEAKS = {"say", "note", "ask", "input", "getpass"}
"""Functions of the command line whose argument is a text that the user reads."""


def calls_in(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield node


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def sentences(value: ast.AST) -> list[str]:
    """Returns the literal parts of an argument that look like a sentence: three letters in a row,
    then a space and another letter."""
    parts = [node.value for node in ast.walk(value) if isinstance(node, ast.Constant)]
    return [part for part in map(str, parts) if re.search(r"[A-Za-z]{3,} [A-Za-z]", part)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_verb_has_a_sentence_of_its_own(path: Path) -> None:
    found = [
        sentence
        for call in calls_in(path)
        if name_of(call) in SPEAKS or name_of(call) == "Problem"
        for argument in call.args
        for sentence in sentences(argument)
    ]
    assert found == []


def test_every_text_is_used() -> None:
    source = "\n".join(path.read_text("utf-8") for path in FILES)
    unused = [key for key in TEXTS if not re.search(rf"[\"']{key}[\"']", source)]
    assert unused == ["list_from_incomplete", "list_caller_id_incomplete"], "built from a name"


def test_what_a_verb_gives_a_text_is_what_the_text_names() -> None:
    for path in FILES:
        for call in calls_in(path):
            key = call.args[0] if call.args else None
            if name_of(call) != "text" or not isinstance(key, ast.Constant):
                continue
            given = {word.arg: "x" for word in call.keywords if word.arg is not None}
            # A call that passes its values as `**mapping` does not show their names, so it is not
            # checked.
            if len(given) == len(call.keywords):
                assert text(str(key.value), **given)
