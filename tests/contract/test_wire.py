"""Tests the messages between extension and host: each message has an example, and both sides accept
the example.

The file of an example is named after its message. The file holds a `request` and its `reply`, or a
`push`.
"""

import json
import re
from pathlib import Path
from typing import Any, Final, get_args

import msgspec
import pytest

from click_to_call import errors
from click_to_call.errors import Problem
from click_to_call.host import protocol
from click_to_call.host.dispatcher import WITHIN_SECONDS, decode, readable_id
from tests.support.node_eval import EXTENSION, evaluate

WIRE: Final = Path(__file__).with_name("wire")
JS_HALF: Final = "background/native_protocol.js"

REQUESTS: Final = {cls.__struct_config__.tag: cls for cls in get_args(protocol.AnyRequest)}
PUSHES: Final = {cls.__struct_config__.tag: cls for cls in get_args(protocol.AnyPush)}
ANSWERS: Final[dict[str, type[msgspec.Struct]]] = {
    "hello": protocol.Welcome,
    "account.read": protocol.Account,
    "account.sign_in": protocol.Account,
    "account.configure": protocol.Account,
    "account.sign_out": protocol.Account,
    "numbers.list": protocol.Numbers,
    "number.describe": protocol.Description,
    "call.place": protocol.Call,
    "call.read": protocol.Call,
    "call.cancel": protocol.Call,
    "calls.recent": protocol.Calls,
}


def example(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((WIRE / f"{name}.json").read_text("utf-8"))
    return content


def same(encoded: object, expected: object) -> bool:
    """Returns whether a message equals its example. Fields with their default value may be missing
    in the message."""
    return bool(json.loads(msgspec.json.encode(encoded)) == expected)


def test_every_message_has_exactly_one_example() -> None:
    assert {path.stem for path in WIRE.glob("*.json")} == set(REQUESTS) | set(PUSHES)


def test_every_request_has_an_answer_and_a_deadline() -> None:
    assert set(ANSWERS) == set(REQUESTS)
    assert set(WITHIN_SECONDS) == set(REQUESTS.values())


@pytest.mark.parametrize("name", sorted(REQUESTS))
def test_the_host_reads_the_example_of_a_request(name: str) -> None:
    given = example(name)["request"]
    request = decode(json.dumps(given).encode())
    assert type(request) is REQUESTS[name]
    assert request.id == given["id"]
    assert same(request, given), "the example names every field"


@pytest.mark.parametrize("name", sorted(REQUESTS))
def test_the_example_of_a_reply_is_what_the_host_would_send(name: str) -> None:
    given = example(name)
    reply = given["reply"]
    assert reply["id"] == given["request"]["id"]
    assert set(reply) in ({"id", "ok"}, {"id", "problem"})
    if "ok" in reply:
        assert same(msgspec.convert(reply["ok"], ANSWERS[name]), reply["ok"])
    else:
        assert reply["problem"] == {
            "code": reply["problem"]["code"],
            "message": errors.MESSAGES[reply["problem"]["code"]],
        }


@pytest.mark.parametrize("name", sorted(PUSHES))
def test_the_example_of_a_push_is_what_the_host_would_send(name: str) -> None:
    given = example(name)["push"]
    push: protocol.AnyPush = msgspec.convert(given, protocol.AnyPush)
    assert type(push) is PUSHES[name]
    assert same(push, given)


@pytest.mark.parametrize("name", sorted(REQUESTS))
def test_unknown_fields_are_refused(name: str) -> None:
    given = {**example(name)["request"], "surprise": True}
    with pytest.raises(Problem, match="bad_message"):
        decode(json.dumps(given).encode())


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"{",
        b"null",
        b"123",
        b'"call.place"',
        b"[]",
        b"\xff\xfe{\x00}\x00",
        b"\xef\xbb\xbf{}",
        b'{"id":"1"}',
        b'{"id":"1","type":"call.steal"}',
        b'{"type":"hello"}',
        b'{"id":1,"type":"hello"}',
        b'{"id":"","type":"hello"}',
        b'{"id":"with space","type":"hello"}',
        b'{"id":"1\\n","type":"hello"}',
        b'{"id":"1","type":"hello","protocol":1e400}',
        b'{"id":"1","type":"hello","protocol":NaN}',
        b'{"id":"1","type":"hello","protocol":"1"}',
        b'{"id":"1","type":"hello"}\x00',
        b'{"id":"1","type":"calls.recent","limit":101}',
        b'{"id":"1","type":"call.place","to":["+12125550100"]}',
        b'{"id":"1","type":"call.place","to":""}',
        b'{"id":"1","type":"call.place","to":"+12125550100","confirmed":"true"}',
        b'{"id":"1","type":"call.place","to":"+12125550100","region":"us"}',
        b'{"id":"1","type":"call.place","to":"+12125550100","__proto__":{}}',
        b'{"id":"1","type":"call.place","to":"\\ud800"}',
        b'{"id":"1","type":"call.place","to":"\xff"}',
        b'{"id":"' + b"x" * 65 + b'","type":"hello"}',
        b'{"id":"1","type":"call.place","to":"' + b"1" * 81 + b'"}',
        b"[" * 4000,
        b'{"id":' * 600,
    ],
)
def test_anything_else_is_a_bad_message(frame: bytes) -> None:
    with pytest.raises(Problem, match="bad_message"):
        decode(frame)
    assert readable_id(frame) in {None, "1"}


def test_a_wrong_message_with_a_readable_id_gets_its_id_back() -> None:
    assert readable_id(b'{"id":"abc","type":"call.steal","to":17}') == "abc"
    assert readable_id(b'{"id":{"a":1},"type":"hello"}') is None


# --- the messages in the extension ----------------------------------------------------------------


def test_both_halves_speak_the_same_protocol() -> None:
    assert evaluate(JS_HALF, "module.PROTOCOL") == protocol.PROTOCOL


def test_both_halves_know_the_same_messages() -> None:
    assert set(evaluate(JS_HALF, "Object.keys(module.REQUESTS)")) == set(REQUESTS)
    assert set(evaluate(JS_HALF, "module.PUSHES")) == set(PUSHES)


def test_the_host_gives_up_before_the_extension_does() -> None:
    """If RingCentral is slow, the host must report the problem before the extension stops waiting,
    because the host's text says more than the extension's text, "it does not answer"."""
    patience: dict[str, int] = evaluate(JS_HALF, "module.REQUESTS")
    for name, request in REQUESTS.items():
        assert WITHIN_SECONDS[request] * 1000 < patience[name], name


def test_the_extension_names_no_problem_of_the_host_otherwise() -> None:
    """If the extension and the host use the same problem code, their texts for this code are the
    same."""
    words = json.loads((EXTENSION / "_locales/en/messages.json").read_text("utf-8"))
    for code in evaluate(JS_HALF, "module.OWN_PROBLEMS"):
        message = words[f"problem_{code}"]["message"]
        assert errors.MESSAGES.get(code, message) == message


def test_the_tree_of_problems_is_drawn_whole() -> None:
    """The docstring of errors.py shows developers all codes of problems as a tree. No code may be
    missing there."""
    drawn = set(re.findall(r"\b[a-z]+(?:_[a-z]+)*\b", errors.__doc__ or ""))
    assert set(errors.MESSAGES) <= drawn
