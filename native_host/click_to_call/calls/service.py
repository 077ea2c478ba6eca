"""Places, follows and cancels calls. One click places at most one call, even after failures.

Depends on calls/journal.py, calls/callable_number.py, calls/polling.py and calls/status.py. The
constructor of CallService gets RingCentral's client, the account, the clock, and the function that
pushes changes to the extension. If the journal and this process's memory disagree about a call, the
journal is right.
"""

import asyncio
import logging
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Final, Protocol

from click_to_call.calls import callable_number
from click_to_call.calls.journal import Caps, Journal, Row
from click_to_call.calls.polling import CONNECTED_LIMIT_SECONDS, Watch, pause_in
from click_to_call.calls.status import FINAL, Legs, given_up, read_legs, says_nothing
from click_to_call.errors import Problem
from click_to_call.host.protocol import Call, CallPlace, Calls, CallState, Numbers, ProblemBody

logger = logging.getLogger(__name__)

PREPARED_WITHIN_SECONDS: Final = 15.0
"""The longest time for the preparation of a call: for finding out who is signed in, and for
requesting the user's phones and caller IDs if no copy of them is on disk."""
PLACED_WITHIN_SECONDS: Final = 22.0
"""The longest time that CallService waits for the client to place a call. After this time, the
outcome of the call is unknown. The client's own limit in ringcentral/client.py is shorter."""
CAUGHT_UP_WITHIN_SECONDS: Final = 2.0
"""The longest time that a request waits for the states of calls that a host has left behind."""
CANCEL_SHOWS_WITHIN_SECONDS: Final = 10.0
"""The user has cancelled a call, but RingCentral still reports that the call rings. The host waits
this long for a different report, and then shows the call as cancelled."""
IN_DOUBT_SECONDS: Final = 10.0
"""For this time after a call with an unknown outcome, another call to the same number needs the
user's confirmation."""

# After a problem with one of these codes, RingCentral may have placed the call, so the call's state
# is "unknown" and not "failed".
_IN_DOUBT: Final = frozenset({"outcome_unknown", "exchange_not_understood", "internal"})


class RingOut(Legs, Protocol):
    """RingCentral's report on one call."""

    @property
    def id(self) -> str: ...


class RingCentralClient(Protocol):
    """The requests to RingCentral that this module sends. ringcentral/client.py implements them,
    and its docstrings name the Problems that they raise."""

    async def ring_out(
        self, *, to: str, from_: str, caller_id: str | None, play_prompt: bool
    ) -> RingOut: ...
    async def ring_out_status(self, ring_out_id: str) -> RingOut: ...
    async def cancel_ring_out(self, ring_out_id: str) -> None: ...


class Account(Protocol):
    """The facts about the signed-in user's account that this module needs."""

    async def home(self) -> str | None:
        """Returns the ISO 3166 code of the account's country, or None if the country is not
        known."""

    async def numbers(self) -> Numbers: ...


class Clock(Protocol):
    """The clock that CallService uses. Tests pass a clock of their own, so that they need not
    wait."""

    def time(self) -> float: ...
    async def sleep(self, seconds: float) -> None: ...


class CallService:
    """Places calls, and follows each placed call until it is over."""

    def __init__(  # noqa: PLR0913 - all that it depends on
        self,
        *,
        exchange: RingCentralClient,
        account: Account,
        journal: Journal,
        caps: Caps,
        clock: Clock,
        push: Callable[[Call], None],
    ) -> None:
        self._exchange = exchange
        self._account = account
        self._journal = journal
        self._caps = caps
        self._clock = clock
        self._push = push
        self._rows: dict[str, Row] = {}
        self._placing: dict[str, asyncio.Event] = {}
        self._followers: dict[str, asyncio.Task[None]] = {}
        # For each call that the user cancels: when RingCentral accepted the cancellation, in Unix
        # seconds; `math.inf` until then.
        self._cancelling: dict[str, float] = {}

    # --- requests ------------------------------------------------------------------------------

    async def place(self, request: CallPlace) -> Call:
        """Places one call, and returns the call as soon as RingCentral has accepted it. From then
        on, a background task follows the call.

        Raises the Problem that says why the call is not allowed, or what went wrong with it. After
        "outcome_unknown" and "exchange_not_understood", RingCentral may have placed the call, and
        the call's state in the journal is "unknown".
        """
        number, from_, caller_id = await self._prepared(request)
        if not request.confirmed and self._needs_confirmation(number):
            raise Problem("confirmation_needed")
        row = self._journal.begin(
            request.id,
            to=number.with_extension,
            from_=from_,
            caller_id=caller_id,
            caps=self._caps.lowered(request.calls_per_minute, request.calls_per_day),
        )
        self._rows[row.call_id] = row
        self._push(_call(row))
        taken = self._placing[request.id] = asyncio.Event()
        try:
            ring_out = await self._ask_exchange(request, number.e164, from_, caller_id)
            return self._taken(request.id, ring_out)
        finally:
            del self._placing[request.id]
            taken.set()

    async def read(self, call_id: str) -> Call:
        """Returns the call with this id from the journal. Raises Problem("call_not_found")."""
        await self._adopt_orphans()
        return _call(self._journal.read(call_id))

    async def recent(self, limit: int) -> Calls:
        """Returns the last calls, the newest first, and at most `limit` of them."""
        await self._adopt_orphans()
        return Calls(calls=tuple(_call(row) for row in self._journal.recent(limit)))

    async def cancel(self, call_id: str) -> Call:
        """Cancels a call while the user's own phone still rings.

        Raises Problem("call_not_found"), or Problem("too_late_to_cancel") if the user's phone no
        longer rings. If RingCentral cannot be reached, raises the Problem that says why, and goes
        on following the call.
        """
        await self._adopt_orphans()
        if call_id in self._placing:
            await self._placing[call_id].wait()
        row = self._journal.read(call_id)
        if row.state != "ringing_you" or row.ring_out_id is None:
            raise Problem("too_late_to_cancel")
        # If the answer is lost, the call may be cancelled or ring on.
        self._cancelling[call_id] = math.inf
        await self._exchange.cancel_ring_out(row.ring_out_id)
        self._cancelling[call_id] = self._clock.time()
        return await self._cancelled(row, row.ring_out_id)

    def abandon(self) -> None:
        """Marks as "unknown" the calls for which RingCentral has not yet accepted or refused the
        request. Call this when the process is about to end."""
        self._journal.abandon()

    # --- placing -------------------------------------------------------------------------------

    async def _prepared(self, request: CallPlace) -> tuple[callable_number.Number, str, str | None]:
        """Returns the number to call, the phone to ring first, and the caller ID. Raises the
        Problem that says why the call is not allowed."""
        try:
            async with asyncio.timeout(PREPARED_WITHIN_SECONDS):
                number = await self._read_number(request)
                await self._adopt_orphans()
                self._journal.refuse_reused(request.id)
                from_, caller_id = await self._choose(request)
        except TimeoutError:
            raise Problem("exchange_unreachable", placed="no") from None
        if from_ == number.e164:
            raise Problem("same_number")
        return number, from_, caller_id

    async def _read_number(self, request: CallPlace) -> callable_number.Number:
        """Returns the number to call. If the request shows the number's country, by its region or
        by a "+", this method refuses an emergency number at once. Otherwise the method must first
        find out the account's country, which may take time."""
        if request.region is not None or request.to.startswith("+"):
            callable_number.normalise(request.to, request.region)
        home = await self._account.home()
        return callable_number.normalise(request.to, request.region or home, home=home)

    async def _choose(self, request: CallPlace) -> tuple[str, str | None]:
        """Returns the phone to ring first and the caller ID. Raises a Problem if the request names
        a phone or a caller ID that is not on the account's lists."""
        lists = await self._account.numbers()
        own = [entry.phone_number for entry in lists.from_]
        shown = [entry.phone_number for entry in lists.caller_id]
        if not own:
            raise _why_missing(lists, "from", "no_from_number")
        if request.from_ is not None and request.from_ not in own:
            raise _why_missing(lists, "from", "not_your_number")
        if request.caller_id is not None and request.caller_id not in shown:
            raise _why_missing(lists, "caller_id", "unknown_caller_id")
        problem = lists.problems.get("caller_id")
        if not shown and problem is not None and problem.code == "unknown_caller_id":
            # config.toml forbids all of the account's caller IDs. If the request named none,
            # RingCentral would choose one of them, so the call is refused.
            raise _why_missing(lists, "caller_id", problem.code)
        return request.from_ or own[0], request.caller_id or next(iter(shown), None)

    def _needs_confirmation(self, number: callable_number.Number) -> bool:
        return bool(number.risks) or self._journal.is_in_doubt(
            number.with_extension, within=IN_DOUBT_SECONDS
        )

    async def _ask_exchange(
        self, request: CallPlace, to: str, from_: str, caller_id: str | None
    ) -> RingOut:
        """Sends the only request that places this call. If the request fails, writes the call's new
        state, "failed" or "unknown", to the journal, and raises the Problem that says why."""
        try:
            async with asyncio.timeout(PLACED_WITHIN_SECONDS):
                return await self._exchange.ring_out(
                    to=to,
                    from_=from_,
                    caller_id=caller_id,
                    play_prompt=request.play_prompt is not False,
                )
        except Problem as problem:
            state: CallState = "unknown" if problem.code in _IN_DOUBT else "failed"
            self._change(request.id, state, problem=problem)
            raise
        except TimeoutError:
            doubt = Problem("outcome_unknown")
            self._change(request.id, "unknown", problem=doubt)
            raise doubt from None
        except BaseException:
            # The code has a bug, or the process is ending. In both cases RingCentral may have
            # received the request and placed the call.
            self._change(request.id, "unknown", problem=Problem("outcome_unknown"))
            raise

    def _taken(self, call_id: str, ring_out: RingOut) -> Call:
        state, problem = read_legs(ring_out, before="ringing_you")
        call = self._change(call_id, state, problem=problem, ring_out_id=ring_out.id)
        if state not in FINAL:
            self._follow(call_id, ring_out.id, state, self._clock.time())
        return call

    # --- following calls -----------------------------------------------------------------------

    async def _adopt_orphans(self) -> None:
        """Takes over the calls of hosts that have ended, and asks RingCentral at once what became
        of them. Otherwise a call that has long been over would be shown as ringing, and no other
        call could be placed. On the command line, no later request could find out, because each
        command is a process of its own."""
        orphans = self._journal.adopt(since=self._clock.time() - CONNECTED_LIMIT_SECONDS)
        self._rows |= {row.call_id: row for row in orphans}
        await asyncio.gather(*(self._catch_up(row) for row in orphans))

    async def _catch_up(self, row: Row) -> None:
        state, watch, ring_out_id = row.state, Watch(row.changed_at), row.ring_out_id or ""
        try:
            async with asyncio.timeout(CAUGHT_UP_WITHIN_SECONDS):
                state = await self._see(row.call_id, ring_out_id, state, watch)
        except TimeoutError:
            logger.info("a call that was taken over could not be looked up in time")
        finally:
            if state not in FINAL:
                self._follow(row.call_id, ring_out_id, state, watch.since)

    def _follow(self, call_id: str, ring_out_id: str, state: str, since: float) -> None:
        task = asyncio.create_task(self._poll(call_id, ring_out_id, state, since))
        self._followers[call_id] = task
        task.add_done_callback(lambda _: self._followers.pop(call_id, None))

    async def _poll(self, call_id: str, ring_out_id: str, state: str, since: float) -> None:
        """Asks RingCentral for the call's state again and again, until the call is over or
        `Watch.is_over` says to stop. When this method begins, the call has been in `state` since
        the Unix timestamp `since`."""
        watch = Watch(since)
        while state not in FINAL:
            await self._clock.sleep(pause_in(state, self._clock.time() - watch.since))
            state = await self._see(call_id, ring_out_id, state, watch)

    async def _see(self, call_id: str, ring_out_id: str, before: str, watch: Watch) -> str:
        """Asks RingCentral once for the call's state, which was `before`. Writes a new state to the
        journal and pushes it. Returns the state."""
        state, problem = await self._look(ring_out_id, before, watch)
        now = self._clock.time()
        if self._is_cancelled(call_id, state, problem):
            state, problem = "cancelled", None
        if state != before:
            watch.since = now
        elif watch.is_over(state, now):
            state, problem = given_up(state)
        return state if state == before else self._change(call_id, state, problem=problem).state

    async def _look(self, ring_out_id: str, state: str, watch: Watch) -> tuple[str, Problem | None]:
        """Asks RingCentral once for the call's state. Returns the new state, and the Problem that
        explains this state if there is one. If RingCentral gives no usable answer, returns `state`
        and None."""
        watch.is_heard = False
        try:
            ring_out = await self._exchange.ring_out_status(ring_out_id)
        except Problem as problem:
            if problem.code == "call_not_found":
                return given_up(state)
            # Rate limits, outages and expired sign-ins may pass, so the host asks again. If they do
            # not pass, `_poll` stops following the call when `Watch.is_over` says so.
            logger.info("a call could not be looked up: %s", problem.code)
            return state, None
        except Exception:
            # After an unexpected exception, the host must ask again too. Otherwise the user would
            # see the call as ringing for ever.
            logger.exception("a call could not be looked up")
            return state, None
        watch.is_heard = True
        if not says_nothing(ring_out):
            watch.silent_since = None
        elif watch.silent_since is None:
            watch.silent_since = self._clock.time()
        return read_legs(ring_out, before=state)

    async def _cancelled(self, row: Row, ring_out_id: str) -> Call:
        """Requests the call's status after RingCentral has accepted the cancellation, and returns
        the call. Raises Problem("too_late_to_cancel") if the user has answered the phone:
        RingCentral accepts a cancellation even then."""
        try:
            ring_out = await self._exchange.ring_out_status(ring_out_id)
        except Problem as problem:
            if problem.code != "call_not_found":
                raise  # The call may still ring, so `_poll` goes on asking for its state.
            state = "cancelled"
        else:
            state, _ = read_legs(ring_out, before="ringing_you")
        if state in ("ringing_them", "connected"):
            self._change(row.call_id, state)
            raise Problem("too_late_to_cancel")
        if state == "ringing_you" and row.call_id in self._followers:
            # RingCentral does not show the cancellation yet. `_poll` goes on asking for the call's
            # state, and reports the cancellation to the extension.
            return _call(row)
        follower = self._followers.pop(row.call_id, None)
        if follower is not None:
            follower.cancel()
        return self._change(row.call_id, "cancelled")

    def _is_cancelled(self, call_id: str, state: str, problem: Problem | None) -> bool:
        """Returns whether the state and problem that RingCentral reports result from the user's
        cancellation of the call."""
        asked_at = self._cancelling.get(call_id)
        if asked_at is None:
            return False
        if state == "ringing_you":
            return self._clock.time() - asked_at > CANCEL_SHOWS_WITHIN_SECONDS
        return problem is not None and problem.code == "call_rejected"

    # --- reporting changes ---------------------------------------------------------------------

    def _change(
        self,
        call_id: str,
        state: str,
        *,
        problem: Problem | None = None,
        ring_out_id: str | None = None,
    ) -> Call:
        """Writes the call's new state to the journal and pushes the call to the extension.

        If the journal cannot be written, this method still pushes a call that this process has
        placed or taken over. The journal then shows the call's earlier state until another host
        takes over the call."""
        try:
            row = self._journal.change(call_id, state, problem=problem, ring_out_id=ring_out_id)
        except Problem:
            if call_id not in self._rows:
                raise
            row = replace(
                self._rows[call_id],
                state=state,
                problem_code=problem.code if problem else None,
                problem_message=problem.message if problem else None,
                parameters=problem.parameters if problem else {},
                changed_at=self._clock.time(),
            )
        self._rows[call_id] = row
        if row.state in FINAL:
            del self._rows[call_id]
            self._cancelling.pop(call_id, None)
        call = _call(row)
        self._push(call)
        return call


def _call(row: Row) -> Call:
    problem = None
    if row.problem_code is not None:
        problem = ProblemBody(row.problem_code, row.problem_message or "", row.parameters)
    return Call(
        call_id=row.call_id,
        to=row.to_number,
        from_=row.from_number,
        caller_id=row.caller_id,
        state=row.state,  # type: ignore[arg-type]
        placed_at=row.placed_at,
        changed_at=row.changed_at,
        problem=problem,
        cancellable=row.state in ("placing", "ringing_you"),
    )


def _why_missing(lists: Numbers, name: str, code: str) -> Problem:
    """Returns the Problem for a call that cannot be placed because the list `name` ("from" or
    "caller_id") lacks the number. If the list itself has a Problem, for example because RingCentral
    could not be reached, returns that Problem. Otherwise returns Problem(code)."""
    unread = lists.problems.get(name)
    if unread is None:
        return Problem(code)
    return Problem.of(unread.code, unread.parameters, unread.message)
