"""Tests that the paths in the documents exist, and that the tables in docs/protocol.md match the
code."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from click_to_call.config_file import SETTINGS
from scripts.setup.paths import ROOT
from tests.support.node_eval import evaluate

DOCUMENTS = sorted(
    [
        ROOT / "README.md",
        ROOT / "SECURITY.md",
        ROOT / "tests" / "README.md",
        *ROOT.glob("docs/*.md"),
    ]
)
ROOMS = ("extension", "native_host", "tests", "scripts", "docs")
BESIDE_TESTS = ("unit", "contract", "browser", "corpus", "support")


def paths_named(document: Path) -> list[str]:
    """Returns all texts between backticks that begin with the name of one of the project's
    folders."""
    named = re.findall(
        r"`(?:python3 |node )?([\w./-]+/[\w./-]*)[^`]*`", document.read_text("utf-8")
    )
    rooms = (*ROOMS, *BESIDE_TESTS) if document.parent.name == "tests" else ROOMS
    return [path for path in named if path.split("/")[0] in rooms]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_that_a_document_names_exists(document: Path) -> None:
    places = (ROOT, document.parent)
    gone = [
        path
        for path in paths_named(document)
        if not any((place / path).exists() for place in places)
    ]
    assert gone == []


def test_the_documents_name_paths_at_all() -> None:
    assert len(paths_named(ROOT / "docs" / "architecture.md")) > 30


def test_the_glossary_is_short_and_has_a_sentence_for_each_term() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8").partition("## Glossary")[2]
    terms = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", text, re.M)[2:]
    assert 10 < len(terms) <= 30
    assert all(len(meaning.split()) >= 5 for _, meaning in terms)
    assert [term for term, _ in terms] == sorted(term for term, _ in terms)


def test_the_protocols_tables_are_what_the_message_types_say() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "build_protocol.py"), "--check"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("head", "named"),
    [
        ("| Setting |", [*evaluate("shared/settings.js", "module.DEFAULTS")]),
        ("| In `config.toml` |", [*SETTINGS]),
    ],
    ids=["extension", "host"],
)
def test_the_readme_names_each_setting_once(head: str, named: list[str]) -> None:
    table = (ROOT / "README.md").read_text("utf-8").partition(head)[2].partition("\n\n")[0]
    first_cells = [row.split("|")[1] for row in table.splitlines()[2:]]
    told = [name for cell in first_cells for name in re.findall(r"`(\w+)`", cell)]
    assert sorted(told) == sorted(set(named) - {"sites"}), "`sites` holds the settings of each site"
