"""Tests which state of the host and the account the popup shows, and which button it offers
there."""

import json
from typing import Any

import pytest

from tests.support.node_eval import EXTENSION, evaluate

STATE = "popup/account_state.js"
WORDS: dict[str, Any] = json.loads((EXTENSION / "_locales/en/messages.json").read_text("utf-8"))
ACCOUNT = {"signed_in": True, "name": "Ada", "ring_out": True}
PHONE = {"phone_number": "+14155550100", "label": "", "group": "forwarding"}
NUMBERS = {"from": [PHONE], "caller_id": [], "fetched_at": 1000, "problems": {}}
READY = {"state": "ready", "problem": None, "version": "1", "account": ACCOUNT}
OUT = {"state": "signed_out", "problem": None, "version": "1", "account": None}
KNOWN: dict[str, Any] = {
    "host": READY,
    "numbers": NUMBERS,
    "call": None,
    "signIn": None,
    "isOnline": True,
    "seen_at": 1000,
    "now": 1000,
}


def problem(code: str, **parameters: Any) -> dict[str, Any]:
    return {"code": code, "message": "What to do.", "parameters": parameters}


def state(**changed: Any) -> dict[str, Any]:
    found: dict[str, Any] = evaluate(STATE, "module.accountState(known)", known=KNOWN | changed)
    return found


def failed(code: str, **parameters: Any) -> dict[str, Any]:
    return {"state": "failed", "changed_at": 1000, "problem": problem(code, **parameters)}


CASES = [
    ("looking", None, {"host": None}),
    ("ready", None, {}),
    ("ready", None, {"call": failed("they_are_busy")}),
    ("missing", "set_up", {"host": OUT | {"state": "absent", "problem": problem("host_missing")}}),
    ("host_old", "set_up", {"host": OUT | {"state": "absent", "problem": problem("update_host")}}),
    (
        "host_new",
        "update",
        {"host": OUT | {"state": "absent", "problem": problem("update_extension")}},
    ),
    (
        "forbidden",
        "check",
        {"host": OUT | {"state": "absent", "problem": problem("host_forbidden")}},
    ),
    ("crashed", "check", {"host": OUT | {"state": "absent", "problem": problem("host_died")}}),
    ("crashed", "check", {"host": OUT | {"state": "absent", "problem": problem("host_garbled")}}),
    ("silent", "check", {"host": OUT | {"state": "absent", "problem": problem("host_silent")}}),
    ("trouble", "check", {"host": OUT | {"state": "absent", "problem": problem("internal")}}),
    ("signed_out", "sign_in", {"host": OUT}),
    ("signing_in", "sign_in", {"host": OUT, "signIn": {"state": "waiting", "problem": None}}),
    (
        "sign_in_given_up",
        "sign_in",
        {"host": OUT, "signIn": {"state": "cancelled", "problem": None}},
    ),
    (
        "sign_in_refused",
        "sign_in",
        {"host": OUT, "signIn": {"state": "failed", "problem": problem("sign_in_refused")}},
    ),
    ("ready", None, {"signIn": {"state": "waiting", "problem": None}}),
    ("sign_in_over", "sign_in", {"host": OUT | {"problem": problem("sign_in_expired")}}),
    ("offline", "check", {"host": OUT | {"problem": problem("exchange_unreachable")}}),
    ("offline", "check", {"isOnline": False}),
    ("limited", "check", {"call": failed("rate_limited", seconds=30)}),
    ("ready", None, {"call": failed("rate_limited", seconds=30), "now": 1031}),
    ("keyring", "check", {"host": OUT | {"problem": problem("keyring_locked")}}),
    ("keyring", "check", {"host": OUT | {"problem": problem("keyring_missing")}}),
    ("no_phones", "add_phone", {"numbers": NUMBERS | {"from": []}}),
    ("no_ringout", "softphone", {"host": READY | {"account": ACCOUNT | {"ring_out": False}}}),
    ("no_ringout", "softphone", {"call": failed("ringout_not_in_plan")}),
]


@pytest.mark.parametrize(("name", "action", "changed"), CASES, ids=lambda case: str(case)[:60])
def test_each_state_has_its_one_button(
    name: str, action: str | None, changed: dict[str, Any]
) -> None:
    found = state(**changed)
    assert (found["id"], found["action"]) == (name, action)
    if name != "ready":
        assert f"account_{name}" in WORDS
    if action:
        assert f"account_do_{action}" in WORDS
        assert found["isTold"] or f"account_{name}_text" in WORDS


def test_a_limit_says_when_it_is_over() -> None:
    assert state(call=failed("rate_limited", seconds=30))["until"] == 1030
    host = OUT | {"problem": problem("rate_limited", seconds=12)}
    assert state(host=host, seen_at=500)["until"] == 512


@pytest.mark.parametrize("code", ["keyring_locked", "keyring_mute", "sign_in_refused"])
def test_what_only_the_host_knows_is_told_in_its_words(code: str) -> None:
    assert state(host=OUT | {"problem": problem(code)})["problem"]["message"] == "What to do."
