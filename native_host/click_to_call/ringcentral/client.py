"""The exchange: RingCentral's endpoints, as this host uses them, for whoever is signed in.

Must not know the journal, the wire to the extension, or how a person is shown anything. Its one
promise above all: a request that rings a phone is sent once, and if it may have been read, the
Problem says `outcome_unknown` and nothing else.
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

log = logging.getLogger(__name__)

_HOME: Final = "/restapi/v1.0/account/~/extension/~"
_RING_OUT: Final = f"{_HOME}/ring-out"

_PER_PAGE: Final = "1000"  # the most RingCentral gives; it clamps by itself
_MOST_PAGES: Final = 40  # below the 50 requests a minute that the group allows

# Our tokens, another process's that turn out to have ended as well, and new ones.
_MOST_TRIES: Final = 3

PLACED_WITHIN_SECONDS: Final = 20.0
"""For placing a call in all: a token that must be renewed first takes its time from that."""

Record = dict[str, Any]


@dataclass(frozen=True)
class RingOut:
    """One call as RingCentral tells it. The words are as sent; "" where there was none.

    Today's words: Invalid Success InProgress Busy NoAnswer Rejected GenericError Finished
    InternationalDisabled DestinationBlocked NotEnoughFunds NosuchUser Error CannotReach
    NoAnsweringMachine NoSessionFound Unknown RingOutFromThisNumberIsNotSupported. They change:
    compare without case, and expect others.
    """

    id: str
    call_status: str
    caller_status: str
    callee_status: str


class RingCentralClient:
    """RingCentral for the user whose sign-in the store keeps.

    Every method raises Problem not_signed_in, sign_in_expired, keyring_*, rate_limited and
    permission_missing; which others, each says itself.
    """

    def __init__(  # noqa: PLR0913 - its surroundings, named
        self,
        config: Config,
        store: TokenStore | None = None,
        *,
        environment: Mapping[str, str] | None = None,
        clock: Clock = time.time,
        ended: Callable[[Problem], None] = lambda _: None,
        door: "httpx.AsyncBaseTransport | None" = None,
    ) -> None:
        """`environment` names proxies and certificates, this process's own by default; `ended` is
        told when RingCentral has ended the sign-in; `door` replaces the network, for tests."""
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
        """Tells users apart, or None when nobody is signed in. Asks the keyring, not RingCentral.

        Raises Problem keyring_*.
        """
        tokens = await self._session.present()
        return None if tokens is None else tokens.owner_id or tokens.client_id

    async def look_again(self) -> None:
        """Notice who signed in or out in another process. Raises Problem keyring_*."""
        await self._session.look_again()

    async def is_over(self) -> bool:
        """Whether the sign-in has expired, as far as the clock can tell. Raises Problem keyring_*.

        A clock that was set forward tells too much: only RingCentral's word ends a sign-in.
        """
        return await self._session.is_over()

    def forget(self) -> None:
        """Someone else signed in or out: read the keyring again before the next request."""
        self._session.forget()

    async def sign_out(self) -> None:
        """Revoke the session at RingCentral, as far as it can be reached, and remove it here."""
        await self._session.end()

    async def account(self) -> Account:
        """Who is signed in. Without a sign-in `signed_in` is false and nothing is asked.

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
        """All pages of the user's own phones, as RingCentral sends them.

        Raises Problem exchange_unreachable, exchange_not_understood, exchange_refused.
        """
        return [record async for record in self._records(f"{_HOME}/forwarding-number")]

    async def phone_numbers(self) -> list[Record]:
        """All pages of the numbers that the user may show, and others; as `forwarding_numbers`."""
        return [record async for record in self._records(f"{_HOME}/phone-number")]

    async def _records(self, path: str) -> AsyncIterator[Record]:
        """Every record of every page. Pages are counted, never followed by an address given.

        So no answer can send the access token to another place.
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
        log.warning("a list with more than %d pages was cut off", _MOST_PAGES)

    async def _get(self, path: str, query: dict[str, str] | None = None) -> Record:
        ask = Ask(method="GET", path=path, group="Light", query=query)
        return self._fields_of(await self._authorized_or_problem(ask))

    # --- calls ----------------------------------------------------------------------------------

    async def ring_out(
        self, *, to: str, from_: str, caller_id: str | None, play_prompt: bool | None
    ) -> RingOut:
        """Place a call: ring `from_`, then `to`. All numbers E.164. Sent at most once.

        Without `caller_id` and `play_prompt` the user's settings at RingCentral apply.

        Raises Problem outcome_unknown when the request may have been acted on; every other
        Problem means that nothing was placed: exchange_unreachable, exchange_refused,
        not_a_number, not_your_number, caller_id_refused, number_blocked, ringout_not_in_plan,
        country_disabled. (Body: MakeRingOutRequest of RingCentral's OpenAPI; refusals: its API
        explorer's error table for ring-out.)
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
            # Of what comes before the request: nothing was asked for.
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
        """How the call stands.

        Raises Problem call_not_found when RingCentral no longer knows it, which says nothing
        about how it ended; exchange_unreachable, exchange_not_understood, exchange_refused.
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
        """Ask RingCentral to drop a call whose first phone was not answered yet.

        Its answer proves little; read the status afterwards. Raises Problem too_late_to_cancel
        when it refuses or no longer knows the call; exchange_unreachable, of which it is not
        known whether it was cancelled.
        """
        path = f"{_RING_OUT}/{quote(ring_out_id, safe='')}"
        ask = Ask(method="DELETE", path=path, group="Heavy")
        answer = await self._authorized_or_problem(ask)
        if answer.is_success:
            return
        if answer.status in {404, 409, 410}:
            raise Problem("too_late_to_cancel")
        raise self._refusal(answer)

    # --- asking ---------------------------------------------------------------------------------

    async def _authorized(self, ask: Ask, within_seconds: float | None = None) -> Answer:
        """Send with the access token, and again after a refusal of the token, which is said before
        anything is done.

        `within_seconds` is for all of it. Raises Lost; Problem only for what comes before a
        request, or between two of them.
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
        """The fields of an answer to reading, or the Problem it stands for."""
        if not answer.is_success:
            raise self._refusal(answer)
        fields = answer.fields()
        if fields is None:
            # What a captive portal or a proxy says in RingCentral's place.
            raise Problem("exchange_not_understood")
        return fields

    def _refusal(self, answer: Answer) -> Problem:
        """The Problem of an answer that is no success."""
        refusal = refusal_in(answer)
        log.warning("refused: %d %s %s", answer.status, refusal.code, refusal.parameter)
        return problem_of(answer, refusal, self._clock())


async def _before_sending(
    work: Awaitable[tuple[Tokens, bool]], ends_at: float | None
) -> tuple[Tokens, bool]:
    """What must be had before a request can leave. However it fails, nothing was sent: that is
    told as a Problem, also of what nobody foresaw."""
    try:
        async with asyncio.timeout_at(ends_at):
            return await work
    except (Problem, Lost):
        raise
    except TimeoutError:
        raise Problem("exchange_unreachable", reason="silent") from None
    except Exception as error:
        log.error("the access token could not be had: %s", where_it_failed(error))
        raise Problem(
            "exchange_unreachable", reason="not_sent", error=type(error).__name__
        ) from None


def _not_placed(problem: Problem) -> Problem:
    """The same, where a user must know that no phone will ring."""
    if problem.code == "exchange_not_understood":
        problem = Problem("exchange_unreachable", reason="other_answer")
    if problem.code != "exchange_unreachable":
        return problem
    words = f"{problem.message} The call was not placed."
    return Problem.of(problem.code, {**problem.parameters, "placed": "no"}, words)


# --- reading what RingCentral sends -------------------------------------------------------------


def _mapping(fields: Record, name: str) -> Record:
    value = fields.get(name)
    return value if isinstance(value, dict) else {}


def _feature(fields: Record, name: str) -> bool | UnsetType:
    """Whether a feature of the extension is switched on; UNSET where RingCentral does not say."""
    features = fields.get("serviceFeatures")
    for feature in features if isinstance(features, list) else []:
        if isinstance(feature, dict) and feature.get("featureName") == name:
            enabled = feature.get("enabled")
            return enabled if isinstance(enabled, bool) else UNSET
    return UNSET


def _words(value: object) -> str | None:
    """A short text to show, or None."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    text = " ".join(str(value).split())[:120]
    return text if text and text.isprintable() else None


def _is_region(value: str) -> bool:
    return len(value) == 2 and value.isascii() and value.isalpha() and value.isupper()


def _has_more(fields: Record, page: int) -> bool:
    """`totalPages` where it is told, else whether a next page is named: neither is always sent."""
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
        identifier = str(identifier)  # the legacy path answers a number
    if not isinstance(identifier, str) or len(identifier) > 1024:
        identifier = ""
    status = _mapping(fields, "status")
    words = (status.get(name) for name in ("callStatus", "callerStatus", "calleeStatus"))
    return RingOut(identifier, *(word if isinstance(word, str) else "" for word in words))
