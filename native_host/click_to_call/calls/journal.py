"""The journal: an SQLite file in which the host records every attempt to place a call before it
sends the request to RingCentral.

The journal serves three purposes: the list of recent calls, the caps on calls, and the rule that
one click places at most one call. The file lies in the host's state folder. One host runs for each
open browser, and all hosts of one user share the file. Each function that changes the journal
commits the change to disk before it returns. Depends on errors.py, the filelock package and
Python's sqlite3.
"""

import contextlib
import json
import logging
import os
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout

from click_to_call.errors import Problem, disk_problem

logger = logging.getLogger(__name__)

KEPT_CALLS: Final = 10_000
"""The most rows that the journal keeps; older rows are deleted. The caps allow far fewer calls in a
day, so no row is deleted while it still counts for a cap."""
_LOCK_WITHIN_SECONDS: Final = 2.0
"""The longest time that one host waits while another host uses the journal. After this time, the
waiting host raises Problem("journal_unusable")."""

ACTIVE: Final = ("placing", "ringing_you", "ringing_them", "connected")
RINGING: Final = ("placing", "ringing_you", "ringing_them")
"""While a call is in one of these states, the journal refuses a second call. "connected" is not
among them, because RingCentral may report a call as connected after the call has ended."""

VERSION: Final = 2
"""Version of the file's format, kept in SQLite's user_version. A new version may only add columns,
and these may be empty. So a host can also use a file that a host of the next version has made. A
file that was made before the versions were numbered has user_version 0."""

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS calls (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  call_id TEXT NOT NULL UNIQUE,
  to_number TEXT NOT NULL,
  from_number TEXT,
  caller_id TEXT,
  state TEXT NOT NULL,
  problem_code TEXT,
  problem_message TEXT,
  ring_out_id TEXT,
  owner TEXT NOT NULL,
  placed_at REAL NOT NULL,
  changed_at REAL NOT NULL,
  counted_at REAL NOT NULL,
  problem_parameters TEXT
)
"""
_INDEXES: Final = """
CREATE INDEX IF NOT EXISTS calls_counted ON calls (counted_at);
CREATE INDEX IF NOT EXISTS calls_state ON calls (state);
"""
_COLUMNS: Final = (
    "call_id, to_number, from_number, caller_id, state, problem_code, problem_message, "
    "ring_out_id, placed_at, changed_at, problem_parameters"
)


@dataclass(frozen=True)
class Row:
    """One attempt to place a call, as the journal records it. Times are Unix timestamps in
    seconds."""

    call_id: str
    to_number: str
    from_number: str | None
    caller_id: str | None
    state: str
    problem_code: str | None
    problem_message: str | None
    ring_out_id: str | None
    placed_at: float
    changed_at: float
    parameters: dict[str, str | int] = field(default_factory=dict)
    """The values that the text of the call's problem contains; see `Problem` in errors.py."""


@dataclass(frozen=True)
class Caps:
    """The most calls that the host places in a minute and in a day."""

    per_minute: int
    per_day: int

    def lowered(self, per_minute: int | None, per_day: int | None) -> "Caps":
        """Returns new caps: the cap per minute is `per_minute` if this is lower than the present
        cap per minute, and likewise for the cap per day. A cap whose argument is None stays as it
        is."""
        return Caps(
            min(self.per_minute, per_minute or self.per_minute),
            min(self.per_day, per_day or self.per_day),
        )


class Journal:
    """The open journal. Every method may raise Problem("journal_unusable")."""

    def __init__(self, folder: Path, *, now: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._now = now
        self._owner = uuid.uuid4().hex
        self._alive: FileLock | None = None
        self._connection: sqlite3.Connection | None = None

    @property
    def path(self) -> Path:
        return self._folder / "calls.db"

    def begin(
        self, call_id: str, *, to: str, from_: str | None, caller_id: str | None, caps: Caps
    ) -> Row:
        """Writes the row of a new call and returns the row. Call this before the request goes to
        RingCentral.

        Raises a Problem with the code call_id_reused, busy, too_many_calls or journal_unusable.
        """
        now = self._now()
        with self._writing() as connection:
            # If the system clock was set back, the `counted_at` of earlier calls lies in the
            # future. Those calls would count for the caps until the clock reaches that time again,
            # and block other calls. This update makes them count as calls made now. The update has
            # a transaction of its own, because the transaction below is rolled back if the new call
            # is refused.
            connection.execute("UPDATE calls SET counted_at = ? WHERE counted_at > ?", (now, now))
        with self._writing() as connection:
            self._prove_alive()
            if self._select(connection, "call_id = ?", call_id):
                raise Problem("call_id_reused")
            if self._select(connection, f"state IN {RINGING}"):
                raise Problem("busy")
            self._count(connection, now, caps)
            connection.execute(
                "INSERT INTO calls (call_id, to_number, from_number, caller_id, state, owner,"
                " placed_at, changed_at, counted_at) VALUES (?, ?, ?, ?, 'placing', ?, ?, ?, ?)",
                (call_id, to, from_, caller_id, self._owner, now, now, now),
            )
            connection.execute(
                "DELETE FROM calls WHERE sequence <= (SELECT max(sequence) FROM calls) - ?",
                (KEPT_CALLS,),
            )
            return self._select(connection, "call_id = ?", call_id)[0]

    def change(
        self,
        call_id: str,
        state: str,
        *,
        problem: Problem | None = None,
        ring_out_id: str | None = None,
    ) -> Row:
        """Writes the new state of a call, and returns the call's row as it is after the change.

        `ring_out_id` is RingCentral's id of the call; if it is None, the row keeps the id that it
        has. If the row already has a final state, for example because another host has cancelled
        the call, the row stays as it is. Raises Problem("call_not_found") if the journal has no
        such call.
        """
        with self._writing() as connection:
            connection.execute(
                f"UPDATE calls SET state = ?, {_PROBLEM},"  # noqa: S608 - constants only
                " ring_out_id = coalesce(?, ring_out_id), changed_at = ?"
                f" WHERE call_id = ? AND state IN {ACTIVE}",
                (state, *_columns_of(problem), ring_out_id, self._now(), call_id),
            )
            return self._one(connection, call_id)

    def read(self, call_id: str) -> Row:
        """Returns the row of one call. Raises Problem("call_not_found")."""
        with self._writing() as connection:
            return self._one(connection, call_id)

    def refuse_reused(self, call_id: str) -> None:
        """Raises Problem("call_id_reused") if the journal has a call with this id. `begin` makes
        the same check. CallService calls this method before it requests the phone lists, so that
        no request is sent for a call that `begin` would refuse."""
        with self._writing() as connection:
            if self._select(connection, "call_id = ?", call_id):
                raise Problem("call_id_reused")

    def recent(self, limit: int) -> list[Row]:
        """Returns the rows of the last calls, the newest first, and at most `limit` of them."""
        with self._writing() as connection:
            return self._select(connection, "1 ORDER BY sequence DESC LIMIT ?", limit)

    def is_in_doubt(self, to: str, *, within: float) -> bool:
        """Returns whether the journal has a call to the number `to` that began in the last `within`
        seconds and whose outcome is unknown. A call does not count if the user answered their own
        phone, because the user then knows that the call was placed."""
        now = self._now()
        where = "to_number = ? AND state = 'unknown' AND placed_at BETWEEN ? AND ?"
        with self._writing() as connection:
            rows = self._select(connection, where, to, now - within, now)
        return any(row.parameters.get("reason") != "answered" for row in rows)

    def adopt(self, *, since: float) -> list[Row]:
        """Takes over the calls of hosts that ended before these calls were over.

        Returns those of the calls that this host must follow from now on: RingCentral has given
        them an id, and they began after `since` (a Unix timestamp in seconds). The rest of the
        calls get a final state: "ended" if they were connected, and otherwise "unknown". None gets
        "failed", because RingCentral may have placed the call.
        """
        with self._writing() as connection:
            adopted = []
            for owner in self._dead_owners(connection):
                adopted += self._take_over(connection, owner, since)
                with contextlib.suppress(OSError):
                    self._lock_path(owner).unlink()
            return adopted

    def abandon(self) -> None:
        """Marks as "unknown" the calls of this process for which RingCentral has not yet accepted
        or refused the request. Call this when the process is about to end."""
        if self._alive is None:
            return
        with self._writing() as connection:
            _end(connection, "owner = ? AND state = 'placing'", (self._owner,), self._now())
            if not self._select(connection, f"owner = ? AND state IN {ACTIVE}", self._owner):
                self._lock_path(self._owner).unlink(missing_ok=True)

    def close(self) -> None:
        """Closes the journal's file, and releases the lock by which other hosts see that this
        process is running. From then on, other hosts may take over this process's calls."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._alive is not None:
            self._alive.release()
            self._alive = None

    # --- caps and taking over calls ------------------------------------------------------------

    @staticmethod
    def _count(connection: sqlite3.Connection, now: float, caps: Caps) -> None:
        """Raises Problem("too_many_calls") if one more call would exceed the cap per minute or the
        cap per day."""
        for cap, seconds, reason in (
            (caps.per_minute, 60, "minute"),
            (caps.per_day, 86_400, "day"),
        ):
            (made,) = connection.execute(
                "SELECT count(*) FROM calls WHERE counted_at > ?", (now - seconds,)
            ).fetchone()
            if made >= cap:
                raise Problem("too_many_calls", reason=reason, calls=cap)

    def _take_over(self, connection: sqlite3.Connection, owner: str, since: float) -> list[Row]:
        followed = "owner = ? AND ring_out_id IS NOT NULL AND placed_at > ?"
        rows = self._select(connection, f"{followed} AND state IN {ACTIVE}", owner, since)
        if rows:
            self._prove_alive()
            connection.execute(
                f"UPDATE calls SET owner = ? WHERE {followed} AND state IN {ACTIVE}",  # noqa: S608
                (self._owner, owner, since),
            )
        _end(connection, f"owner = ? AND state IN {RINGING}", (owner,), self._now())
        connection.execute(
            "UPDATE calls SET state = 'ended', changed_at = ?"
            " WHERE owner = ? AND state = 'connected'",
            (self._now(), owner),
        )
        return rows

    # --- locks of running hosts ----------------------------------------------------------------

    def _lock_path(self, owner: str) -> Path:
        return self._folder / f"host-{owner}.lock"

    def _prove_alive(self) -> None:
        """Takes a file lock by which other hosts see that this process is running. The operating
        system releases the lock however the process ends. A process id would be no proof, because
        the system reuses the ids of ended processes for new processes."""
        if self._alive is None:
            lock = FileLock(self._lock_path(self._owner), timeout=0, mode=0o600)
            lock.acquire()
            self._alive = lock

    def _dead_owners(self, connection: sqlite3.Connection) -> list[str]:
        active = connection.execute(
            f"SELECT DISTINCT owner FROM calls WHERE state IN {ACTIVE}"  # noqa: S608
        )
        owners = {owner for (owner,) in active}
        owners |= {path.stem.removeprefix("host-") for path in self._folder.glob("host-*.lock")}
        return [owner for owner in owners - {self._owner} if not self._is_alive(owner)]

    def _is_alive(self, owner: str) -> bool:
        path = self._lock_path(owner)
        if not path.exists():
            return False
        try:
            with FileLock(path, timeout=0, mode=0o600):
                return False
        except Timeout:
            return True

    # --- the database file ---------------------------------------------------------------------

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Runs the block in a transaction and commits the transaction to disk at the end of the
        block. If the block raises an exception, the transaction is rolled back. Raises
        Problem("journal_unusable") if the journal cannot be read or written."""
        try:
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()
        except (sqlite3.Error, OSError, Timeout) as error:
            logger.error("the journal cannot be used: %s", error)
            self._forget_connection()
            raise disk_problem("journal_unusable", self._folder, error) from error

    def _open(self) -> sqlite3.Connection:
        if self._connection is not None and not self.path.exists():
            # The user has removed the folder, as `uninstall` does, while the browser was running.
            self.close()
        if self._connection is None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            guard = FileLock(self._folder / "calls.lock", timeout=_LOCK_WITHIN_SECONDS, mode=0o600)
            # Without this lock, two hosts could find the same damaged file, and the slower host
            # would move aside the good file that the faster host has just made.
            with guard:
                try:
                    self._connection = self._connect()
                except sqlite3.OperationalError:
                    # The database is locked, or the disk is full or read-only. The file is not
                    # damaged, so it is not moved aside.
                    raise
                except sqlite3.DatabaseError as error:
                    self._move_aside(error)
                    self._connection = self._connect()
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        connection = sqlite3.connect(self.path, timeout=_LOCK_WITHIN_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous = FULL")
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                raise sqlite3.DatabaseError(verdict)
            connection.execute(_SCHEMA)
            _bring_up_to_date(connection, self._folder)
            _check_columns(connection)
            connection.executescript(_INDEXES)
        except BaseException:
            connection.close()
            raise
        return connection

    def _move_aside(self, error: Exception) -> None:
        aside = self.path.with_name(f"calls.damaged-{time.time_ns()}.db")
        logger.error("the journal is damaged (%s); kept as %s, a new one begun", error, aside.name)
        self.path.rename(aside)
        # SQLite's rollback journal of the damaged file must be deleted, because SQLite would
        # otherwise apply it to the new file.
        self.path.with_name(f"{self.path.name}-journal").unlink(missing_ok=True)

    def _forget_connection(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _one(self, connection: sqlite3.Connection, call_id: str) -> Row:
        rows = self._select(connection, "call_id = ?", call_id)
        if not rows:
            raise Problem("call_not_found")
        return rows[0]

    @staticmethod
    def _select(connection: sqlite3.Connection, where: str, *values: object) -> list[Row]:
        query = f"SELECT {_COLUMNS} FROM calls WHERE {where}"  # noqa: S608 - constants only
        return [_row(columns) for columns in connection.execute(query, values)]


_PROBLEM: Final = "problem_code = ?, problem_message = ?, problem_parameters = ?"


def _columns_of(problem: Problem | None) -> tuple[str | None, str | None, str | None]:
    if problem is None:
        return None, None, None
    return problem.code, problem.message, json.dumps(problem.parameters)


def _row(columns: tuple[Any, ...]) -> Row:
    """Turns a row that SQLite returned into a Row. Problem parameters that are not a JSON object
    become an empty dict."""
    parameters: object = {}
    with contextlib.suppress(TypeError, ValueError):
        parameters = json.loads(columns[-1])
    row = Row(*columns[:-1])
    return replace(row, parameters=parameters) if isinstance(parameters, dict) else row


def _end(
    connection: sqlite3.Connection, where: str, values: tuple[object, ...], now: float
) -> None:
    query = f"UPDATE calls SET state = 'unknown', {_PROBLEM}, changed_at = ? WHERE {where}"  # noqa: S608 - constants only
    connection.execute(query, (*_columns_of(Problem("outcome_unknown")), now, *values))


def _bring_up_to_date(connection: sqlite3.Connection, folder: Path) -> None:
    """Adds the columns that a file of an older version lacks. Raises Problem("journal_unusable")
    with the reason "newer" if the file's version is higher than VERSION + 1. `folder` is named in
    the Problem's text."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION + 1:
        raise Problem("journal_unusable", reason="newer", folder=str(folder))
    if version >= VERSION:
        return
    known = {name for _, name, *_ in connection.execute("PRAGMA table_info(calls)")}
    if "problem_parameters" not in known:
        connection.execute("ALTER TABLE calls ADD COLUMN problem_parameters TEXT")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _check_columns(connection: sqlite3.Connection) -> None:
    """Raises sqlite3.DatabaseError if the table `calls` lacks a column that this module uses.
    `_open` then moves the file aside like a damaged one."""
    try:
        connection.execute(f"SELECT {_COLUMNS}, owner, counted_at FROM calls LIMIT 0")  # noqa: S608
    except sqlite3.OperationalError as error:
        raise sqlite3.DatabaseError(str(error)) from error
