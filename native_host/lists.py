"""The numbers to call from and the numbers to show, as a person knows them, from a kept copy first.

Turns RingCentral's records into two lists. Must not know how they are asked for or shown. The copy
holds numbers and names, no secret.
"""

import asyncio
import contextlib
import hashlib
import logging
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Literal, Protocol

import msgspec

from native_host.config import Config
from native_host.errors import Problem
from native_host.messages import Account, Numbers, PhoneNumber, ProblemBody
from native_host.typed_phones import TypedPhones

log = logging.getLogger(__name__)

# A copy older than this is still answered at once, and asked for anew behind the answer.
FRESH_FOR_SECONDS: Final = 300.0

HOME_WITHIN_SECONDS: Final = 2.0
"""A number can be judged without knowing the account's country; nobody waits long for it."""

Record = dict[str, Any]
Group = Literal["forwarding", "other", "typed", "direct", "company"]


class Exchange(Protocol):
    """What of `ringcentral.Exchange` is needed here."""

    async def owner_id(self) -> str | None: ...
    async def is_over(self) -> bool: ...
    async def account(self) -> Account: ...
    async def forwarding_numbers(self) -> list[Record]: ...
    async def phone_numbers(self) -> list[Record]: ...


class _Copy(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept on disk. `owner` tells whose it is."""

    owner: str
    account: Account | None = None
    numbers: Numbers | None = None


class Lists:
    """Both lists and the account of whoever is signed in.

    Every method raises Problem not_signed_in (but `account`), sign_in_expired and keyring_*.
    """

    def __init__(
        self, exchange: Exchange, config: Config, *, clock: Callable[[], float] = time.time
    ) -> None:
        self._exchange = exchange
        self._clock = clock
        digest = hashlib.sha256(config.server.encode()).hexdigest()[:16]
        self._file = config.state / f"lists-{digest}.json"
        self._server = config.server
        self._typed = TypedPhones(config)
        self._kept: _Copy | None = None
        self._fetching: asyncio.Task[Numbers] | None = None

    async def account(self, *, refresh: bool = False) -> Account:
        """Who is signed in; from the copy unless `refresh`, or unless the sign-in has expired.

        Raises Problem exchange_unreachable, exchange_refused, exchange_not_understood.
        """
        owner = await self._exchange.owner_id()
        if owner is None:
            return Account(signed_in=False, server=self._server)
        kept = self._copy_of(owner)
        is_over = await self._exchange.is_over()
        if kept.account is not None and not (refresh or is_over):
            return kept.account
        account = await self._asked_account(is_over=is_over)
        if account.signed_in and self._kept is not None:  # else somebody signed out meanwhile
            self._keep(owner, account=account)
        return account

    async def home(self) -> str | None:
        """The ISO 3166 code of the account's country, or None where it cannot be told in 2 s."""
        try:
            async with asyncio.timeout(HOME_WITHIN_SECONDS):
                return (await self.account()).region
        except (Problem, TimeoutError) as error:
            log.info("the account's country is not known: %s", error)
            return None

    async def numbers(self, *, refresh: bool = False) -> Numbers:
        """Both lists; from the copy unless `refresh`, in which case RingCentral is asked first.

        A list that cannot be read does not lose the other: it is named in `problems`, and is empty
        or as it was. Raises Problem exchange_unreachable, exchange_not_understood, rate_limited,
        permission_missing and exchange_refused when neither can be read.
        """
        owner = await self._exchange.owner_id()
        if owner is None:
            raise Problem("not_signed_in")
        kept = self._copy_of(owner).numbers
        if kept is None or refresh:
            kept = await asyncio.shield(self._fetched(owner))
        elif kept.problems or not 0 <= self._clock() - kept.fetched_at < FRESH_FOR_SECONDS:
            self._fetched(owner)
        return with_typed(kept, self._typed.of(owner))

    async def remember_phone(self, phone: str) -> None:
        """The user typed a phone that rings first, in E.164: it is offered from now on.

        Raises Problem("phone_not_usable") where it cannot be kept.
        """
        owner = await self._exchange.owner_id()
        if owner is not None:
            self._typed.add(owner, phone)

    def forget_phones(self) -> None:
        """Somebody signed out: what they typed by hand is nobody's any more."""
        self._typed.forget()

    def forget(self) -> None:
        """Somebody signed in or out: the copy is removed, and what is being asked is not kept."""
        self._kept, self._fetching = None, None
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)

    async def aclose(self) -> None:
        if self._fetching is not None:
            self._fetching.cancel()
            with contextlib.suppress(asyncio.CancelledError, Problem):
                await self._fetching

    async def _asked_account(self, *, is_over: bool) -> Account:
        try:
            return await self._exchange.account()
        except Problem as problem:
            if is_over and problem.code in {"exchange_unreachable", "exchange_not_understood"}:
                raise Problem("sign_in_expired") from None  # the clock's word has to do
            raise

    # --- asking ---------------------------------------------------------------------------------

    def _fetched(self, owner: str) -> "asyncio.Task[Numbers]":
        """One question at a time, however many ask."""
        if self._fetching is None or self._fetching.done():
            self._fetching = asyncio.create_task(self._fetch(owner))
            self._fetching.add_done_callback(_notice)
        return self._fetching

    async def _fetch(self, owner: str) -> Numbers:
        before = self._copy_of(owner).numbers
        asked = await asyncio.gather(
            self._exchange.forwarding_numbers(),
            self._exchange.phone_numbers(),
            return_exceptions=True,
        )
        first, second = (_records_or_problem(result) for result in asked)
        if isinstance(first, Problem) and isinstance(second, Problem):
            raise first  # nothing to answer with; an earlier copy is left as it was
        problems = {
            name: ProblemBody(code=result.code, message=result.message)
            for name, result in (("from", first), ("caller_id", second))
            if isinstance(result, Problem)
        }
        numbers = Numbers(
            from_=_after(first, before.from_ if before else (), from_numbers),
            caller_id=_after(second, before.caller_id if before else (), caller_ids),
            fetched_at=self._clock(),
            problems=problems,
        )
        if self._fetching is asyncio.current_task():  # else somebody signed out meanwhile
            self._keep(owner, numbers=numbers)
        return numbers

    # --- the copy -------------------------------------------------------------------------------

    def _copy_of(self, owner: str) -> _Copy:
        if self._kept is None:
            self._kept = self._read() or _Copy(owner=owner)
        if self._kept.owner != owner:
            self._kept = _Copy(owner=owner)
        return self._kept

    def _read(self) -> _Copy | None:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=_Copy)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError) as error:
            log.info("the copy of the lists cannot be used: %s", type(error).__name__)
            return None

    def _keep(self, owner: str, **changed: Any) -> None:
        kept = self._kept = msgspec.structs.replace(self._copy_of(owner), **changed)
        fresh = self._file.with_suffix(f".{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh.touch(mode=0o600)
            fresh.write_bytes(msgspec.json.encode(kept))
            fresh.replace(self._file)
        except OSError as error:  # a full disk or a read-only home: memory has to do
            log.warning("the lists cannot be kept: %s", error.strerror)
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)


def _records_or_problem(result: "list[Record] | BaseException") -> "list[Record] | Problem":
    """What one list gave. What concerns the sign-in itself concerns both lists, and is raised."""
    if isinstance(result, list):
        return result
    if not isinstance(result, Problem) or result.code.startswith(("keyring", "not_signed", "sign")):
        raise result
    return result


def _after(
    result: "list[Record] | Problem",
    before: tuple[PhoneNumber, ...],
    read: Callable[[Iterable[Record]], tuple[PhoneNumber, ...]],
) -> tuple[PhoneNumber, ...]:
    """The new list; the earlier one while RingCentral is out of reach; none where it says no."""
    if isinstance(result, Problem):
        return () if result.code in {"permission_missing", "exchange_refused"} else before
    return read(result)


def _notice(task: "asyncio.Task[Numbers]") -> None:
    """Nobody may be waiting for what was asked behind an answer; its failure is still looked at."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.info("the lists were not renewed: %s", error)


# --- records to entries -------------------------------------------------------------------------


def from_numbers(records: Iterable[Record]) -> tuple[PhoneNumber, ...]:
    """The phones that may ring first: those that calls are forwarded to, then the user's others.

    Desk phones and softphones carry CallFlip alone, so that CallForwarding by itself hides them.
    Apps of the account without a number of their own are left out.
    """
    entries = [
        PhoneNumber(
            phone_number=number,
            label=_label(record, _PHONE_LABELS.get(_text(record, "type"), "Phone")),
            group=group,
        )
        for number, record in _numbered(records)
        if (group := _from_group(record)) is not None
    ]
    return _ordered(entries, lambda entry: entry.group != "forwarding")


def with_typed(lists: Numbers, phones: Iterable[str]) -> Numbers:
    """The lists, with the phones typed by hand after the account's own."""
    known = {entry.phone_number for entry in lists.from_}
    typed = tuple(
        PhoneNumber(phone_number=phone, label="Another phone", group="typed")
        for phone in phones
        if phone not in known
    )
    return msgspec.structs.replace(lists, from_=(*lists.from_, *typed)) if typed else lists


def caller_ids(records: Iterable[Record]) -> tuple[PhoneNumber, ...]:
    """The numbers that may be shown: the user's own, the main company number, the company's rest.

    Numbers for fax only are left out although they may carry CallerId.
    """
    entries = []
    main = set()
    for number, record in _numbered(records):
        if "CallerId" not in _features(record) or _text(record, "type") == "FaxOnly":
            continue
        usage = _text(record, "usageType")
        if usage == "MainCompanyNumber":
            main.add(number)
        label = _label(record, _USAGE_LABELS.get(usage) or _spoken(usage) or "Number")
        group: Group = "direct" if usage in _OWN_USAGES else "company"
        entries.append(PhoneNumber(phone_number=number, label=label, group=group))
    return _ordered(entries, lambda e: 0 if e.group == "direct" else 2 - (e.phone_number in main))


def _ordered(
    entries: Iterable[PhoneNumber], rank: Callable[[PhoneNumber], int]
) -> tuple[PhoneNumber, ...]:
    """Sorted by rank, else as RingCentral has them; of entries with one number the first."""
    unique: dict[str, PhoneNumber] = {}
    for entry in sorted(entries, key=rank):
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
    """The number in E.164, or None. RingCentral's samples leave out the plus now and then.

    A plus is only put before digits that make a valid number with it: without one, national
    digits and a country code look alike, and a wrong phone would ring.
    """
    digits = re.sub(r"[\s().-]", "", text)
    if re.fullmatch(r"\+[1-9][0-9]{6,14}", digits):
        return digits
    if not re.fullmatch(r"[1-9][0-9]{6,14}", digits):
        return None
    import phonenumbers  # noqa: PLC0415 - slow to load, and seldom needed

    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return None
    return "+" + digits if phonenumbers.is_valid_number(number) else None


_PHONE_LABELS: Final = {
    "Home": "Home",
    "Mobile": "Mobile",
    "Work": "Work",
    "PhoneLine": "Desk phone",
    "Outage": "Outage number",
    "BusinessMobilePhone": "Business mobile",
    "ExtensionApps": "App",
}

_USAGE_LABELS: Final = {
    "MainCompanyNumber": "Main company number",
    "AdditionalCompanyNumber": "Company number",
    "CompanyNumber": "Company number",
    "DirectNumber": "Direct number",
    "CompanyFaxNumber": "Company fax",
    "FmcBusinessMobileNumber": "Business mobile",
    "BusinessMobileNumber": "Business mobile",
    "PartnerBusinessMobileNumber": "Business mobile",
    "ELIN": "Emergency location number",
}

_OWN_USAGES: Final = frozenset(
    {
        "DirectNumber",
        "FmcBusinessMobileNumber",
        "BusinessMobileNumber",
        "PartnerBusinessMobileNumber",
    }
)


def _label(record: Record, otherwise: str) -> str:
    """The name its owner gave it, else what it is."""
    own = " ".join(_text(record, "label").split())[:60]
    return own if own and own.isprintable() else otherwise


def _spoken(usage: str) -> str:
    """A usage that came after this was written: "ContactCenterNumber" → "Contact center number"."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", usage[:60])
    return " ".join(words).capitalize()


def _features(record: Record) -> frozenset[str]:
    features = record.get("features")
    if not isinstance(features, list):
        return frozenset()
    return frozenset(feature for feature in features if isinstance(feature, str))


def _text(record: Record, name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""
