"""Reads the fields of RingCentral's answers. Any field may be absent, be null or have an unexpected
type.

Depends on ringcentral/transport.py for the type of an answer and on host/protocol.py for the
account.
"""

from dataclasses import dataclass
from typing import Any

from msgspec import UNSET, UnsetType

from click_to_call.host.protocol import Account
from click_to_call.ringcentral.transport import Answer

Record = dict[str, Any]
"""The fields of one JSON object."""


@dataclass(frozen=True)
class RingOut:
    """One call as RingCentral reports it. The status words are unchanged; a missing word is "".

    Known words: Invalid Success InProgress Busy NoAnswer Rejected GenericError Finished
    InternationalDisabled DestinationBlocked NotEnoughFunds NosuchUser Error CannotReach
    NoAnsweringMachine NoSessionFound Unknown RingOutFromThisNumberIsNotSupported. RingCentral may
    change these words, so compare them without regard to case, and expect words that are not in
    this list.
    """

    id: str
    call_status: str
    caller_status: str
    callee_status: str


def account_in(fields: Record, server: str) -> Account:
    """Returns the signed-in user's account. `fields` are the fields of RingCentral's answer about
    the user's phone extension, and `server` is the server that sent the answer."""
    country = _mapping(_mapping(fields, "regionalSettings"), "homeCountry")
    region = country.get("isoCode")
    return Account(
        signed_in=True,
        server=server,
        name=_words(fields.get("name")),
        extension_number=_words(fields.get("extensionNumber")),
        region=region if isinstance(region, str) and _is_region(region) else None,
        ring_out=_feature(fields, "RingOut"),
    )


def has_more_pages(fields: Record, page: int) -> bool:
    """Returns whether a list of RingCentral has another page after page number `page`. `fields` are
    the fields of this page; they hold the total number of pages, or a link to the next page, or
    both."""
    total = _mapping(fields, "paging").get("totalPages")
    if isinstance(total, int):
        return page < total
    return bool(_mapping(fields, "navigation").get("nextPage"))


def ring_out_in(answer: Answer) -> RingOut | None:
    """Returns the call that the answer reports, or None if the answer is not a JSON object."""
    fields = answer.fields()
    if fields is None:
        return None
    identifier = fields.get("id")
    if isinstance(identifier, int) and not isinstance(identifier, bool):
        identifier = str(identifier)  # An older endpoint of RingCentral sends the id as a number.
    if not isinstance(identifier, str) or len(identifier) > 1024:
        identifier = ""
    status = _mapping(fields, "status")
    words = (status.get(name) for name in ("callStatus", "callerStatus", "calleeStatus"))
    return RingOut(identifier, *(word if isinstance(word, str) else "" for word in words))


def _mapping(fields: Record, name: str) -> Record:
    value = fields.get(name)
    return value if isinstance(value, dict) else {}


def _feature(fields: Record, name: str) -> bool | UnsetType:
    """Returns whether the feature `name`, such as "RingOut", is switched on for the user, or UNSET
    if RingCentral does not say it."""
    features = fields.get("serviceFeatures")
    for feature in features if isinstance(features, list) else []:
        if isinstance(feature, dict) and feature.get("featureName") == name:
            enabled = feature.get("enabled")
            return enabled if isinstance(enabled, bool) else UNSET
    return UNSET


def _words(value: object) -> str | None:
    """Returns `value` as a short printable text, or None if it is neither a text nor a whole
    number."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    text = " ".join(str(value).split())[:120]
    return text if text and text.isprintable() else None


def _is_region(value: str) -> bool:
    return len(value) == 2 and value.isascii() and value.isalpha() and value.isupper()
