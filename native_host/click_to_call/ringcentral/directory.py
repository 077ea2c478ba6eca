"""The account's phones and caller IDs, answered from a kept copy first and renewed behind it.

Depends on entries.py for what RingCentral's records mean. Must not know how records are asked for
or lists are shown. The copy on disk holds numbers and names, no secret.
"""

import asyncio
import contextlib
import hashlib
import logging
import os
import time
from collections.abc import Callable, Iterable
from typing import Any, Final, Protocol

import msgspec

from click_to_call.config import Config
from click_to_call.errors import Problem
from click_to_call.host.protocol import Account, Numbers, PhoneNumber, problem_body
from click_to_call.ringcentral.entries import Record, caller_ids, from_numbers, with_typed
from click_to_call.ringcentral.number_rules import Rules, matches, permitted
from click_to_call.ringcentral.saved_phones import TypedPhones

log = logging.getLogger(__name__)

# A copy older than this is still answered at once, and asked for anew behind the answer.
FRESH_FOR_SECONDS: Final = 300.0

HOME_WITHIN_SECONDS: Final = 2.0
"""A number can be judged without knowing the account's country; nobody waits long for it."""

VERSION: Final = 2
"""Of the copy. A copy of any other version counts as none: it costs asking once."""


class RingCentralClient(Protocol):
    """What of `ringcentral.Exchange` is needed here."""

    async def owner_id(self) -> str | None: ...
    async def is_over(self) -> bool: ...
    async def account(self) -> Account: ...
    async def forwarding_numbers(self) -> list[Record]: ...
    async def phone_numbers(self) -> list[Record]: ...


class _Copy(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept on disk. `owner` tells whose it is."""

    version: int = 0
    owner: str
    account: Account | None = None
    numbers: Numbers | None = None


class NumberDirectory:
    """Both lists and the account of whoever is signed in.

    Every method raises Problem not_signed_in (but `account`), sign_in_expired and keyring_*.
    """

    def __init__(
        self, exchange: RingCentralClient, config: Config, *, clock: Callable[[], float] = time.time
    ) -> None:
        self._exchange = exchange
        self._clock = clock
        digest = hashlib.sha256(config.server.encode()).hexdigest()[:16]
        self._file = config.state / f"lists-{digest}.json"
        self._server = config.server
        self._typed = TypedPhones(config)
        self._rules = Rules(config.from_numbers, config.caller_ids)
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
        return permitted(with_typed(kept, self._typed.of(owner)), self._rules)

    async def remember_phone(self, phone: str) -> None:
        """The user typed a phone that rings first, in E.164: it is offered from now on.

        Raises Problem("phone_not_usable") where it cannot be kept or a rule forbids it.
        """
        if not matches(phone, self._rules.from_numbers):
            raise Problem("phone_not_usable", reason="rule")
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
            name: problem_body(result)
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
            self._kept = self._read() or _Copy(version=VERSION, owner=owner)
        if self._kept.owner != owner:
            self._kept = _Copy(version=VERSION, owner=owner)
        return self._kept

    def _read(self) -> _Copy | None:
        try:
            kept = msgspec.json.decode(self._file.read_bytes(), type=_Copy)
            return kept if kept.version == VERSION else None
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


_OF_SIGN_IN: Final = ("keyring", "state_unwritable", "not_signed", "sign")


def _records_or_problem(result: "list[Record] | BaseException") -> "list[Record] | Problem":
    """What one list gave. What concerns the sign-in itself concerns both lists, and is raised."""
    if isinstance(result, list):
        return result
    if isinstance(result, Exception) and not isinstance(result, Problem):
        log.error("a list could not be read", exc_info=result)
        return Problem("internal")
    if not isinstance(result, Problem) or result.code.startswith(_OF_SIGN_IN):
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
