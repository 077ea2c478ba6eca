"""Places calls while the network, the simulated RingCentral and the host fail at random, and checks
that no click leads to two calls.

`python3 scripts/inject_faults.py 10000` makes 10,000 runs in this process. The seeds of the runs
decide which faults happen. To repeat the run with the seed 123, use `inject_faults.py 1 --first
123`. `--hosts 500` also starts 500 real host processes and ends each of them during a call. `--race
80` also sends the request for one click to 80 hosts at the same time. The test suite makes fewer
runs. Depends on tests/support/fault_injection/.
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import environment

environment.enter(__file__)

import argparse
import logging
import signal
import tempfile
import time
from collections.abc import Iterator

from tests.support.fault_injection.hosts import BOUNDARIES, end_at, race
from tests.support.fault_injection.runs import run_all

WAYS = (signal.SIGKILL, None, signal.SIGTERM)
"""The ways in which a host process is ended: by a signal, or (None) by the end of the host's input,
as when the browser closes."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=int, nargs="?", default=300)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--hosts", type=int, default=0, help="real processes ended in the middle")
    parser.add_argument("--race", type=int, default=0, help="hosts given the same click at once")
    options = parser.parse_args()
    # The host logs an error for each fault. So many log lines would hide the script's own output.
    logging.disable(logging.CRITICAL)
    started = time.monotonic()
    verdicts = run_all(range(options.first, options.first + options.runs), say_every=500)
    for name, count in sorted(verdicts.runs.items()):
        print(f"{count:6}  {name}")
    wrong = [*verdicts.wrong, *_hosts(options.hosts, options.race)]
    print(*wrong, sep="\n")
    seconds = time.monotonic() - started
    print(
        f"{options.runs} runs, {options.hosts} hosts ended, a race of {options.race}: "
        f"{len(wrong)} wrong, {seconds:.0f} s"
    )
    return 1 if wrong else 0


def _hosts(count: int, racing: int) -> Iterator[str]:
    """Starts `count` hosts one after the other, and ends each of them during a call: every second
    host at a random moment, and the others at a known step of the call. Then sends the request for
    one click to `racing` hosts at the same time. Yields a sentence for each mistake of a host."""
    chance = BOUNDARIES["by chance"]
    exact = [(name, BOUNDARIES[name], how) for name in BOUNDARIES for how in WAYS]
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(count):
            name, boundary, how = exact[turn // 2 % len(exact)]
            if turn % 2:
                name, boundary = "by chance", chance
            for words in end_at(boundary, how, Path(folder) / str(turn)):
                yield f"{name}, ended by {how}: {words}"
            if (turn + 1) % 50 == 0:
                print(f"{turn + 1} hosts ended", flush=True)
        if racing:
            yield from race(racing, Path(folder) / "race")


if __name__ == "__main__":
    sys.exit(main())
