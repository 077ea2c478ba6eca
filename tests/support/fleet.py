"""Simulates thousands of hosts in one process, in simulated time, with a simulated RingCentral.

Each user has the host's real parts (client, session, number lists, call service, journal) and a
simulated RingCentral with RingCentral's rate limits, which apply per user and app. The keyring is
in memory, and a function call takes the place of the network. All times are seconds of the
simulated clock.
"""

import asyncio
import contextlib
import random
import selectors
from collections import Counter, deque
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from pathlib import Path
from typing import Any, Final

import httpx

from click_to_call.calls.journal import Caps, Journal
from click_to_call.calls.service import CallService
from click_to_call.config import Config
from click_to_call.errors import Problem
from click_to_call.host.protocol import Call, CallPlace
from click_to_call.keyring.token_store import Tokens, TokenStore
from click_to_call.ringcentral.client import RingCentralClient
from click_to_call.ringcentral.directory import NumberDirectory
from click_to_call_simulator import Request, Settings, Simulator

MORNING: Final = 1_800_000_000.0
NIGHT_SECONDS: Final = 12 * 3600.0
ANSWERS_AFTER_SECONDS: Final = (0.05, 0.3)
TOKEN_SECONDS: Final = 600
"""The lifetime of an access token. This is the shortest that RingCentral allows, so that the first
tokens expire within the simulated time."""
ORDINARY: Final = "+14155552671"


@dataclass(frozen=True)
class Plan:
    """The plan of one simulated morning."""

    hosts: int
    seconds: float = 900.0
    arrive_within: float = 300.0
    """Each user starts the browser at a random moment within this time in seconds."""
    calls_each: float = 0.5
    """How many calls a user places on average in the whole simulated time, `seconds`. A user who
    starts the browser later places fewer calls."""
    outage_at: float | None = None
    """When an outage begins, in seconds; None for no outage. During the outage, RingCentral answers
    every request with 503. The header Retry-After names the end of the outage."""
    outage_seconds: float = 60.0
    seed: int = 1


@dataclass
class Tally:
    """Counts what RingCentral received and did."""

    by_second: Counter[int] = field(default_factory=Counter)
    renewals_by_second: Counter[int] = field(default_factory=Counter)
    by_group: Counter[str] = field(default_factory=Counter)
    by_status: Counter[int] = field(default_factory=Counter)
    most_in_a_minute: Counter[str] = field(default_factory=Counter)
    """For each of RingCentral's groups of rate limits, the greatest number of requests that one
    user sent within 60 s."""
    sent_in_penalty: int = 0
    """How many requests the hosts sent too early, before the time that Retry-After had named."""
    ends: Counter[str] = field(default_factory=Counter)
    """How many calls ended in each final state."""
    problems: Counter[str] = field(default_factory=Counter)
    calls: int = 0
    placed: int = 0
    """How many calls RingCentral placed."""

    @property
    def requests(self) -> int:
        return self.by_second.total()

    def peak(self, first: float = 0, last: float = float("inf")) -> int:
        """Returns how many requests RingCentral received in the busiest second between the times
        `first` and `last`."""
        inside = (n for second, n in self.by_second.items() if first <= second < last)
        return max(inside, default=0)


# --- time -----------------------------------------------------------------------------------------


class _Leap(selectors.DefaultSelector):
    """Moves the event loop's time to the next timer instead of waiting for that timer."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise RuntimeError("everybody waits for something that no timer brings")
        self.now += max(timeout, 0.0)
        return super().select(0)


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.leap = _Leap()
        super().__init__(self.leap)

    def time(self) -> float:
        return self.leap.now


class _Clock:
    """The simulated clock, which the hosts and RingCentral share."""

    def time(self) -> float:
        return MORNING + asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


# --- one user -------------------------------------------------------------------------------------


class _Memory(TokenStore):
    """A keyring in memory, whose operations take no simulated time."""

    def __init__(self, config: Config, tokens: Tokens) -> None:
        super().__init__(config)
        self._tokens: Tokens | None = tokens
        self._busy = asyncio.Lock()

    async def load(self) -> Tokens | None:
        return self._tokens

    async def save(self, tokens: Tokens) -> None:
        self._tokens = tokens

    async def delete(self) -> None:
        self._tokens = None

    @contextlib.asynccontextmanager
    async def lock(self) -> AsyncIterator[None]:
        async with self._busy:
            yield


class _Door(httpx.AsyncBaseTransport):
    """One user's connection to the simulated RingCentral. Passes on the requests and counts
    them."""

    def __init__(self, simulator: Simulator, plan: Plan, tally: Tally, chance: random.Random):
        self._simulator = simulator
        self._plan = plan
        self._tally = tally
        self._chance = chance
        self._times: dict[str, deque[float]] = {}
        self._silent_until: dict[str, float] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        now = asyncio.get_running_loop().time()
        group = _group_of(request)
        self._count(group, now)
        await asyncio.sleep(self._chance.uniform(*ANSWERS_AFTER_SECONDS))
        answer = self._answer(request, now)
        self._tally.by_status[answer.status_code] += 1
        if answer.status_code == 503:
            self._silent_until[group] = self._end_of_outage
        return answer

    @property
    def _end_of_outage(self) -> float:
        return (self._plan.outage_at or 0.0) + self._plan.outage_seconds

    def _count(self, group: str, now: float) -> None:
        self._tally.by_second[int(now)] += 1
        self._tally.renewals_by_second[int(now)] += group == "Auth"
        self._tally.by_group[group] += 1
        self._tally.sent_in_penalty += now < self._silent_until.get(group, 0.0)
        times = self._times.setdefault(group, deque())
        times.append(now)
        while times[0] <= now - 60:
            times.popleft()
        most = self._tally.most_in_a_minute
        most[group] = max(most[group], len(times))

    def _answer(self, request: httpx.Request, now: float) -> httpx.Response:
        begins = self._plan.outage_at
        if begins is not None and begins <= now < begins + self._plan.outage_seconds:
            end = formatdate(MORNING + self._end_of_outage, usegmt=True)
            return httpx.Response(503, headers={"Retry-After": end})
        target = request.url.raw_path.decode()
        headers = {name.lower(): value for name, value in request.headers.items()}
        asked = Request(request.method, target, headers, request.content, secure=False)
        answer = self._simulator.respond(asked)
        self._simulator.requests.clear()
        # The response contains a stream, because the host reads the body of a response in pieces.
        unread = httpx.ByteStream(answer.body)
        return httpx.Response(answer.status, headers=dict(answer.headers), stream=unread)


def _group_of(request: httpx.Request) -> str:
    if "/oauth/" in request.url.path:
        return "Auth"
    return "Light" if request.method == "GET" else "Heavy"


@dataclass
class _User:
    """One simulated user, with the host of the user's browser."""

    number: int
    folder: Path
    plan: Plan
    tally: Tally
    chance: random.Random
    clock: _Clock = field(default_factory=_Clock)

    async def morning(self) -> None:
        """Waits until the user starts the browser. Then reads the number lists, places calls and
        follows each call to its end."""
        await asyncio.sleep(self.chance.uniform(0, self.plan.arrive_within))
        simulator = self._simulator()
        config = _config(self.folder)
        door = _Door(simulator, self.plan, self.tally, self.chance)
        store = _Memory(config, _tokens_of_last_night(simulator))
        exchange = RingCentralClient(config, store, clock=self.clock.time, door=door)
        lists = NumberDirectory(exchange, config, clock=self.clock.time)
        try:
            await self._try(lists.account())
            await self._try(lists.numbers())
            await self._calls(exchange, lists)
        finally:
            await lists.aclose()
            await exchange.aclose()
            self.tally.placed += len(simulator.ring_outs)

    def _simulator(self) -> Simulator:
        leg = self.chance.uniform(3.0, 40.0)
        settings = Settings(leg_seconds=leg, largest_page=1000, access_token_seconds=TOKEN_SECONDS)
        return Simulator(settings, clock=self.clock.time)

    async def _calls(self, exchange: RingCentralClient, lists: NumberDirectory) -> None:
        loop = asyncio.get_running_loop()
        left = self.plan.seconds - loop.time()
        share = self.plan.calls_each * left / self.plan.seconds
        count = int(share) + (self.chance.random() < share % 1)
        for at in sorted(loop.time() + self.chance.uniform(0, left) for _ in range(count)):
            await asyncio.sleep(max(0.0, at - loop.time()))
            await self._call(exchange, lists)

    async def _call(self, exchange: RingCentralClient, lists: NumberDirectory) -> None:
        """Places one call with a new call service, as a new host process would. The journal on disk
        stays the same, so it contains the user's earlier calls."""
        over = asyncio.Event()

        def push(call: Call) -> None:
            if call.state in ("ended", "cancelled", "failed", "unknown"):
                self.tally.ends[call.state] += 1
                over.set()

        journal = Journal(self.folder, now=self.clock.time)
        desk = CallService(
            exchange=exchange,
            account=lists,
            journal=journal,
            caps=Caps(10, 500),
            clock=self.clock,
            push=push,
        )
        self.tally.calls += 1
        request = CallPlace(id=f"{self.number}-{self.chance.random()}", to=ORDINARY)
        if await self._try(desk.place(request)):
            await over.wait()
        journal.close()

    async def _try(self, work: Any) -> bool:
        try:
            await work
        except Problem as problem:
            self.tally.problems[problem.code] += 1
            return False
        return True


def _config(folder: Path) -> Config:
    state = folder / "state"
    server = "http://127.0.0.1:1"
    return Config(server=server, client_id="", home=folder, state=state, logs=folder, moved=True)


def _tokens_of_last_night(simulator: Simulator) -> Tokens:
    """Returns a sign-in of the previous evening, whose access token has expired."""
    own = simulator.credential
    session = simulator.sign_ins.start(simulator.sign_ins.apps[own["client_id"]])
    now = simulator.clock()
    session.pair = replace(session.pair, access_ends_at=now - NIGHT_SECONDS)
    return Tokens(
        client_id=own["client_id"],
        client_secret=own["client_secret"],
        jwt=own["jwt"],
        access_token=session.pair.access_token,
        obtained_at=now - NIGHT_SECONDS - 3600,
        access_expires_at=now - NIGHT_SECONDS,
        refresh_token=session.pair.refresh_token,
        refresh_expires_at=session.pair.refresh_ends_at,
        owner_id="230919004",
    )


def run(plan: Plan, folder: Path) -> Tally:
    """Runs the plan. The hosts write their journals to `folder`, which should be on a fast disk,
    because each call is recorded in a journal."""
    tally = Tally()
    random.seed(plan.seed)  # The hosts' own random numbers depend on this seed too.

    async def everybody() -> None:
        users = list(_users(plan, tally, folder))
        await asyncio.gather(*(user.morning() for user in users))

    with asyncio.Runner(loop_factory=_Loop) as runner:
        runner.run(everybody())
    return tally


def _users(plan: Plan, tally: Tally, folder: Path) -> Iterator[_User]:
    for number in range(plan.hosts):
        own = folder / str(number)
        own.mkdir()
        chance = random.Random(f"{plan.seed} {number}")  # noqa: S311 - no secret
        yield _User(number, own, plan, tally, chance)
