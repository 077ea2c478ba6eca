"""A host's half of the exchange, signed in to a simulator of its own behind its HTTP door.

The host's parts are real, but for the keyring, which is in memory.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from click_to_call.config import Config
from click_to_call.errors import Problem
from click_to_call.keyring.token_store import TokenStore
from click_to_call.ringcentral.client import RingCentralClient
from click_to_call.ringcentral.sign_in import sign_in_with_jwt
from click_to_call_simulator import Record, Settings, Simulator, serve
from tests.support.memory_keyring import MemoryKeyring, config_for

_Result = TypeVar("_Result")

START = 1_700_000_000.0


@dataclass
class Clock:
    """Time that stands still until it is moved."""

    now: float = START

    def __call__(self) -> float:
        return self.now


@dataclass
class World:
    """`clock` is the host's and the simulator's; `before` counts what signing in took."""

    simulator: Simulator
    config: Config
    clock: Clock
    shelf: MemoryKeyring = field(default_factory=MemoryKeyring)
    before: int = 0

    @property
    def store(self) -> TokenStore:
        return TokenStore(self.config, self.shelf)

    def sign_in(self) -> None:
        own = self.simulator.credential
        credential = own["client_id"], own["client_secret"], own["jwt"]
        asyncio.run(sign_in_with_jwt(self.config, self.store, *credential, clock=self.clock))
        self.before = len(self.simulator.requests)

    def use(self, work: Callable[[RingCentralClient], Awaitable[_Result]]) -> _Result:
        """What `work` gives, done by a host of its own, as if just started."""

        async def run() -> _Result:
            exchange = RingCentralClient(self.config, self.store, clock=self.clock)
            try:
                return await work(exchange)
            finally:
                await exchange.aclose()

        return asyncio.run(run())

    def problem(self, work: Callable[[RingCentralClient], Awaitable[object]]) -> Problem:
        """The Problem that `work` ends in."""
        try:
            answer = self.use(work)
        except Problem as problem:
            return problem
        raise AssertionError(f"no problem, but {answer!r}")

    @property
    def requests(self) -> list[Record]:
        """What was asked since the sign-in."""
        return self.simulator.requests[self.before :]

    @property
    def asked(self) -> list[str]:
        """The same as "GET forwarding-number": the verb and the end of the path."""
        return [f"{one.method} {_last_part(one.path)}" for one in self.requests]


def _last_part(path: str) -> str:
    return "ring-out/…" if "/ring-out/" in path else path.rpartition("/")[2]


@contextlib.contextmanager
def world(
    folder: Path, settings: Settings | None = None, *, signed_in: bool = True
) -> Iterator[World]:
    """A simulator, without rate limits unless `settings` has some, and a host signed in to it."""
    clock = Clock()
    simulator = Simulator(settings or Settings(per_minute={}), clock=clock)
    with serve(simulator) as url:
        place = World(simulator, config_for(url, folder), clock)
        if signed_in:
            place.sign_in()
        yield place
