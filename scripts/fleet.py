"""Simulates how many requests 10,000 hosts send to RingCentral in a quarter of an hour, and prints
a table: `python3 scripts/fleet.py [HOSTS]`.

The simulation has a fixed seed and a simulated clock. For 10,000 hosts, it takes some minutes.
docs/fleet.md explains the table. The test suite simulates fewer hosts. Depends on
tests/support/fleet.py.
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import environment

environment.enter(__file__)

import argparse
import logging
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tests.support.fleet import Plan, Tally, run

OUTAGE_SECONDS: Final = 450.0
AFTER_SECONDS: Final = 60.0
"""For how long after an outage the requests in each second are counted. The table shows how many
requests RingCentral got in the busiest of these seconds, because many hosts try again when an
outage ends."""


@dataclass(frozen=True)
class Scenario:
    name: str
    plan: Plan


def scenarios(hosts: int) -> list[Scenario]:
    ordinary = Plan(hosts=hosts)
    outage = replace(ordinary, outage_at=OUTAGE_SECONDS)
    return [
        Scenario("browsers start over five minutes", ordinary),
        Scenario("all browsers start within one minute", replace(ordinary, arrive_within=60.0)),
        Scenario("RingCentral is out for 60 s (503, Retry-After: its end)", outage),
    ]


HEAD: Final = (
    "| | calls | requests | a second: mean | peak | peak after the outage | renewals: peak a second"
    " | one user's most in a minute: Light (of 50) | Heavy (of 10) | Auth (of 5) | 429 "
    "| sent during a penalty |\n"
    "| --- |" + " ---: |" * 11
)


def row(scenario: Scenario, tally: Tally) -> str:
    begins = scenario.plan.outage_at
    ends = 0.0 if begins is None else begins + scenario.plan.outage_seconds
    after = tally.peak(ends, ends + AFTER_SECONDS) if begins is not None else "–"
    mean = tally.requests / scenario.plan.seconds
    most = tally.most_in_a_minute
    cells = [
        *(scenario.name, f"{tally.calls:,}", f"{tally.requests:,}", f"{mean:.0f}"),
        *(tally.peak(last=begins or float("inf")), after),
        max(tally.renewals_by_second.values()),
        *(most["Light"], most["Heavy"], most["Auth"]),
        *(tally.by_status[429], tally.sent_in_penalty),
    ]
    return "| " + " | ".join(map(str, cells)) + " |"


def lived(scenario: Scenario) -> Tally:
    with tempfile.TemporaryDirectory(dir=_quick_disk()) as folder:
        return run(scenario.plan, Path(folder))


def _quick_disk() -> str | None:
    memory = Path("/dev/shm")  # noqa: S108 - gets a folder of its own
    return str(memory) if memory.is_dir() else None


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("hosts", type=int, nargs="?", default=10_000)
    options = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)
    sys.stdout.write(f"{HEAD}\n")
    for scenario in scenarios(options.hosts):
        sys.stdout.write(f"{row(scenario, lived(scenario))}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
