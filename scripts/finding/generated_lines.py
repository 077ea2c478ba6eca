"""Lines as pages write them, made from parts whose truth is known.

A line is put together from numbers in the forms of their region, labels in the region's language,
separators, extensions, opening hours, dates, prices, post codes, list numbers and identifiers.
`generated_lines(seed)` gives the same lines for the same seed, without an end. A form of a number is
only used if phonenumbers alone reads it right by itself. Knows no rule of the extension.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle
from random import Random
from typing import Any, Final, Self

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from scripts.finding.line_words import LANGUAGES, REGION_LANGUAGES, TOWNS, Words

KINDS: Final = (
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.MOBILE,
    PhoneNumberType.TOLL_FREE,
)
VARIED_DIGITS: Final = 4
"""So many of the last digits of an example number are drawn anew."""
FEWEST_DIGITS: Final = 7
"""Shorter numbers need a label, and are not drawn here."""
AMOUNT: Final = re.compile(r"\d{1,3}(?:\.\d{3})*(?:\.\d{3,})$")
"""What reads as an amount or a decimal, so that without a label nobody knows what it is."""
SEPARATORS: Final = (" | ", " - ", " – ", "\t", ", ", "; ", " / ", " • ", " · ", "\n")


@dataclass(frozen=True)
class Number:
    """A number as one line writes it, with what it is dialled as."""

    written: str
    e164: str


@dataclass(frozen=True)
class Known:
    """A number of a line: what is dialled, and where its digits begin and end (without `ext`)."""

    e164: str
    ext: str
    is_fax: bool
    start: int
    end: int


@dataclass
class Line:
    """A text, and what is to be found in it."""

    region: str
    kind: str
    text: str = ""
    numbers: list[Known] = field(default_factory=list)

    def add(self, text: str) -> Self:
        self.text += text
        return self

    def call(self, number: Number, ext: str = "", *, is_fax: bool = False) -> Self:
        places = [place for place, sign in enumerate(number.written) if sign.isdigit()]
        start, end = (len(self.text) + place for place in (places[0], places[-1] + 1))
        self.numbers.append(Known(number.e164, ext, is_fax, start, end))
        return self.add(number.written)

    def fax(self, number: Number) -> Self:
        return self.call(number, is_fax=True)

    def is_read_by(self, matches: list[dict[str, Any]]) -> bool:
        """Whether a finder's matches are these numbers, each with its first and last digit."""
        return len(matches) == len(self.numbers) and all(
            self._is_match(known, match)
            for known, match in zip(self.numbers, matches, strict=True)
        )

    def _is_match(self, known: Known, match: dict[str, Any]) -> bool:
        written = self.text[match["start"] : match["end"]]
        first = match["start"] + next(place for place, sign in enumerate(written) if sign.isdigit())
        is_whole = match["end"] >= known.end if known.ext else match["end"] == known.end
        is_kind = known.is_fax == (match["kind"] == "fax")
        return (
            (match["number"], match["ext"]) == (known.e164, known.ext)
            and (first == known.start and is_whole)
            and is_kind
        )


def generated_lines(seed: int) -> Iterator[Line]:
    """Lines of all regions and kinds, without an end; the same for the same seed."""
    random = Random(seed)  # noqa: S311 - the same lines again, not a secret
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    weighted = [*regions, *(region for region in REGION_LANGUAGES for _ in range(4)), *["US", "GB"] * 8]
    for make in cycle(MAKERS):
        draw = Draw(random, random.choice(weighted))
        line = make(draw)
        if line:
            yield line


@cache
def forms_of(region: str, kind: int, digits: str) -> tuple[str, ...]:
    """The ways in which an example number with other last digits is written; empty if it has none."""
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
    if len(national) < FEWEST_DIGITS or not phonenumbers.is_valid_number_for_region(changed, region):
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
    """What phonenumbers takes a form for, "" if it does not read it as a whole."""
    valid = phonenumbers.Leniency.VALID
    for match in phonenumbers.PhoneNumberMatcher(form, region, leniency=valid):
        if match.raw_string == form and not match.number.extension:
            return phonenumbers.format_number(match.number, PhoneNumberFormat.E164)
    return ""


@dataclass
class Draw:
    """Parts of a line, drawn for one region."""

    random: Random
    region: str

    @property
    def words(self) -> Words:
        return LANGUAGES[REGION_LANGUAGES.get(self.region, "en")]

    def choose(self, choices: tuple[str, ...]) -> str:
        return self.random.choice(choices)

    def number(self, *, grouped: bool = False, national: bool = False) -> Number | None:
        """A number of the region in one of its forms; some regions have none that is long enough."""
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
        """The digits of a number of the region, as it is dialled there."""
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
        return self.random.randint(1, 28), self.random.randint(1, 12), self.random.randint(2015, 2026)


def labelled(draw: Draw) -> Line | None:
    number = draw.number()
    return number and draw.line("labelled").add(draw.label(draw.choose(("phone", "mobile")))).call(number)


def in_prose(draw: Draw) -> Line | None:
    number = draw.number(grouped=True)
    if not number:
        return None
    before, after = draw.choose(draw.words.prose).split("{}")
    return draw.line("in prose").add(before).call(number).add(after)


def two(draw: Draw) -> Line | None:
    pair = draw.pair(grouped=True)
    if not pair:
        return None
    first, second = pair
    join = draw.choose((*SEPARATORS, f" {draw.choose(draw.words.join)} "))
    return draw.line(f"two with {join!r}").call(first).add(join).call(second)


def two_with_a_space(draw: Draw) -> Line | None:
    pair = draw.pair(grouped=True)
    if not pair or not all(number.written.startswith(("+", "(", "0")) for number in pair):
        return None
    first, second = pair
    return draw.line("two with a space").add(draw.label()).call(first).add(" ").call(second)


def with_fax(draw: Draw) -> Line | None:
    pair = draw.pair()
    if not pair:
        return None
    first, second = pair
    join = draw.choose(SEPARATORS)
    return (
        draw.line("phone and fax")
        .add(draw.label())
        .call(first)
        .add(join + draw.label("fax"))
        .fax(second)
    )


def short_labels(draw: Draw) -> Line | None:
    pair, third = draw.pair(grouped=True), draw.number(grouped=True)
    if not pair or not third:
        return None
    stop = draw.choose(("", ".", ":"))
    line = draw.line("single letters").add(f"T{stop} ").call(pair[0]).add(f" F{stop} ").fax(pair[1])
    return line.add(f" M{stop} ").call(third)


def labels_after(draw: Draw) -> Line | None:
    pair = draw.pair(grouped=True)
    if not pair:
        return None
    phone, fax = draw.choose(("phone|fax", "tel|fax", "(o)|(f)", "[phone]|[fax]", "PHONE|FAX", "o|f")).split("|")
    join = draw.choose((" | ", " • ", ", ", " "))
    return draw.line("labels after").call(pair[0]).add(f" {phone}{join}").fax(pair[1]).add(f" {fax}")


def own_number(draw: Draw) -> Line | None:
    number = draw.number()
    label = draw.choose(draw.words.own) + draw.choose((" ", ": "))
    return number and draw.line("own number").add(label).call(number)


def with_hours(draw: Draw) -> Line | None:
    number = draw.number(grouped=True)
    if not number:
        return None
    hours = draw.choose(draw.words.hours)
    return draw.line("hours").add(draw.label()).call(number).add(f" {hours}")


def with_town(draw: Draw) -> Line | None:
    number = draw.number(grouped=True)
    if not number or draw.region not in TOWNS:
        return None
    town = draw.choose(TOWNS[draw.region])
    return draw.line("town").add(draw.label()).call(number).add(f" {town}")


def with_extension(draw: Draw) -> Line | None:
    number = draw.number(grouped=True)
    if not number:
        return None
    word = draw.choose(draw.words.extension)
    ext = str(draw.random.randint(10, 899))
    close = {"(": ")", "（": "）"}.get(word[0], "")
    space = "" if word[-1] in "x#" else " "
    return draw.line("extension").add(draw.label()).call(number, ext).add(f" {word}{space}{ext}{close}")


def identifier(draw: Draw) -> Line | None:
    digits = draw.bare()
    label = draw.choose(draw.words.identifiers)
    return draw.line("identifier").add(f"{label}{draw.choose((': ', ' '))}{digits}") if digits else None


def identifier_and_number(draw: Draw) -> Line | None:
    digits, number = draw.bare(), draw.number(grouped=True)
    if not digits or not number:
        return None
    label = draw.choose(draw.words.identifiers)
    line = draw.line("identifier and number").add(f"{label}: {digits}{draw.choose((', ', ' | ', ' – '))}")
    return line.add(draw.label()).call(number)


def date_before(draw: Draw) -> Line | None:
    number = draw.number(grouped=True)
    if not number:
        return None
    day, month, year = draw.day()
    date = draw.choose((f"{day:02}.{month:02}.{year}", f"{year}-{month:02}-{day:02}", f"{day}/{month}/{year}"))
    clock = f"{draw.random.randint(7, 20):02}:{draw.choose(('00', '30', '45'))}"
    when = draw.choose((date, f"{date} {clock}", f"{date}, {clock}", f"{year}-{year + 1}"))
    return draw.line("date before").add(f"{when}{draw.choose((' ', ' – ', ', ', ' | '))}").call(number)


def only_dates(draw: Draw) -> Line | None:
    day, month, year = draw.day()
    later = min(28, day + 7)
    forms = (
        f"{day:02}.{month:02}.-{later:02}.{month:02}.",
        f"{day:02}.{month:02}-{later:02}.{month:02}.{year}",
        f"{day:02}.{month:02}. – {later:02}.{month:02}.",
        f"{day:02}.{month:02}.{year} - {later:02}.{month:02}.{year}",
        f"{month:02}/{year} – {month:02}/{year + 1}",
        f"{year} – {month:02}/{year + 1}",
        f"{year}/{year + 1} - {year + 1}/{year + 2}",
        f"{year}-{month:02}-{day:02} 12:30:45",
        f"{day:02}.{month:02}. {later:02}.{month:02}. {later:02}.{month:02}.",
    )
    return draw.line("dates").add(draw.choose(forms))


def price(draw: Draw) -> Line | None:
    number = draw.number(grouped=True)
    if not number:
        return None
    amount = draw.choose(("1.234,56 €", "$1,234.56", "£ 99.00", "EUR 12.345,67", "12 990 kr", "CHF 1'250.00"))
    line = draw.line("price").add(f"{amount}{draw.choose((' – ', ' | ', ', '))}")
    return line.add(draw.label()).call(number)


def list_numbers(draw: Draw) -> Line | None:
    pair = draw.pair(grouped=True)
    if not pair or not all(number.written.startswith(("+", "(", "0")) for number in pair):
        return None
    one, other = draw.choose(("1.|2.", "1)|2)", "(1)|(2)")).split("|")
    line = draw.line("list numbers").add(f"{one} ").call(pair[0])
    return line.add(f"{draw.choose((' ', '  ', ' | '))}{other} ").call(pair[1])


def dot_leaders(draw: Draw) -> Line | None:
    number = draw.number(grouped=True)
    dots = draw.choose((".", "_", "·", "…", "-", ". ")) * draw.random.randint(4, 70)
    return number and draw.line("dot leaders").add(f"{draw.choose(draw.words.phone).rstrip('.:')}{dots} ").call(number)


def in_json(draw: Draw) -> Line | None:
    number = draw.number()
    key = draw.choose(("phone", "customerPhone", "phoneNumber", "mobile_number", "tel"))
    return number and draw.line("json").add(f'{{"{key}": "').call(number).add('"}')


MAKERS: Final[tuple[Callable[[Draw], Line | None], ...]] = (
    *(labelled, in_prose, two, two_with_a_space, with_fax, short_labels, labels_after, own_number),
    *(with_hours, with_town, with_extension, identifier, identifier_and_number, date_before),
    *(only_dates, price, list_numbers, dot_leaders, in_json),
)
