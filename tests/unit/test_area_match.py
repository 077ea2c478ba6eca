"""Tests which of the account's numbers the called person sees if the user chose "match their
area"."""

import phonenumbers
import pytest

from tests.support.node_eval import evaluate

OWN = ["+18005550100", "+16505550110", "+12125550111", "+14165550112", "+442079460113",
       "+443069990114", "+493090180115"]  # fmt: skip


def nearest(number: str, own: list[str]) -> str | None:
    expression = "module.nearestNumber(number, own.map((phone_number) => ({ phone_number })))"
    found = evaluate("shared/area_match.js", f"{expression}?.phone_number ?? null", number=number,
                     own=own)  # fmt: skip
    assert found is None or isinstance(found, str)
    return found


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("+12125550198", "+12125550111"),  # Both have the area code 212.
        ("+14155552671", "+16505550110"),  # Both are in California.
        # None of the account's numbers is in Illinois, so the called person sees the account's
        # first US number that is not toll-free.
        ("+13125550100", "+16505550110"),
        ("+16135550100", "+14165550112"),  # Both are in Ontario.
        ("+15145550100", "+14165550112"),  # Both are in Canada.
        ("+442079460958", "+442079460113"),
        ("+443069990958", "+443069990114"),
        # None of the account's numbers has this British area code, so the called person sees the
        # account's first British number.
        ("+441134960000", "+442079460113"),
        ("+4989123456", "+493090180115"),
        ("+14155552671;ext=5", "+16505550110"),
        ("+33142685300", None),  # The account has no number in this country.
        # The Dominican Republic is another country than the US, although its numbers begin with +1.
        # The account has no number there.
        ("+18095550100", None),
        ("+18005550199", None),  # A toll-free number has no area.
        ("+87077123456", None),
    ],
)
def test_the_nearest_of_the_accounts_own_numbers_is_shown(
    number: str, expected: str | None
) -> None:
    assert nearest(number, OWN) == expected


def test_without_numbers_there_is_none() -> None:
    assert nearest("+14155552671", []) is None


def test_the_area_codes_are_in_the_countries_that_libphonenumber_says() -> None:
    codes = [str(code) for code in range(200, 1000)]
    areas = evaluate("shared/north_american_areas.js", "codes.map(module.areaOfCode)", codes=codes)
    assert sum(1 for area in areas if area) > 400
    for code, area in zip(codes, areas, strict=True):
        number = phonenumbers.parse(f"+1{code}5552671")
        region = phonenumbers.region_code_for_number(number)
        if area and region:
            assert area[:2] == region, code
