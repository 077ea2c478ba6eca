"""Tests that the countries' names in the extension are those of the Unicode CLDR, and that the
extension recognises a country by its name in the page's language."""

import json
import subprocess

import pytest
from phonenumbers import SUPPORTED_REGIONS

from scripts.build_country_names import LANGUAGES, TARGET, build, names
from tests.support.node_eval import EXTENSION, NODE

MOST_CHANGED = 8
"""How many of the about 1,000 names in detection/country_names.js may differ from the names of the
installed CLDR. The file may have been made from another version of the CLDR."""
LOADER = (EXTENSION.parent / "tests" / "support" / "finder" / "detection.mjs").as_uri()
ASK = f"""
import {{ DETECTION_FILES, evaluate, loadScripts }} from {json.dumps(LOADER)};
loadScripts(DETECTION_FILES);
const answers = JSON.parse(process.argv[1]).map((asked) =>
  evaluate("countryNamed")(...asked));
console.log(JSON.stringify(answers));
"""


def countries_named(*asked: tuple[str, str]) -> list[str]:
    """Returns, for each pair of a country's name and a page's language, the code of the country
    that the extension recognises by this name, or "" if it recognises none."""
    command = [str(NODE), "--input-type=module", "--eval", ASK, json.dumps(asked)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    codes: list[str] = json.loads(answer)
    return codes


def test_the_file_holds_the_names_of_all_regions() -> None:
    now, written = build().splitlines(), TARGET.read_text("utf-8").splitlines()
    assert len(now) == len(written)
    changed = set("|".join(now).split("|")) ^ set("|".join(written).split("|"))
    assert len(changed) <= MOST_CHANGED, "stale: run python3 scripts/build_country_names.py"


@pytest.mark.parametrize("language", [*LANGUAGES, "it", "ja"])
def test_a_country_is_known_by_its_name_in_the_language_of_the_page(language: str) -> None:
    asked = list(names(language)[language].items())
    assert {code for code, _ in asked} == SUPPORTED_REGIONS
    found = countries_named(*((name, language) for _, name in asked))
    wrong = [pair for pair, answer in zip(asked, found, strict=True) if answer != pair[0]]
    assert len(wrong) <= MOST_CHANGED, wrong


def test_a_name_counts_in_english_and_in_the_language_of_the_page_alone() -> None:
    asked = [("Germany", "de"), ("deutschland", "de-AT"), ("Dominique", "en"), ("Germany", "??")]
    assert countries_named(*asked) == ["DE", "DE", "", "DE"]
    more = [("USA", "fr"), ("England", "it"), ("Turkey", "en"), ("Czech Republic", "en")]
    assert countries_named(*more) == ["US", "GB", "TR", "CZ"]
