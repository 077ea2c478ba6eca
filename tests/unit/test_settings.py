"""Tests the user's settings: the defaults, the repair of invalid stored values, and the settings of
a single site."""

from typing import Any

import pytest

from tests.support.node_eval import evaluate

SETTINGS = "shared/settings.js"
SCHEMA = "shared/settings_schema.js"
SITES = "shared/site_settings.js"


def repaired(value: Any) -> Any:
    return evaluate(SETTINGS, "module.repaired(value)", value=value)


def test_a_fresh_install_calls_by_ringout_through_links_everywhere() -> None:
    settings = repaired(None)
    assert settings["action"] == "ringout"
    assert settings["presentation"] == "link"
    assert settings["enabled"] is True
    assert settings["region"] == ""
    assert settings["sites"] == {}


@pytest.mark.parametrize("stored", [None, 7, "text", [], {"sites": 3}, {"sites": {"a.test": None}}])
def test_whatever_storage_holds_becomes_settings(stored: Any) -> None:
    assert repaired(stored)["action"] == "ringout"


@pytest.mark.parametrize(
    ("name", "ill_typed"),
    [
        ("action", "javascript"),
        ("presentation", 1),
        ("region", "usa"),
        ("from", "415 555"),
        ("caller_id", None),
        ("play_prompt", "yes"),
        ("confirm", "never"),
        ("enabled", "no"),
        ("calls_per_day", -1),
        ("calls_per_day", 1.5),
        ("calls_per_minute", "10"),
    ],
)
def test_an_ill_typed_value_is_replaced_by_the_default(name: str, ill_typed: Any) -> None:
    assert repaired({name: ill_typed})[name] == repaired({})[name]


def test_unknown_keys_are_dropped_in_the_settings_and_in_a_site() -> None:
    settings = repaired({"colour": "red", "sites": {"a.test": {"colour": "red", "enabled": False}}})
    assert "colour" not in settings
    assert settings["sites"] == {"a.test": {"enabled": False}}


def test_a_host_named_like_an_object_method_is_an_ordinary_site() -> None:
    choices = evaluate(SITES, "module.choicesFor(settings, 'constructor')", settings=repaired({}))
    assert choices["enabled"] is True
    assert choices["trusted"] is False


def test_a_site_lays_its_choices_over_the_general_ones() -> None:
    settings = repaired(
        {"action": "tel", "sites": {"a.test": {"action": "rcapp", "trusted": True}}}
    )
    here = evaluate(SITES, "module.choicesFor(settings, 'a.test')", settings=settings)
    there = evaluate(SITES, "module.choicesFor(settings, 'b.test')", settings=settings)
    assert (here["action"], here["trusted"]) == ("rcapp", True)
    assert (there["action"], there["trusted"]) == ("tel", False)


def test_switched_off_everywhere_is_off_on_a_site_that_is_on() -> None:
    settings = repaired({"enabled": False, "sites": {"a.test": {"enabled": True}}})
    assert (
        evaluate(SITES, "module.choicesFor(settings, 'a.test').enabled", settings=settings) is False
    )


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.example.com/people?page=2", "example.com"),
        ("http://crm.example.com:8080/", "crm.example.com"),
        ("file:///home/ada/list.html", "file:"),
        ("chrome://settings/", ""),
        ("not an address", ""),
        ("", ""),
    ],
)
def test_a_site_goes_by_its_host_name(address: str, site: str) -> None:
    assert evaluate(SITES, "module.siteOf(address)", address=address) == site


@pytest.mark.parametrize(
    ("chosen", "problems", "numbers"),
    [
        ("", {"caller_id": {}}, ["+16505550112"]),
        ("+16505550112", {"caller_id": {}}, ["+16505550112"]),
        ("+16505550188", {}, ["+16505550112"]),
        ("+16505550188", {"from": {}}, ["+16505550112"]),
        ("+16505550188", {"caller_id": {}}, ["+16505550112", "+16505550188"]),
    ],
)
def test_a_list_that_is_not_whole_says_nothing_against_a_picked_number(
    chosen: str, problems: dict[str, Any], numbers: list[str]
) -> None:
    direct = {"phone_number": "+16505550112", "label": "Direct number", "group": "direct"}
    lists = {"from": [], "caller_id": [direct], "fetched_at": 0, "problems": problems}
    found = evaluate(
        SITES, "module.withChosen(lists, 'caller_id', chosen)", lists=lists, chosen=chosen
    )
    assert [entry["phone_number"] for entry in found] == numbers


def test_caps_are_sent_only_to_a_host_that_knows_them() -> None:
    """An older host refuses requests with unknown fields, so every call with a cap would fail."""
    settings = {**repaired({}), "calls_per_day": 40}
    asked = "module.capsFor(settings, account)"
    caps = [
        evaluate(SCHEMA, asked, settings=settings, account=account)
        for account in (None, {"calls_per_day": 500}, {"signed_in": True})
    ]
    assert caps == [{"calls_per_day": 40}, {"calls_per_day": 40}, {}]
    assert evaluate(SCHEMA, asked, settings=repaired({}), account=None) == {}
