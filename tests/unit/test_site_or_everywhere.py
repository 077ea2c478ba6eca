"""Tests whether a changed setting applies to one site or to all sites, and how a site returns to
the general setting."""

from typing import Any

import pytest

from tests.support.node_eval import evaluate

SCOPE = "popup/site_or_everywhere.js"
SETTINGS = {
    **{"enabled": True, "action": "ringout", "presentation": "link", "region": ""},
    **{"from": "+14155550100", "caller_id": "", "play_prompt": True, "confirm": "new_sites"},
    **{"allowed_sites": [], "blocked_sites": []},
    "sites": {"a.test": {"from": "+14155550101", "trusted": True}, "b.test": {"enabled": False}},
}


def ask(expression: str, **values: Any) -> Any:
    return evaluate(SCOPE, f"module.{expression}", settings=SETTINGS, **values)


@pytest.mark.parametrize(
    ("site", "scope"),
    [("a.test", "site"), ("b.test", "everywhere"), ("c.test", "everywhere"), ("", "everywhere")],
)
def test_a_panel_opens_on_what_holds_here(site: str, scope: str) -> None:
    assert ask("firstScope(settings, site)", site=site) == scope


def test_a_choice_is_made_where_it_is_said() -> None:
    change = {"from": "+14155550102"}
    here = ask("withChoice(settings, 'c.test', 'site', change)", change=change)
    assert here["from"] == "+14155550100"
    assert here["sites"]["c.test"] == change
    everywhere = ask("withChoice(settings, 'a.test', 'everywhere', change)", change=change)
    assert everywhere["from"] == "+14155550102"
    assert everywhere["sites"] == SETTINGS["sites"]
    assert ask("withChoice(settings, '', 'site', change)", change=change)["from"] == change["from"]


def test_what_is_shown_is_what_holds_in_that_scope() -> None:
    assert ask("choicesIn(settings, 'a.test', 'site')")["from"] == "+14155550101"
    assert ask("choicesIn(settings, 'a.test', 'everywhere')")["from"] == "+14155550100"


def test_a_site_lets_its_own_choice_go() -> None:
    assert ask("differsHere(settings, 'a.test', 'from')") is True
    assert ask("differsHere(settings, 'a.test', 'action')") is False
    assert ask("differsHere(settings, 'constructor', 'from')") is False
    dropped = ask("withoutOwn(settings, 'a.test', 'from')")
    assert dropped["sites"]["a.test"] == {"trusted": True}
    assert "b.test" not in ask("withoutOwn(settings, 'b.test', 'enabled')")["sites"]
