"""Generates random texts that are difficult for the detection, and random numbers, from a seed.

The texts use every region, kind of number, format, punctuation mark and digit script that
phonenumbers supports. The texts also contain other digits that look like phone numbers. Depends on
phonenumbers, not on the extension.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat
from phonenumbers.data import _ALT_NUMBER_FORMATS
from phonenumbers.phonemetadata import NumberFormat, PhoneMetadata

from scripts.build_metadata import KINDS, plans
from tests.support.finder import digit_patterns

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc\uff0d"
SPACES = " \u00a0\u00ad\u200b\u2060\u3000"
DOTS = "./~\u2053\u223c\uff5e\uff0e\uff0f"
BRACKETS = "()[]\uff08\uff09\uff3b\uff3d"
# Characters that occur in and around numbers, but that the matcher does not treat as punctuation.
FOREIGN = "\t\n\r\u2028\u202f\u2009\u200e\u200f\u202a\u202c\u2066\u2069\ufeff\u00b7*_:;,|'\"<>=&@!?"
CURRENCY = "$\u20ac\u00a3\u00a5\u20b9%\u20bf\u0e3f\ufdfc"
LETTERS = "aZ\u00e9\u0130\u0131\u017f\u0301\u036f\u0250\u1e9e\u1eff\u2c60\u03b1\u0416\u05d0\u0639"
LETTERS += "\u0905\u0e01\u3042\u96fb\ud55c\uff21\u212a\u00aa\u00b2\u00bd\u2460\u2167x\u0445"
ASTRAL = "\U0001f4de\U0001d400\U00020000\U0001f1e9\U0001e2ff\U00011fdd"
ALONE = "\ud800\udc00"
LABELS = """\
ext
ext.
Ext:
extn
extension
extensio\u0301n
extensi\u00f3n
exten\u017fion
xt
xtn
x
X
xx
#
~
int
\u0131nt
\u0130NT
anexo
\u0434\u043e\u0431
\u0414\u041e\u0411.
\u1c81\u1c82\u0431
;ext=
,,
;
,
 -\x20
\uff45\uff58\uff54
\uff58\uff54\uff4e
\uff58
\uff03
\uff5e
\uff49\uff4e\uff54
ext\uff0e
e\u0445t
poste
Durchwahl
;isub=
;phone-context=+1
p
w""".splitlines()
WORDS = """\
Tel
Tel.:
Fax
call
phone:
or
and
/
|
no.
\u7535\u8bdd\uff1a
\u05d8\u05dc'
\u0647\u0627\u062a\u0641
\u0422\u0435\u043b.
+
00
0
1
(0)
[
(
)
x
tel:
a1
T-""".splitlines()

Write = Callable[[Random, PhoneNumber], str]


@dataclass(frozen=True)
class HardText:
    """A text, and the region in which its national numbers are read."""

    text: str
    region: str


@cache
def digit_scripts() -> tuple[str, ...]:
    """Returns the digits 0 to 9 of every script that this version of Python supports, one text for
    each script. The ASCII digits are first."""
    points = [chr(point) for point in range(0x110000) if unicodedata.category(chr(point)) == "Nd"]
    return tuple("".join(points[start : start + 10]) for start in range(0, len(points), 10))


@cache
def kinds_of_numbers() -> tuple[tuple[PhoneMetadata, digit_patterns.Branches], ...]:
    """Returns a pair for each region and each kind of number, such as mobile: the region's
    metadata, and the parsed pattern that the digits of such a number match."""
    pairs = [(plan, getattr(plan, kind)) for plan in plans() for kind in (*KINDS, "general_desc")]
    return tuple(
        (plan, digit_patterns.parse(description.national_number_pattern))
        for plan, description in pairs
        if description and description.national_number_pattern
    )


def random_national(random: Random) -> tuple[PhoneMetadata, str]:
    """Returns a random region and the national digits of a random number of that region. The number
    is usually valid."""
    plan, branches = random.choice(kinds_of_numbers())
    national = digit_patterns.example(branches, random)
    fate = random.random()
    if fate < 0.08:
        national = spoil(random, national)
    elif fate < 0.1:
        national = digits(random, random.randint(2, 17))
    return plan, national


def spoil(random: Random, national: str) -> str:
    """Replaces one digit of the number with none, one or two random digits, so that the number may
    become invalid."""
    place = random.randrange(len(national))
    return national[:place] + digits(random, random.randint(0, 2)) + national[place + 1 :]


def digits(random: Random, count: int) -> str:
    """Returns `count` random digits."""
    return "".join(random.choice("0123456789") for _ in range(count))


def random_numbers(seed: int) -> Iterator[str]:
    """Yields E.164 numbers of all calling codes, valid and invalid, without end."""
    random = Random(seed)  # noqa: S311 - the same texts again, not secrets
    while True:
        plan, national = random_national(random)
        if len(national) > 1:
            yield f"+{plan.country_code}{national}"


def hard_texts(seed: int) -> Iterator[HardText]:
    """Yields random texts without end. The same seed always gives the same texts."""
    random = Random(seed)  # noqa: S311 - the same texts again, not secrets
    while True:
        yield hard_text(random)


def hard_text(random: Random) -> HardText:
    """Returns a text of phone numbers and of similar digits, with random text around them."""
    if random.random() < 0.04:
        return HardText(as_javascript_has_it(soup(random)), random.choice(all_regions()))
    pieces = [""]
    region = "ZZ"
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4))):
        plan, national = random_national(random)
        if plan.id != "001" and random.random() < 0.85:
            region = plan.id
        pieces.append(frame(random, written(random, plan, national)))
        if random.random() < 0.3:
            pieces.append(distraction(random))
    random.shuffle(pieces)
    text = joined(random, pieces)
    if random.random() < 0.0005:
        text *= random.randint(10, 300)
    if random.random() < 0.1:
        region = random.choice(all_regions())
    return HardText(as_javascript_has_it(text), region)


def as_javascript_has_it(text: str) -> str:
    """Joins each pair of surrogates in the text into one character, as JavaScript does. In Python,
    two surrogates stay two characters."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


@cache
def all_regions() -> tuple[str, ...]:
    """Returns every region of phonenumbers, and one region that phonenumbers does not know."""
    return (*sorted(phonenumbers.SUPPORTED_REGIONS), "ZZ")


def written(random: Random, plan: PhoneMetadata, national: str) -> str:
    """Returns a number in a form that a person might write."""
    number = phone_number(plan.country_code or 0, national)
    text = random.choice(WAYS)(random, number)
    if random.random() < 0.2:
        text += extension(random)
    if random.random() < 0.3:
        text = repunctuated(random, text)
    if random.random() < 0.07:
        text = in_other_digits(random, text)
    if random.random() < 0.05:
        place = random.randrange(len(text) + 1)
        text = text[:place] + stray(random) + text[place:]
    if random.random() < 0.01:
        text = random.choice((stretched, spelled))(random, text)
    return text


def stretched(random: Random, text: str) -> str:
    """Adds random digits around a number until the text has 200 characters or more. Some results
    are longer than 250 characters, which is the most that the matcher reads as one candidate."""
    length = random.randint(200, 260)
    while len(text) < length:
        before = digits(random, random.randint(1, 20)) + run_of_signs(random)
        text = text + run_of_signs(random) + before if random.random() < 0.5 else before + text
    return text


def spelled(random: Random, text: str) -> str:
    """Replaces the number's last digits with letters of the keypad, as in "800-FLOWERS"."""
    start = len(text) - random.randint(3, 8)
    keys = ("0", "1", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ")
    return text[: max(0, start)] + "".join(
        random.choice(keys[int(sign)]) if sign in "0123456789" else sign
        for sign in text[max(0, start) :]
    )


def phone_number(code: int, national: str) -> PhoneNumber:
    """Returns the number with exactly these digits.

    Parsing the digits instead would remove leading digits that look like a national prefix.
    """
    zeros = len(national[:-1]) - len(national[:-1].lstrip("0"))
    return PhoneNumber(
        country_code=code,
        national_number=int(national),
        italian_leading_zero=zeros > 0,
        number_of_leading_zeros=zeros,
    )


def plain(random: Random, number: PhoneNumber) -> str:
    """Returns the number in one of phonenumbers' standard formats."""
    forms = (PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL)
    return phonenumbers.format_number(number, random.choice((*forms, PhoneNumberFormat.RFC3966)))


def by_pattern(random: Random, number: PhoneNumber) -> str:
    """Returns the number in a random format that phonenumbers has for the number's calling code,
    after a random prefix, such as 0, the calling code, or nothing."""
    code = number.country_code or 0
    plan = PhoneMetadata.metadata_for_region_or_calling_code(
        code, phonenumbers.region_code_for_country_code(code)
    )
    others: list[NumberFormat] = _ALT_NUMBER_FORMATS.get(code, [])
    formats = [*(plan.number_format if plan else []), *others]
    if not formats:
        return plain(random, number)
    national = phonenumbers.national_significant_number(number)
    entry = random.choice(formats)
    text = re.sub(entry.pattern or "", entry.format or "", national)
    return random.choice(("", "0", "1", "8", f"+{code} ")) + text


def from_abroad(random: Random, number: PhoneNumber) -> str:
    """Returns the number as it is dialled in another region, with that region's international
    prefix."""
    region = random.choice(all_regions())
    return phonenumbers.format_out_of_country_calling_number(number, region)


def with_carrier(random: Random, number: PhoneNumber) -> str:
    """Returns the number with a carrier code, such as 15, or with a placeholder for the code, such
    as "xx"."""
    carrier = random.choice(("15", "31", "xx", "XX", "xxx", "12"))
    text = phonenumbers.format_national_number_with_carrier_code(number, carrier)
    return text if random.random() < 0.5 else f"0{carrier} {text}"


def in_any_groups(random: Random, number: PhoneNumber) -> str:
    """Returns the number's digits in random groups, sometimes after a country code or a dialling
    prefix."""
    national = phonenumbers.national_significant_number(number)
    prefixes = ("", "", "0", "1", "+", "00", "011 ", "(0)", str(number.country_code), "++", "(+")
    code = random.choice(("", "", str(number.country_code)))
    text = random.choice(prefixes) + code
    while national:
        size = random.choice((1, 2, 2, 3, 3, 4, 5, 20))
        text += random.choice((" ", "-", ".", "/", "", " ", "(", ") ")) + national[:size]
        national = national[size:]
    return text


WAYS: tuple[Write, ...] = (plain, plain, by_pattern, from_abroad, with_carrier, in_any_groups)


def extension(random: Random) -> str:
    """Returns a phone extension, such as "ext. 5", or a text that looks like one."""
    spaces = ["", " ", "  ", ", ", "\t", "\u00a0", "/", "-"]
    if random.random() < 0.01:
        spaces = [" " * random.randint(100, 250)]
    label = random.choice(LABELS)
    if random.random() < 0.3:
        label = label.upper() if random.random() < 0.5 else label.title()
    count = random.choice((1, 2, 3, 4, 4, 6, 7, 9, 10, 15, 20, 21))
    end = random.choice(("", "", "", "#", "/", f"/{label}{digits(random, 3)}"))
    middle = random.choice(("", "", ":", ".", "-")) + random.choice(spaces)
    return f"{random.choice(spaces)}{label}{middle}{digits(random, count)}{end}"


def repunctuated(random: Random, text: str) -> str:
    """Replaces some of the text's punctuation, pluses and brackets with other characters, which the
    matcher treats in the same way, such as a dash with another kind of dash."""
    result = ""
    for sign in text:
        if sign in " -./" and random.random() < 0.7:
            result += run_of_signs(random)
        elif sign == "+" and random.random() < 0.3:
            result += "\uff0b"
        elif sign in "()" and random.random() < 0.3:
            result += random.choice(BRACKETS)
        else:
            result += sign
    return result


def run_of_signs(random: Random) -> str:
    """Returns punctuation for the gap between two groups of digits, sometimes more than the matcher
    allows."""
    signs = random.choice((DASHES, SPACES, DOTS, DASHES + SPACES + DOTS + BRACKETS + "xX"))
    return "".join(random.choice(signs) for _ in range(random.choice((1, 1, 1, 1, 2, 3, 4, 5))))


def in_other_digits(random: Random, text: str) -> str:
    """Writes the number, or a part of it, in the digits of another script."""
    script = random.choice(digit_scripts())
    share = random.choice((1.0, 1.0, 0.5))
    return "".join(
        script[int(sign)] if sign in "0123456789" and random.random() < share else sign
        for sign in text
    )


def stray(random: Random) -> str:
    """A random character."""
    if random.random() < 0.1:
        return chr(random.choice((random.randrange(0x3000), random.randrange(0x20000))))
    return random.choice(FOREIGN + CURRENCY + LETTERS + ASTRAL + ALONE + BRACKETS + DASHES + SPACES)


def frame(random: Random, text: str) -> str:
    """Adds text directly before and after a number."""
    if random.random() < 0.25:
        text = stray(random) + text
    if random.random() < 0.25:
        text += stray(random)
    if random.random() < 0.1:
        text = random.choice("([{<\uff08") + text + random.choice(")]}>\uff09")
    return text


def joined(random: Random, pieces: list[str]) -> str:
    """Joins the pieces with random words and separators between them. Some separators are
    characters that may also be inside a number."""
    separators = (
        " ",
        " ",
        ", ",
        "/",
        " / ",
        " - ",
        "- ",
        "\u2013",
        ". ",
        "..",
        "\n",
        "",
        "; ",
        "  ",
    )
    text = ""
    for piece in pieces:
        text += piece + random.choice(separators)
        if random.random() < 0.3:
            text += random.choice(WORDS) + random.choice(("", " ", ": "))
    return text


def distraction(random: Random) -> str:
    """Returns digits that are not a phone number."""
    shape = random.choice(DISTRACTIONS)
    return re.sub("#", lambda _: random.choice("0123456789"), shape)


# Texts with digits that are not phone numbers: dates, times, prices, coordinates, addresses, sizes,
# and the numbers of books, cards, accounts and pages.
DISTRACTIONS = """\
1#/#/20##
#/1#/##
20##-0#-1# 0#:##
201#/1#/2# 1#
19##-##-0# 12:##
0#.1#.20##
1#:##:##
$#,###.##
\u20ac #.###,##
#%
##.######, -##.######
192.168.#.1##
978-#-##-######-#
####-####-####-####
#########
############
##############################
1Z####W##########
DE## #### #### #### #### ##
211-227 (2003)
###-### (####)
##(#): ###-### (20##)
#####-####
##/##/##
A##########
##########a
(####)
#
20##\u201320##
# # # # # # # # # # # # # # # # # # # # # # # #
##,##,##,###
\uff11\uff12/\uff10\uff13/#### ##""".splitlines()


def soup(random: Random) -> str:
    """Returns random characters, mostly those of which numbers consist."""
    signs = (
        "0123456789" * 4 + "++" + DASHES + SPACES + DOTS + BRACKETS + "xX#,;" + FOREIGN + CURRENCY
    )
    signs += LETTERS + "extnint" + ASTRAL + random.choice(digit_scripts())
    narrow = random.choice((signs, "0123456789 -()", "0123456789./ -x+", "012 -(x#,.:et\u0301/"))
    return "".join(random.choice(narrow) for _ in range(random.choice((10, 20, 40, 80, 300))))
