"""Tests that SECURITY.md names tests for its promises, and that each named test exists."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_every_named_test_exists() -> None:
    named = NAMED.findall((ROOT / "SECURITY.md").read_text("utf-8"))
    assert len(named) > 40
    missing = [
        f"{file}::{test}"
        for file, test in named
        if not re.search(rf"^(async )?def {test}\(", _text(file), re.MULTILINE)
    ]
    assert missing == []


def test_every_promise_of_an_interface_names_a_test() -> None:
    interfaces = (ROOT / "SECURITY.md").read_text("utf-8").split("## What each interface checks")[1]
    interfaces = interfaces.split("## What the product does not protect against")[0]
    promises = re.split(r"\n(?=- )", interfaces.split("\n", 1)[1])[1:]
    assert [promise for promise in promises if not NAMED.search(promise)] == []


def _text(file: str) -> str:
    path = ROOT / file
    return path.read_text("utf-8") if path.exists() else ""
