"""Turns RingCentral's records into the entries of two lists: the phones that can ring first, and
the caller IDs.

The module is pure. RingCentral's OpenAPI document guarantees no field of a record. A field may be
missing or null, or may have a value that is newer than this module. Depends on host/protocol.py.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Literal

import msgspec

from click_to_call.host.protocol import Numbers, PhoneNumber

Record = dict[str, Any]
Group = Literal["forwarding", "other", "typed", "direct", "company"]


def from_numbers(records: Iterable[Record]) -> tuple[PhoneNumber, ...]:
    """Returns the phones that can ring first: at the beginning the phones with the feature
    CallForwarding, and after them the user's other phones.

    The other phones are needed because desk phones and softphones have only the feature CallFlip.
    Records without a phone number, such as those of some apps, are left out.
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
    """Returns the lists with `phones`, which the user typed, added after the account's own
    phones."""
    known = {entry.phone_number for entry in lists.from_}
    typed = tuple(
        PhoneNumber(phone_number=phone, label="Another phone", group="typed", kind="typed")
        for phone in phones
        if phone not in known
    )
    return msgspec.structs.replace(lists, from_=(*lists.from_, *typed)) if typed else lists


def caller_ids(records: Iterable[Record]) -> tuple[PhoneNumber, ...]:
    """Returns the numbers that the user may show as caller ID: first the user's own numbers, then
    the main company number, then the company's other numbers.

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
    """Returns the list's entry for a number. The entry's label is the name in `record`, which the
    number's owner chose. If `record` has no name, the label is `label`, the name of the type."""
    own = " ".join(_text(record, "label").split())[:60]
    if own and own.isprintable():
        return PhoneNumber(phone_number=number, label=own, group=group)
    return PhoneNumber(phone_number=number, label=label, group=group, kind=kind)


def _can_be_used(record: Record) -> bool:
    """Returns whether the number can take part in a call; a number for fax only cannot."""
    return _text(record, "type") != "FaxOnly"


def _rank_of_status(record: Record) -> bool:
    """Returns False if the number is in service, and True if the number has another status, such as
    Pending for a number that is not ported yet. Numbers with the result True come last in the list,
    because the first number of the list is the default."""
    return _text(record, "status") not in ("", "Normal", "PortedIn")


def _ordered(
    ranked: Iterable[tuple[bool, PhoneNumber]], rank: Callable[[PhoneNumber], int]
) -> tuple[PhoneNumber, ...]:
    """Returns the entries of `ranked`, sorted by two criteria: first the result of
    `_rank_of_status`, which stands beside each entry in `ranked`, and then the result of `rank`.
    Otherwise the entries stay in RingCentral's order. If several entries have the same number, only
    the first of them is returned."""
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
    """Returns the number in `text` in E.164, or None if there is none. Adds a missing plus sign,
    because the numbers in RingCentral's examples sometimes lack the plus.

    This function adds the plus only if the result is a valid number. Otherwise the beginning of a
    national number could be read as a country code, and a wrong phone could ring.
    """
    digits = re.sub(r"[\s().-]", "", text)
    if re.fullmatch(r"\+[1-9][0-9]{6,14}", digits):
        return digits
    if not re.fullmatch(r"[1-9][0-9]{6,14}", digits):
        return None
    import phonenumbers  # Imported only here, because the import is slow and seldom needed.

    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return None
    return "+" + digits if phonenumbers.is_valid_number(number) else None


_PHONES: Final = {
    # Each key is a type of phone at RingCentral. Each value has the `kind` and the `label` of
    # PhoneNumber in host/protocol.py.
    "Home": ("home", "Home"),
    "Mobile": ("mobile", "Mobile"),
    "Work": ("work", "Work"),
    "PhoneLine": ("desk_phone", "Desk phone"),
    "Outage": ("outage", "Outage number"),
    "BusinessMobilePhone": ("business_mobile", "Business mobile"),
    "ExtensionApps": ("app", "App"),
}

_USAGES: Final = {
    # Each key is a usageType of a number at RingCentral. Each value has the `kind` and the `label`
    # of PhoneNumber in host/protocol.py.
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
    """Returns the words of a usageType as a label, for example "Contact center number" for
    "ContactCenterNumber". Returns "" if the usageType has no letters."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", usage[:60])
    return " ".join(words).capitalize()


def _features(record: Record) -> frozenset[str]:
    features = record.get("features")
    if not isinstance(features, list):
        return frozenset()
    return frozenset(feature for feature in features if isinstance(feature, str))


def _text(record: Record, name: str) -> str:
    """Returns the field `name` of a record, or "" if it is missing, null or not a text."""
    value = record.get(name)
    return value if isinstance(value, str) else ""
