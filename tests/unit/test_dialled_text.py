"""Tests which number the extension dials for a typed or pasted text, and how it shows a number
while the user types."""

from typing import Any

import pytest

from scripts.setup.paths import ROOT
from tests.support.node_eval import evaluate

READ = "shared/read_dialled.js"
DETECTION = (ROOT / "tests" / "support" / "finder" / "detection.mjs").as_uri()

FOUND = [
    ("415-555-0137", "US", ["+14155550137"]),
    ("(415) 555-0137", "US", ["+14155550137"]),
    ("4155550137", "US", ["+14155550137"]),
    ("1 415 555 0137", "US", ["+14155550137"]),
    ("  415.555.0137  ", "US", ["+14155550137"]),
    ("Call Ada on 415-555-0137 please", "US", ["+14155550137"]),
    ("Ada: 415-555-0137, thanks!", "US", ["+14155550137"]),
    ("415.555.0136 x204", "US", ["+14155550136;204"]),
    ("+1 (415) 555-0137", "DE", ["+14155550137"]),
    ("tel:+14155550137", "US", ["+14155550137"]),
    ("rcmobile://call?number=14155552671", "US", ["+14155552671"]),
    ("\uff14\uff11\uff15-\uff15\uff15\uff15-\uff10\uff11\uff13\uff17", "US", ["+14155550137"]),
    ("0044 20 7946 0958", "US", ["+442079460958"]),
    ("011 44 20 7946 0958", "US", ["+442079460958"]),
    ("00 49 30 1234567", "GB", ["+49301234567"]),
    ("+44 (0)20 7946 0958", "US", ["+442079460958"]),
    ("44 20 7946 0958", "US", ["+442079460958"]),
    ("020 7946 0958", "GB", ["+442079460958"]),
    ("1-800-FLOWERS", "US", ["+18003569377"]),
    ("1800flowers", "US", ["+18003569377"]),
    ("800 flowers", "US", ["+18003569377"]),
    ("1-888-MATTRESS", "US", ["+18886288737"]),
    ("(800) 4 me now 1", "US", ["+18004636691"]),
    ("1 800 555 tell", "US", ["+18005558355"]),
    ("order 4155550137", "US", ["+14155550137"]),
    ("415-555-0137 or 415-555-0138", "US", ["+14155550137", "+14155550138"]),
    ("415 555 0137\n415 555 0138", "US", ["+14155550137", "+14155550138"]),
    ("415-555-0137, 415-555-0137", "US", ["+14155550137"]),
    ("Office (415) 555-0137 / 0138", "US", ["+14155550137", "+14155550138"]),
    ("a" * 1900 + " 415-555-0137", "US", ["+14155550137"]),
]
REFUSED = [
    ("", "empty"),
    ("   ", "empty"),
    ("\n\t", "empty"),
    ("911", "emergency"),
    ("112", "emergency"),
    ("9-1-1", "emergency"),
    (" 988 ", "emergency"),
    ("\uff19\uff11\uff11", "emergency"),
    ("211", "short"),
    ("12345", "short"),
    ("242733", "short"),
    ("555-0137", "no_area"),
    ("my desk", "none"),
    ("Ada", "none"),
    ("555-01", "short"),
    ("1234567890123456789", "none"),
    ("2026-11-30", "none"),
    ("+1 415 555 O137", "none"),  # The letter O instead of a zero.
    ("415-555-O137", "none"),
    ("415 555 01E7", "none"),
    ("800 555 O137", "none"),
    ("415 555 013 Ada", "none"),
    ("212 555 work cell", "none"),
    ("800 555 013 Ada", "none"),
]
TYPED = [
    ("415", "US", "415"),
    ("4155", "US", "415-5"),
    ("4155550", "US", "415-555-0"),
    ("4155550137", "US", "415-555-0137"),
    ("(415) 5550137", "US", "415-555-0137"),
    ("14155550137", "US", "1 415-555-0137"),
    ("+14155", "DE", "+1 415-5"),
    ("41555501371", "US", "41555501371"),
    ("0301234567", "DE", "030 1234567"),
    ("+442079460958", "US", "+44 20 7946 0958"),
    ("02079460958", "GB", "020 7946 0958"),
    ("415-555-0137 x2", "US", "415-555-0137 x2"),
    ("Ada 4155550137", "US", "Ada 4155550137"),
    ("911", "US", "911"),
]


def run(expression: str, **values: Any) -> Any:
    """Returns the value of a JavaScript expression. In the expression, `find` and `describe` are
    functions of the detection."""
    detection = (
        f"const {{ DETECTION_FILES, evaluate, loadScripts }} = await import('{DETECTION}');"
        "loadScripts(DETECTION_FILES);"
        "const { find, describe } ="
        " evaluate('{ find: findNumbers, describe: describeNumber }');"
    )
    return evaluate(READ, f"(async () => {{ {detection} return {expression}; }})()", **values)


def test_any_paste_gives_its_numbers() -> None:
    read = run(
        "cases.map(([text, region]) => module.readDialled(text, region, find))",
        cases=[[text, region] for text, region, _ in FOUND],
    )
    numbers = [
        [one["number"] + (f";{one['ext']}" if one["ext"] else "") for one in reading["numbers"]]
        for reading in read
    ]
    assert [(*case[:2], found) for case, found in zip(FOUND, numbers, strict=True)] == FOUND
    assert {reading["kind"] for reading in read} == {"found"}


def test_what_cannot_be_called_is_told_apart() -> None:
    kinds = run(
        "cases.map((text) => module.readDialled(text, 'US', find).kind)",
        cases=[text for text, _ in REFUSED],
    )
    assert list(zip([text for text, _ in REFUSED], kinds, strict=True)) == REFUSED


def test_seven_digits_lack_an_area_code_only_where_there_are_some() -> None:
    assert run("module.readDialled('555-0137', 'DE', find).kind") != "no_area"


def test_a_long_list_is_offered_in_part() -> None:
    text = " ".join(f"415-555-01{number:02d}" for number in range(20))
    assert len(run("module.readDialled(text, 'US', find).numbers", text=text)) == 6


def test_a_number_is_grouped_while_it_is_typed() -> None:
    shown = run(
        "cases.map(([text, region]) => module.formatTyped(text, region, find, describe))",
        cases=[[text, region] for text, region, _ in TYPED],
    )
    assert [(*case[:2], one) for case, one in zip(TYPED, shown, strict=True)] == TYPED


@pytest.mark.parametrize("region", ["US", "DE", "GB", "JP"])
def test_typing_digit_by_digit_keeps_every_digit(region: str) -> None:
    digits = "415555013742"
    typed = run(
        "[...digits].reduce((text, digit) =>"
        " module.formatTyped(text + digit, region, find, describe), '')",
        digits=digits,
        region=region,
    )
    assert "".join(filter(str.isdigit, typed)) == digits
