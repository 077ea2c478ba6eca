"""Measures how long a click waits for the host. The table also shows each time as a multiple of the
time that a minimal host needs in the same run to start and answer.

`scripts/bench.py host` starts this benchmark. The minimal host is a Python program that imports
msgspec and answers one message. Any difference is therefore the time of the real host's own code.
RingCentral is the simulator in this process, over HTTP on the loopback address. Depends on
tests/support/.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.support.fault_injection.hosts import Scene, scene
from tests.support.host_process import HostProcess

BARE: Final = """
import struct, sys, msgspec
incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
while head := incoming.read(4):
    asked = msgspec.json.decode(incoming.read(struct.unpack("=I", head)[0]))
    answer = msgspec.json.encode({"id": asked["id"], "ok": {}})
    outgoing.write(struct.pack("=I", len(answer)) + answer)
    outgoing.flush()
"""
REFUSED: Final = "+12125550150"
"""A number to which the simulator refuses calls, so that the host does not have to request the
state of a call afterwards."""


def bare_hello(here: Scene) -> float:
    with HostProcess(here.environment, program=("-c", BARE)) as host:
        return _seconds(lambda: host.ask("hello"), host)


def hello(here: Scene) -> float:
    with HostProcess(here.environment, python=()) as host:
        return _seconds(lambda: host.ask("hello", protocol=1), host)


def _seconds(work: Callable[[], object], host: HostProcess) -> float:
    work()
    return time.monotonic() - host.started


def cold_click(here: Scene, number: int) -> tuple[float, float, float]:
    """Starts a host and requests two calls, one after the other. Returns three figures: the seconds
    from the host's start until the request for the first call reaches RingCentral, the seconds from
    asking for the second call until the request for the second call reaches RingCentral, and the
    host's memory in megabytes."""
    with HostProcess(here.environment, python=()) as host:
        began = time.time()
        host.send(id="hello", type="hello", protocol=1)
        cold = _until_create(here, host, f"cold-{number}", began)
        warm = _until_create(here, host, f"warm-{number}", time.time())
        return cold, warm, host.resident_bytes() / 2**20


def _until_create(here: Scene, host: HostProcess, call_id: str, began: float) -> float:
    known = len(here.simulator.requests)
    host.ask("call.place", id=call_id, to=REFUSED)
    creates = [r for r in here.simulator.requests[known:] if r.path.endswith("/ring-out")]
    return creates[-1].time - began


def bench_host(rounds: int = 15) -> None:
    """Measures the start of the minimal host, the start of the real host, and two clicks, all in
    each of `rounds` rounds. Prints the medians."""
    with tempfile.TemporaryDirectory() as folder, scene(Path(folder) / "home") as here:
        # Before the measurement, this host requests the lists of the user's phones, so that the
        # lists are stored. The measured hosts find stored lists, as all hosts of a user do except
        # the first.
        with HostProcess(here.environment, python=()) as first:
            first.ask("account.read")
            first.ask("numbers.list")
        # The minimal host and the real host take turns, so that other programs slow both hosts
        # down.
        pairs = [(bare_hello(here), hello(here)) for _ in range(rounds)]
        clicks = [cold_click(here, number) for number in range(rounds)]
    bare, real = (statistics.median(column) for column in zip(*pairs, strict=True))
    cold, warm, megabytes = (statistics.median(column) for column in zip(*clicks, strict=True))
    for words, seconds in (
        ("hello from a bare host", bare),
        ("hello from the host", real),
        ("cold start to the exchange", cold),
        ("warm host to the exchange", warm),
    ):
        sys.stdout.write(f"{words:<28} {seconds * 1000:6.0f} ms {seconds / bare:6.2f} × bare\n")
    sys.stdout.write(f"{'resident memory':<28} {megabytes:6.0f} MB\n")
