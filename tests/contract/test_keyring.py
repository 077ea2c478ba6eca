"""Tests the token store with a real Secret Service, in every state that users meet.

Each call of `ask` starts a new process. There are two reasons: the package `keyring` chooses its
back end only once in a process, and an unresponsive keyring could keep the process of the tests
from ending.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

from click_to_call.errors import MESSAGES, Problem
from click_to_call.keyring.chunks import LONGEST_ENTRY_CHARACTERS
from tests.support import keepassxc
from tests.support.host_process import HostProcess
from tests.support.secret_service import NEEDS, State, secret_service, session_bus, watched

ROOT = Path(__file__).parents[2]

CHILD = """
import asyncio, json, os, sys, time
from click_to_call.config import load
from click_to_call.errors import Problem
from click_to_call.keyring.token_store import Tokens, TokenStore

async def ask(verb, store, tokens):
    question = {"try_out": store.try_out, "load": store.load, "delete": store.delete}
    return await (store.save(tokens) if verb == "save" else question[verb]())

async def main():
    store = TokenStore(load(os.environ))
    long = "canary" * int(sys.argv[1])
    tokens = Tokens(client_id="an app", access_token=long, obtained_at=1, access_expires_at=2)
    for verb in sys.argv[2:]:
        started, told = time.monotonic(), {"verb": verb}
        try:
            answer = await ask(verb, store, tokens)
            told["answer"] = "same" if answer == tokens else answer
        except Problem as problem:
            told |= {"code": problem.code, "message": problem.message} | problem.parameters
        print(json.dumps(told | {"seconds": time.monotonic() - started}))

asyncio.run(main())
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Yields a folder with a short path, because the path of a socket may have at most 107
    characters."""
    for program in NEEDS:
        if shutil.which(program) is None:
            pytest.fail(f"{program} is missing: install dbus and gnome-keyring")
    with tempfile.TemporaryDirectory(prefix="keyring-") as name:
        yield Path(name)


def ask(environment: dict[str, str], *verbs: str, length: int = 10) -> list[dict[str, Any]]:
    """Starts a process that calls the methods `verbs` of the token store one after the other.
    Returns the result of each call and how long the call took."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(length), *verbs],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "canary" not in done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


CODES: dict[State, str] = {
    "none": "keyring_missing",
    "mute": "keyring_mute",
    "uninitialised": "keyring_uninitialised",
    "choosing": "keyring_uninitialised",
    "locked": "keyring_locked",
    "prompting": "keyring_locked",
    "full": "keyring_full",
}

WAITED_FOR: set[State] = {"mute"}
"""States in which the keyring never answers. Each call of the token store then takes until its
timeout, so the tests make only one call."""

OF_GNOME: set[State] = {"uninitialised", "choosing", "locked", "prompting"}
"""States in which the problem's text must name the program of GNOME that solves the problem."""


def verbs_in(state: State) -> list[str]:
    """Returns the token store's methods that fail while the keyring is in this state. If the
    keyring's disk is full, the keyring can still be read."""
    if state == "full":
        return ["save", "try_out"]
    return ["load"] if state in WAITED_FOR else ["load", "save", "delete", "try_out"]


def test_five_states_have_five_messages() -> None:
    assert len({MESSAGES[code] for code in CODES.values()}) == 5


@pytest.mark.parametrize("state", CODES)
def test_a_keyring_that_cannot_be_used_says_why_within_three_seconds(
    folder: Path, state: State
) -> None:
    with secret_service(state, folder) as environment:
        started = time.monotonic()
        answers = ask(environment, *verbs_in(state))
        took = time.monotonic() - started
    assert {answer.get("code") for answer in answers} == {CODES[state]}
    reason = "gnome" if state in OF_GNOME else ""
    assert answers[0]["message"] == Problem(CODES[state], reason=reason).message
    assert max(answer["seconds"] for answer in answers) < 3.0
    in_questions = sum(answer["seconds"] for answer in answers)
    assert took - in_questions < 3.0, "a thread left behind held up the end of the process"


WINDOWS = {"CreateCollection", "Prompt", "Unlock"}
"""Methods of the Secret Service that open a window or prepare one."""


@pytest.mark.parametrize("state", ["uninitialised", "choosing", "locked", "prompting", "unlocked"])
def test_asking_a_keyring_opens_no_window_and_makes_no_collection(
    folder: Path, state: State
) -> None:
    with secret_service(state, folder) as environment, watched(environment) as called:
        ask(environment, "load", "try_out", "load", "delete")
        assert "ReadAlias" in called()
        assert called() & WINDOWS == set()


def test_a_session_without_a_bus_and_one_without_a_keyring_are_told_apart(folder: Path) -> None:
    with session_bus(folder) as environment:
        assert ask(environment, "load")[0].get("reason", "") == ""
        environment["XDG_CURRENT_DESKTOP"] = "KDE"
        told = ask(environment, "load")[0]
        assert (told["code"], told["reason"]) == ("keyring_missing", "kde")
        assert "KWallet" in told["message"]
        environment["XDG_CURRENT_DESKTOP"] = "ubuntu:GNOME"
        assert "GNOME Keyring" in ask(environment, "load")[0]["message"]


def test_a_bus_that_only_systemd_knows_of_is_found(folder: Path) -> None:
    """Shells that ssh, cron or tmux started lack the variable with the session bus's address. The
    host finds the bus without it."""
    with secret_service("unlocked", folder) as environment:
        Path(environment["XDG_RUNTIME_DIR"], "bus").symlink_to(folder / "bus")
        del environment["DBUS_SESSION_BUS_ADDRESS"]
        ask(environment, "save")
        assert ask(environment, "load")[0]["answer"] == "same"
        environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={folder / 'of-a-session-before'}"
        assert ask(environment, "load")[0]["answer"] == "same"


@pytest.mark.parametrize("kind", ["null", "fail"])
@pytest.mark.parametrize("by_file", [True, False])
def test_a_keyring_that_is_switched_off_names_what_does_it(
    folder: Path, kind: str, by_file: bool
) -> None:
    with secret_service("unlocked", folder) as environment:
        name = f"keyring.backends.{kind}.Keyring"
        source = "PYTHON_KEYRING_BACKEND"
        if by_file:
            file = folder / "config" / "python_keyring" / "keyringrc.cfg"
            file.parent.mkdir(parents=True)
            file.write_text(f"[backend]\ndefault-keyring={name}\n", "utf-8")
            source = str(file)
        else:
            environment[source] = name
        for told in ask(environment, "load", "save", "try_out"):
            assert (told["code"], told["reason"]) == ("keyring_missing", "off")
            assert f"switched off by {source}" in told["message"]


# --- KeePassXC ------------------------------------------------------------------------------------


def test_keepassxc_keeps_the_sign_in_over_processes(folder: Path) -> None:
    with keepassxc.keepassxc("unlocked", folder) as environment:
        told = ask(environment, "try_out", "save", length=1000)
        assert [answer.get("code") for answer in told] == [None, None]
        with watched(environment) as called:
            assert ask(environment, "load", length=1000)[0]["answer"] == "same"
            assert "ReadAlias" in called()
            assert called() & WINDOWS == set()
        ask(environment, "delete")
        assert ask(environment, "load")[0]["answer"] is None


@pytest.mark.parametrize(
    ("state", "code", "reason"),
    [
        ("locked", "keyring_locked", "keepassxc"),
        ("hidden", "keyring_uninitialised", "keepassxc"),
    ],
)
def test_keepassxc_is_named_with_what_to_do_and_opens_no_window(
    folder: Path, state: keepassxc.State, code: str, reason: str
) -> None:
    with keepassxc.keepassxc(state, folder) as environment, watched(environment) as called:
        for told in ask(environment, "load", "save", "try_out", "delete"):
            assert (told["code"], told["reason"]) == (code, reason)
            assert "KeePassXC" in told["message"]
            assert told["seconds"] < 3.0
        assert "ReadAlias" in called()
        assert called() & WINDOWS == set()


def test_keepassxc_that_asks_its_user_each_time_is_told_as_such(folder: Path) -> None:
    with keepassxc.keepassxc("asks", folder) as environment:
        (told,) = ask(environment, "try_out")
        assert (told["code"], told["reason"]) == ("keyring_locked", "asks")
        assert told["seconds"] < 3.0


def test_a_mute_keyring_holds_up_neither_the_hosts_answers_nor_its_end(folder: Path) -> None:
    with secret_service("mute", folder) as environment:
        environment["CLICK_TO_CALL_HOME"] = str(folder / "home")
        environment["CLICK_TO_CALL_SERVER"] = "http://127.0.0.1:9"
        with HostProcess(environment) as host:
            host.send(id="slow", type="account.read")
            assert "ok" in host.ask("hello", protocol=1)
            assert host.reply("slow")["problem"]["code"] == "keyring_mute"
            host.send(id="never", type="account.read")
            assert "ok" in host.ask("hello", protocol=1)
            assert host.end() < 0.5


def test_a_keyring_that_ends_in_the_middle_is_told(folder: Path) -> None:
    with secret_service("unlocked", folder) as environment:
        environment["CLICK_TO_CALL_HOME"] = str(folder / "home")
        environment["CLICK_TO_CALL_SERVER"] = "http://127.0.0.1:9"
        host = HostProcess(environment)
        with host:
            assert host.ask("account.read")["ok"]["signed_in"] is False
            stop_keyring(environment)
            problem = host.ask("account.read")["problem"]
            assert problem["code"].startswith("keyring_")
            assert host.ask("hello", protocol=1)["ok"]


def stop_keyring(environment: dict[str, str]) -> None:
    """Ends the process that owns the keyring's name on this session bus, and waits for its end."""
    bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    with open_dbus_connection(environment["DBUS_SESSION_BUS_ADDRESS"]) as connection:

        def ask(method: str) -> object:
            given = new_method_call(bus, method, "s", ("org.freedesktop.secrets",))
            return connection.send_and_get_reply(given).body[0]

        os.kill(int(str(ask("GetConnectionUnixProcessID"))), signal.SIGKILL)
        while ask("NameHasOwner"):
            pass


def test_without_any_session_bus_the_keyring_is_out_of_reach(folder: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={folder / 'nothing'}"
    told = ask(environment, "load")[0]
    assert (told["code"], told["reason"]) == ("keyring_missing", "no_session")


def test_a_plaintext_file_is_never_fallen_back_to(folder: Path) -> None:
    """The package `keyrings.alt` offers a plain-text file as a last resort. The host does not use
    that file."""
    with secret_service("none", folder) as environment:
        available = subprocess.run(
            [sys.executable, "-m", "keyring", "--list-backends"],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert "PlaintextKeyring" in available, "the test needs keyrings.alt to mean anything"
        assert ask(environment, "save")[0]["code"] == "keyring_missing"
    assert not any(b"canary" in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_keyring_that_the_user_named_is_obeyed(folder: Path) -> None:
    with secret_service("unlocked", folder) as environment:
        environment["PYTHON_KEYRING_BACKEND"] = "keyrings.alt.file.PlaintextKeyring"
        assert [answer.get("answer") for answer in ask(environment, "save", "load")][1] == "same"
        del environment["PYTHON_KEYRING_BACKEND"]
        assert ask(environment, "load")[0]["answer"] is None
        environment["PYTHON_KEYRING_BACKEND"] = "no.such.Keyring"
        assert ask(environment, "load")[0]["code"] == "keyring_missing"


@pytest.mark.parametrize("length", [10, LONGEST_ENTRY_CHARACTERS // 6, 1000])
def test_an_unlocked_keyring_keeps_the_sign_in_over_processes(folder: Path, length: int) -> None:
    with secret_service("unlocked", folder) as environment:
        assert [a.get("code") for a in ask(environment, "try_out", "save", length=length)] == [
            None,
            None,
        ]
        assert ask(environment, "load", length=length)[0]["answer"] == "same"
        ask(environment, "delete")
        assert ask(environment, "load")[0]["answer"] is None


def test_what_is_kept_is_in_no_file_in_plain_text(folder: Path) -> None:
    with secret_service("unlocked", folder) as environment:
        ask(environment, "save", length=1000)
        files = [path for path in folder.rglob("*") if path.is_file()]
        assert any(path.suffix == ".keyring" for path in files)
        assert not any(b"canary" in path.read_bytes() for path in files)
