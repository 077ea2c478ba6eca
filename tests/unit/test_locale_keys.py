"""Every word a user sees comes from _locales, and every word there is used."""

import json
import re

from click_to_call.errors import MESSAGES
from tests.support.node_eval import EXTENSION, evaluate

WORDS: dict[str, dict[str, object]] = json.loads(
    (EXTENSION / "_locales/en/messages.json").read_text(encoding="utf-8")
)
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for pattern in ("**/*.js", "**/*.html", "manifest.json")
    for path in EXTENSION.glob(pattern)
    if path.name != "metadata.js"
)
ASKED_FOR = re.compile(r'(?:say|getMessage)\(\s*"(\w+)"|data-say(?:-\w+)?="(\w+)"|__MSG_(\w+)__')
BUILT = re.compile(r"`(\w+_)\$\{")


def asked_for() -> set[str]:
    return {next(filter(None, found)) for found in ASKED_FOR.findall(SOURCES)}


def test_every_word_that_is_asked_for_is_there() -> None:
    assert asked_for() - set(WORDS) == set()


def test_every_word_that_is_there_is_asked_for() -> None:
    built = tuple(BUILT.findall(SOURCES))
    quoted = {key for key in WORDS if f'"{key}"' in SOURCES}
    assert {key for key in WORDS if not key.startswith(built)} - asked_for() - quoted == set()


def test_every_state_of_a_call_has_its_words() -> None:
    states = re.search(r"@typedef \{(.*?)\} CallState", SOURCES)
    assert states is not None
    for state in re.findall(r'"(\w+)"', states[1]):
        assert f"state_{state}" in WORDS


def test_every_problem_that_the_extension_notices_has_its_words() -> None:
    codes = evaluate("background/native_protocol.js", "module.OWN_PROBLEMS")
    assert {f"problem_{code}" for code in codes} <= set(WORDS)


def test_every_problem_of_the_host_brings_its_words() -> None:
    assert all(MESSAGES.values())
