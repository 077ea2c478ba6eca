"""Tests the judge's rules: the example and the counter-example of every rule, the words that the
rules have for every language, and the time that the rules take."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.finder.judge_process import ask

RULES: dict[str, list[dict[str, Any]]] = ask(["rules"])[0]

EXAMPLES: list[dict[str, Any]] = [
    json.loads(line)
    for line in Path(__file__).with_name("judge_examples.jsonl").read_text("utf-8").splitlines()
]
"""An example and a counter-example of each rule and each repair, in the order of `RULES`: a text
and its region. `number`, where it is given, is the number that is found in the text."""

NATIONAL: dict[str, tuple[str, str, str]] = {
    "any": ("US", "2025550143", "(202) 555-0143"),
    "ar": ("EG", "0223456789", "02 2345 6789"),
    "cs": ("CZ", "257011280", "257 011 280"),
    "da": ("DK", "35473200", "35 47 32 00"),
    "de": ("DE", "030901820", "030 901820"),
    "el": ("GR", "2463022326", "24630 22326"),
    "en": ("US", "2025550143", "(202) 555-0143"),
    "es": ("ES", "912345678", "912 345 678"),
    "fi": ("FI", "0912345678", "09 1234 5678"),
    "fr": ("FR", "0142685300", "01 42 68 53 00"),
    "he": ("IL", "035260090", "03-526-0090"),
    "hi": ("IN", "02267741234", "022 6774 1234"),
    "hu": ("HU", "0612345678", "06 1 234 5678"),
    "hr": ("HR", "013184927", "01 3184 927"),
    "sl": ("SI", "013184927", "01 318 49 27"),
    "sk": ("SK", "0232184927", "02 321 849 27"),
    "ro": ("RO", "0213184927", "021 318 4927"),
    "bg": ("BG", "028184927", "02 818 4927"),
    "lt": ("LT", "852318492", "8 5 231 8492"),
    "lv": ("LV", "67318492", "67 318 492"),
    "et": ("EE", "6318492", "631 8492"),
    "bn": ("BD", "01712318492", "01712-318492"),
    "ka": ("GE", "322318492", "32 231 84 92"),
    "ms": ("MY", "0321318492", "03-2131 8492"),
    "id": ("ID", "0212996490", "(021) 299-6490"),
    "it": ("IT", "0669883145", "06 6988 3145"),
    "ja": ("JP", "0358092727", "03-5809-2727"),
    "ko": ("KR", "023955035", "02-395-5035"),
    "nl": ("NL", "0201234567", "020 123 4567"),
    "no": ("NO", "51371513", "51 37 15 13"),
    "pl": ("PL", "224631450", "22 463 14 50"),
    "pt": ("PT", "213456789", "213 456 789"),
    "ru": ("RU", "84957838357", "8 (495) 783-83-57"),
    "sv": ("SE", "086916900", "08-691 69 00"),
    "th": ("TH", "022308279", "02-230-8279"),
    "tr": ("TR", "02123520724", "0212 352 07 24"),
    "uk": ("UA", "0442073305", "044 207-33-05"),
    "vi": ("VN", "02439743291", "024 3974 3291"),
    "zh": ("CN", "01053381611", "010-5338-1611"),
}
"""For each language: a region, and a number of that region without and with grouping."""

LANGUAGES = set(NATIONAL) - {
    *("any", "bg", "bn", "et", "hr", "hu", "ka", "lt", "lv", "ms", "ro", "sk", "sl"),
}
"""The languages in which every rule for labels has words."""

LONG_TEXTS = {
    "digits": "5",
    "a log": "2025-11-23 12:44:01 192.168.1.17 GET 2134567890 415-555-2671 ",
    "ones": "1 ",
    "commas": "5,",
    "decimals": "1.",
    "slashes": "12/",
    "colons": "1:",
    "brackets": "(",
    "pluses": "+1",
    "letters and digits": "a1",
    "spelled numbers": "1-800-A",
    "labels": "Tel: 12 ",
    "lists": "fax 415 555 2671 / 72 / 73 ",
    "nines": "123456789 ",
    "zeros": "00",
    "ideographs": "电话",
}


def spelled(number: dict[str, str]) -> str:
    """Returns a found number in the form in which the rules' examples write it."""
    return number["number"] + (f";ext={number['ext']}" if number["ext"] else "")


def decides(rule: dict[str, Any], case: dict[str, str], answer: dict[str, Any]) -> bool:
    """Returns whether `rule` decides the case. If the case has a number, the detection must find
    this number, and phonenumbers must not. Otherwise the rule's name must be the reason for a found
    or a rejected number."""
    if "number" in case:
        numbers = [spelled(number) for number in answer["found"]]
        return numbers == [case["number"]] != [spelled(one) for one in answer["oracle"]]
    kind = "found" if rule.get("role") in ("phone", "fax") else "vetoed"
    return rule["name"] in [number["reason"] for number in answer[kind]]


def examples_of(kind: str) -> list[dict[str, Any]]:
    """Returns the examples of one of the lists in `RULES`, each with the answers of the detection
    to its two texts."""
    rows = [row for row in EXAMPLES if row["kind"] == kind]
    answers = ask([row["example"] for row in rows])
    counters = ask([row["counter_example"] for row in rows])
    return [
        {**row, "answer": answer, "counter_answer": counter}
        for row, answer, counter in zip(rows, answers, counters, strict=True)
    ]


@pytest.mark.parametrize("kind", ["labels", "shapes", "contexts"])
def test_every_rule_decides_its_example_and_not_its_counter_example(kind: str) -> None:
    rows = examples_of(kind)
    assert [row["rule"] for row in rows] == [rule["name"] for rule in RULES[kind]]
    for rule, row in zip(RULES[kind], rows, strict=True):
        counter = row["counter_answer"]
        assert decides(rule, row["example"], row["answer"]), row
        assert not decides(rule, row["counter_example"], counter), row
        assert counter["found"] or counter["vetoed"], (row, "holds no number")


def test_every_repair_mends_its_example_and_leaves_its_counter_example() -> None:
    rows = examples_of("repairs")
    assert [row["rule"] for row in rows] == [repair["name"] for repair in RULES["repairs"]]
    for row in rows:
        found, counter = row["answer"]["found"], row["counter_answer"]["found"]
        assert row["example"]["number"] in [spelled(one) for one in found], row
        assert row["rule"] in [one["reason"] for one in found], row
        wanted = row["counter_example"].get("number")
        assert [spelled(one) for one in counter] == ([wanted] if wanted else []), row


def test_all_languages_have_words_for_every_kind_of_label() -> None:
    for rule in RULES["labels"]:
        if rule["words"].get("any") != "*":
            assert set(rule["words"]) >= LANGUAGES, rule["name"]


def label_cases() -> list[tuple[dict[str, Any], str, str, bool]]:
    """Returns, for each word of each rule, several texts with the word. Each text comes with the
    rule, the text's region, and whether the number in the text is written in groups."""
    cases = []
    for rule in RULES["labels"]:
        for language, words in rule["words"].items():
            region, bare, grouped = NATIONAL[language]
            for entry in words.split("|"):
                letter = entry[1:2]
                start = "foo" if letter < "\u0250" else "нов" if letter < "\u0600" else "新"
                word = start + entry[1:] if entry.startswith("*") else entry.rstrip("*")
                if entry == "*":
                    continue
                for text in (f"{word}: {bare}", f"{word} {bare}", f"foo\n{word}:\n{bare}"):
                    cases.append((rule, region, text, False))
                cases.append((rule, region, f"{word}: {grouped}", True))
    return cases


def test_every_word_of_every_language_does_what_its_rule_says() -> None:
    cases = label_cases()
    answers = ask([{"text": text, "region": region} for _, region, text, _ in cases])
    for (rule, _, text, is_grouped), answer in zip(cases, answers, strict=True):
        found = answer["found"]
        if rule["role"] == "identifier":
            is_named = rule["strength"] == "named" and "(" not in text
            if rule["strength"] == "strong" or is_named or not is_grouped:
                assert not found, (rule["name"], text, found)
            elif rule["strength"] in ("named", "weak"):
                assert len(found) == 1, (rule["name"], text, answer["vetoed"])
        else:
            assert len(found) == 1, (rule["name"], text, answer["vetoed"])
            assert (found[0]["kind"] == "fax") == (rule["role"] == "fax"), (text, found)


def test_without_the_judge_it_is_the_finder_with_an_empty_reason() -> None:
    text = "Fax 06.11.2023, 202-555-0143 ext 5; Invoice 2025550144"
    (answer,) = ask([{"text": text, "region": "US"}])
    assert len(answer["oracle"]) == 2
    assert answer["unjudged"] == [{**match, "reason": ""} for match in answer["oracle"]]


def test_offsets_count_utf16_units_and_digits_of_every_script() -> None:
    text = "😀 هاتف: ٠٤ ٣٣٢ ١٢٣٤ 😀"
    (answer,) = ask([{"text": text, "region": "AE"}])
    (found,) = answer["found"]
    units = text.encode("utf-16-le")
    written = units[2 * found["start"] : 2 * found["end"]].decode("utf-16-le")
    assert (written, found["number"]) == ("٠٤ ٣٣٢ ١٢٣٤", "+97143321234")


@pytest.mark.parametrize("name", LONG_TEXTS)
def test_the_cost_grows_with_the_text_and_not_faster(name: str) -> None:
    repeated = LONG_TEXTS[name]
    count = 20_000 // len(repeated)
    (small, large) = ask([{"repeated": repeated, "times": [count, 8 * count]}])[0]
    assert large < 8 * 3 * max(small, 2.0), (small, large)
