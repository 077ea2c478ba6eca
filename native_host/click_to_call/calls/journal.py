"""The journal: an SQLite file that records every attempt to place a call before it is made.

It serves the list of recent calls, the caps, and the rule that one click places at most one call.
The file lies in the host's state folder, and all hosts of one user share it (one host runs for each
open browser). A row is committed when a function of this module returns. Depends on errors.py, the
filelock package and Python's sqlite3.
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
"""Rows that the journal keeps; older rows are deleted. This is far more than the caps allow in a
day."""
_LOCK_WITHIN_SECONDS: Final = 2.0
"""How long one host waits for the transaction of another host."""

ACTIVE: Final = ("placing", "ringing_you", "ringing_them", "connected")
RINGING: Final = ("placing", "ringing_you", "ringing_them")
"""States in which the journal refuses a second call. "connected" is not among them, because
RingCentral may report a call as connected after it has ended."""

VERSION: Final = 2
"""Version of the file's format, kept in SQLite's user_version. Each version only adds columns that
may be empty, so a host also works with a file of the next version. The first version was not
numbered; its files say 0."""

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
    """One attempt to place a call, as the journal has it. Times are Unix timestamps in seconds."""

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
    """Parameters of the problem's text; see errors.py."""


@dataclass(frozen=True)
class Caps:
    """The most calls that the host places in a minute and in a day."""

    per_minute: int
    per_day: int


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
        """Writes the row of a new call. Call this before the request goes to RingCentral.

        Raises Problem: call_id_reused, busy, too_many_calls, journal_unusable.
        """
        now = self._now()
        with self._writing() as connection:
            # A row with a time in the future means that the system clock was set back. Such a row
            # counts as made now: setting the clock back must not reset the caps, and must not block
            # calls until that future time. This update has its own transaction, because a refusal
            # below rolls its transaction back.
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
        """Writes a new state and returns the row as it is then.

        A known `ring_out_id` stays. A final state stays too, because another host may have
        cancelled the call meanwhile. Raises Problem("call_not_found").
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
        """Raises Problem("call_id_reused") if the journal has a call with this id. `begin` checks
        it again; this check comes before the caller asks RingCentral for anything."""
        with self._writing() as connection:
            if self._select(connection, "call_id = ?", call_id):
                raise Problem("call_id_reused")

    def recent(self, limit: int) -> list[Row]:
        """Returns the last calls, newest first; at most `limit`."""
        with self._writing() as connection:
            return self._select(connection, "1 ORDER BY sequence DESC LIMIT ?", limit)

    def is_in_doubt(self, to: str, *, within: float) -> bool:
        """Returns whether a call to this number, begun in the last `within` seconds, may have been
        placed although its outcome is unknown. A call that the user answered does not count."""
        now = self._now()
        where = "to_number = ? AND state = 'unknown' AND placed_at BETWEEN ? AND ?"
        with self._writing() as connection:
            rows = self._select(connection, where, to, now - within, now)
        return any(row.parameters.get("reason") != "answered" for row in rows)

    def adopt(self, *, since: float) -> list[Row]:
        """Takes over the active calls of hosts that have ended.

        Returns the calls that this host must follow from now on: those begun after `since` (a Unix
        timestamp in seconds) that have a RingOut id. All others get the state "unknown", or "ended"
        if they were connected. None of them gets "failed", because RingCentral may have placed it.
        """
        with self._writing() as connection:
            adopted = []
            for owner in self._dead_owners(connection):
                adopted += self._take_over(connection, owner, since)
                with contextlib.suppress(OSError):
                    self._lock_path(owner).unlink()
            return adopted

    def abandon(self) -> None:
        """Marks the calls of this process that RingCentral has not answered yet as "unknown". Call
        this when the process is about to end."""
        if self._alive is None:
            return
        with self._writing() as connection:
            _end(connection, "owner = ? AND state = 'placing'", (self._owner,), self._now())
            if not self._select(connection, f"owner = ? AND state IN {ACTIVE}", self._owner):
                self._lock_path(self._owner).unlink(missing_ok=True)

    def close(self) -> None:
        """Closes the file and releases this process's lock. From then on, other hosts may take over
        its active calls."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._alive is not None:
            self._alive.release()
            self._alive = None

    # --- caps and taking over calls ------------------------------------------------------------

    @staticmethod
    def _count(connection: sqlite3.Connection, now: float, caps: Caps) -> None:
        """Raises Problem("too_many_calls") if one more call would exceed one of the caps."""
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
        """Holds a file lock as long as this process runs. The operating system releases it however
        the process ends. A process id would prove nothing, since the system uses ids again."""
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
        """Runs a transaction that is committed to disk at the end of the block. Raises
        Problem("journal_unusable")."""
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
        if self._connection is None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            guard = FileLock(self._folder / "calls.lock", timeout=_LOCK_WITHIN_SECONDS, mode=0o600)
            # Without the lock, a second host could move aside the new, good file of the first one.
            with guard:
                try:
                    self._connection = self._connect()
                except sqlite3.OperationalError:
                    raise  # locked, full or read-only: the content of the file is not damaged
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
        # SQLite would replay the old rollback journal into the new file.
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
    """Turns one selected row into a Row. Parameters that are not valid JSON become an empty
    dict."""
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
    """Adds the columns that an older file lacks. Raises Problem journal_unusable (reason
    "newer")."""
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
    """Raises sqlite3.DatabaseError if the SQLite file has other columns: it is then handled like a
    damaged file."""
    try:
        connection.execute(f"SELECT {_COLUMNS}, owner, counted_at FROM calls LIMIT 0")  # noqa: S608
    except sqlite3.OperationalError as error:
        raise sqlite3.DatabaseError(str(error)) from error
