"""Provides a RingCentral client that is signed in to its own simulator over HTTP.

The client and its parts are the host's real ones, except the keyring, which is in memory.
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
    """A clock that moves only when the test moves it."""

    now: float = START

    def __call__(self) -> float:
        return self.now


@dataclass
class World:
    """A host and its simulator, which both use `clock`. `before` is the number of requests that the
    host sent for the sign-in."""

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
        """Creates a new client, as a new host process would, and returns the result of `work` with
        this client."""

        async def run() -> _Result:
            exchange = RingCentralClient(self.config, self.store, clock=self.clock)
            try:
                return await work(exchange)
            finally:
                await exchange.aclose()

        return asyncio.run(run())

    def problem(self, work: Callable[[RingCentralClient], Awaitable[object]]) -> Problem:
        """Returns the Problem that `work` raises. Fails if `work` raises no Problem."""
        try:
            answer = self.use(work)
        except Problem as problem:
            return problem
        raise AssertionError(f"no problem, but {answer!r}")

    @property
    def requests(self) -> list[Record]:
        """Returns the requests that the simulator has received since the sign-in."""
        return self.simulator.requests[self.before :]

    @property
    def asked(self) -> list[str]:
        """Returns each request since the sign-in as a short text: the method and the last part of
        the path, such as "GET forwarding-number"."""
        return [f"{one.method} {_last_part(one.path)}" for one in self.requests]


def _last_part(path: str) -> str:
    return "ring-out/…" if "/ring-out/" in path else path.rpartition("/")[2]


@contextlib.contextmanager
def world(
    folder: Path, settings: Settings | None = None, *, signed_in: bool = True
) -> Iterator[World]:
    """Yields a simulator and its host. By default, the simulator has no rate limits, and the user
    is signed in on the host."""
    clock = Clock()
    simulator = Simulator(settings or Settings(per_minute={}), clock=clock)
    with serve(simulator) as url:
        place = World(simulator, config_for(url, folder), clock)
        if signed_in:
            place.sign_in()
        yield place
