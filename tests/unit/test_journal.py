"""Tests the journal on real files: at most one call for a click, caps, calls of hosts that have
ended, damaged files and full disks."""

import contextlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from click_to_call.calls.journal import Caps, Journal, Row
from click_to_call.errors import Problem

CAPS = Caps(per_minute=10, per_day=500)


class SettableClock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def journal(tmp_path: Path, clock: SettableClock) -> Iterator[Journal]:
    journal = Journal(tmp_path / "state", now=clock)
    yield journal
    journal.close()


def begin(journal: Journal, call_id: str = "a", *, caps: Caps = CAPS) -> Row:
    return journal.begin(
        call_id, to="+12125550100", from_="+14155550100", caller_id=None, caps=caps
    )


def finish(journal: Journal, call_id: str) -> None:
    journal.change(call_id, "ended")


def code_of(problem: pytest.ExceptionInfo[Problem]) -> str:
    return problem.value.code


def test_a_row_is_on_disk_when_begin_returns(journal: Journal) -> None:
    begin(journal)
    with contextlib.closing(sqlite3.connect(f"file:{journal.path}?mode=ro", uri=True)) as other:
        rows = other.execute("SELECT call_id, state FROM calls").fetchall()
    assert rows == [("a", "placing")]


def test_an_id_is_used_once(journal: Journal) -> None:
    begin(journal)
    finish(journal, "a")
    with pytest.raises(Problem) as problem:
        begin(journal)
    assert code_of(problem) == "call_id_reused"


@pytest.mark.parametrize("state", ["placing", "ringing_you", "ringing_them"])
def test_one_call_at_a_time(journal: Journal, state: str) -> None:
    begin(journal)
    assert journal.change("a", state).state == state
    with pytest.raises(Problem) as problem:
        begin(journal, "b")
    assert code_of(problem) == "busy"


@pytest.mark.parametrize("state", ["connected", "ended", "cancelled", "failed", "unknown"])
def test_a_call_that_rings_no_more_lets_the_next_one_begin(journal: Journal, state: str) -> None:
    begin(journal)
    journal.change("a", state)
    assert begin(journal, "b").state == "placing"


def test_another_host_sees_the_call_in_progress(
    journal: Journal, tmp_path: Path, clock: SettableClock
) -> None:
    begin(journal)
    other = Journal(tmp_path / "state", now=clock)
    assert other.adopt(since=0) == []
    with pytest.raises(Problem) as problem:
        begin(other, "b")
    assert code_of(problem) == "busy"
    other.close()


def test_caps_a_minute(journal: Journal, clock: SettableClock) -> None:
    for index in range(10):
        begin(journal, f"call-{index}")
        finish(journal, f"call-{index}")
    with pytest.raises(Problem) as problem:
        begin(journal, "one more")
    assert code_of(problem) == "too_many_calls"
    clock.now += 60
    assert begin(journal, "later").call_id == "later"


def test_caps_a_day(journal: Journal, clock: SettableClock) -> None:
    caps = Caps(per_minute=10, per_day=3)
    for index in range(3):
        begin(journal, f"call-{index}", caps=caps)
        finish(journal, f"call-{index}")
        clock.now += 600
    with pytest.raises(Problem) as problem:
        begin(journal, "one more", caps=caps)
    assert code_of(problem) == "too_many_calls"
    clock.now += 86_400
    assert begin(journal, "next day", caps=caps).call_id == "next day"


def test_a_clock_put_back_does_not_reset_the_caps(journal: Journal, clock: SettableClock) -> None:
    for index in range(10):
        begin(journal, f"call-{index}")
        finish(journal, f"call-{index}")
    clock.now -= 86_400 * 30
    with pytest.raises(Problem, match="too_many_calls"):
        begin(journal, "one more")


def test_a_clock_put_back_does_not_close_the_door_for_long(
    journal: Journal, clock: SettableClock
) -> None:
    for index in range(10):
        begin(journal, f"call-{index}")
        finish(journal, f"call-{index}")
    clock.now -= 86_400 * 365
    with pytest.raises(Problem, match="too_many_calls"):
        begin(journal, "at once")
    clock.now += 61
    assert begin(journal, "a minute later").state == "placing"


def test_recent_calls_come_newest_first(journal: Journal, clock: SettableClock) -> None:
    for index in range(5):
        begin(journal, f"call-{index}")
        finish(journal, f"call-{index}")
        clock.now -= 3600  # The clock is put back. This must not change the order of the calls.
    assert [row.call_id for row in journal.recent(3)] == ["call-4", "call-3", "call-2"]


@pytest.mark.parametrize("final", ["ended", "cancelled", "failed", "unknown"])
def test_a_final_state_stays(journal: Journal, final: str) -> None:
    begin(journal)
    journal.change("a", final)
    assert journal.change("a", "connected").state == final


def test_an_unknown_call_is_not_found(journal: Journal) -> None:
    with pytest.raises(Problem) as problem:
        journal.read("never")
    assert code_of(problem) == "call_not_found"


def test_the_files_are_private(journal: Journal) -> None:
    previous = os.umask(0)
    try:
        begin(journal)
    finally:
        os.umask(previous)
    for path in journal.path.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert stat.S_IMODE(journal.path.parent.stat().st_mode) == 0o700


# --- calls of hosts that ended -------------------------------------------------------------------

_DIES = """
import os, sys
from pathlib import Path
from click_to_call.calls.journal import Caps, Journal
journal = Journal(Path(sys.argv[1]))
journal.begin("orphan", to="+12125550100", from_=None, caller_id=None, caps=Caps(10, 500))
if sys.argv[2] != "placing":
    journal.change("orphan", sys.argv[2], ring_out_id="R1")
os.kill(os.getpid(), 9)
"""


def leave_orphan(folder: Path, state: str) -> None:
    process = subprocess.run(
        [sys.executable, "-c", _DIES, str(folder), state], check=False, timeout=30
    )
    assert process.returncode == -9


def test_a_killed_hosts_unanswered_call_is_unknown(tmp_path: Path) -> None:
    leave_orphan(tmp_path, "placing")
    journal = Journal(tmp_path)
    assert journal.adopt(since=0) == []
    row = journal.read("orphan")
    assert (row.state, row.problem_code) == ("unknown", "outcome_unknown")
    begin(journal, "next")
    journal.close()


@pytest.mark.parametrize("state", ["ringing_you", "ringing_them", "connected"])
def test_a_killed_hosts_call_is_followed_on(tmp_path: Path, state: str) -> None:
    leave_orphan(tmp_path, state)
    journal = Journal(tmp_path)
    assert [(row.call_id, row.state) for row in journal.adopt(since=0)] == [("orphan", state)]
    assert journal.adopt(since=0) == []
    journal.close()


@pytest.mark.parametrize(("state", "left_as"), [("ringing_you", "unknown"), ("connected", "ended")])
def test_an_old_orphan_is_not_followed(
    tmp_path: Path, state: str, left_as: str, clock: SettableClock
) -> None:
    leave_orphan(tmp_path, state)
    journal = Journal(tmp_path)
    assert journal.adopt(since=clock.now + 1e9) == []
    assert journal.read("orphan").state == left_as
    journal.close()


def test_a_host_that_ends_leaves_its_call_unknown(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    begin(journal)
    journal.abandon()
    journal.close()
    assert Journal(tmp_path).read("a").state == "unknown"


def test_nothing_stays_behind_of_dead_hosts(tmp_path: Path) -> None:
    leave_orphan(tmp_path, "placing")
    journal = Journal(tmp_path)
    journal.adopt(since=0)
    assert not list(tmp_path.glob("host-*.lock"))
    begin(journal)
    finish(journal, "a")
    journal.abandon()
    journal.close()
    assert not list(tmp_path.glob("host-*.lock"))


def test_many_hosts_begin_the_same_call_once(tmp_path: Path) -> None:
    def attempt(_: int) -> str:
        journal = Journal(tmp_path)
        try:
            begin(journal)
        except Problem as problem:
            return problem.code
        return "begun"

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(24)))
    assert outcomes.count("begun") == 1
    assert set(outcomes) <= {"begun", "call_id_reused", "journal_unusable"}


def test_a_folder_that_is_removed_meanwhile_is_made_anew(journal: Journal, tmp_path: Path) -> None:
    """A user may uninstall and install again while the browser is running."""
    begin(journal)
    finish(journal, "a")
    shutil.rmtree(tmp_path / "state")
    assert journal.recent(5) == []
    assert begin(journal, "b").state == "placing"
    other = Journal(tmp_path / "state")
    assert other.adopt(since=0) == [], "this process is seen to be alive"
    assert other.read("b").state == "placing"
    other.close()


# --- damage --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [b"not a database at all, but long enough to be looked at" * 40, b"SQLite format 3\0" * 400],
)
def test_a_damaged_journal_is_moved_aside(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "calls.db").write_bytes(content)
    journal = Journal(tmp_path)
    assert begin(journal).state == "placing"
    (aside,) = tmp_path.glob("calls.damaged-*.db")
    assert aside.read_bytes() == content
    journal.close()


def test_a_journal_torn_in_the_middle_is_moved_aside(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for index in range(10):
        begin(journal, f"call-{index}")
        finish(journal, f"call-{index}")
    journal.close()
    path = tmp_path / "calls.db"
    content = bytearray(path.read_bytes())
    content[4096 * 1 + 8 :] = os.urandom(len(content) - 4096 - 8)
    path.write_bytes(content)
    journal = Journal(tmp_path)
    assert begin(journal).state == "placing"
    assert list(tmp_path.glob("calls.damaged-*.db"))
    journal.close()


def test_another_programs_database_is_moved_aside(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "calls.db")) as other:
        other.execute("CREATE TABLE calls (something TEXT)")
    journal = Journal(tmp_path)
    assert begin(journal).state == "placing"
    assert list(tmp_path.glob("calls.damaged-*.db"))
    journal.close()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(Problem) as problem:
        begin(Journal(tmp_path / "state"))
    assert code_of(problem) == "journal_unusable"


def test_a_journal_without_room_is_said_and_works_again(journal: Journal) -> None:
    """The test limits the size of the file. SQLite reports SQLITE_FULL for that limit, as it does
    for a full disk."""
    begin(journal)
    finish(journal, "a")
    connection = journal._open()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        for index in range(2_000):
            begin(journal, f"call-{index}", caps=Caps(10_000, 10_000))
            finish(journal, f"call-{index}")

    with pytest.raises(Problem) as problem:
        fill()
    assert code_of(problem) == "journal_unusable"
    assert journal.read("a").state == "ended"


def test_a_locked_journal_is_said(journal: Journal) -> None:
    begin(journal)
    finish(journal, "a")
    with contextlib.closing(sqlite3.connect(journal.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Problem) as problem:
            begin(journal, "b")
    assert code_of(problem) == "journal_unusable"
    assert begin(journal, "c").call_id == "c"
