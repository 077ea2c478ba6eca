"""Creates the objects that do the host's work, such as CallService and NumberDirectory, and passes
each request to the object that answers it.

Depends on the host's other modules. An object is created when a request first needs it. Only then
are httpx, keyring and phonenumbers imported, so that the reply to `hello` does not wait for them.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

import msgspec

from click_to_call.config import Config, load
from click_to_call.errors import Problem
from click_to_call.host.client_id import take_client_id
from click_to_call.host.framing import MAX_OUT_BYTES
from click_to_call.host.protocol import (
    Account,
    AccountChanged,
    AccountConfigure,
    AccountRead,
    AccountSignIn,
    AccountSignOut,
    AnyPush,
    Call,
    CallCancel,
    CallChanged,
    CallPlace,
    CallRead,
    Calls,
    CallsRecent,
    Description,
    NumberDescribe,
    Numbers,
    NumbersList,
    problem_body,
)
from click_to_call.install.file_permissions import is_exposed

if TYPE_CHECKING:
    from click_to_call.calls.service import CallService
    from click_to_call.keyring.token_store import TokenStore
    from click_to_call.ringcentral.client import RingCentralClient
    from click_to_call.ringcentral.directory import NumberDirectory
    from click_to_call.ringcentral.sign_in import BrowserSignIn

logger = logging.getLogger(__name__)

_HOME_WITHIN_SECONDS: Final = 2.5
"""The longest time for finding out the account's country during the request `number.describe`.
After this time, the reply lacks the risk "other_country". When the call is placed, the host tries
to find out the country again."""
_LONGEST_LISTS_BYTES: Final = MAX_OUT_BYTES - 512
"""The greatest length of the phone lists in one reply, as JSON. The rest of MAX_OUT_BYTES is for
the other fields of the reply."""


class SystemClock:
    """The clock that CallService uses outside tests."""

    def time(self) -> float:
        return time.time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Services:
    """Answers the requests of the extension and of the command line. Each method passes the request
    on to another object, such as CallService, and may raise that object's Problems."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._push: Callable[[AnyPush], None] = lambda _: None
        self._sign_in: BrowserSignIn | None = None
        self._signing_in: asyncio.Task[None] | None = None
        self._has_told_of_the_end = False

    def tell(self, push: Callable[[AnyPush], None]) -> None:
        """Sets the function that sends pushes to the extension."""
        self._push = push

    # --- the parts of the host ------------------------------------------------------------------

    @cached_property
    def config(self) -> Config:
        """The configuration. Raises Problem("config_invalid") if config.toml is faulty, or if other
        users of the computer can change the host's files."""
        config = load(self._environment)
        for path in (config.home / "config.toml", config.state / "calls.db"):
            if is_exposed(path):
                raise Problem("config_invalid", reason="exposed", path=str(path))
        return config

    @cached_property
    def tokens(self) -> "TokenStore":
        from click_to_call.keyring.token_store import TokenStore

        return TokenStore(self.config)

    @cached_property
    def exchange(self) -> "RingCentralClient":
        from click_to_call.ringcentral.client import RingCentralClient

        return RingCentralClient(
            self.config, self.tokens, environment=self._environment, ended=self._tell_of_the_end
        )

    @cached_property
    def lists(self) -> "NumberDirectory":
        from click_to_call.ringcentral.directory import NumberDirectory

        return NumberDirectory(self.exchange, self.config)

    @cached_property
    def calls(self) -> "CallService":
        from click_to_call.calls.journal import Caps, Journal
        from click_to_call.calls.service import CallService

        return CallService(
            exchange=self.exchange,
            account=self.lists,
            journal=Journal(self.config.state),
            caps=Caps(self.config.calls_per_minute, self.config.calls_per_day),
            clock=SystemClock(),
            push=self._call_changed,
        )

    def _call_changed(self, call: Call) -> None:
        self._push(CallChanged(call=call))

    # --- answers --------------------------------------------------------------------------------

    async def account_read(self, _: AccountRead) -> Account:
        await self.exchange.look_again()
        account = await self.lists.account()
        self._has_told_of_the_end &= not account.signed_in
        return self._with_configuration(account)

    def _with_configuration(self, account: Account) -> Account:
        """Returns `account` with the caps and the names of the locked settings. If no user is
        signed in and no client id is set, adds the redirect addresses that the user must
        register."""
        config = self.config
        configured = msgspec.structs.replace(
            account,
            calls_per_minute=config.calls_per_minute,
            calls_per_day=config.calls_per_day,
            locked=tuple(sorted(config.locked)),
        )
        if account.signed_in or config.client_id:
            return configured
        from click_to_call.ringcentral.sign_in import redirect_addresses

        addresses = redirect_addresses(config)
        return msgspec.structs.replace(configured, redirect_addresses=addresses)

    async def account_configure(self, request: AccountConfigure) -> Account:
        """Sets the client id of the app for the next sign-in. A user who is signed in stays signed
        in."""
        self.config = take_client_id(self.config, self._environment, request.client_id)
        return await self.account_read(AccountRead(id=request.id))

    async def account_sign_in(self, _: AccountSignIn) -> Account:
        """Starts a sign-in with the browser, and returns an Account with the address of the page to
        open. When the sign-in has succeeded or failed, the host pushes `account.changed`."""
        await self._give_up_sign_in()
        self._sign_in = sign_in = await self._start_sign_in()
        self._signing_in = asyncio.create_task(self._tell_of_sign_in(sign_in))
        return Account(signed_in=False, server=self.config.server, sign_in_url=sign_in.url)

    async def account_sign_out(self, _: AccountSignOut) -> Account:
        return await self.sign_out()

    async def numbers_list(self, request: NumbersList) -> Numbers:
        if request.typed is not None:
            from click_to_call.calls import callable_number

            await self.lists.remember_phone(callable_number.phone_to_ring(request.typed))
        return fitting(await self.lists.numbers(refresh=request.refresh))

    async def number_describe(self, request: NumberDescribe) -> Description:
        from click_to_call.calls import callable_number

        try:
            async with asyncio.timeout(_HOME_WITHIN_SECONDS):
                home = await self.lists.home()
        except TimeoutError:
            home = None
        return callable_number.describe(request.number, request.region or home, home=home)

    async def call_place(self, request: CallPlace) -> Call:
        try:
            return await self.calls.place(request)
        except Problem as problem:
            if problem.code in ("sign_in_expired", "not_signed_in"):
                self._tell_of_the_end(problem)
            raise

    async def call_read(self, request: CallRead) -> Call:
        return await self.calls.read(request.call_id)

    async def call_cancel(self, request: CallCancel) -> Call:
        return await self.calls.cancel(request.call_id)

    async def calls_recent(self, request: CallsRecent) -> Calls:
        return await self.calls.recent(request.limit)

    # --- the sign-in ----------------------------------------------------------------------------

    async def sign_in_with_jwt(self, client_id: str, client_secret: str, jwt: str) -> Account:
        from click_to_call.ringcentral.sign_in import sign_in_with_jwt

        await sign_in_with_jwt(
            self.config,
            self.tokens,
            client_id,
            client_secret,
            jwt,
            environment=self._environment,
        )
        return await self._account_anew()

    async def sign_in_with_browser(self, show: Callable[[str], None]) -> Account:
        """Signs in with the browser, for the command line. Calls `show` with the address of the
        page to open, and returns when the user has signed in."""
        sign_in = await self._start_sign_in()
        show(sign_in.url)
        await sign_in.finished()
        return await self._account_anew()

    async def _start_sign_in(self) -> "BrowserSignIn":
        from click_to_call.ringcentral.sign_in import start_in_browser

        return await start_in_browser(self.config, self.tokens, environment=self._environment)

    async def _tell_of_sign_in(self, sign_in: "BrowserSignIn") -> None:
        problem = None
        try:
            await sign_in.finished()
            account = await self._account_anew()
        except Problem as failure:
            logger.info("nobody was signed in: %s", failure)
            problem = problem_body(failure)
            account = Account(signed_in=False, server=self.config.server)
        except Exception:  # Even after a bug, the popup must get the push for which it waits.
            logger.exception("a sign-in could not be finished")
            problem = problem_body(Problem("internal"))
            account = Account(signed_in=False, server=self.config.server)
        # If a newer sign-in has replaced this one, only the newer sign-in pushes its result.
        if sign_in is self._sign_in:
            self._push(AccountChanged(account=account, problem=problem))

    def _tell_of_the_end(self, problem: Problem) -> None:
        """Pushes to the extension that the sign-in has ended, and why. Every request after the end
        of the sign-in may call this method, but only the first call sends the push. After the next
        sign-in, the push can be sent again."""
        if self._has_told_of_the_end:
            return
        self._has_told_of_the_end = True
        account = Account(signed_in=False, server=self.config.server)
        self._push(AccountChanged(account=account, problem=problem_body(problem)))

    async def _give_up_sign_in(self) -> None:
        """Stops the sign-in with the browser that is under way, if there is one. Call this before a
        new sign-in, which needs the same ports, and before a sign-out, after which no earlier
        sign-in may succeed."""
        sign_in, self._sign_in = self._sign_in, None
        if sign_in is not None:
            await sign_in.aclose()

    async def _account_anew(self) -> Account:
        self._has_told_of_the_end = False
        self.exchange.forget()
        self.lists.forget()
        return await self.lists.account(refresh=True)

    async def sign_out(self) -> Account:
        await self._give_up_sign_in()
        await self.exchange.sign_out()
        self.lists.forget()
        self.lists.forget_phones()
        return Account(signed_in=False, server=self.config.server)

    # --- closing --------------------------------------------------------------------------------

    def abandon(self) -> None:
        """Marks as "unknown" the calls for which RingCentral has not yet accepted or refused the
        request. Call this before the process ends without `aclose`."""
        if "calls" in self.__dict__:
            self.calls.abandon()

    async def aclose(self) -> None:
        """Closes the objects that were created. Call this at the end of a command of the command
        line."""
        if "lists" in self.__dict__:
            await self.lists.aclose()
        if "exchange" in self.__dict__:
            await self.exchange.aclose()
        self.abandon()


def fitting(lists: Numbers) -> Numbers:
    """Returns the lists. If they are too long for one message, because the company has thousands of
    numbers, returns only their first entries. A call can still use a caller ID that is left out
    here."""
    shown = len(lists.caller_id)
    while len(msgspec.json.encode(lists)) > _LONGEST_LISTS_BYTES:
        shown = shown * 3 // 4
        cut = problem_body(Problem("too_large", reason="lists", shown=shown))
        lists = msgspec.structs.replace(
            lists,
            from_=lists.from_[: max(shown, 100)],
            caller_id=lists.caller_id[:shown],
            problems={**lists.problems, "caller_id": cut},
        )
    return lists
