"""Turns a phone number and its region into E.164, or says why the number may not be called.

The module is pure: its results depend on the arguments alone. Only a valid, full-length number may
be called. Emergency, crisis and short numbers are refused with problem codes of their own, so that
the user reads a fitting text. Depends on the phonenumbers package (Google's libphonenumber).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType
from phonenumbers.phonemetadata import PhoneMetadata

from click_to_call.errors import Problem
from click_to_call.host.protocol import Description

_KINDS: Final[dict[int, str]] = {
    PhoneNumberType.FIXED_LINE: "fixed_line",
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "fixed_line_or_mobile",
    PhoneNumberType.TOLL_FREE: "toll_free",
    PhoneNumberType.PREMIUM_RATE: "premium_rate",
    PhoneNumberType.SHARED_COST: "shared_cost",
    PhoneNumberType.VOIP: "voip",
    PhoneNumberType.PERSONAL_NUMBER: "personal_number",
    PhoneNumberType.PAGER: "pager",
    PhoneNumberType.UAN: "uan",
    PhoneNumberType.VOICEMAIL: "voicemail",
}
_RISKY_KINDS: Final = frozenset({"premium_rate", "shared_cost", "personal_number"})
_SATELLITE_CODES: Final = frozenset({870, 881, 882, 883})
_UNIVERSAL_PERSONAL_CODE: Final = 878

# The host refuses these short numbers like emergency numbers, although libphonenumber does not list
# them: North America's crisis line 988 and its line 933 for testing emergency calls, the crisis
# lines of France (3114), New Zealand (1737) and Australia (131114), and the European helplines
# (116…).
_CRISIS: Final = frozenset(
    {"988", "933", "3114", "1737", "131114"}
    | {"116000", "116006", "116111", "116116", "116117", "116123"}
)
# Digits that people and telephone systems dial before a number: trunk prefixes, prefixes for an
# outside line, and international prefixes. The host refuses an emergency number also after one of
# these prefixes. The empty text stands for no prefix.
_PREFIXES: Final = ("", "0", "1", "8", "9", "00", "01", "011", "0011", "810", "91", "90", "99")
# The host refuses to call a number with one of these extensions. libphonenumber reads ",,911#"
# after a number on a page as the extension 911, although the page means the emergency line.
_REFUSED_EXTENSIONS: Final = frozenset({"911", "9911", "999"})

_EXTENSION: Final = r"(?:;ext=|\s*(?:ext\.?|x)\s*)(?P<ext>\d{1,7})"
_WRITTEN: Final = re.compile(rf"(?P<main>\(?\+?[\d\s().\[\]/~-]+?)(?:{_EXTENSION})?", re.IGNORECASE)
_DIRECTION_MARKS: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Number:
    """A number that may be called. If `risks` is not empty, the call needs the user's confirmation.
    `Description` in host/protocol.py explains the fields."""

    e164: str
    ext: str
    kind: str
    region: str | None
    national: str
    international: str
    risks: tuple[str, ...]

    @property
    def with_extension(self) -> str:
        """The number and its extension in the format of the journal and the protocol:
        "+14155552671" or "+14155552671;ext=12" (RFC 3966)."""
        return f"{self.e164};ext={self.ext}" if self.ext else self.e164


def normalise(text: str, region: str | None, *, home: str | None = None) -> Number:
    """Returns the number that `text` means when somebody dials it in `region`. `home` is the
    country of the user's account; a number of another country gets the risk "other_country".
    `region` and `home` are ISO 3166 codes.

    Raises a Problem with the code emergency_number, short_number or not_a_number.
    """
    plain = _plain(text)
    written = _WRITTEN.fullmatch(plain)
    if written is None or _DIRECTION_MARKS.search(text):
        raise _refusal(plain, region)
    try:
        parsed = phonenumbers.parse(written["main"], region)
    except phonenumbers.NumberParseException:
        raise _refusal(plain, region) from None
    national = phonenumbers.national_significant_number(parsed)
    if not phonenumbers.is_valid_number(parsed):
        raise _refusal(plain, region)
    if _is_emergency_despite_valid(national, plain) or written["ext"] in _REFUSED_EXTENSIONS:
        raise Problem("emergency_number")
    return _number(parsed, national, written["ext"] or "", home)


def phone_to_ring(text: str) -> str:
    """Returns the number, in E.164, of the user's own phone that RingOut rings first. `text` is
    what the user typed, and must begin with the country code.

    Raises Problem("phone_not_usable") if the text is not a number that may be called, if calls to
    the number may cost extra, or if the number has an extension.
    """
    try:
        number = normalise(text, None)
    except Problem:
        raise Problem("phone_not_usable") from None
    if number.risks or number.ext:
        raise Problem("phone_not_usable")
    return number.e164


def describe(text: str, region: str | None, *, home: str | None = None) -> Description:
    """Returns the reply to the request `number.describe`. Takes the same arguments as `normalise`,
    and raises the same Problems."""
    number = normalise(text, region, home=home)
    return Description(
        number=number.e164,
        ext=number.ext or None,
        kind=number.kind,
        region=number.region,
        national=number.national,
        international=number.international,
        risks=number.risks,
    )


def _plain(text: str) -> str:
    """Returns `text` in a plain form: every Unicode digit, hyphen or space becomes the ASCII
    character for it, and invisible characters and a "tel:" at the beginning are removed."""
    characters = []
    for character in unicodedata.normalize("NFKC", text):
        category = unicodedata.category(character)
        if category == "Nd":
            characters.append(str(unicodedata.digit(character)))
        elif category == "Pd" or character in "−‐":
            characters.append("-")
        elif category == "Zs":
            characters.append(" ")
        # Characters of Unicode's category Cf are left out, because they are invisible: zero-width
        # characters, direction marks and soft hyphens.
        elif category != "Cf":
            characters.append(character)
    plain = "".join(characters).strip()
    return plain[4:].strip() if plain[:4].lower() == "tel:" else plain


def _number(parsed: phonenumbers.PhoneNumber, national: str, ext: str, home: str | None) -> Number:
    kind = _KINDS.get(phonenumbers.number_type(parsed), "unknown")
    region = phonenumbers.region_code_for_number(parsed)
    if region == "001":  # "001" is libphonenumber's code for a number that belongs to no country.
        region = None
    return Number(
        e164=phonenumbers.format_number(parsed, PhoneNumberFormat.E164),
        ext=ext,
        kind=kind,
        region=region,
        national=phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL),
        international=phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL),
        risks=_risks(parsed, national, kind, region, home),
    )


def _risks(
    parsed: phonenumbers.PhoneNumber, national: str, kind: str, region: str | None, home: str | None
) -> tuple[str, ...]:
    risks = [kind] if kind in _RISKY_KINDS else []
    if parsed.country_code in _SATELLITE_CODES:
        risks.append("satellite")
    if parsed.country_code == _UNIVERSAL_PERSONAL_CODE:
        risks.append("personal_number")
    if parsed.country_code == 1 and national[3:6] == "976":
        risks.append("exchange_976")
    # A toll-free number such as "+1 800 …" belongs to all countries with its country code, so a
    # toll-free number never gets the risk "other_country".
    if home and region and region != home and kind != "toll_free":
        risks.append("other_country")
    return tuple(risks)


# --- emergency, crisis and short numbers ---------------------------------------------------------


@cache
def _emergency_pattern() -> re.Pattern[str]:
    """Returns a pattern that matches the emergency numbers of all regions, because a page may name
    the emergency line of any country."""
    patterns = set()
    for region in phonenumbers.SUPPORTED_SHORT_REGIONS:
        metadata = PhoneMetadata.short_metadata_for_region(region)
        if metadata and metadata.emergency and metadata.emergency.national_number_pattern:
            patterns.add(metadata.emergency.national_number_pattern)
    return re.compile("|".join(f"(?:{pattern})" for pattern in sorted(patterns)))


def _is_emergency(digits: str) -> bool:
    return digits in _CRISIS or bool(_emergency_pattern().fullmatch(digits))


def _is_emergency_despite_valid(national: str, plain: str) -> bool:
    """Returns whether dialling a number may reach an emergency line although libphonenumber calls
    the number valid. For example, "9911" is a valid number in Luxembourg; but where "9" is the
    prefix for an outside line, "9911" reaches 911.

    `national` is the number without its country code, and `plain` is the text that contained the
    number. After a prefix, only emergency numbers of at most three digits are looked for. With
    longer ones, the host would refuse ordinary numbers.
    """
    if national in _CRISIS:
        return True
    typed = re.sub(r"\D", "", plain.split(";", maxsplit=1)[0])
    return any(
        _is_emergency(digits.removeprefix(prefix))
        for digits in {national, typed}
        if len(digits) <= 5
        for prefix in ("", "0", "1", "8", "9", "00", "99")
        if digits.startswith(prefix) and (not prefix or len(digits) - len(prefix) <= 3)
    )


def _refusal(plain: str, region: str | None) -> Problem:
    """Returns the Problem for the text `plain`, which contains no number that the host may call.
    The Problem's code is emergency_number, short_number or not_a_number, and selects the text that
    the user reads."""
    heads = re.split(r"[;,*#pw]", plain, flags=re.IGNORECASE)
    runs = {re.sub(r"\D", "", head) for head in [*heads, plain]}
    if any(_sounds_like_emergency(digits) for digits in runs if digits):
        return Problem("emergency_number")
    digits = re.sub(r"\D", "", heads[0])
    has_letters = any(character.isalpha() for character in heads[0])
    if digits and not has_letters and (len(digits) <= 6 or _is_short(digits, region)):
        return Problem("short_number")
    return Problem("not_a_number")


def _sounds_like_emergency(digits: str) -> bool:
    bare = {digits.removeprefix(prefix) for prefix in _PREFIXES if digits.startswith(prefix)}
    after_country = {
        number[length:]
        for number in bare
        for length in (1, 2, 3)
        if number[:length] in _country_codes()
    }
    return any(_is_emergency(number) for number in bare | after_country)


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(map(str, phonenumbers.COUNTRY_CODE_TO_REGION_CODE))


def _is_short(digits: str, region: str | None) -> bool:
    if len(digits) > 8 or region is None:
        return False
    try:
        parsed = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_short_number_for_region(parsed, region)
