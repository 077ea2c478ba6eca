"""RingCentral's API as the host uses it, for the signed-in user.

Depends on ringcentral/session.py for the tokens and on ringcentral/transport.py for requests. Its
most important rule: a request that rings a phone is sent only once. If RingCentral may have read
it, the Problem is `outcome_unknown` and no other.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from msgspec import UNSET, UnsetType

from click_to_call.config import Config
from click_to_call.errors import Problem
from click_to_call.host.protocol import Account
from click_to_call.keyring.token_store import Tokens, TokenStore
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

_PER_PAGE: Final = "1000"  # RingCentral's maximum; it reduces larger values itself
_MOST_PAGES: Final = 40  # fewer than the 50 requests a minute of the rate-limit group

# The host's own tokens, the tokens of another process if those have ended too, and new ones.
_MOST_TRIES: Final = 3

PLACED_WITHIN_SECONDS: Final = 20.0
"""Time to place a call, including the renewal of the token if it is needed."""

Record = dict[str, Any]


@dataclass(frozen=True)
class RingOut:
    """One call as RingCentral reports it. The status words are as sent; "" if a word is missing.

    Known words: Invalid Success InProgress Busy NoAnswer Rejected GenericError Finished
    InternationalDisabled DestinationBlocked NotEnoughFunds NosuchUser Error CannotReach
    NoAnsweringMachine NoSessionFound Unknown RingOutFromThisNumberIsNotSupported. RingCentral may
    change them, so compare without regard to case and expect unknown ones.
    """

    id: str
    call_status: str
    caller_status: str
    callee_status: str


class RingCentralClient:
    """RingCentral's API for the user whose sign-in is in the store.

    Every method raises Problem not_signed_in, sign_in_expired, keyring_*, rate_limited and
    permission_missing. Each method names the others that it raises.
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
        """`environment` names proxies and certificates; by default it is this process's own.
        `ended` is called when RingCentral has ended the sign-in. `door` replaces the network in
        tests."""
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
        """Returns an id of the signed-in user; None if no user is signed in. It reads the keyring
        and sends no request.

        Raises Problem keyring_*.
        """
        tokens = await self._session.present()
        return None if tokens is None else tokens.owner_id or tokens.client_id

    async def look_again(self) -> None:
        """Reads the keyring again, in case a user signed in or out in another process. Raises
        Problem keyring_*."""
        await self._session.look_again()

    async def is_over(self) -> bool:
        """Returns whether the sign-in has expired by the clock. Raises Problem keyring_*.

        The clock may be wrong, so this ends nothing: only RingCentral's answer ends a sign-in.
        """
        return await self._session.is_over()

    def forget(self) -> None:
        """Reads the keyring again before the next request. Call it after a sign-in or a
        sign-out."""
        self._session.forget()

    async def sign_out(self) -> None:
        """Revokes the session at RingCentral if RingCentral can be reached, and removes the sign-in
        here."""
        await self._session.end()

    async def account(self) -> Account:
        """Returns the signed-in user's account. If no user is signed in, `signed_in` is false and
        no request is sent.

        Raises Problem exchange_unreachable, exchange_not_understood, exchange_refused.
        """
        if await self.owner_id() is None:
            return Account(signed_in=False, server=self._config.server)
        fields = await self._get(_HOME)
        country = _mapping(_mapping(fields, "regionalSettings"), "homeCountry")
        region = country.get("isoCode")
        return Account(
            signed_in=True,
            server=self._config.server,
            name=_words(fields.get("name")),
            extension_number=_words(fields.get("extensionNumber")),
            region=region if isinstance(region, str) and _is_region(region) else None,
            ring_out=_feature(fields, "RingOut"),
        )

    # --- lists ----------------------------------------------------------------------------------

    async def forwarding_numbers(self) -> list[Record]:
        """Returns the user's own phones from all pages, as RingCentral sends them.

        Raises Problem exchange_unreachable, exchange_not_understood, exchange_refused.
        """
        return [record async for record in self._records(f"{_HOME}/forwarding-number")]

    async def phone_numbers(self) -> list[Record]:
        """Returns the account's numbers that the user may show, and others, from all pages, as
        RingCentral sends them. Raises the same problems as `forwarding_numbers`."""
        return [record async for record in self._records(f"{_HOME}/phone-number")]

    async def _records(self, path: str) -> AsyncIterator[Record]:
        """Yields every record of every page. It counts the pages and does not follow the links in
        an answer.

        So an answer cannot make the host send the access token elsewhere.
        """
        for page in range(1, _MOST_PAGES + 1):
            fields = await self._get(path, {"page": str(page), "perPage": _PER_PAGE})
            records = fields.get("records")
            if not isinstance(records, list):
                raise Problem("exchange_not_understood")
            for record in records:
                if isinstance(record, dict):
                    yield record
            if not records or not _has_more(fields, page):
                return
        logger.warning("a list with more than %d pages was cut off", _MOST_PAGES)

    async def _get(self, path: str, query: dict[str, str] | None = None) -> Record:
        ask = Ask(method="GET", path=path, group="Light", query=query)
        return self._fields_of(await self._authorized_or_problem(ask))

    # --- calls ----------------------------------------------------------------------------------

    async def ring_out(
        self, *, to: str, from_: str, caller_id: str | None, play_prompt: bool | None
    ) -> RingOut:
        """Places a call: RingCentral rings `from_`, then `to`. All numbers are in E.164. The
        request is sent at most once.

        If `caller_id` or `play_prompt` is None, the user's settings at RingCentral apply.

        Raises Problem outcome_unknown if RingCentral may have placed the call. Every other Problem
        means that it did not: exchange_unreachable, exchange_refused, not_a_number,
        not_your_number, caller_id_refused, number_blocked, ringout_not_in_plan, country_disabled.
        (Sources: MakeRingOutRequest of RingCentral's OpenAPI document; the table of errors for
        ring-out in RingCentral's API explorer.)
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
            # This problem arose before the request, so no call was placed.
            raise _not_placed(problem) from None
        return self._placed(answer)

    def _placed(self, answer: Answer) -> RingOut:
        if answer.is_success:
            ring_out = _ring_out_in(answer)
            if ring_out is None or not ring_out.id:
                raise Problem("outcome_unknown", reason="untrackable")
            return ring_out
        if answer.status == 407:
            raise _not_placed(self._transport.proxy_problem("proxy_password"))
        if not 400 <= answer.status <= 499 or answer.status == 408:
            raise Problem("outcome_unknown", reason="unreadable")
        raise self._refusal(answer)

    async def ring_out_status(self, ring_out_id: str) -> RingOut:
        """Returns the state of a call.

        Raises Problem call_not_found if RingCentral no longer knows the call, which does not say
        how the call ended; exchange_unreachable, exchange_not_understood, exchange_refused.
        """
        path = f"{_RING_OUT}/{quote(ring_out_id, safe='')}"
        ask = Ask(method="GET", path=path, group="Light")
        answer = await self._authorized_or_problem(ask)
        if answer.status == 404:
            raise Problem("call_not_found", reason="exchange")
        self._fields_of(answer)
        ring_out = _ring_out_in(answer)
        if ring_out is None:
            raise Problem("exchange_not_understood")
        return replace(ring_out, id=ring_out_id)

    async def cancel_ring_out(self, ring_out_id: str) -> None:
        """Cancels a call whose first phone was not answered yet.

        RingCentral's answer does not prove that the call was cancelled: read the status afterwards.
        Raises Problem too_late_to_cancel if RingCentral refuses or no longer knows the call;
        exchange_unreachable, after which the call may be cancelled or not.
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
        """Sends a request with the access token, and sends it again with another token if
        RingCentral refuses the first. A refusal of the token comes before RingCentral does
        anything.

        `within_seconds` is for all attempts together. Raises Lost if no answer came; Problem only
        for what fails before or between the requests.
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
        """Returns the fields of the answer to a GET request. Raises the Problem of an answer that
        is not a success."""
        if not answer.is_success:
            raise self._refusal(answer)
        fields = answer.fields()
        if fields is None:
            # Probably a captive portal's or a proxy's page in place of RingCentral's answer.
            raise Problem("exchange_not_understood")
        return fields

    def _refusal(self, answer: Answer) -> Problem:
        """Returns the Problem of an answer that is not a success."""
        refusal = refusal_in(answer)
        logger.warning("refused: %d %s %s", answer.status, refusal.code, refusal.parameter)
        return problem_of(answer, refusal, self._clock())


async def _before_sending(
    work: Awaitable[tuple[Tokens, bool]], ends_at: float | None
) -> tuple[Tokens, bool]:
    """Waits for the tokens that a request needs. Every failure becomes a Problem, even an
    unexpected one, because nothing has been sent yet."""
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
    """Returns the same problem; where it is not clear from its text, adds that no call was
    placed."""
    if problem.code == "exchange_not_understood":
        problem = Problem("exchange_unreachable", reason="other_answer")
    if problem.code != "exchange_unreachable":
        return problem
    words = f"{problem.message} The call was not placed."
    return Problem.of(problem.code, {**problem.parameters, "placed": "no"}, words)


# --- reading RingCentral's answers --------------------------------------------------------------


def _mapping(fields: Record, name: str) -> Record:
    value = fields.get(name)
    return value if isinstance(value, dict) else {}


def _feature(fields: Record, name: str) -> bool | UnsetType:
    """Returns whether a feature of the extension is switched on; UNSET if RingCentral does not
    say."""
    features = fields.get("serviceFeatures")
    for feature in features if isinstance(features, list) else []:
        if isinstance(feature, dict) and feature.get("featureName") == name:
            enabled = feature.get("enabled")
            return enabled if isinstance(enabled, bool) else UNSET
    return UNSET


def _words(value: object) -> str | None:
    """Returns a short printable text, or None."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    text = " ".join(str(value).split())[:120]
    return text if text and text.isprintable() else None


def _is_region(value: str) -> bool:
    return len(value) == 2 and value.isascii() and value.isalpha() and value.isupper()


def _has_more(fields: Record, page: int) -> bool:
    """Returns whether there is another page: by `totalPages`, or else by a link to the next page.
    RingCentral does not always send both."""
    total = _mapping(fields, "paging").get("totalPages")
    if isinstance(total, int):
        return page < total
    return bool(_mapping(fields, "navigation").get("nextPage"))


def _ring_out_in(answer: Answer) -> RingOut | None:
    fields = answer.fields()
    if fields is None:
        return None
    identifier = fields.get("id")
    if isinstance(identifier, int) and not isinstance(identifier, bool):
        identifier = str(identifier)  # the legacy path answers with a number
    if not isinstance(identifier, str) or len(identifier) > 1024:
        identifier = ""
    status = _mapping(fields, "status")
    words = (status.get(name) for name in ("callStatus", "callerStatus", "calleeStatus"))
    return RingOut(identifier, *(word if isinstance(word, str) else "" for word in words))
