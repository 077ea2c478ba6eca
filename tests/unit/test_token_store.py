"""Tests how the host stores the tokens in the keyring: split into short entries, always completely,
and by one process at a time."""

import asyncio
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from click_to_call.errors import Problem
from click_to_call.keyring.backends import Backend
from click_to_call.keyring.chunks import LONGEST_ENTRY_CHARACTERS
from click_to_call.keyring.token_store import Tokens, TokenStore
from tests.support.memory_keyring import MemoryKeyring, config_for

SERVER = "https://platform.ringcentral.com"
TOKENS = Tokens(
    client_id="an app",
    access_token="canary-access",
    obtained_at=1.0,
    access_expires_at=3601.0,
    refresh_token="canary-refresh",
    refresh_expires_at=604_801.0,
    owner_id="42",
    client_secret="canary-secret",
    jwt="canary-jwt",
)


def store(folder: Path, shelf: Backend, server: str = SERVER) -> TokenStore:
    return TokenStore(config_for(server, folder), shelf)


def tokens_of_length(characters: int) -> Tokens:
    """Returns tokens whose entry in the keyring has this many characters in all."""
    shelf, spare = MemoryKeyring(), replace(TOKENS, access_token="")
    asyncio.run(store(Path("/nowhere"), shelf).save(spare))
    (head,) = shelf.entries.values()
    return replace(TOKENS, access_token="A" * (characters - len(head.partition("\n")[2])))


def problem_from(work: object) -> Problem:
    with pytest.raises(Problem) as raised:
        asyncio.run(work)  # type: ignore[arg-type]
    return raised.value


# --- saving and loading --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "entries"),
    [(600, 1), (1200, 1), (1201, 2), (1279, 2), (1280, 2), (1281, 2), (2480, 2), (2481, 3)],
)
def test_what_is_saved_is_loaded_however_long(tmp_path: Path, length: int, entries: int) -> None:
    shelf, tokens = MemoryKeyring(), tokens_of_length(length)
    asyncio.run(store(tmp_path, shelf).save(tokens))
    assert asyncio.run(store(tmp_path, shelf).load()) == tokens
    assert len(shelf.entries) == entries
    assert max(map(len, shelf.entries.values())) <= LONGEST_ENTRY_CHARACTERS


def test_nothing_but_ascii_is_kept_so_that_a_character_is_one_unit(tmp_path: Path) -> None:
    shelf, tokens = MemoryKeyring(), replace(TOKENS, client_secret="ключ 🔑" * 100)
    asyncio.run(store(tmp_path, shelf).save(tokens))
    assert asyncio.run(store(tmp_path, shelf).load()) == tokens
    assert all(text.isascii() for text in shelf.entries.values())


def test_an_empty_keyring_means_nobody_is_signed_in(tmp_path: Path) -> None:
    assert asyncio.run(store(tmp_path, MemoryKeyring()).load()) is None


def test_deleting_leaves_nothing_and_may_be_done_twice(tmp_path: Path) -> None:
    shelf = MemoryKeyring()
    kept = store(tmp_path, shelf)
    for tokens in (tokens_of_length(4000), TOKENS):
        asyncio.run(kept.save(tokens))
    asyncio.run(kept.delete())
    assert shelf.entries == {}
    asyncio.run(kept.delete())


def test_a_shorter_sign_in_leaves_no_part_of_a_longer_one(tmp_path: Path) -> None:
    shelf = MemoryKeyring()
    for length in (5000, 700, 3000, 700, 700):
        tokens = tokens_of_length(length)
        asyncio.run(store(tmp_path, shelf).save(tokens))
        assert asyncio.run(store(tmp_path, shelf).load()) == tokens
    assert len(shelf.entries) == 1


def test_servers_and_installations_never_share_a_sign_in(tmp_path: Path) -> None:
    shelf = MemoryKeyring()
    asyncio.run(store(tmp_path / "one", shelf).save(TOKENS))
    assert asyncio.run(store(tmp_path / "one", shelf, "http://127.0.0.1:1").load()) is None
    assert asyncio.run(store(tmp_path / "two", shelf).load()) is None
    assert {service for service, _ in shelf.entries} == {f"click-to-call {SERVER}"}


def test_trying_out_leaves_nothing(tmp_path: Path) -> None:
    shelf = MemoryKeyring()
    asyncio.run(store(tmp_path, shelf).try_out())
    assert shelf.entries == {}


def test_a_keyring_that_keeps_nothing_is_found_out(tmp_path: Path) -> None:
    class Sieve(MemoryKeyring):
        def set_password(self, service: str, username: str, password: str) -> None:
            pass

    assert problem_from(store(tmp_path, Sieve()).try_out()).code == "keyring_failed"


# --- interrupted, edited, read while written -----------------------------------------------------


class Killed(BaseException):
    """Stands for the end of a killed process. No code of the host catches it, because it is a
    BaseException."""


@pytest.mark.parametrize("old_length", [700, 4000])
@pytest.mark.parametrize("new_length", [700, 4000])
def test_a_writer_killed_anywhere_leaves_the_old_or_the_new_text(
    tmp_path: Path, old_length: int, new_length: int
) -> None:
    old, new = "o" * old_length, "n" * new_length
    for survived in itertools.count():
        shelf = MemoryKeyring()
        entries = store(tmp_path, shelf)._entries
        entries.write(old)
        verbs_left = itertools.count(survived, -1)
        shelf.before = lambda verb, username: die() if next(verbs_left) <= 0 else None  # noqa: B023
        is_finished = True
        try:
            entries.write(new)
        except Killed:
            is_finished = False
        shelf.before = lambda verb, username: None
        assert entries.read() in (old, new)
        entries.write(new)
        assert entries.read() == new
        entries.remove()
        assert shelf.entries == {}, f"parts were left by a writer killed after {survived} steps"
        if is_finished:
            assert survived > 3
            return


def die() -> None:
    raise Killed


def test_who_reads_while_another_writes_gets_one_of_the_two(tmp_path: Path) -> None:
    shelf = MemoryKeyring()
    versions = [replace(tokens_of_length(4000), owner_id=str(n)) for n in range(4)]
    entries = store(tmp_path, shelf)._entries
    asyncio.run(store(tmp_path, shelf).save(versions[0]))
    is_over = threading.Event()

    def write() -> None:
        for version in versions * 25:
            asyncio.run(store(tmp_path, shelf).save(version))
        is_over.set()

    writer = threading.Thread(target=write)
    writer.start()
    read = 0
    while not is_over.is_set():
        if entries.read() is not None:
            read += 1
    writer.join()
    assert read > 10
    assert asyncio.run(store(tmp_path, shelf).load()) == versions[-1]


class ItemNotFoundException(Exception):  # noqa: N818 - as the Secret Service's library names it
    """The exception that the Secret Service's library raises if another process replaces an entry
    while this process reads the entry."""


def test_an_entry_replaced_while_it_is_read_is_read_again(tmp_path: Path) -> None:
    """Another host renewed the tokens while this host read them. The user must stay signed in."""
    shelf = MemoryKeyring()
    store = TokenStore(config_for("http://127.0.0.1:1", tmp_path), shelf)
    asyncio.run(store.save(TOKENS))
    vanishings = iter(range(5))

    def vanish(verb: str, username: str) -> None:
        if verb == "get" and next(vanishings, None) is not None:
            raise ItemNotFoundException

    shelf.before = vanish
    assert asyncio.run(store.load()) == TOKENS
    assert next(vanishings, None) is None


@pytest.mark.parametrize(
    "text", ["", "{", "null", '{"slot": 3}', '{"slot":"a","parts":9,"digest":""}']
)
def test_an_edited_index_counts_as_no_sign_in(tmp_path: Path, text: str) -> None:
    shelf = MemoryKeyring()
    kept = store(tmp_path, shelf)
    asyncio.run(kept.save(TOKENS))
    index = next(key for key, value in shelf.entries.items() if "digest" in value)
    shelf.entries[index] = text
    assert asyncio.run(kept.load()) is None
    asyncio.run(kept.save(TOKENS))
    assert asyncio.run(kept.load()) == TOKENS


def test_a_lost_part_counts_as_no_sign_in(tmp_path: Path) -> None:
    shelf = MemoryKeyring()
    kept = store(tmp_path, shelf)
    asyncio.run(kept.save(tokens_of_length(4000)))
    del shelf.entries[next(key for key in shelf.entries if key[1].endswith("a1"))]
    assert asyncio.run(kept.load()) is None


# --- failures ------------------------------------------------------------------------------------


class NoKeyringError(Exception):
    pass


class KeyringLocked(Exception):  # noqa: N818 - keyring's own name
    pass


class InitError(Exception):
    pass


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NoKeyringError(), "keyring_missing"),
        (KeyringLocked(), "keyring_locked"),
        (InitError(), "keyring_uninitialised"),
        (OSError(28, "No space left on device"), "keyring_full"),
        (OSError(122, "Disk quota exceeded"), "keyring_full"),
        (RuntimeError("write: No space left on device"), "keyring_full"),
        (ValueError("canary-secret"), "keyring_failed"),
    ],
)
def test_each_way_of_failing_has_its_own_code(tmp_path: Path, error: Exception, code: str) -> None:
    shelf = MemoryKeyring()

    def fail(verb: str, username: str) -> None:
        raise error

    shelf.before = fail
    problem = problem_from(store(tmp_path, shelf).load())
    assert problem.code == code
    assert "canary" not in str(problem)


def test_an_entry_too_long_for_windows_says_full(tmp_path: Path) -> None:
    class Tiny(MemoryKeyring):
        def set_password(self, service: str, username: str, password: str) -> None:
            super().set_password(service, username, password * 9)

    assert problem_from(store(tmp_path, Tiny()).save(tokens_of_length(1280))).code == "keyring_full"


def test_a_slow_keyring_is_given_up_and_does_not_hold_up_the_end(tmp_path: Path) -> None:
    """The test runs in a process of its own: a thread that still reads the keyring could keep the
    process of the other tests from ending."""
    program = """
import asyncio, sys, threading
from pathlib import Path
from click_to_call.errors import Problem
from click_to_call.keyring.token_store import TokenStore
from tests.support.memory_keyring import MemoryKeyring, config_for
shelf = MemoryKeyring()
shelf.before = lambda verb, username: threading.Event().wait()
try:
    asyncio.run(TokenStore(config_for("http://127.0.0.1:1", Path(sys.argv[1])), shelf).load())
except Problem as problem:
    print(problem.code)
"""
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
        # Without a session bus, the test cannot reach the user's own Secret Service.
        env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"},
    )
    assert done.stdout.strip() == "keyring_mute"
    assert done.stderr == ""
    assert time.monotonic() - started < 10


def test_nothing_secret_is_in_the_text_of_tokens() -> None:
    assert "canary" not in f"{TOKENS} {TOKENS!r}"


# --- the lock ------------------------------------------------------------------------------------

HOLDER = """
import asyncio, sys
from pathlib import Path
from click_to_call.keyring.token_store import TokenStore
from tests.support.memory_keyring import MemoryKeyring, config_for
with TokenStore(config_for(sys.argv[2], Path(sys.argv[1])), MemoryKeyring()).lock_at_once() as held:
    print(held, flush=True)
    sys.stdin.read()
"""


def test_one_process_holds_the_lock_and_a_dead_one_lets_go(tmp_path: Path) -> None:
    kept = store(tmp_path, MemoryKeyring())
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path), SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        with kept.lock_at_once() as held:
            assert not held
        with store(tmp_path, MemoryKeyring(), "http://127.0.0.1:1").lock_at_once() as held:
            assert held, "another server's sign-in has a lock of its own"
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with kept.lock_at_once() as held:
        assert held


def test_the_lock_is_given_back_after_a_failure(tmp_path: Path) -> None:
    kept = store(tmp_path, MemoryKeyring())
    with pytest.raises(ValueError, match="inside"), kept.lock_at_once():
        raise ValueError("inside")
    with kept.lock_at_once() as held:
        assert held


def test_a_state_folder_that_cannot_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(Problem) as raised, store(tmp_path, MemoryKeyring()).lock_at_once():
        pass
    assert raised.value.code == "state_unwritable"
    assert str(tmp_path / "state") in raised.value.message


def test_waiting_for_the_lock_ends_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click_to_call.keyring.token_store.LOCK_WITHIN_SECONDS", 0.1)
    kept = store(tmp_path, MemoryKeyring())

    async def wait() -> None:
        async with kept.lock():
            pass

    with kept.lock_at_once() as held:
        assert held
        assert problem_from(wait()).code == "exchange_unreachable"
    asyncio.run(wait())
