"""Turns RingCentral's records into entries of the two lists: phones to ring first, and caller IDs.

The module is pure. RingCentral's OpenAPI document guarantees no field of a record: each may be
missing, null, or of a kind that is newer than this module. Depends on host/protocol.py.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Literal

import msgspec

from click_to_call.host.protocol import Numbers, PhoneNumber

Record = dict[str, Any]
Group = Literal["forwarding", "other", "typed", "direct", "company"]


def from_numbers(records: Iterable[Record]) -> tuple[PhoneNumber, ...]:
    """Returns the phones that can ring first: those for call forwarding, then the user's other
    phones.

    Desk phones and softphones have only the feature CallFlip, so a filter for CallForwarding would
    hide them. The account's apps without a number of their own are left out.
    """
    ranked = []
    for number, record in _numbered(records):
        group = _from_group(record)
        if group is None or not _can_be_used(record):
            continue
        kind, label = _PHONES.get(_text(record, "type"), ("phone", "Phone"))
        ranked.append((_rank_of_status(record), _entry(number, record, group, kind, label)))
    return _ordered(ranked, lambda entry: entry.group != "forwarding")


def with_typed(lists: Numbers, phones: Iterable[str]) -> Numbers:
    """Returns the lists with the phones that the user typed after the account's own."""
    known = {entry.phone_number for entry in lists.from_}
    typed = tuple(
        PhoneNumber(phone_number=phone, label="Another phone", group="typed", kind="typed")
        for phone in phones
        if phone not in known
    )
    return msgspec.structs.replace(lists, from_=(*lists.from_, *typed)) if typed else lists


def caller_ids(records: Iterable[Record]) -> tuple[PhoneNumber, ...]:
    """Returns the numbers that the user may show: their own, the main company number, other company
    numbers.

    Numbers for fax only are left out, although they may have the feature CallerId.
    """
    ranked, main = [], set()
    for number, record in _numbered(records):
        if "CallerId" not in _features(record) or not _can_be_used(record):
            continue
        usage = _text(record, "usageType")
        if usage == "MainCompanyNumber":
            main.add(number)
        spoken = _spoken(usage)
        kind, label = _USAGES.get(usage, ("", spoken) if spoken else ("number", "Number"))
        group: Group = "direct" if usage in _OWN_USAGES else "company"
        ranked.append((_rank_of_status(record), _entry(number, record, group, kind, label)))
    return _ordered(ranked, lambda e: 0 if e.group == "direct" else 2 - (e.phone_number in main))


def _entry(number: str, record: Record, group: Group, kind: str, label: str) -> PhoneNumber:
    """Returns an entry with the name that its owner gave it, or else with the name of its kind."""
    own = " ".join(_text(record, "label").split())[:60]
    if own and own.isprintable():
        return PhoneNumber(phone_number=number, label=own, group=group)
    return PhoneNumber(phone_number=number, label=label, group=group, kind=kind)


def _can_be_used(record: Record) -> bool:
    """Returns whether the number can take part in a call."""
    return _text(record, "type") != "FaxOnly"


def _rank_of_status(record: Record) -> bool:
    """Returns False for a number in service, and True for every other status, such as Pending.
    According to RingCentral's OpenAPI document, such a number is not ported yet. It comes last in
    the list, so that it is not the default."""
    return _text(record, "status") not in ("", "Normal", "PortedIn")


def _ordered(
    ranked: Iterable[tuple[bool, PhoneNumber]], rank: Callable[[PhoneNumber], int]
) -> tuple[PhoneNumber, ...]:
    """Returns the entries sorted by rank, otherwise in RingCentral's order. Of several entries with
    one number, only the first stays."""
    unique: dict[str, PhoneNumber] = {}
    for _, entry in sorted(ranked, key=lambda pair: (pair[0], rank(pair[1]))):
        unique.setdefault(entry.phone_number, entry)
    return tuple(unique.values())


def _from_group(record: Record) -> Group | None:
    if "CallForwarding" in _features(record):
        return "forwarding"
    if "CallFlip" in _features(record) or _text(record, "type") == "PhoneLine":
        return "other"
    return None


def _numbered(records: Iterable[Record]) -> Iterator[tuple[str, Record]]:
    for record in records:
        number = mended(_text(record, "phoneNumber"))
        if number is not None:
            yield number, record


def mended(text: str) -> str | None:
    """Returns the number in E.164, or None. RingCentral's samples sometimes lack the plus.

    A plus is added only if the result is a valid number. Without it, national digits look like a
    country code, and a wrong phone could ring.
    """
    digits = re.sub(r"[\s().-]", "", text)
    if re.fullmatch(r"\+[1-9][0-9]{6,14}", digits):
        return digits
    if not re.fullmatch(r"[1-9][0-9]{6,14}", digits):
        return None
    import phonenumbers  # slow to import, and seldom needed

    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return None
    return "+" + digits if phonenumbers.is_valid_number(number) else None


_PHONES: Final = {
    # RingCentral's type: (kind, the host's English name)
    "Home": ("home", "Home"),
    "Mobile": ("mobile", "Mobile"),
    "Work": ("work", "Work"),
    "PhoneLine": ("desk_phone", "Desk phone"),
    "Outage": ("outage", "Outage number"),
    "BusinessMobilePhone": ("business_mobile", "Business mobile"),
    "ExtensionApps": ("app", "App"),
}

_USAGES: Final = {
    # RingCentral's usageType: (kind, the host's English name)
    "MainCompanyNumber": ("main_company", "Main company number"),
    "AdditionalCompanyNumber": ("company", "Company number"),
    "CompanyNumber": ("company", "Company number"),
    "DirectNumber": ("direct", "Direct number"),
    "CompanyFaxNumber": ("company_fax", "Company fax"),
    "FmcBusinessMobileNumber": ("business_mobile", "Business mobile"),
    "BusinessMobileNumber": ("business_mobile", "Business mobile"),
    "PartnerBusinessMobileNumber": ("business_mobile", "Business mobile"),
    "ELIN": ("elin", "Emergency location number"),
}

_OWN_USAGES: Final = frozenset(
    {
        "DirectNumber",
        "FmcBusinessMobileNumber",
        "BusinessMobileNumber",
        "PartnerBusinessMobileNumber",
    }
)


def _spoken(usage: str) -> str:
    """Returns the text for an unknown usageType: "ContactCenterNumber" → "Contact center
    number"."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", usage[:60])
    return " ".join(words).capitalize()


def _features(record: Record) -> frozenset[str]:
    features = record.get("features")
    if not isinstance(features, list):
        return frozenset()
    return frozenset(feature for feature in features if isinstance(feature, str))


def _text(record: Record, name: str) -> str:
    """Returns a field as text; "" if it is missing, null or not text."""
    value = record.get(name)
    return value if isinstance(value, str) else ""
