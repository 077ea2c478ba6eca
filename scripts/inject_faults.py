"""Places calls while the network, RingCentral and the host itself fail at random, and checks that
no click ever leads to two calls. tests/contract/test_at_most_once.py makes a few of these runs.

`scripts/inject_faults.py 10000` makes 10,000 runs in this process, each with a seed of its own.
`--hosts 500` ends 500 real host processes during a call. `--race 80` gives 80 hosts the same click
at once. `--first SEED` with a count of 1 repeats the run with that seed. Depends on
tests/support/fault_injection/.
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
"""The ways in which a host is ended: by a signal, or (None) by the end of its input, as when a
browser closes."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=int, nargs="?", default=300)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--hosts", type=int, default=0, help="real processes ended in the middle")
    parser.add_argument("--race", type=int, default=0, help="hosts given the same click at once")
    options = parser.parse_args()
    # The host logs an error for each fault, and so many lines would hide the output.
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
    """Ends `count` hosts during a call, every second one at a random moment and the others at a
    known step of the call. Then gives `racing` hosts the same click at once. Yields a sentence for
    each mistake."""
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
