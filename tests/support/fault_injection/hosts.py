"""Kills real host processes while they place a call, and starts new ones.

A delayed answer of the simulator, or a random pause, determines when a host is killed. The hosts
are complete and unchanged, and get their requests over pipes, as from a browser.
"""

import asyncio
import contextlib
import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from click_to_call.config import Config
from click_to_call.host.protocol import PROTOCOL
from click_to_call.keyring.token_store import TokenStore
from click_to_call_simulator import Fault, Response, Settings, Simulator, faults, serve
from scripts.setup.paths import ROOT
from tests.support.fault_injection.plans import (
    CREATE,
    IN_DOUBT,
    NEVER_BEGAN,
    ORDINARY,
    RENEWAL,
    RINGS,
    Plan,
)
from tests.support.fault_injection.runs import sign_in, wrong_with
from tests.support.host import plain_environment
from tests.support.host_process import HostProcess
from tests.support.keyring.loopback_keyring import FILE_VARIABLE, LoopbackKeyring

LATE_SECONDS: Final = 60.0
PATIENCE_SECONDS: Final = 30.0


@dataclass
class Scene:
    """What all hosts of one run use: a simulator, and a home folder in which the user is signed
    in."""

    folder: Path
    simulator: Simulator
    base_url: str
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True)
        (self.folder / "config.toml").write_text("calls_per_minute = 1000\n", "utf-8")
        keyring = ROOT / "tests" / "support" / "keyring"
        # `sign_in` stores the secrets from this process, so this process must use the scene's
        # keyring too.
        os.environ[FILE_VARIABLE] = str(self.folder / "keyring.json")
        self.environment = {
            **plain_environment(),
            "CLICK_TO_CALL_HOME": str(self.folder),
            "CLICK_TO_CALL_SERVER": self.base_url,
            FILE_VARIABLE: os.environ[FILE_VARIABLE],
            "PYTHON_KEYRING_BACKEND": "loopback_keyring.LoopbackKeyring",
            "PYTHONPATH": os.pathsep.join((str(keyring), str(ROOT))),
        }
        self.sign_in(is_due=False)

    def sign_in(self, *, is_due: bool) -> None:
        """Stores a sign-in in the keyring. With `is_due`, the stored expiry time of the access
        token has passed, so the host renews the token before its first request."""
        config = Config(
            server=self.base_url,
            client_id="",
            home=self.folder,
            state=self.folder / "state",
            logs=self.folder / "logs",
            moved=True,
        )
        keyring = LoopbackKeyring()  # type: ignore[no-untyped-call]
        asyncio.run(sign_in(self.simulator, TokenStore(config, keyring), is_due=is_due))

    def keep_lists(self) -> None:
        """Makes a host fetch the lists of phones and caller IDs and store them on disk."""
        with self.host() as earlier:
            told = [earlier.ask("account.read"), earlier.ask("numbers.list")]
        assert all("ok" in reply for reply in told), told

    def host(self) -> HostProcess:
        # The host runs without Python's isolated mode, in which Python would not find the module of
        # the demo's keyring.
        host = HostProcess(self.environment, python=())
        host.ask("hello", protocol=PROTOCOL)
        return host

    def creates(self) -> int:
        return sum(record.path.endswith("/ring-out") for record in self.simulator.requests)

    def has_row(self) -> bool:
        """Returns whether the journal's file contains the call, without asking the host."""
        path = self.folder / "state" / "calls.db"
        if not path.exists():
            return False
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as journal:
            try:
                return bool(journal.execute("SELECT count(*) FROM calls").fetchone()[0])
            except sqlite3.Error:  # The host has not created the journal yet.
                return False


@contextlib.contextmanager
def scene(folder: Path) -> Iterator[Scene]:
    simulator = Simulator(Settings(per_minute={}, leg_seconds=3600))
    with serve(simulator) as base_url:
        yield Scene(folder, simulator, base_url)


SAFE_WORDS: Final = {"call_id_reused", "journal_unusable"}

Moment = Callable[[Scene, HostProcess], None]
"""A function that returns at the moment at which the host must be killed."""


@dataclass(frozen=True)
class Boundary:
    """The moment at which the host is killed, and what is correct afterwards."""

    plan: Plan
    moment: Moment
    acted: bool | None
    """Whether RingCentral places the call if the host is killed at this moment; None if this
    depends on chance."""
    is_due: bool = False
    """Whether the stored expiry time of the access token has passed, so that the host renews the
    token before the call."""


def wait_until(is_so: Callable[[], object]) -> None:
    """Waits until another process has made the condition true. Raises TimeoutError if that takes
    too long."""
    ends_at = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        if time.monotonic() > ends_at:
            raise TimeoutError("the moment never came")
        time.sleep(0.002)


def _row_written(scene: Scene, host: HostProcess) -> None:
    wait_until(scene.has_row)


def _renewal_arrived(scene: Scene, host: HostProcess) -> None:
    wait_until(lambda: any(record.path.endswith("/token") for record in scene.simulator.requests))


def _create_arrived(scene: Scene, host: HostProcess) -> None:
    wait_until(scene.creates)


def _replied(scene: Scene, host: HostProcess) -> None:
    assert host.reply("click")["ok"]["state"] == "ringing_you"


def _by_chance(scene: Scene, host: HostProcess) -> None:
    time.sleep(random.uniform(0.0, 0.6))  # noqa: S311 - no secret


_HELD: Final = Fault("POST", CREATE, delay_seconds=LATE_SECONDS)
_NOT_ACTED: Final = Fault(
    "POST", CREATE, delay_seconds=LATE_SECONDS, acts=False, answer=Response(200)
)
_RENEWAL_HELD: Final = Fault("POST", RENEWAL, delay_seconds=LATE_SECONDS)
_HALF: Final = Fault("POST", CREATE, drip_seconds=0.02)
_TROUBLE: Final = Fault("POST", CREATE, answer=faults.server_error(503), delay_seconds=LATE_SECONDS)

_UNREAD: Final = Fault(cut="accept", delay_seconds=LATE_SECONDS, times=99)

BOUNDARIES: Final = {
    "row written, nothing sent": Boundary(
        Plan("", IN_DOUBT, (_RENEWAL_HELD,), creates=0), _row_written, acted=False, is_due=True
    ),
    "sent, and never read": Boundary(Plan("", IN_DOUBT, (_UNREAD,)), _row_written, acted=False),
    "refused with 401, not yet sent again": Boundary(
        Plan("", IN_DOUBT, (_RENEWAL_HELD,), expired=True), _renewal_arrived, acted=False
    ),
    "arrived and acted on": Boundary(Plan("", IN_DOUBT, (_HELD,)), _create_arrived, acted=True),
    "arrived, not acted on": Boundary(
        Plan("", IN_DOUBT, (_NOT_ACTED,)), _create_arrived, acted=False
    ),
    "acted on, trouble told": Boundary(
        Plan("", IN_DOUBT, (_TROUBLE,)), _create_arrived, acted=True
    ),
    "half of the answer read": Boundary(Plan("", IN_DOUBT, (_HALF,)), _create_arrived, acted=True),
    "replied": Boundary(Plan("", RINGS), _replied, acted=True),
    "by chance": Boundary(Plan("", IN_DOUBT | RINGS | NEVER_BEGAN), _by_chance, acted=None),
}


def end_at(boundary: Boundary, how: signal.Signals | None, folder: Path) -> list[str]:
    """Lets a host place a call, and ends this host at the boundary's moment: with the signal `how`,
    or by closing the host's input if `how` is None. Then starts another host. Returns a text for
    each error in what RingCentral received or in what the new host reports."""
    with scene(folder) as here:
        here.keep_lists()
        here.sign_in(is_due=boundary.is_due)
        here.simulator.requests.clear()
        if boundary.plan.expired:
            here.simulator.expire_access_tokens()
        here.simulator.faults.replace(boundary.plan.faults)
        with here.host() as host:
            host.send(type="call.place", id="click", to=ORDINARY)
            boundary.moment(here, host)
            if how is not None:
                host.process.send_signal(how)
            host.end()
        here.simulator.faults.replace([])
        with here.host() as again:
            state = _state_told(again)
    found = list(wrong_with(boundary.plan, state, here.simulator))
    if boundary.acted is not None and bool(here.simulator.ring_outs) != boundary.acted:
        found.append(f"the boundary was missed: {len(here.simulator.ring_outs)} calls placed")
    return found


def _state_told(host: HostProcess) -> str:
    """Returns the state that a new host reports for the call, or a text for an error.

    It is an error if the host accepts the request for the same call again.
    """
    told = host.ask("call.read", call_id="click")
    if "problem" in told:
        return "none" if told["problem"]["code"] == "call_not_found" else str(told["problem"])
    repeated = host.ask("call.place", id="click", to=ORDINARY, confirmed=True)
    if repeated.get("problem", {}).get("code") != "call_id_reused":
        return f"the same click again: {repeated}"
    return str(told["ok"]["state"])


def race(count: int, folder: Path) -> list[str]:
    """Sends the same request for a call to `count` hosts at once. Exactly one of the hosts may
    place the call. Returns a text for each error."""
    with scene(folder) as here, contextlib.ExitStack() as hosts:
        here.keep_lists()
        all_hosts = [hosts.enter_context(here.host()) for _ in range(count)]
        for host in all_hosts:
            host.send(type="call.place", id="click", to=ORDINARY)
        replies = [host.reply("click") for host in all_hosts]
    codes = [reply["problem"]["code"] for reply in replies if "problem" in reply]
    # A host that loses the race answers "call_id_reused". On a busy computer, a host may wait too
    # long for the journal. Then this host answers "journal_unusable" and places no call either.
    wrong = [f"a host answered {code}" for code in codes if code not in SAFE_WORDS]
    if here.creates() != 1 or len(codes) != count - 1:
        wrong.append(f"{count} hosts sent {here.creates()} create requests")
    return wrong
