"""Checks that many hosts can share one sign-in while the sign-in's access token expires repeatedly.

`python3 scripts/soak_tokens.py 80 100` starts 80 host processes with the same real keyring, and
lets the simulated RingCentral expire the token 100 times. After each expiry, exactly one host must
renew the token, and the user must stay signed in. The test suite does this with fewer hosts.
Depends on tests/support/.
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import environment

environment.enter(__file__)

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Final

from click_to_call_simulator import Settings, Simulator, serve
from tests.support.host import OwnHost
from tests.support.host_process import HostProcess
from tests.support.secret_service import secret_service

STARTED_AT_ONCE: Final = 8
"""How many hosts start at the same time. If all hosts started at once, the computer would be too
busy. They work at the same time only when the token has expired."""


MOST_WAKINGS: Final = 20


@dataclass
class Tally:
    """What happened in a run: how often hosts renewed the token, and what they answered."""

    renewals: Counter[int] = field(default_factory=Counter)
    """How often the hosts renewed the token after one expiry. {1: 98, 2: 2} means: once after 98
    expiries, and twice after 2 expiries. If all is well, the only key is 1."""
    outcomes: Counter[str] = field(default_factory=Counter)
    """How many answers had each problem code, and how many were no problem ("ok")."""
    slowest: float = 0.0
    """The longest time from an expiry until all hosts had answered, in seconds."""
    sessions: int = 0
    """How many sign-ins RingCentral knows at the end. More than 1 means that the user had to sign
    in again."""


def run(folder: Path, hosts: int, expiries: int) -> Tally:
    """Starts `hosts` hosts with the same keyring, and lets the token expire `expiries` times. The
    path of `folder` must be short, because the keyring makes a Unix socket in this folder, and the
    path of a socket may not be long."""
    simulator = Simulator(Settings(per_minute={}, largest_page=100))
    with ExitStack() as stack:
        environment = stack.enter_context(secret_service("unlocked", folder))
        url = stack.enter_context(serve(simulator))
        own = OwnHost(folder / "home", url, environment)
        own.sign_in(simulator.credential)
        crowd = [stack.enter_context(HostProcess(own.environment)) for _ in range(hosts)]
        for first in range(0, hosts, STARTED_AT_ONCE):
            _wake(crowd[first : first + STARTED_AT_ONCE])
        return _expire(simulator, crowd, expiries)


def _wake(few: Sequence[HostProcess]) -> None:
    """Sends requests to these hosts until each host has read the keyring once. A host's first
    request may fail: before the host reads the keyring for the first time, it imports libraries,
    which on a busy computer may take longer than the host's time limit for the keyring."""
    for _ in range(MOST_WAKINGS):
        replies = zip(few, answers_of(few), strict=True)
        few = [host for host, reply in replies if _outcome(reply) != "ok"]
        if not few:
            return
    raise RuntimeError(f"{len(few)} hosts cannot read the keyring")


def _expire(simulator: Simulator, crowd: Sequence[HostProcess], expiries: int) -> Tally:
    tally = Tally()
    for _ in range(expiries):
        simulator.expire_access_tokens()
        before = len(simulator.requests)
        started = time.monotonic()
        tally.outcomes.update(map(_outcome, answers_of(crowd)))
        tally.slowest = max(tally.slowest, time.monotonic() - started)
        asked = [one.path for one in simulator.requests[before:]]
        tally.renewals[sum(path.endswith("/oauth/token") for path in asked)] += 1
    tally.sessions = len(simulator.sign_ins.sessions)
    return tally


def answers_of(crowd: Sequence[HostProcess]) -> list[dict[str, Any]]:
    """Makes all hosts of `crowd` request the phone lists from RingCentral at the same moment.
    Returns the hosts' replies."""
    for host in crowd:
        host.send(id="lists", type="numbers.list", refresh=True)
    return [host.reply("lists") for host in crowd]


def _outcome(reply: dict[str, Any]) -> str:
    if "problem" in reply:
        return str(reply["problem"]["code"])
    problems = reply["ok"]["problems"].values()
    return " ".join(sorted({problem["code"] for problem in problems})) or "ok"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("hosts", type=int)
    parser.add_argument("expiries", type=int)
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        tally = run(Path(folder), options.hosts, options.expiries)
    told = (
        f"{options.hosts} hosts, {options.expiries} expiries",
        f"renewals for each {dict(tally.renewals)}",
        f"answers {dict(tally.outcomes)}",
        f"sessions {tally.sessions}",
        f"slowest crowd {tally.slowest:.1f} s",
        f"{time.monotonic() - began:.0f} s in all",
    )
    sys.stdout.write(", ".join(told) + "\n")
    return 0 if tally.renewals.keys() == {1} and tally.outcomes.keys() == {"ok"} else 1


if __name__ == "__main__":
    sys.exit(main())
