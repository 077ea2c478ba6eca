"""Generates lines like those of pages, with the numbers that the detection must find in them.

A line consists of numbers in the formats of their region, labels in the region's language,
separators, phone extensions, opening hours, dates, prices, postcodes, list numbers and identifiers.
`generated_lines(seed)` yields lines without end, always the same for the same seed. Each number is
written so that phonenumbers reads it correctly in a text that contains nothing else. Depends on
phonenumbers, not on the extension.
"""

from collections.abc import Callable, Iterator
from itertools import cycle
from random import Random
from typing import Final

import phonenumbers

from tests.support.finder.line_parts import Draw, Line, Number
from tests.support.finder.line_words import REGION_LANGUAGES, TOWNS

SEPARATORS: Final = (" | ", " - ", " – ", "\t", ", ", "; ", " / ", " • ", " · ", "\n")


def generated_lines(seed: int) -> Iterator[Line]:
    """Yields lines of all regions and kinds without end. The same seed always gives the same
    lines."""
    random = Random(seed)  # noqa: S311 - the same lines again, not a secret
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    weighted = [
        *regions,
        *(region for region in REGION_LANGUAGES for _ in range(4)),
        *["US", "GB"] * 8,
    ]
    for make in cycle(MAKERS):
        draw = Draw(random, random.choice(weighted))
        line = make(draw)
        if line:
            yield line


def labelled(draw: Draw) -> Line | None:
    number = draw.number()
    label = draw.label(draw.choose(("phone", "mobile")))
    return draw.line("labelled").add(label).call(number) if number else None


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
    phone, fax = draw.choose(
        ("phone|fax", "tel|fax", "(o)|(f)", "[phone]|[fax]", "PHONE|FAX", "o|f")
    ).split("|")
    join = draw.choose((" | ", " • ", ", ", " "))
    return (
        draw.line("labels after").call(pair[0]).add(f" {phone}{join}").fax(pair[1]).add(f" {fax}")
    )


def own_number(draw: Draw) -> Line | None:
    number = draw.number()
    label = draw.choose(draw.words.own) + draw.choose((" ", ": "))
    return draw.line("own number").add(label).call(number) if number else None


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
    return (
        draw.line("extension")
        .add(draw.label())
        .call(number, ext)
        .add(f" {word}{space}{ext}{close}")
    )


def identifier(draw: Draw) -> Line | None:
    digits = draw.bare()
    label = draw.choose(draw.words.identifiers)
    return (
        draw.line("identifier").add(f"{label}{draw.choose((': ', ' '))}{digits}")
        if digits
        else None
    )


def identifier_and_number(draw: Draw) -> Line | None:
    digits, number = draw.bare(), draw.number(grouped=True)
    if not digits or not number:
        return None
    label = draw.choose(draw.words.identifiers)
    line = draw.line("identifier and number").add(
        f"{label}: {digits}{draw.choose((', ', ' | ', ' – '))}"
    )
    return line.add(draw.label()).call(number)


def date_before(draw: Draw) -> Line | None:
    number = draw.number(grouped=True)
    if not number:
        return None
    day, month, year = draw.day()
    date = draw.choose(
        (f"{day:02}.{month:02}.{year}", f"{year}-{month:02}-{day:02}", f"{day}/{month}/{year}")
    )
    clock = f"{draw.random.randint(7, 20):02}:{draw.choose(('00', '30', '45'))}"
    when = draw.choose((date, f"{date} {clock}", f"{date}, {clock}", f"{year}-{year + 1}"))
    return (
        draw.line("date before").add(f"{when}{draw.choose((' ', ' – ', ', ', ' | '))}").call(number)
    )


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
    amount = draw.choose(
        ("1.234,56 €", "$1,234.56", "£ 99.00", "EUR 12.345,67", "12 990 kr", "CHF 1'250.00")
    )
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
    label = draw.choose(draw.words.phone).rstrip(".:")
    return draw.line("dot leaders").add(f"{label}{dots} ").call(number) if number else None


def in_json(draw: Draw) -> Line | None:
    number = draw.number()
    key = draw.choose(("phone", "customerPhone", "phoneNumber", "mobile_number", "tel"))
    return draw.line("json").add(f'{{"{key}": "').call(number).add('"}') if number else None


def sibling(draw: Draw) -> Line | None:
    """Returns a line such as "2282 3796 / 97". The line has two numbers (2282 3796 and 2282 3797),
    but only the last two digits of the second number."""
    number = draw.number(grouped=True)
    if not number or not number.written[-2:].isdigit() or int(number.written[-2:]) > 97:
        return None
    tail = f"{int(number.written[-2:]) + draw.random.choice((1, 2)):02}"
    second = Number(tail, number.e164[:-2] + tail)
    if not phonenumbers.is_valid_number(phonenumbers.parse(second.e164)):
        return None
    join = draw.choose(("/", " / "))
    return draw.line("sibling").add(draw.label()).call(number).add(join).call(second)


def with_amount(draw: Draw) -> Line | None:
    number = draw.number(grouped=True)
    if not number:
        return None
    amount = draw.choose((" – 12,50 €", " £50", " (0,20 €/min)", " | $ 1,234.56", ", EUR 99"))
    return draw.line("amount after").add(draw.label()).call(number).add(amount)


def dial_tones(draw: Draw) -> Line | None:
    number = draw.number()
    if not number or not number.written.startswith("+"):
        return None
    meeting = "".join(draw.choose(tuple("23456789")) for _ in range(10))
    tail = draw.choose((f",,{meeting}#", f",,{meeting}#,,,,*123456#"))
    line = draw.line("dial tones").add(f"Meeting ID: {meeting[:3]} {meeting[3:6]} {meeting[6:]}\n")
    return line.call(number).add(tail)


def former_prefix(draw: Draw) -> Line | None:
    """Returns a line with a Mexican or British number that has an obsolete prefix."""
    draw.region = draw.choose(("MX", "GB"))
    number = draw.number(grouped=True, national=True)
    if not number or (draw.region == "GB" and not number.written.startswith("0")):
        return None
    prefixes = ("044 ", "045 ", "+52 1 ") if draw.region == "MX" else ("18001 ", "18002 ")
    prefix = "01 " if number.e164.startswith("+52800") else draw.choose(prefixes)
    known = Number(number.written, number.e164, prefix)
    return draw.line("former prefix").add(draw.label()).call(known)


MAKERS: Final[tuple[Callable[[Draw], Line | None], ...]] = (
    *(labelled, in_prose, two, two_with_a_space, with_fax, short_labels, labels_after, own_number),
    *(with_hours, with_town, with_extension, identifier, identifier_and_number, date_before),
    *(only_dates, price, list_numbers, dot_leaders, in_json, sibling, with_amount, dial_tones),
    former_prefix,
)
