"""The requests to RingCentral's API that the host sends for the signed-in user.

The most important rule of this module: the request that places a call is sent only once. If
RingCentral may have read this request but no clear answer came, `ring_out` raises
Problem("outcome_unknown"). Depends on ringcentral/session.py for the tokens, on
ringcentral/transport.py for sending requests and on ringcentral/answer_fields.py for reading the
answers.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from click_to_call.config import Config
from click_to_call.errors import Problem
from click_to_call.host.protocol import Account
from click_to_call.keyring.token_store import Tokens, TokenStore
from click_to_call.ringcentral.answer_fields import (
    Record,
    RingOut,
    account_in,
    has_more_pages,
    ring_out_in,
)
from click_to_call.ringcentral.refusals import is_of_token, problem_of
from click_to_call.ringcentral.session import Session
from click_to_call.ringcentral.token_endpoint import TokenEndpoint
from click_to_call.ringcentral.transport import (
    Answer,
    Ask,
    Clock,
    Lost,
    Transport,
    refusal_in,
    where_it_failed,
)

if TYPE_CHECKING:
    import httpx

logger = logging.getLogger(__name__)

_HOME: Final = "/restapi/v1.0/account/~/extension/~"
_RING_OUT: Final = f"{_HOME}/ring-out"

_PER_PAGE: Final = "1000"  # RingCentral's maximum
# The most pages of one list that the host requests. The number stays below the 50 requests a minute
# that RingCentral allows.
_MOST_PAGES: Final = 40

# The host first sends a request with the tokens in memory. If RingCentral refuses these, the host
# tries tokens that another process has saved in the keyring, and then new tokens.
_MOST_TRIES: Final = 3

PLACED_WITHIN_SECONDS: Final = 20.0
"""The longest time for placing a call, including a renewal of the access token if the token has
expired."""


class RingCentralClient:
    """Sends requests to RingCentral's API for the user whose sign-in is in the token store.

    Every method that sends a request may raise a Problem with the code not_signed_in,
    sign_in_expired, keyring_*, rate_limited or permission_missing. The docstring of each method
    names the other Problems that the method may raise.
    """

    def __init__(  # noqa: PLR0913 - all that it depends on
        self,
        config: Config,
        store: TokenStore | None = None,
        *,
        environment: Mapping[str, str] | None = None,
        clock: Clock = time.time,
        ended: Callable[[Problem], None] = lambda _: None,
        door: "httpx.AsyncBaseTransport | None" = None,
    ) -> None:
        """The variables in `environment` may name proxies and certificates; the default is the
        environment of this process. `ended` is called when the host finds that RingCentral has
        ended the sign-in. In tests, `door` replaces the network."""
        self._config = config
        self._clock = clock
        self._transport = Transport(config, environment=environment, clock=clock, door=door)
        endpoint = TokenEndpoint(self._transport, clock)
        self._session = Session(store or TokenStore(config), endpoint, clock, ended)

    async def aclose(self) -> None:
        await self._session.aclose()
        await self._transport.aclose()

    # --- the sign-in ----------------------------------------------------------------------------

    async def owner_id(self) -> str | None:
        """Returns RingCentral's id of the signed-in user, or the app's client id if the stored
        sign-in has no such id. Returns None if no user is signed in. Sends no request.

        Raises a Problem whose code begins with `keyring_` if the keyring cannot be read.
        """
        tokens = await self._session.present()
        return None if tokens is None else tokens.owner_id or tokens.client_id

    async def look_again(self) -> None:
        """Reads the keyring again, because a user may have signed in or out in another process.
        Raises a Problem whose code begins with `keyring_` if the keyring cannot be read."""
        await self._session.look_again()

    async def is_over(self) -> bool:
        """Returns whether the sign-in has expired according to the computer's clock. Raises a
        Problem whose code begins with `keyring_` if the keyring cannot be read.

        The clock may be wrong, so the result True is no reason to end the sign-in. Only an answer
        of RingCentral ends the sign-in.
        """
        return await self._session.is_over()

    def forget(self) -> None:
        """Makes the next request read the keyring again. Call this after a sign-in or a
        sign-out."""
        self._session.forget()

    async def sign_out(self) -> None:
        """Signs the user out: removes the sign-in from the keyring, and ends the session at
        RingCentral if RingCentral can be reached."""
        await self._session.end()

    async def account(self) -> Account:
        """Returns the signed-in user's account as RingCentral reports it. If no user is signed in,
        sends no request and returns an account whose `signed_in` is False.

        Raises a Problem with the code exchange_unreachable, exchange_not_understood or
        exchange_refused.
        """
        if await self.owner_id() is None:
            return Account(signed_in=False, server=self._config.server)
        return account_in(await self._get(_HOME), self._config.server)

    # --- lists ----------------------------------------------------------------------------------

    async def forwarding_numbers(self) -> list[Record]:
        """Requests all pages of the list of the user's own phones. Returns RingCentral's records
        unchanged.

        Raises a Problem with the code exchange_unreachable, exchange_not_understood or
        exchange_refused.
        """
        return [record async for record in self._records(f"{_HOME}/forwarding-number")]

    async def phone_numbers(self) -> list[Record]:
        """Requests all pages of the list of the account's phone numbers. The user may show only
        some of these numbers as caller ID. Returns RingCentral's records unchanged. Raises the same
        Problems as `forwarding_numbers`."""
        return [record async for record in self._records(f"{_HOME}/phone-number")]

    async def _records(self, path: str) -> AsyncIterator[Record]:
        """Yields the records of all pages of the list at `path`.

        The next page is requested by its number. The links in RingCentral's answers are not
        followed, because a false link could make the host send the access token to another server.
        """
        for page in range(1, _MOST_PAGES + 1):
            fields = await self._get(path, {"page": str(page), "perPage": _PER_PAGE})
            records = fields.get("records")
            if not isinstance(records, list):
                raise Problem("exchange_not_understood")
            for record in records:
                if isinstance(record, dict):
                    yield record
            if not records or not has_more_pages(fields, page):
                return
        logger.warning("a list with more than %d pages was cut off", _MOST_PAGES)

    async def _get(self, path: str, query: dict[str, str] | None = None) -> Record:
        ask = Ask(method="GET", path=path, group="Light", query=query)
        return self._fields_of(await self._authorized_or_problem(ask))

    # --- calls ----------------------------------------------------------------------------------

    async def ring_out(
        self, *, to: str, from_: str, caller_id: str | None, play_prompt: bool | None
    ) -> RingOut:
        """Places a call: RingCentral rings `from_`, and when the user answers, rings `to`. All
        numbers are in E.164. The request is sent at most once.

        If `caller_id` or `play_prompt` is None, the user's setting at RingCentral applies.

        Raises Problem("outcome_unknown") if RingCentral may have placed the call. A Problem with
        any other code means that RingCentral has not placed the call: exchange_unreachable,
        exchange_refused, not_a_number, not_your_number, caller_id_refused, number_blocked,
        ringout_not_in_plan, country_disabled or call_failed. (Sources: MakeRingOutRequest of
        RingCentral's OpenAPI document; the table of errors for ring-out in RingCentral's API
        explorer.)
        """
        body: Record = {"from": {"phoneNumber": from_}, "to": {"phoneNumber": to}}
        if caller_id is not None:
            body["callerId"] = {"phoneNumber": caller_id}
        if play_prompt is not None:
            body["playPrompt"] = play_prompt
        ask = Ask(method="POST", path=_RING_OUT, group="Heavy", json_body=body)
        try:
            answer = await self._authorized(ask, PLACED_WITHIN_SECONDS)
        except Lost as lost:
            if lost.may_have_acted:
                raise Problem("outcome_unknown") from None
            raise _not_placed(lost.problem()) from None
        except Problem as problem:
            # This problem arose before the request was sent, so no call was placed.
            raise _not_placed(problem) from None
        return self._placed(answer)

    def _placed(self, answer: Answer) -> RingOut:
        if answer.is_success:
            ring_out = ring_out_in(answer)
            if ring_out is None or not ring_out.id:
                raise Problem("outcome_unknown", reason="untrackable")
            return ring_out
        if answer.status == 407:
            raise _not_placed(self._transport.proxy_problem("proxy_password"))
        if not 400 <= answer.status <= 499 or answer.status == 408:
            raise Problem("outcome_unknown", reason="unreadable")
        raise self._refusal(answer)

    async def ring_out_status(self, ring_out_id: str) -> RingOut:
        """Returns the call as RingCentral reports it now.

        Raises Problem("call_not_found") if RingCentral no longer knows the call; how the call ended
        is then unknown. Raises a Problem with the code exchange_unreachable,
        exchange_not_understood or exchange_refused after any other failure.
        """
        path = f"{_RING_OUT}/{quote(ring_out_id, safe='')}"
        ask = Ask(method="GET", path=path, group="Light")
        answer = await self._authorized_or_problem(ask)
        if answer.status == 404:
            raise Problem("call_not_found", reason="exchange")
        self._fields_of(answer)
        ring_out = ring_out_in(answer)
        if ring_out is None:
            raise Problem("exchange_not_understood")
        return replace(ring_out, id=ring_out_id)

    async def cancel_ring_out(self, ring_out_id: str) -> None:
        """Cancels a call while the user's own phone still rings.

        A successful answer does not prove that the call was cancelled, so read the call's status
        afterwards. Raises Problem("too_late_to_cancel") if RingCentral refuses to cancel the call
        or no longer knows the call. Raises Problem("exchange_unreachable") if no answer came; the
        call may then be cancelled or not.
        """
        path = f"{_RING_OUT}/{quote(ring_out_id, safe='')}"
        ask = Ask(method="DELETE", path=path, group="Heavy")
        answer = await self._authorized_or_problem(ask)
        if answer.is_success:
            return
        if answer.status in {404, 409, 410}:
            raise Problem("too_late_to_cancel")
        raise self._refusal(answer)

    # --- requests -------------------------------------------------------------------------------

    async def _authorized(self, ask: Ask, within_seconds: float | None = None) -> Answer:
        """Sends a request with the access token. If RingCentral refuses the token, sends the
        request again with another token. This never places a call twice, because RingCentral does
        nothing for a request whose token it refuses.

        `within_seconds` limits the time of all attempts together. Raises Lost if no answer came. If
        this method raises a Problem, RingCentral has not acted on the request.
        """
        loop = asyncio.get_running_loop()
        ends_at = None if within_seconds is None else loop.time() + within_seconds
        tokens, is_new = await _before_sending(self._usable(), ends_at)
        for _ in range(_MOST_TRIES):
            left = None if ends_at is None else max(ends_at - loop.time(), 1.0)
            timed = ask if left is None else replace(ask, within_seconds=left)
            answer = await self._transport.send(
                timed, authorization=f"Bearer {tokens.access_token}"
            )
            if not is_of_token(answer):
                return answer
            if is_new:
                break
            tokens, is_new = await _before_sending(self._session.renewed(tokens), ends_at)
        raise Problem("sign_in_expired")

    async def _usable(self) -> tuple[Tokens, bool]:
        return await self._session.usable(), False

    async def _authorized_or_problem(self, ask: Ask) -> Answer:
        try:
            return await self._authorized(ask)
        except Lost as lost:
            raise lost.problem() from None

    def _fields_of(self, answer: Answer) -> Record:
        """Returns the JSON fields of a successful answer to a GET request. For any other answer,
        raises the Problem that `_refusal` returns."""
        if not answer.is_success:
            raise self._refusal(answer)
        fields = answer.fields()
        if fields is None:
            # This answer probably comes from a captive portal or a proxy instead of RingCentral.
            raise Problem("exchange_not_understood")
        return fields

    def _refusal(self, answer: Answer) -> Problem:
        """Returns the Problem for an answer that is not a success."""
        refusal = refusal_in(answer)
        logger.warning("refused: %d %s %s", answer.status, refusal.code, refusal.parameter)
        return problem_of(answer, refusal, self._clock())


async def _before_sending(
    work: Awaitable[tuple[Tokens, bool]], ends_at: float | None
) -> tuple[Tokens, bool]:
    """Waits for `work`, which gets the tokens for a request, and returns its result. `ends_at` is a
    time of the event loop's clock.

    If `work` is not done at `ends_at`, or raises any exception other than Problem and Lost, this
    function raises Problem("exchange_unreachable"): the request itself has not been sent yet.
    """
    try:
        async with asyncio.timeout_at(ends_at):
            return await work
    except (Problem, Lost):
        raise
    except TimeoutError:
        raise Problem("exchange_unreachable", reason="silent") from None
    except Exception as error:
        logger.error("the access token could not be had: %s", where_it_failed(error))
        raise Problem(
            "exchange_unreachable", reason="not_sent", error=type(error).__name__
        ) from None


def _not_placed(problem: Problem) -> Problem:
    """Returns `problem`, the reason why no call was placed. But the codes exchange_unreachable and
    exchange_not_understood leave open whether a call was placed. For these two codes, the returned
    Problem is a new one, whose text adds that the call was not placed."""
    if problem.code == "exchange_not_understood":
        problem = Problem("exchange_unreachable", reason="other_answer")
    if problem.code != "exchange_unreachable":
        return problem
    words = f"{problem.message} The call was not placed."
    return Problem.of(problem.code, {**problem.parameters, "placed": "no"}, words)
