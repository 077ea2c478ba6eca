"""Tests that many hosts together stay within RingCentral's rate limits and spread their requests
over time.

The tests run fewer hosts than `python3 scripts/fleet.py`, with the same parts: the host's real code
and a simulated clock.
"""

import functools
from pathlib import Path

from scripts.fleet import OUTAGE_SECONDS, Scenario, lived, scenarios
from tests.support.fleet import Plan, Tally, run

HOSTS = 80


@functools.cache
def fleet(name: str) -> Tally:
    """Runs a scenario and returns its counts. Tests that use the same scenario share one run."""
    (scenario,) = (one for one in scenarios(HOSTS) if one.name.startswith(name))
    return lived(scenario)


def test_an_ordinary_morning_stays_inside_every_limit() -> None:
    tally = fleet("browsers start")
    most = tally.most_in_a_minute
    assert (most["Light"] <= 50, most["Heavy"] <= 10, most["Auth"] <= 5) == (True, True, True)
    assert tally.by_status[429] == 0
    assert HOSTS <= tally.by_group["Auth"] <= 3 * HOSTS, "one renewal for each token, and no more"
    assert tally.calls == tally.placed > HOSTS / 4
    assert tally.ends["ended"] == tally.calls


def test_hosts_that_an_outage_silenced_together_come_back_apart() -> None:
    """During an outage, RingCentral tells all hosts to wait until the same second. After that
    second, the hosts do not all send at once, because the moment at which a host sends depends on
    when its user clicked."""
    tally = fleet("RingCentral is out")
    ends = OUTAGE_SECONDS + 60
    assert tally.sent_in_penalty == 0
    assert tally.by_status[429] == 0
    assert tally.by_status[503] > 0
    assert 0 < tally.peak(ends, ends + 60) <= tally.peak(0, OUTAGE_SECONDS)


def test_tokens_of_users_who_came_together_are_not_renewed_together() -> None:
    tally = fleet("all browsers start")
    later = {second: n for second, n in tally.renewals_by_second.items() if second > 60}
    assert sum(later.values()) > 0
    assert max(later.values()) <= max(2, HOSTS // 20)


def test_no_call_is_placed_twice_and_none_that_was_placed_is_called_failed() -> None:
    tally = fleet("RingCentral is out")
    assert set(tally.ends) <= {"ended", "unknown", "failed"}
    assert tally.placed <= tally.calls - tally.ends["failed"]


def test_the_same_seed_gives_the_same_morning(tmp_path: Path) -> None:
    first, second = (tmp_path / name for name in ("first", "second"))
    first.mkdir()
    second.mkdir()
    plan = Plan(hosts=10, outage_at=400.0)
    assert run(plan, first) == run(plan, second)


def test_every_scenario_is_lived_with_the_hosts_asked_for() -> None:
    assert all(isinstance(one, Scenario) and one.plan.hosts == 7 for one in scenarios(7))
