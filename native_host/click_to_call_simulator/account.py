"""Holds the data of the simulated company: one user, the user's phones, and the company's numbers.

Depends on http_types.py. Every number is from a range reserved for fiction or tests.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from .http_types import Request, Response, invalid_parameter, json_response

Record = dict[str, Any]

ACCOUNT_ID: Final = "37439510"
EXTENSION_ID: Final = "230919004"
HOME: Final = f"/restapi/v1.0/account/{ACCOUNT_ID}/extension/{EXTENSION_ID}"
UNITED_STATES: Final = {"id": "1", "name": "United States", "isoCode": "US", "callingCode": "1"}


def _forwarding(number: str, label: str, kind: str, features: str, **more: object) -> Record:
    record: Record = {"label": label, "type": kind, "features": features.split()}
    if number:
        record["phoneNumber"] = number
    return record | more


FORWARDING: Final[tuple[Record, ...]] = (
    # A desk phone has only the feature CallFlip, so a client that looks for phones with the feature
    # CallForwarding does not find the desk phone.
    _forwarding("+16505550102", "Polycom VVX 450", "PhoneLine", "CallFlip", device={"id": "8029"}),
    _forwarding("+14155550100", "My mobile", "Mobile", "CallForwarding CallFlip", flipNumber="1"),
    _forwarding("+16505550199", "Home office", "Home", "CallForwarding", flipNumber="2"),
    _forwarding("", "Call queue app", "ExtensionApps", "CallForwarding"),
    _forwarding("16505550147", "Front desk", "Work", "CallForwarding CallFlip"),
    _forwarding("+16505550103", "RingCentral for Desktop", "PhoneLine", "CallFlip"),
    _forwarding("+442079460018", "London office", "Work", "CallForwarding"),
    _forwarding("+16505550104", "", "Other", "CallForwarding"),
    _forwarding("+16505550105", "Conference room", "PhoneLine", "CallForwarding CallFlip"),
    _forwarding("+16505550106", "Storm line", "Outage", ""),
    _forwarding("+14155550107", "Work mobile", "BusinessMobilePhone", "CallForwarding"),
)


def _company(number: str, usage: str, features: str, **more: object) -> Record:
    return {
        "phoneNumber": number,
        "usageType": usage,
        "type": "VoiceFax",
        "paymentType": "Local",
        "status": "Normal",
        "features": features.split(),
        "primary": False,
        "country": {key: UNITED_STATES[key] for key in ("id", "name")},
        **more,
    }


_HERE: Final = {"id": int(EXTENSION_ID), "extensionNumber": "101"}

PHONES: Final[tuple[Record, ...]] = (
    _company("+18005550199", "MainCompanyNumber", "CallerId", paymentType="TollFree", primary=True),
    _company("+16505550110", "CompanyNumber", "CallerId", label="Sales"),
    # RingCentral also gives the feature CallerId to numbers that only receive faxes.
    _company("+16505550111", "CompanyFaxNumber", "CallerId", type="FaxOnly"),
    _company("+16505550112", "DirectNumber", "CallerId SmsSender MmsSender", extension=_HERE),
    _company("16505550113", "DirectNumber", "CallerId SmsSender", extension=_HERE, label="Support"),
    _company("+16505550114", "DirectNumber", "SmsSender", extension=_HERE),
    _company("+442079460019", "AdditionalCompanyNumber", "CallerId", label="London"),
    _company("+16505550115", "ForwardedNumber", "CallerId", paymentType="External"),
    _company("+16505550116", "ConferencingNumber", "", type="VoiceOnly"),
    _company("+14155550107", "BusinessMobileNumber", "CallerId SmsSender", paymentType="Mobile"),
    _company("+16505550117", "DirectNumber", "CallerId", status="Pending", extension=_HERE),
    _company("+16505550118", "CompanyNumber", "CallerId Delegated", location="Belmont, CA"),
)


@dataclass(frozen=True)
class Account:
    """The signed-in user, the phones that can ring first, and the numbers that can be shown as
    caller ID."""

    name: str = "Ada Example"
    extension_number: str = "101"
    country: Record = field(default_factory=lambda: dict(UNITED_STATES))
    forwarding: tuple[Record, ...] = FORWARDING
    phones: tuple[Record, ...] = PHONES
    ring_out_enabled: bool = True
    international_calling: bool = True

    def extension_info(self, base_url: str) -> Record:
        return {
            "id": int(EXTENSION_ID),
            "uri": base_url + HOME,
            "account": {"id": ACCOUNT_ID, "uri": f"{base_url}/restapi/v1.0/account/{ACCOUNT_ID}"},
            "name": self.name,
            "extensionNumber": self.extension_number,
            "contact": {"firstName": self.name.split()[0], "email": "ada@example.com"},
            "status": "Enabled",
            "type": "User",
            "permissions": {"internationalCalling": {"enabled": self.international_calling}},
            "regionalSettings": {"homeCountry": self.country},
            "serviceFeatures": [
                _feature("RingOut", self.ring_out_enabled),
                _feature("InternationalCalling", self.international_calling),
                _feature("CallForwarding", True),
                _feature("SMS", True),
            ],
        }

    def forwarding_records(self, base_url: str) -> list[Record]:
        """Returns the records of the forwarding numbers. Their ids are strings, as in RingCentral's
        answers."""
        return [
            {"id": str(3500 + place), "uri": f"{base_url}{HOME}/forwarding-number/{3500 + place}"}
            | record
            for place, record in enumerate(self.forwarding)
        ]

    def phone_records(self, base_url: str) -> list[Record]:
        """Returns the records of the phone numbers. Their ids are integers, unlike the ids of
        forwarding numbers."""
        return [
            {"id": 7600 + place, "uri": f"{base_url}{HOME}/phone-number/{7600 + place}"} | record
            for place, record in enumerate(self.phones)
        ]

    @property
    def first_phone(self) -> str | None:
        """The number of the phone that rings if a request names no phone: the first phone with the
        feature CallForwarding. None if there is no such phone."""
        phones = (
            str(record["phoneNumber"])
            for record in self.forwarding
            if "CallForwarding" in record["features"] and record.get("phoneNumber")
        )
        return next(phones, None)

    def may_show(self, number: str) -> bool:
        """Returns whether the user may show this number as caller ID. The number may be written
        with or without its plus."""
        shown = (record for record in self.phones if "CallerId" in record["features"])
        return number.lstrip("+") in {record["phoneNumber"].lstrip("+") for record in shown}


def _feature(name: str, enabled: bool) -> Record:
    return {"featureName": name, "enabled": enabled} | (
        {} if enabled else {"reason": "AccountLimitation"}
    )


def list_response(request: Request, records: Sequence[Record], *, largest_page: int) -> Response:
    """Returns the requested page of a list, with `paging` and `navigation`. A page after the last
    one is empty.

    If the request's `perPage` is larger than `largest_page`, the page has `largest_page` records,
    as RingCentral documents.
    """
    page = _whole_number(request, "page", default=1)
    if page > 1000:
        raise invalid_parameter("page")
    per_page = min(_whole_number(request, "perPage", default=100), largest_page)
    start = (page - 1) * per_page
    shown = list(records[start : start + per_page])
    last = max(1, -(-len(records) // per_page))
    paging: Record = {"perPage": per_page, "totalPages": last, "totalElements": len(records)}
    if shown:
        paging |= {"page": page, "pageStart": start, "pageEnd": start + len(shown) - 1}
    wanted = {"firstPage": 1, "previousPage": page - 1, "nextPage": page + 1, "lastPage": last}
    navigation = {
        name: {"uri": _page_uri(request, number, per_page)}
        for name, number in wanted.items()
        if 1 <= number <= last
    }
    answer = {"uri": _page_uri(request, page, per_page), "records": shown}
    return json_response(answer | {"navigation": navigation, "paging": paging})


def _page_uri(request: Request, page: int, per_page: int) -> str:
    kept = [pair for pair in request.query if pair[0] not in {"page", "perPage"}]
    query = urlencode([*kept, ("page", page), ("perPage", per_page)])
    return f"{request.base_url}{request.path}?{query}"


def _whole_number(request: Request, name: str, *, default: int) -> int:
    values = request.query_values(name)
    if not values:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", values[-1]) or int(values[-1]) < 1:
        raise invalid_parameter(name)
    return int(values[-1])
