"""Tests that one click places at most one call, and that the host never reports a call as "failed"
while a phone may ring because of it.

The tests place calls while random faults happen. If RingCentral may have read a request, the host
never repeats the request, and reports the call as "unknown" unless RingCentral refused the call.
There is one exception: RingCentral answers 401 before it does anything else. After a 401 the host
sends the request a second time, and never a third time. `scripts/inject_faults.py 10000` places
10,000 calls with random faults.
"""

import signal
from pathlib import Path

import pytest

from tests.support.fault_injection.hosts import BOUNDARIES, end_at, race
from tests.support.fault_injection.runs import run_all

RUNS = 300
AT_ONCE = 50


@pytest.mark.parametrize("first", range(0, RUNS, AT_ONCE))
def test_one_click_is_at_most_one_call_whatever_goes_wrong(first: int) -> None:
    assert run_all(range(first, first + AT_ONCE)).wrong == []


@pytest.mark.parametrize("how", [signal.SIGKILL, None], ids=["killed", "browser closed"])
@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_a_host_that_ends_in_the_middle_never_calls_twice(
    boundary: str, how: signal.Signals | None, tmp_path: Path
) -> None:
    assert end_at(BOUNDARIES[boundary], how, tmp_path / "home") == []


def test_the_same_click_given_to_many_hosts_is_one_call(tmp_path: Path) -> None:
    assert race(8, tmp_path / "home") == []
