"""Tests the checks of messages inside the browser: which sender may send which message, with which
fields."""

from typing import Any

import pytest

from tests.support.node_eval import evaluate

POLICY = "background/message_policy.js"
MESSAGES = "shared/messages.js"
ASK = {
    "type": "call.ask",
    "number": "+14155550132",
    "ext": "",
    "shown": "415 555 0132",
    "linked": "",
    "sure": True,
    "name": "Ada",
    "before": "Ring",
    "after": "today",
    "from": "",
    "caller_id": "",
    "in_top": False,
}


def is_allowed(message: Any, origin: str | None) -> bool:
    return bool(
        evaluate(POLICY, "module.isAllowed(message, origin)", message=message, origin=origin)
    )


def test_a_page_may_ask_for_a_call() -> None:
    assert is_allowed(ASK, "content")


@pytest.mark.parametrize(
    "message",
    [
        {**ASK, "confirmed": True},
        {key: value for key, value in ASK.items() if key != "ext"},
        {**ASK, "number": 14155550132},
        {**ASK, "sure": "true"},
        {**ASK, "shown": "5" * 301},
        {**ASK, "number": ["+14155550132"]},
        {"type": "toString"},
        {"type": "__proto__"},
        {"type": 3},
        {},
        None,
        "call.ask",
        [ASK],
    ],
    ids=str,
)
def test_another_shape_is_refused(message: Any) -> None:
    assert not is_allowed(message, "content")


@pytest.mark.parametrize(
    "message",
    [
        {
            "type": "confirm.answer",
            "ticket": "t",
            "call": True,
            "trust_site": True,
            "trust_country": True,
        },
        {"type": "confirm.read", "ticket": "t"},
        {"type": "call.dial", "text": "+14155550132"},
        {"type": "phone.typed", "text": "+14155550132"},
        {"type": "account.sign_out"},
        {"type": "panel.open", "tab": 1},
    ],
    ids=lambda message: str(message["type"]),
)
def test_a_page_cannot_speak_for_the_extensions_own_windows(message: dict[str, Any]) -> None:
    assert not is_allowed(message, "content")


def test_only_the_confirmation_window_answers_the_confirmation() -> None:
    answer = {
        "type": "confirm.answer",
        "ticket": "t",
        "call": True,
        "trust_site": False,
        "trust_country": False,
    }
    assert is_allowed(answer, "confirm")
    assert not is_allowed(answer, "popup")


def test_only_the_popup_makes_a_typed_phone_the_users() -> None:
    typed = {"type": "phone.typed", "text": "+14155550132"}
    admitted = {one for one in ("content", "popup", "options", "confirm") if is_allowed(typed, one)}
    assert admitted == {"popup"}


def test_a_sender_that_the_browser_does_not_vouch_for_is_refused() -> None:
    assert not is_allowed(ASK, None)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Specified native messaging host not found.", "host_missing"),
        ("No such native application com.click_to_call.host", "host_missing"),
        ("Access to the specified native messaging host is forbidden.", "host_forbidden"),
        ("Native host has exited.", "host_died"),
        (None, "host_died"),
        ("Error when communicating with the native messaging host.", "host_garbled"),
        ("An unexpected error occurred", "host_garbled"),
    ],
)
def test_a_closed_port_is_told_by_its_cause(words: str | None, code: str) -> None:
    found = evaluate(
        "background/native_protocol.js",
        "module.problemOfClosedPort(words ?? undefined)",
        words=words,
    )
    assert found == code
