"""Tests journals that another version of the host wrote, and disks that cannot be written. The host
must not lose any call, and each problem must state its reason."""

import errno
import sqlite3
from pathlib import Path

import pytest

from click_to_call.calls.journal import VERSION, Caps, Journal, Row
from click_to_call.errors import Problem, disk_problem

CAPS = Caps(per_minute=10, per_day=100)

FIRST_VERSION = """
CREATE TABLE calls (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, call_id TEXT NOT NULL UNIQUE,
  to_number TEXT NOT NULL, from_number TEXT, caller_id TEXT, state TEXT NOT NULL,
  problem_code TEXT, problem_message TEXT, ring_out_id TEXT, owner TEXT NOT NULL,
  placed_at REAL NOT NULL, changed_at REAL NOT NULL, counted_at REAL NOT NULL
);
INSERT INTO calls VALUES (1, 'old', '+14155552671', '+14155550100', NULL, 'failed',
  'they_are_busy', 'Their line is busy.', 'R1', 'gone', 1.0, 2.0, 1.0);
"""
"""The journal of a host of version 0.1.0. It contains no version number."""


def file_of(folder: Path, script: str) -> Path:
    path = folder / "calls.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(script)
    connection.close()
    return path


def version_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return int(version)


def begin(journal: Journal, call_id: str) -> Row:
    return journal.begin(call_id, to="+14155552671", from_=None, caller_id=None, caps=CAPS)


def test_a_new_journal_has_its_version(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    begin(journal, "a")
    journal.close()
    assert version_of(journal.path) == VERSION


def test_a_journal_of_the_version_before_is_taken_over(tmp_path: Path) -> None:
    path = file_of(tmp_path, FIRST_VERSION)
    journal = Journal(tmp_path)
    (old,) = journal.recent(5)
    assert (old.call_id, old.problem_code, old.parameters) == ("old", "they_are_busy", {})
    begin(journal, "new")
    journal.change("new", "failed", problem=Problem("too_many_calls", reason="day", calls=5))
    assert journal.read("new").parameters == {"reason": "day", "calls": 5}
    journal.close()
    assert version_of(path) == VERSION
    assert [found.name for found in tmp_path.glob("calls.damaged*")] == []


def test_two_hosts_of_different_versions_share_one_journal(tmp_path: Path) -> None:
    """The newer version has added a column to the table of calls. The older version does not know
    this column, and still reads and writes the other columns."""
    path = file_of(tmp_path, FIRST_VERSION)
    before = sqlite3.connect(path, isolation_level=None)
    journal = Journal(tmp_path)
    begin(journal, "new")
    before.execute("UPDATE calls SET state = 'connected' WHERE call_id = 'new'")
    assert journal.read("new").state == "connected"
    before.execute(
        "INSERT INTO calls (call_id, to_number, state, owner, placed_at, changed_at, counted_at)"
        " VALUES ('theirs', '+14155552672', 'ended', 'x', 3.0, 3.0, 3.0)"
    )
    assert journal.read("theirs").parameters == {}
    before.close()
    journal.close()


def test_a_journal_of_the_version_after_is_worked_with_and_kept_as_it_is(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    begin(journal, "mine")
    journal.change("mine", "ended")
    journal.close()
    later = f"ALTER TABLE calls ADD COLUMN note TEXT; PRAGMA user_version = {VERSION + 1};"
    file_of(tmp_path, later)
    again = Journal(tmp_path)
    begin(again, "another")
    assert [row.call_id for row in again.recent(5)] == ["another", "mine"]
    again.close()
    assert version_of(again.path) == VERSION + 1


def test_a_journal_of_a_version_too_far_ahead_names_the_half_to_update(tmp_path: Path) -> None:
    path = file_of(tmp_path, f"{FIRST_VERSION} PRAGMA user_version = {VERSION + 2};")
    content = path.read_bytes()
    with pytest.raises(Problem, match="newer Click-To-Call") as raised:
        Journal(tmp_path).recent(1)
    assert (raised.value.code, raised.value.reason) == ("journal_unusable", "newer")
    assert path.read_bytes() == content
    assert not list(tmp_path.glob("calls.damaged*"))


def test_parameters_that_cannot_be_read_are_none(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    begin(journal, "a")
    journal.close()
    for written in ("{", "[1]", "null", ""):
        file_of(tmp_path, "UPDATE calls SET problem_parameters = '?'".replace("?", written))
        again = Journal(tmp_path)
        assert again.read("a").parameters == {}
        again.close()


# --- disks ----------------------------------------------------------------------------------------


def sqlites_own_full() -> sqlite3.Error:
    """Returns the exception that SQLite raises when its file may not grow."""
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA max_page_count = 2")
    connection.execute("CREATE TABLE t (x)")
    with pytest.raises(sqlite3.OperationalError) as raised:
        connection.execute("INSERT INTO t VALUES (zeroblob(100000))")
    connection.close()
    return raised.value


@pytest.mark.parametrize(
    ("error", "reason", "words"),
    [
        (sqlites_own_full(), "full", "make room"),
        (OSError(errno.ENOSPC, "No space left on device"), "full", "make room"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "full", "make room"),
        (OSError(errno.EROFS, "Read-only file system"), "read_only", "writable"),
        (PermissionError(errno.EACCES, "Permission denied"), "read_only", "writable"),
        (TimeoutError(), "busy", "Try again"),
        (OSError(errno.EIO, "Input/output error"), "error", "Input/output error"),
    ],
)
@pytest.mark.parametrize("code", ["journal_unusable", "state_unwritable", "phone_not_usable"])
def test_a_disk_that_cannot_be_written_is_told_with_its_cause_and_folder(
    code: str, error: Exception, reason: str, words: str
) -> None:
    problem = disk_problem(code, "/home/ada/state", error)
    assert (problem.code, problem.reason) == (code, reason)
    assert words in problem.message
    assert "/home/ada/state" in problem.message


def test_a_journal_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    blocked = tmp_path / "state"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(Problem) as raised:
        begin(Journal(blocked), "a")
    assert raised.value.code == "journal_unusable"
    assert "no call is placed" in raised.value.message
    assert str(blocked) in raised.value.message
