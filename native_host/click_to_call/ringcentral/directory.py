"""Provides the user's account, the list of the phones that can ring first, and the list of caller
IDs. Requests them from RingCentral, and keeps a copy on disk, so that the host need not wait for
RingCentral each time.

Depends on ringcentral/number_entries.py, which reads RingCentral's records, and on
ringcentral/saved_phones.py. The copy holds numbers and names, but no secret.
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
from click_to_call.ringcentral.number_entries import Record, caller_ids, from_numbers, with_typed
from click_to_call.ringcentral.number_rules import Rules, matches, permitted
from click_to_call.ringcentral.saved_phones import TypedPhones

logger = logging.getLogger(__name__)

# If the copy of the lists is older than this, the host still uses the copy at once, and requests
# the lists from RingCentral in the background.
FRESH_FOR_SECONDS: Final = 300.0

HOME_WITHIN_SECONDS: Final = 2.0
"""The longest time that `home` takes to find out the account's country. After this time, the host
goes on without the country."""

VERSION: Final = 2
"""Version of the copy's format. A copy of another version is ignored, and the lists are requested
again."""


class RingCentralClient(Protocol):
    """The requests to RingCentral that this module sends. ringcentral/client.py implements them."""

    async def owner_id(self) -> str | None: ...
    async def is_over(self) -> bool: ...
    async def account(self) -> Account: ...
    async def forwarding_numbers(self) -> list[Record]: ...
    async def phone_numbers(self) -> list[Record]: ...


class _Copy(msgspec.Struct, frozen=True, kw_only=True):
    """The content of the copy on disk. `owner` is RingCentral's id of the user to whom the account
    and the numbers belong."""

    version: int = 0
    owner: str
    account: Account | None = None
    numbers: Numbers | None = None


class NumberDirectory:
    """The signed-in user's account, phones to ring first and caller IDs.

    The methods that send requests may raise Problem("sign_in_expired"), a Problem whose code begins
    with `keyring_`, and the Problems that their docstrings name.
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
        """Returns the signed-in user's account, or an Account whose `signed_in` is False if no user
        is signed in. The account comes from the host's copy of RingCentral's last answer. It comes
        from RingCentral itself if there is no copy, if `refresh` is True, or if the sign-in has
        expired according to the computer's clock.

        Raises a Problem with the code exchange_unreachable, exchange_refused or
        exchange_not_understood.
        """
        owner = await self._exchange.owner_id()
        if owner is None:
            return Account(signed_in=False, server=self._server)
        kept = self._copy_of(owner)
        is_over = await self._exchange.is_over()
        if kept.account is not None and not (refresh or is_over):
            return kept.account
        account = await self._asked_account(is_over=is_over)
        # If the user has signed out during the request, `forget` has set `_kept` to None, and the
        # account is not stored.
        if account.signed_in and self._kept is not None:
            self._keep(owner, account=account)
        return account

    async def home(self) -> str | None:
        """Returns the ISO 3166 code of the account's country, or None if the country cannot be
        found out within HOME_WITHIN_SECONDS."""
        try:
            async with asyncio.timeout(HOME_WITHIN_SECONDS):
                return (await self.account()).region
        except (Problem, TimeoutError) as error:
            logger.info("the account's country is not known: %s", error)
            return None

    async def numbers(self, *, refresh: bool = False) -> Numbers:
        """Returns two lists: the phones to ring first, and the caller IDs. The lists usually come
        from the copy on disk. This method requests them from RingCentral if `refresh` is True, if
        there is no copy, or if the copy has no phone: the user may have added one since.

        Raises Problem("not_signed_in") if no user is signed in. If neither list can be read, raises
        a Problem with the code exchange_unreachable, exchange_not_understood, rate_limited,
        permission_missing or exchange_refused. If only one list cannot be read, the result's
        `problems` says why, and this list is empty or as the host read it the last time.
        """
        owner = await self._exchange.owner_id()
        if owner is None:
            raise Problem("not_signed_in")
        kept = self._copy_of(owner).numbers
        has_none = kept is not None and not kept.from_ and "from" not in kept.problems
        if kept is None or refresh or has_none:
            kept = await asyncio.shield(self._fetched(owner))
        elif kept.problems or not 0 <= self._clock() - kept.fetched_at < FRESH_FOR_SECONDS:
            self._fetched(owner)
        return permitted(with_typed(kept, self._typed.of(owner)), self._rules)

    async def remember_phone(self, phone: str) -> None:
        """Stores a phone that the user typed. `phone` is the phone's number in E.164. From then on,
        `numbers` lists this phone among the phones that can ring first.

        Raises Problem("phone_not_usable") if the phone cannot be stored or a rule of config.toml
        forbids it.
        """
        if not matches(phone, self._rules.from_numbers):
            raise Problem("phone_not_usable", reason="rule")
        owner = await self._exchange.owner_id()
        if owner is not None:
            self._typed.add(owner, phone)

    def forget_phones(self) -> None:
        """Deletes all phones that users typed. Call this after a sign-out."""
        self._typed.forget()

    def forget(self) -> None:
        """Deletes the copy of the account and the lists. If requests for them are under way, their
        answers will not be stored. Call this after a sign-in or a sign-out."""
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
                # RingCentral cannot say whether the sign-in has expired, so the computer's clock
                # decides that it has.
                raise Problem("sign_in_expired") from None
            raise

    # --- requests -------------------------------------------------------------------------------

    def _fetched(self, owner: str) -> "asyncio.Task[Numbers]":
        """Returns the task that requests the lists from RingCentral. If such a task already runs,
        returns this task; otherwise starts a new one."""
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
            raise first  # Neither list could be read, so the earlier copy stays as it is.
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
        # If the user has signed out during the requests, `forget` has set `_fetching` to None, and
        # the lists are not stored.
        if self._fetching is asyncio.current_task():
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
            logger.info("the copy of the lists cannot be used: %s", type(error).__name__)
            return None

    def _keep(self, owner: str, **changed: Any) -> None:
        kept = self._kept = msgspec.structs.replace(self._copy_of(owner), **changed)
        fresh = self._file.with_suffix(f".{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh.touch(mode=0o600)
            fresh.write_bytes(msgspec.json.encode(kept))
            fresh.replace(self._file)
        # The disk is full, or the folder is read-only. The copy stays in this process's memory.
        except OSError as error:
            logger.warning("the lists cannot be kept: %s", error.strerror)
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)


_OF_SIGN_IN: Final = ("keyring", "state_unwritable", "not_signed", "sign")


def _records_or_problem(result: "list[Record] | BaseException") -> "list[Record] | Problem":
    """Returns the result of the requests for one list: the list's records, or the Problem for which
    the list could not be read. If this Problem is about the sign-in or the keyring, raises the
    Problem, because then neither list can be read."""
    if isinstance(result, list):
        return result
    if isinstance(result, Exception) and not isinstance(result, Problem):
        logger.error("a list could not be read", exc_info=result)
        return Problem("internal")
    if not isinstance(result, Problem) or result.code.startswith(_OF_SIGN_IN):
        raise result
    return result


def _after(
    result: "list[Record] | Problem",
    before: tuple[PhoneNumber, ...],
    read: Callable[[Iterable[Record]], tuple[PhoneNumber, ...]],
) -> tuple[PhoneNumber, ...]:
    """Returns the list to keep after a request for the list: the new list if the request succeeded,
    an empty list if RingCentral refused the request, and otherwise the earlier list `before`."""
    if isinstance(result, Problem):
        return () if result.code in {"permission_missing", "exchange_refused"} else before
    return read(result)


def _notice(task: "asyncio.Task[Numbers]") -> None:
    """Logs the failure of a task that requests the lists. Such a task may run in the background, so
    that no other task waits for it and notices the failure."""
    if not task.cancelled() and (error := task.exception()) is not None:
        logger.info("the lists were not renewed: %s", error)
