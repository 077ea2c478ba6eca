"""Tests that the numbering plans in the extension are those of the installed phonenumbers
package."""

from random import Random

import phonenumbers
import pytest

from scripts.build_metadata import TARGET, Characters, build, is_fresh
from tests.support.finder import digit_patterns

METADATA = TARGET.read_text(encoding="utf-8")


def test_is_what_the_installed_phonenumbers_says() -> None:
    assert is_fresh(METADATA), "stale: run python3 scripts/build_metadata.py"


def test_is_stale_after_any_change() -> None:
    assert not is_fresh(METADATA.replace("US;1;011;", "US;1;00;"))
    assert not is_fresh(METADATA.replace('zeros: "30 ', 'zeros: "31 '))


def test_may_come_from_another_unicode() -> None:
    """A newer Python knows more Unicode digits. If the file of the numbering plans differs from a
    new build only in these digits, the file does not count as outdated."""
    assert is_fresh(build(Characters("3.2.0", zeros="30 660", currency="24")))


def test_has_a_line_for_every_region() -> None:
    lines = METADATA.splitlines()
    named = {line.split(";")[0] for line in lines if line.count(";") > 3}
    assert named >= phonenumbers.SUPPORTED_REGIONS
    assert named >= {str(code) for code in phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS}


@pytest.mark.parametrize(
    ("pattern", "lengths"),
    [
        (r"900[2-9]\d{6}", {10}),
        (r"1\d{2,4}|7", {1, 3, 4, 5}),
        (r"(?:8|90)?12", {2, 3, 4}),
        (r"(?:1|23){2}", {2, 3, 4}),
    ],
)
def test_tells_lengths_of_patterns(pattern: str, lengths: set[int]) -> None:
    tree = digit_patterns.parse(pattern)
    assert digit_patterns.lengths(tree) == lengths
    assert len(digit_patterns.example(tree, Random(1))) in lengths  # noqa: S311


def test_refuses_patterns_it_cannot_read() -> None:
    with pytest.raises(ValueError, match="unknown form"):
        digit_patterns.parse(r"1\d+")
