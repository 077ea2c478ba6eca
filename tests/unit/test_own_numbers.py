"""Tests which of the user's own numbers a call uses: the site's choice, the match to the called
number's area, or a choice for this call only."""

from typing import Any

import pytest

from tests.support.node_eval import evaluate

NUMBERS = {
    "from": [
        {"phone_number": "+14155550100", "label": "My mobile", "group": "forwarding"},
        {"phone_number": "+14155550101", "label": "Desk", "group": "forwarding"},
    ],
    "caller_id": [
        {"phone_number": "+16505550112", "label": "Direct", "group": "direct"},
        {"phone_number": "+12125550111", "label": "New York", "group": "company"},
    ],
    "problems": {},
}
NOTHING = {"from": "", "caller_id": ""}


def chosen(callee: str, site: dict[str, str], once: dict[str, str]) -> list[Any]:
    found = evaluate(
        "background/own_numbers.js",
        "module.chosenPhones(callee, numbers, site, once)",
        callee=callee,
        numbers=NUMBERS,
        site={**NOTHING, **site},
        once={**NOTHING, **once},
    )
    return [found["from"]["label"], found["shown"]["label"], found["by_area"]]


@pytest.mark.parametrize(
    ("callee", "site", "once", "expected"),
    [
        ("+12125550198", {}, {}, ["My mobile", "Direct", False]),
        ("+12125550198", {"from": "+14155550101"}, {}, ["Desk", "Direct", False]),
        ("+12125550198", {"caller_id": "area"}, {}, ["My mobile", "New York", True]),
        ("+442079460958", {"caller_id": "area"}, {}, ["My mobile", "Direct", False]),
        ("+12125550198", {}, {"caller_id": "+12125550111"}, ["My mobile", "New York", False]),
        (
            "+12125550198",
            {"caller_id": "area"},
            {"caller_id": "+16505550112", "from": "+14155550101"},
            ["Desk", "Direct", False],
        ),
        # The request for the call chooses a number that is none of the account's numbers. The host
        # ignores this choice.
        ("+12125550198", {}, {"caller_id": "+19005551234"}, ["My mobile", "Direct", False]),
    ],
)
def test_a_call_uses_what_was_chosen_for_it(
    callee: str, site: dict[str, str], once: dict[str, str], expected: list[Any]
) -> None:
    assert chosen(callee, site, once) == expected
