"""Tests the texts of the host's problems: every problem has a text, the texts are plain, and the
host's replies contain these texts."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from click_to_call.errors import Problem
from click_to_call.host.protocol import ProblemBody, problem_body
from click_to_call.problem_texts import MESSAGES, VARIANTS, text_of
from click_to_call.translations import PAGES

HOST = Path(__file__).resolve().parents[2] / "native_host"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
TEXTS = MESSAGES | VARIANTS | {f"page {name}": text for name, (_, text) in PAGES["en"].items()}


def raised() -> Iterator[tuple[str, str, str, set[str]]]:
    """Yields, for each place where the host's source raises a Problem with a constant reason: the
    file and line, and the Problem's code, reason and parameters."""
    for path in sorted(HOST.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem"):
                continue
            named = {word.arg: word.value for word in node.keywords}
            reason = named.pop("reason", None)
            if None in named or not isinstance(reason, ast.Constant) or not node.args:
                continue
            code = node.args[0]
            if isinstance(code, ast.Constant):
                where, given = f"{path.name}:{node.lineno}", set(map(str, named))
                yield where, str(code.value), str(reason.value), given


def test_the_host_makes_problems_with_reasons() -> None:
    assert len(list(raised())) > 30


@pytest.mark.parametrize(("where", "code", "reason", "given"), list(raised()))
def test_every_reason_has_its_text_and_every_text_what_it_names(
    where: str, code: str, reason: str, given: set[str]
) -> None:
    text = VARIANTS[f"{code}_{reason}"]
    assert set(PLACEHOLDER.findall(text)) <= given


def test_every_code_has_a_text_that_needs_nothing() -> None:
    assert not any(PLACEHOLDER.search(text) for text in MESSAGES.values())


def test_every_variant_belongs_to_a_code() -> None:
    codes = tuple(f"{code}_" for code in MESSAGES)
    assert [name for name in VARIANTS if not name.startswith(codes)] == []


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_a_short_plain_sentence(name: str) -> None:
    text = TEXTS[name]
    assert text.endswith((".", "?", "doctor", "}")), text
    assert text[0].isupper() or text.startswith("{")
    assert len(text) <= 330
    assert "  " not in text


def test_a_problem_on_the_wire_has_parameters_only_where_there_are_any() -> None:
    plain = json.loads(msgspec.json.encode(problem_body(Problem("busy"))))
    assert plain == {"code": "busy", "message": MESSAGES["busy"]}
    limited = Problem("rate_limited", reason="wait", seconds=26)
    told = json.loads(msgspec.json.encode(problem_body(limited)))
    assert told["parameters"] == {"reason": "wait", "seconds": 26}
    assert told["message"] == "RingCentral is limiting requests. Try again in 26 s."


def test_a_problem_read_back_is_the_same() -> None:
    problem = Problem("config_invalid", reason="proxy", source="ALL_PROXY", detail="no")
    again = Problem.of(problem.code, problem.parameters)
    assert (again.code, again.message, again.reason) == (
        problem.code,
        problem.message,
        problem.reason,
    )
    body = msgspec.json.decode(msgspec.json.encode(problem_body(again)), type=ProblemBody)
    assert body == problem_body(problem)


def test_a_parameter_that_is_missing_does_not_lose_the_rest() -> None:
    assert text_of("rate_limited", {"reason": "wait"}).endswith("Try again in … s.")


def test_braces_in_a_parameter_are_left_as_they_are() -> None:
    problem = Problem("exchange_refused", reason="code", detail="{name} {0} %s")
    assert "{name} {0} %s" in problem.message
