"""Generates the parts of lines: numbers in the formats of their region, labels and dates.

Also provides the class Line: a text with the numbers that must be found in it. Depends on
phonenumbers, not on the extension.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any, Final, Self

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from tests.support.finder.line_words import LANGUAGES, REGION_LANGUAGES, Words

KINDS: Final = (
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.MOBILE,
    PhoneNumberType.TOLL_FREE,
)
VARIED_DIGITS: Final = 4
"""How many digits at the end of phonenumbers' example number are replaced by random digits."""
FEWEST_DIGITS: Final = 7
"""The fewest digits of a generated number. The detection finds shorter numbers only after a
label."""
AMOUNT: Final = re.compile(r"\d{1,3}(?:\.\d{3})*(?:\.\d{3,})$")
"""Matches a phone number that looks like an amount or a decimal number, such as 1.234.567.
Generated lines contain no such number, because no rule can tell it from an amount."""


@dataclass(frozen=True)
class Number:
    """A phone number: `written` is its text in a line, and `e164` is the number to dial."""

    written: str
    e164: str
    prefix: str = ""
    """An obsolete prefix before the number. The detection may find the number with or without this
    prefix."""


@dataclass(frozen=True)
class Known:
    """A number that the detection must find in a line: the E.164 number and the phone extension to
    dial, and the number's place in the text. A match may begin at any offset in `starts`. `end` is
    the offset after the number's last digit, without its phone extension."""

    e164: str
    ext: str
    is_fax: bool
    starts: tuple[int, ...]
    end: int


@dataclass
class Line:
    """A text with the numbers that must be found in it."""

    region: str
    kind: str
    text: str = ""
    numbers: list[Known] = field(default_factory=list)

    def add(self, text: str) -> Self:
        self.text += text
        return self

    def call(self, number: Number, ext: str = "", *, is_fax: bool = False) -> Self:
        self.add(number.prefix)
        places = [place for place, sign in enumerate(number.written) if sign.isdigit()]
        start, end = (len(self.text) + place for place in (places[0], places[-1] + 1))
        before = len(number.prefix.lstrip("+"))
        starts = (start, start - before) if number.prefix else (start,)
        self.numbers.append(Known(number.e164, ext, is_fax, starts, end))
        return self.add(number.written)

    def fax(self, number: Number) -> Self:
        return self.call(number, is_fax=True)

    def is_read_by(self, matches: list[dict[str, Any]]) -> bool:
        """Returns whether `matches` are exactly the line's numbers, and each match has all digits
        of its number."""
        return len(matches) == len(self.numbers) and all(
            self._is_match(known, match) for known, match in zip(self.numbers, matches, strict=True)
        )

    def _is_match(self, known: Known, match: dict[str, Any]) -> bool:
        written = self.text[match["start"] : match["end"]]
        first = match["start"] + next(place for place, sign in enumerate(written) if sign.isdigit())
        is_whole = match["end"] >= known.end if known.ext else match["end"] == known.end
        is_kind = known.is_fax == (match["kind"] == "fax")
        return (
            (match["number"], match["ext"]) == (known.e164, known.ext)
            and (first in known.starts and is_whole)
            and is_kind
        )


@cache
def forms_of(region: str, kind: int, digits: str) -> tuple[str, ...]:
    """Returns one number of a region and kind as several texts. The first text is the E.164 form.
    The other texts are the ways to write the number that phonenumbers reads correctly.

    The number is phonenumbers' example number, whose last digits are replaced by `digits`. Returns
    () if there is no example number, or if the number is too short or invalid.
    """
    number = phonenumbers.example_number_for_type(region, kind)
    if number is None:
        return ()
    national = str(number.national_number)
    changed = PhoneNumber(
        country_code=number.country_code,
        national_number=int(national[: -len(digits)] + digits),
        italian_leading_zero=number.italian_leading_zero,
        number_of_leading_zeros=number.number_of_leading_zeros,
    )
    if len(national) < FEWEST_DIGITS or not phonenumbers.is_valid_number_for_region(
        changed, region
    ):
        return ()
    e164 = phonenumbers.format_number(changed, PhoneNumberFormat.E164)
    home = phonenumbers.format_number(changed, PhoneNumberFormat.NATIONAL)
    abroad = phonenumbers.format_number(changed, PhoneNumberFormat.INTERNATIONAL)
    forms = [home, abroad]
    for form in (home, abroad):
        forms += [form.replace(" ", "-"), form.replace("-", " "), form.replace(" ", ".")]
    forms += ["".join(sign for sign in home if sign.isdigit()), e164]
    right = dict.fromkeys(
        form for form in forms if not AMOUNT.match(form) and alone(form, region) == e164
    )
    return (e164, *right)


def alone(form: str, region: str) -> str:
    """Returns the E.164 number that phonenumbers reads if a text consists of `form` alone. Returns
    "" if phonenumbers does not read the whole of `form` as one number."""
    valid = phonenumbers.Leniency.VALID
    for match in phonenumbers.PhoneNumberMatcher(form, region, leniency=valid):
        if match.raw_string == form and not match.number.extension:
            return phonenumbers.format_number(match.number, PhoneNumberFormat.E164)
    return ""


@dataclass
class Draw:
    """Generates the parts of a line for one region."""

    random: Random
    region: str

    @property
    def words(self) -> Words:
        return LANGUAGES[REGION_LANGUAGES.get(self.region, "en")]

    def choose(self, choices: tuple[str, ...]) -> str:
        return self.random.choice(choices)

    def number(self, *, grouped: bool = False, national: bool = False) -> Number | None:
        """Returns a number of the region, written in one of the number's usual forms.

        With `grouped`, there are spaces or punctuation between the digits. With `national`, there
        is no country code. Returns None if four random attempts give no such number.
        """
        for _ in range(4):
            kind = self.random.choice(KINDS)
            digits = f"{self.random.randrange(40) * 251 % 10_000:0{VARIED_DIGITS}}"
            e164, *forms = forms_of(self.region, kind, digits) or ("",)
            fitting = [
                form
                for form in forms
                if not (grouped and form.lstrip("+").isdigit())
                and not (national and form.startswith("+"))
            ]
            if fitting:
                return Number(self.random.choice(fitting), e164)
        return None

    def pair(self, **wanted: bool) -> tuple[Number, Number] | None:
        first, second = self.number(**wanted), self.number(**wanted)
        return (first, second) if first and second else None

    def bare(self) -> str:
        """Returns a number of the region as digits only, without a country code; "" if there is
        none."""
        number = self.number(national=True)
        return "".join(sign for sign in number.written if sign.isdigit()) if number else ""

    def line(self, kind: str) -> Line:
        return Line(self.region, kind)

    def label(self, kind: str = "phone") -> str:
        words: tuple[str, ...] = getattr(self.words, kind)
        label = self.choose(words)
        if label[-1] in ":：":
            return label + self.choose((" ", ""))
        return label + self.choose((" ", ": ", ": ", " ", ":"))

    def day(self) -> tuple[int, int, int]:
        return (
            self.random.randint(1, 28),
            self.random.randint(1, 12),
            self.random.randint(2015, 2026),
        )
