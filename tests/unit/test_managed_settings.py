"""Tests how an administrator's policies and the user's settings combine, and which settings the
extension stores."""

import json
from typing import Any

import pytest

from click_to_call.host import client_id
from scripts.setup.paths import EXTENSION
from tests.support.node_eval import evaluate

MANAGED = "shared/managed_settings.js"
SCHEMA = json.loads((EXTENSION / "managed_schema.json").read_text("utf-8"))
NOT_SETTINGS = {"locked", "client_id", "welcome"}


def under(stored: Any, policy: dict[str, Any]) -> dict[str, Any]:
    expression = "module.settingsUnder(stored, module.policyOf(policy))"
    settings: dict[str, Any] = evaluate(MANAGED, expression, stored=stored, policy=policy)
    return settings


def stored_after(stored: Any, policy: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    expression = """(() => {
      const before = module.settingsUnder(stored, module.policyOf(policy));
      return module.storedAfter(stored, before, { ...before, ...change });
    })()"""
    kept: dict[str, Any] = evaluate(
        MANAGED, expression, stored=stored, policy=policy, change=change
    )
    return kept


def test_the_schema_names_the_settings_and_what_else_a_policy_says() -> None:
    defaults = evaluate("shared/settings.js", "module.DEFAULTS")
    assert set(SCHEMA["properties"]) == set(defaults) | NOT_SETTINGS


def test_a_policy_is_a_default_until_the_user_chooses() -> None:
    policy = {"action": "tel", "blocked_sites": ["a.test"]}
    assert under(None, policy)["action"] == "tel"
    assert under({"action": "rcapp"}, policy)["action"] == "rcapp"
    assert under({"blocked_sites": []}, policy)["blocked_sites"] == []


def test_what_is_locked_holds_against_storage_and_on_every_site() -> None:
    policy = {"action": "tel", "locked": ["action", "confirm", "no such setting"]}
    stored = {"action": "rcapp", "sites": {"a.test": {"action": "rcapp", "presentation": "button"}}}
    settings = under(stored, policy)
    assert settings["action"] == "tel"
    assert settings["confirm"] == "new_sites", "locked without a value is locked at its default"
    assert settings["sites"] == {"a.test": {"presentation": "button"}}


def test_a_policys_sites_lie_under_the_users_or_over_them() -> None:
    policy = {"sites": {"a.test": {"action": "tel", "enabled": False}}}
    stored = {"sites": {"a.test": {"enabled": True}, "b.test": {"trusted": True}}}
    own = under(stored, policy)["sites"]
    assert own == {"a.test": {"action": "tel", "enabled": True}, "b.test": {"trusted": True}}
    locked = under(stored, {**policy, "locked": ["sites"]})["sites"]
    assert locked["a.test"] == {"action": "tel", "enabled": False}
    assert locked["b.test"] == {"trusted": True}


@pytest.mark.parametrize("given", [None, 7, "x", [], {"locked": "action"}, {"sites": 3}])
def test_whatever_a_policy_holds_is_no_harm(given: Any) -> None:
    assert under(None, given)["action"] == "ringout"


def test_only_what_the_user_chose_is_stored() -> None:
    policy = {"action": "tel", "sites": {"a.test": {"action": "rcapp"}}}
    kept = stored_after({"fax": True}, policy, {"presentation": "button"})
    assert kept == {"fax": True, "presentation": "button", "sites": {}}
    sites = {"a.test": {"action": "rcapp", "trusted": True}, "b.test": {}}
    kept = stored_after(None, policy, {"sites": sites})
    assert kept == {"sites": {"a.test": {"trusted": True}, "b.test": {}}}


def test_what_is_taken_away_from_a_site_is_stored_no_more() -> None:
    stored = {"sites": {"a.test": {"action": "tel", "trusted": True}, "b.test": {"trusted": True}}}
    kept = stored_after(stored, {}, {"sites": {"a.test": {"trusted": True}}})
    assert kept == {"sites": {"a.test": {"trusted": True}}}


def test_both_halves_take_the_same_client_ids() -> None:
    script = (EXTENSION / MANAGED).read_text("utf-8")
    assert f"CLIENT_ID = /^{client_id._FORM.pattern}$/;" in script
    policy = {"client_id": 'x"; evil = "'}
    assert evaluate(MANAGED, "module.policyOf(policy).client_id", policy=policy) == ""


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("crm.example.com", "crm.example.com"),
        (" https://www.Example.com:8080/x?y ", "example.com"),
        ("*.example.com", "example.com"),
        ("*://*.example.com/*", "example.com"),
        ("https://*.example.com/people", "example.com"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("localhost", "localhost"),
        ("[::1]", "[::1]"),
        ("file:", "file:"),
        ("two words", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_site_is_taken_out_of_whatever_is_typed(typed: str, host: str) -> None:
    assert evaluate("options/site_file.js", "module.hostFrom(typed)", typed=typed) == host


@pytest.mark.parametrize("text", ["", "[]", "null", "{}", '{"version": 2}', "x" * 100])
def test_a_file_that_is_not_ours_is_refused(text: str) -> None:
    assert evaluate("options/site_file.js", "module.readSiteFile(text)", text=text) is None


def test_a_file_of_sites_keeps_what_is_well_typed() -> None:
    sites = {"a.test": {"action": "evil", "enabled": False}, "not a host": {}}
    # A file that somebody wrote by hand may contain addresses.
    sites["https://www.By-Hand.test/"] = {"trusted": True}
    blocked = ["b.test", 3, "x y", "https://www.C.test/people", None]
    text = json.dumps({"version": 1, "sites": sites, "blocked_sites": blocked})
    assert evaluate("options/site_file.js", "module.readSiteFile(text)", text=text) == {
        "sites": {"a.test": {"enabled": False}, "by-hand.test": {"trusted": True}},
        "allowed_sites": [],
        "blocked_sites": ["b.test", "c.test"],
    }


@pytest.mark.parametrize(
    ("lists", "host", "is_on"),
    [
        ({}, "a.test", True),
        ({"blocked_sites": ["a.test"]}, "a.test", False),
        ({"blocked_sites": ["a.test"]}, "crm.a.test", False),
        ({"blocked_sites": ["a.test"]}, "nota.test", True),
        ({"allowed_sites": ["a.test"]}, "crm.a.test", True),
        ({"allowed_sites": ["a.test"]}, "b.test", False),
        ({"allowed_sites": ["a.test"], "blocked_sites": ["crm.a.test"]}, "crm.a.test", False),
        ({"allowed_sites": ["a.test"], "sites": {"b.test": {"enabled": True}}}, "b.test", False),
    ],
)
def test_lists_of_sites_hold_for_subdomains_and_before_a_sites_own_switch(
    lists: dict[str, Any], host: str, is_on: bool
) -> None:
    settings = under(lists, {})
    choices = evaluate(
        "shared/site_settings.js", "module.choicesFor(settings, host)", settings=settings, host=host
    )
    assert choices["enabled"] is is_on


def test_switching_a_site_on_takes_it_off_the_lists_that_keep_it_out() -> None:
    settings = under({"blocked_sites": ["test", "b.a.test"], "allowed_sites": ["b.test"]}, {})
    changed = evaluate(
        "shared/site_settings.js",
        "module.withSite(settings, 'a.test', { enabled: true })",
        settings=settings,
    )
    assert changed["blocked_sites"] == ["b.a.test"]
    assert changed["allowed_sites"] == ["b.test", "a.test"]
