"""Sends many random frames to a real host process, or starts and stops many host processes.

`python3 scripts/soak.py frames 1000000` sends a million frames, and `python3 scripts/soak.py starts
1000` starts a thousand hosts. A seed, which you can choose with `--seed`, decides the content of
the frames. The test suite makes short runs of both kinds. Depends on tests/support/.
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import environment

environment.enter(__file__)

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from click_to_call.host.framing import MAX_IN_BYTES
from tests.support.host import lonely_environment
from tests.support.host_process import HostProcess, framed

WIRE: Final = Path(__file__).resolve().parents[1] / "tests" / "contract" / "wire"
AT_ONCE: Final = 500
"""How many frames are sent to the host before their answers are read."""


@dataclass
class Tally:
    """The result of a run of `soak.py frames`."""

    frames: int = 0
    replies: int = 0
    slowest: float = 0.0
    """How long the host took to answer the slowest batch of frames, in seconds."""
    outcomes: Counter[str] = field(default_factory=Counter)
    """How many answers had each problem code, and how many were no problem ("ok")."""


def examples() -> list[bytes]:
    """Returns the payloads of the valid requests in tests/contract/wire."""
    given = (json.loads(path.read_text("utf-8")) for path in sorted(WIRE.glob("*.json")))
    return [json.dumps(each["request"]).encode() for each in given if "request" in each]


def frames(count: int, generator: random.Random) -> Iterator[bytes]:
    """Yields the payloads of `count` frames. Some are valid requests; others are changed at random,
    or are random bytes, random JSON or too long. The host must answer each frame exactly once."""
    known = examples()
    for _ in range(count):
        kind = generator.random()
        if kind < 0.5:
            yield _mutated(generator.choice(known), generator)
        elif kind < 0.6:
            yield generator.choice(known)
        elif kind < 0.8:
            yield generator.randbytes(generator.randrange(200))
        elif kind < 0.9:
            yield _json(generator, 4)
        elif kind < 0.98:
            opening = generator.choice([b"[", b'{"id":', b'{"id":"1","type":', b'"', b"9"])
            yield opening * generator.randrange(1, MAX_IN_BYTES // len(opening))
        else:
            yield generator.randbytes(generator.randrange(MAX_IN_BYTES + 1, 3 * MAX_IN_BYTES))


def _mutated(payload: bytes, generator: random.Random) -> bytes:
    """Returns a copy of the payload with some random bytes changed, removed or inserted."""
    mutant = bytearray(payload)
    for _ in range(generator.randrange(1, 6)):
        place = generator.randrange(len(mutant) + 1)
        action = generator.randrange(4)
        if action == 0 and place < len(mutant):
            mutant[place] = generator.randrange(256)
        elif action == 1:
            del mutant[place : place + generator.randrange(1, 20)]
        elif action == 2:
            mutant[place:place] = generator.choice(
                [b'"', b"{", b"}", b"\\", b"\x00", b"\xff", b"\\ud800", b"1e400", b",", b"null"]
            )
        else:
            mutant[place:place] = mutant[: generator.randrange(40)]
    return bytes(mutant[:MAX_IN_BYTES])


def _json(generator: random.Random, depth: int) -> bytes:
    """Returns a random value as JSON, in which at most `depth` lists or objects are nested."""
    return json.dumps(_value(generator, depth)).encode()[:MAX_IN_BYTES]


def _value(generator: random.Random, depth: int) -> Any:
    kind = generator.randrange(7 if depth else 5)
    if kind == 5:
        return [_value(generator, depth - 1) for _ in range(generator.randrange(4))]
    if kind == 6:
        names = ["id", "type", "to", "number", "call_id", "confirmed", "__proto__", "region", "x"]
        return {
            generator.choice(names): _value(generator, depth - 1)
            for _ in range(generator.randrange(5))
        }
    scalars = [None, True, generator.randrange(-(2**70), 2**70), generator.random() * 1e308]
    return [*scalars, generator.choice(["call.place", "hello", "911", "\u202e", "💥", ""])][kind]


def fuzz(host: HostProcess, count: int, seed: int) -> Tally:
    """Sends `count` frames to the host and checks the answers. Raises AssertionError, queue.Empty
    or ValueError if an answer is wrong or missing."""
    generator = random.Random(seed)  # noqa: S311 - repeatable, not secret
    tally = Tally()
    batch: list[bytes] = []
    for frame in frames(count, generator):
        batch.append(frame)
        if len(batch) == AT_ONCE:
            _send_batch(host, batch, tally)
            batch = []
    _send_batch(host, batch, tally)
    assert host.ask("hello", protocol=1)["ok"]["protocol"] == 1
    return tally


def _send_batch(host: HostProcess, batch: list[bytes], tally: Tally) -> None:
    """Sends the frames of `batch`, reads one answer for each frame, and then sends a `hello` with
    an id of its own. If the next answer has this id, the host has answered each frame exactly
    once."""
    started = time.monotonic()
    marker = f"marker-{tally.frames}"
    host.write(b"".join(map(framed, batch)))
    answered = 0
    while answered < len(batch):
        message = _next_reply(host)
        assert ("ok" in message) != ("problem" in message), message
        code = message["problem"]["code"] if "problem" in message else "ok"
        assert code != "internal", host.stderr.decode()
        tally.outcomes[code] += 1
        answered += 1
    host.send(id=marker, type="hello")
    assert _next_reply(host) == {"id": marker, "ok": _welcome()}
    tally.frames += len(batch)
    tally.replies += answered
    tally.slowest = max(tally.slowest, time.monotonic() - started)


def _next_reply(host: HostProcess) -> dict[str, Any]:
    """Returns the next reply of the host. Skips pushes, because the host may push at any time that
    no user is signed in."""
    while (message := host.next()) is not None:
        if "push" not in message:
            return message
    raise AssertionError("the host ended")


def _welcome() -> dict[str, Any]:
    from click_to_call import __version__
    from click_to_call.host.protocol import PROTOCOL

    return {"protocol": PROTOCOL, "version": __version__}


def start_and_stop(environment: Mapping[str, str], count: int) -> list[float]:
    """Starts and stops `count` hosts, one after the other. To stop a host, the function closes the
    host's input. Returns how many seconds the host processes took to end after that, sorted.

    The function closes the input of every third host while the host is still starting, and does not
    return the times of these hosts, because they would mostly consist of the start.
    """
    seconds = []
    for number in range(count):
        with HostProcess(environment) as host:
            if number % 3:
                host.ask("hello", protocol=1)
            if number % 3 == 2:
                host.send(id="1", type="calls.recent")
            took = host.end()
            assert host.process.returncode == 0, host.stderr.decode()
            assert not host.is_cut_off
        if number % 3:
            seconds.append(took)
    return sorted(seconds)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", choices=["frames", "starts"])
    parser.add_argument("size", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        environment = lonely_environment(Path(folder))
        if options.run == "frames":
            with HostProcess(environment) as host:
                tally = fuzz(host, options.size, options.seed)
                megabytes = host.resident_bytes() / 2**20
                ended = host.end()
            sys.stdout.write(
                f"{tally.frames} frames, {tally.replies} answers, slowest batch of {AT_ONCE} "
                f"{tally.slowest:.2f} s, {megabytes:.0f} MB at the end, gone in {ended:.3f} s\n"
                f"{dict(tally.outcomes.most_common())}\n"
            )
        else:
            seconds = start_and_stop(environment, options.size)
            sys.stdout.write(
                f"{options.size} starts and stops, gone in {seconds[len(seconds) // 2]:.3f} s "
                f"(median), {seconds[-1]:.3f} s (slowest)\n"
            )
    sys.stdout.write(f"{time.monotonic() - began:.0f} s in all\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
