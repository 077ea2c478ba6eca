"""Tests the real host on real pipes, with real SQLite, a real keyring and the simulator over HTTP.

The tests cover what the extension relies on when it uses the host, and what SECURITY.md promises
about native messages, processes and secrets.
"""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from click_to_call.host.allowed_origins import FIREFOX_ID, ORIGIN
from click_to_call.host.framing import MAX_IN_BYTES
from click_to_call_simulator import Fault, Settings, Simulator, serve
from scripts.soak import fuzz, start_and_stop
from tests.conftest import RunningSimulator
from tests.support.host import OwnHost, lonely_environment
from tests.support.host_process import HostProcess, framed

ORDINARY = "+12125550100"
GONE_WITHIN_SECONDS = 1.0
"""The longest time that a host may take from the end of its input to the end of its process. A test
starts several hosts, and only the quickest must keep this limit, because on a busy computer the
other hosts wait for the processor."""
KILLED_AFTER_SECONDS = 1.8
"""Chromium kills a host that runs longer than this after the end of its input. The hosts of the
tests must end earlier, even on a busy computer."""
ONLY_RINGS = "+12125550130"


@pytest.fixture(scope="module")
def home(
    simulator: RunningSimulator,
    keyring_session: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> OwnHost:
    """Returns a signed-in host that may place many calls. All tests of this file share it."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "config.toml").write_text("calls_per_minute = 100000\ncalls_per_day = 100000\n")
    own = OwnHost(folder, simulator.url, keyring_session)
    own.sign_in(simulator.state.credential)
    return own


@pytest.fixture
def host(home: OwnHost) -> Iterator[HostProcess]:
    with HostProcess(home.environment) as process:
        yield process
        assert not process.is_cut_off


@pytest.fixture
def lonely(tmp_path: Path) -> Iterator[HostProcess]:
    """Yields a host that is not signed in and has no RingCentral to send requests to."""
    with HostProcess(lonely_environment(tmp_path)) as process:
        yield process
        assert not process.is_cut_off


def over(host: HostProcess, call_id: str) -> list[str]:
    """Collects the states that the host pushes for this call. Returns the states in order when the
    call is over."""
    states = []
    for push in host.pushes():
        if push["push"] == "call.changed" and push["call"]["call_id"] == call_id:
            states.append(push["call"]["state"])
            if states[-1] in ("ended", "cancelled", "failed", "unknown"):
                break
    return states


def creates(simulator: RunningSimulator) -> int:
    """Returns how many requests to place a call the host sent. Requests that RingCentral answered
    with 401 do not count, because the host is right to repeat these."""
    return sum(
        record.method == "POST"
        and record.path.endswith("/ring-out")
        and (record.response is None or record.response.status != 401)
        for record in simulator.state.requests
    )


# --- signing in and calling ----------------------------------------------------------------------


def test_a_call_from_click_to_end(host: HostProcess, simulator: RunningSimulator) -> None:
    assert host.ask("hello", protocol=1)["ok"]["protocol"] == 1
    account = host.ask("account.read")["ok"]
    assert (account["signed_in"], account["region"]) == (True, "US")
    lists = host.ask("numbers.list")["ok"]
    assert lists["from"]
    assert lists["caller_id"]
    before = creates(simulator)
    host.send(
        id="whole-way",
        type="call.place",
        to=ORDINARY,
        caller_id=lists["caller_id"][1]["phone_number"],
        play_prompt=False,
        **{"from": lists["from"][1]["phone_number"]},
    )
    states = over(host, "whole-way")
    assert [states[0], states[1], states[-1]] == ["placing", "ringing_you", "ended"]
    assert creates(simulator) == before + 1
    sent = [r for r in simulator.state.requests if r.path.endswith("/ring-out")][-1]
    assert json.loads(sent.request.body) == {
        "from": {"phoneNumber": lists["from"][1]["phone_number"]},
        "to": {"phoneNumber": ORDINARY},
        "callerId": {"phoneNumber": lists["caller_id"][1]["phone_number"]},
        "playPrompt": False,
    }
    assert host.ask("call.read", call_id="whole-way")["ok"]["state"] == "ended"
    assert host.ask("calls.recent", limit=1)["ok"]["calls"][0]["call_id"] == "whole-way"


def test_a_call_is_cancelled_before_the_phone_is_answered(host: HostProcess) -> None:
    assert host.ask("call.place", id="cancel-me", to=ONLY_RINGS)["ok"]["state"] == "ringing_you"
    busy = host.ask("call.place", id="second", to=ORDINARY)
    assert busy["problem"]["code"] == "busy"
    assert host.ask("call.cancel", call_id="cancel-me")["ok"]["state"] == "cancelled"
    late = host.ask("call.cancel", call_id="cancel-me")
    assert late["problem"]["code"] == "too_late_to_cancel"


def test_another_browser_follows_on_a_call_whose_host_is_gone(
    home: OwnHost, simulator: RunningSimulator
) -> None:
    with HostProcess(home.environment) as first:
        placed = first.ask("call.place", id="left-behind", to=ORDINARY)
        assert placed["ok"]["state"] == "ringing_you"
        assert first.end() < KILLED_AFTER_SECONDS
    with HostProcess(home.environment) as second:
        found = second.ask("call.read", call_id="left-behind")["ok"]["state"]
        assert found == "ended" or over(second, "left-behind")[-1] == "ended"


def test_signing_in_and_out_from_the_popup(keyring_session: dict[str, str], tmp_path: Path) -> None:
    """The user closes the sign-in page, and starts the sign-in again. This time, the user finishes
    it."""
    port = _free_port()
    address = f"http://localhost:{port}/callback"
    state = Simulator(Settings(per_minute={}))
    state.change_app(state.public_client_id, redirect_uris=(address,))
    (tmp_path / "config.toml").write_text(
        f'client_id = "{state.public_client_id}"\nredirect_ports = [{port}]\n'
    )
    with (
        serve(state) as url,
        HostProcess(OwnHost(tmp_path, url, keyring_session).environment) as host,
    ):
        assert host.ask("account.read")["ok"]["signed_in"] is False
        assert host.ask("numbers.list")["problem"]["code"] == "not_signed_in"
        refused = host.ask("call.place", id="too-early", to=ORDINARY)
        assert refused["problem"]["code"] == "not_signed_in"
        given_up = host.ask("account.sign_in")["ok"]
        begun = host.ask("account.sign_in")["ok"]
        assert (begun["signed_in"], begun["sign_in_url"] != given_up["sign_in_url"]) == (
            False,
            True,
        )
        assert b"Signed in" in httpx.get(begun["sign_in_url"], follow_redirects=True).content
        told = next(host.pushes())
        assert told["push"] == "account.changed"
        assert (told["account"]["signed_in"], told["account"]["name"]) == (True, "Ada Example")
        assert told["problem"] is None
        assert host.ask("numbers.list")["ok"]["from"]
        state.sign_ins.sessions.clear()  # This ends the sessions, as an administrator can.
        host.send(id="too-late", type="call.place", to=ORDINARY)
        told = next(push for push in host.pushes() if push["push"] == "account.changed")
        assert told["account"]["signed_in"] is False
        assert told["problem"]["code"] == "sign_in_expired"
        assert host.reply("too-late")["problem"]["code"] == "sign_in_expired"
        assert host.ask("account.read")["problem"]["code"] == "sign_in_expired"
        assert host.ask("account.sign_out")["ok"]["signed_in"] is False
        assert host.ask("numbers.list")["problem"]["code"] == "not_signed_in"


def test_a_sign_in_or_out_elsewhere_is_seen_at_the_next_look(home: OwnHost, tmp_path: Path) -> None:
    own = OwnHost(tmp_path, home.server, home.base)
    with HostProcess(own.environment) as host:
        for is_signed_in in (False, True, False, True):
            assert host.ask("account.read")["ok"]["signed_in"] is is_signed_in
            if is_signed_in:
                assert host.ask("numbers.list")["ok"]["from"]
                own.sign_out()
            else:
                own.sign_in(_credential(home))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


SPELLINGS = [
    "911", "9 1 1", "9-1-1", "9.1.1", "(911)", "tel:911", "９１１", "٩١١", "9\u200b1\u200b1",
    "911#", "*911", "*31#911", "9911", "9 911", "9,911", "1911", "1-911", "+911", "+1 911",
    "tel:+1-911", "0911", "00911", "011911", "8911", "911;ext=1", "911,123", "911,,1",
    "\u202e119", "112", "999", "988", "933", "116123", f"{ORDINARY},,911#",
]  # fmt: skip


def test_no_emergency_number_leaves_the_host(
    host: HostProcess, simulator: RunningSimulator
) -> None:
    before = len(simulator.state.requests)
    for number, spelling in enumerate(SPELLINGS):
        for confirmed in (False, True):
            reply = host.ask(
                "call.place",
                id=f"emergency-{number}-{confirmed}",
                to=spelling,
                region="US",
                confirmed=confirmed,
            )
            assert reply["problem"]["code"] == "emergency_number", spelling
        assert host.ask("number.describe", number=spelling)["problem"]["code"] == "emergency_number"
    asked = simulator.state.requests[before:]
    assert [record.path for record in asked if "ring-out" in record.path] == []


def test_premium_needs_the_confirmation_and_gets_it(host: HostProcess) -> None:
    premium = "+19002345678"
    asked = host.ask("call.place", id="premium", to=premium)
    assert asked["problem"]["code"] == "confirmation_needed"
    assert host.ask("number.describe", number=premium)["ok"]["risks"] == ["premium_rate"]
    placed = host.ask("call.place", id="premium", to=premium, confirmed=True)
    assert placed["ok"]["state"] == "ringing_you"
    over(host, "premium")


def test_a_phone_typed_by_hand_is_the_users_until_sign_out(home: OwnHost, tmp_path: Path) -> None:
    own = OwnHost(tmp_path, home.server, home.base)
    own.sign_in(_credential(home))
    hotel = {"from": "+12125550177"}

    def typed(host: HostProcess, **fields: str) -> list[str]:
        entries = host.ask("numbers.list", **fields)["ok"]["from"]
        return [entry["phone_number"] for entry in entries if entry["group"] == "typed"]

    with HostProcess(own.environment) as host:
        for confirmed in (False, True):
            refused = host.ask("call.place", id="a", to=ORDINARY, confirmed=confirmed, **hotel)
            assert refused["problem"]["code"] == "not_your_number"
        for never in ("911", "+1911", "+19002345678", "242733", "+12125550177;ext=5", "desk"):
            refused = host.ask("numbers.list", typed=never)
            assert refused["problem"]["code"] == "phone_not_usable"
        assert typed(host) == []
        assert typed(host, **{"typed": "+1 (212) 555-0177"}) == ["+12125550177"]
    with HostProcess(own.environment) as host:
        assert typed(host) == ["+12125550177"]
        placed = host.ask("call.place", id="b", to=ORDINARY, **hotel)
        assert (placed["ok"]["state"], placed["ok"]["from"]) == ("ringing_you", "+12125550177")
        assert over(host, "b")[-1] == "ended"
        assert host.ask("account.sign_out")["ok"]["signed_in"] is False
        nobody = host.ask("numbers.list", typed="+12125550177")
        assert nobody["problem"]["code"] == "not_signed_in"
    own.sign_in(_credential(home))
    with HostProcess(own.environment) as host:
        assert typed(host) == []
        refused = host.ask("call.place", id="c", to=ORDINARY, **hotel)
        assert refused["problem"]["code"] == "not_your_number"


def test_caps_survive_a_restart(home: OwnHost, tmp_path: Path) -> None:
    environment = {**home.environment, "CLICK_TO_CALL_HOME": str(tmp_path)}
    (tmp_path / "config.toml").write_text("calls_per_minute = 2\n")
    own = OwnHost(tmp_path, home.server, home.base)
    own.sign_in(_credential(home))
    codes = []
    for number in range(3):
        with HostProcess(environment) as host:
            reply = host.ask("call.place", id=f"capped-{number}", to="+12125550150")
            codes.append(reply["problem"]["code"])
    assert codes[-1] == "too_many_calls"
    assert "too_many_calls" not in codes[:2]


def _credential(home: OwnHost) -> dict[str, str]:
    return dict(_CREDENTIALS[home.server])


_CREDENTIALS: dict[str, Any] = {}


@pytest.fixture(autouse=True, scope="module")
def _remember_credential(simulator: RunningSimulator) -> None:
    _CREDENTIALS[simulator.url] = simulator.state.credential


# --- frames --------------------------------------------------------------------------------------


def test_fuzzed_frames_get_one_answer_each(lonely: HostProcess) -> None:
    """The test sends 5,000 random frames. `scripts/soak.py frames 1000000` sends a million."""
    tally = fuzz(lonely, 5_000, seed=20_261_123)
    assert tally.replies == tally.frames == 5_000
    # `slowest` is the longest time in seconds for 500 frames. The limit is wide, for busy
    # computers.
    assert tally.slowest < 5.0
    assert lonely.resident_bytes() < 60 * 2**20
    assert lonely.end() < KILLED_AFTER_SECONDS


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"{",
        b"null",
        b"\xff" * 100,
        b"[" * MAX_IN_BYTES,
        b"x" * (MAX_IN_BYTES + 1),
        b'{"id":"1"}',
    ],
    ids=range(7),
)
def test_a_first_frame_that_is_nonsense_is_answered(lonely: HostProcess, first: bytes) -> None:
    lonely.write(framed(first))
    message = lonely.next()
    assert message is not None
    assert message["problem"]["code"] in {"bad_message", "too_large"}
    assert lonely.ask("hello")["ok"]["protocol"] == 1


@pytest.mark.parametrize("stray", [b"\xff\xff\xff\xff", b"Hello", b"\x00\x00\x00\x7f{}"])
def test_a_length_that_is_noise_ends_the_host(lonely: HostProcess, stray: bytes) -> None:
    lonely.ask("hello")
    lonely.write(stray)
    assert lonely.reply(None)["problem"]["code"] == "too_large"
    assert lonely.next() is None
    lonely.process.wait(5)
    assert lonely.process.returncode == 0


def test_a_protocol_mismatch_is_named(lonely: HostProcess) -> None:
    assert lonely.ask("hello", protocol=2)["problem"]["code"] == "update_host"
    assert lonely.ask("hello", protocol=0)["problem"]["code"] == "update_extension"


NOISY = """
import ctypes, os, subprocess, sys
from keyring.backend import KeyringBackend

print("on import")

class Keyring(KeyringBackend):
    priority = 9

    def get_password(self, service, username):
        print("a library's print")
        os.write(1, b"from below")
        ctypes.CDLL(None).puts(b"from C")
        ctypes.CDLL(None).fflush(None)
        subprocess.run(["/bin/sh", "-c", "echo from a child; cat"])
        sys.__stdout__.write("past the guard")
        sys.__stdout__.flush()
        return None

    set_password = delete_password = get_password
"""


def test_a_library_that_prints_writes_nothing_between_frames(tmp_path: Path) -> None:
    """The host is real, and one of the user's Python libraries prints to every stream while the
    host runs."""
    (tmp_path / "noisy.py").write_text(NOISY)
    settings = tmp_path / "config" / "python_keyring" / "keyringrc.cfg"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"[backend]\ndefault-keyring=noisy.Keyring\nkeyring-path={tmp_path}\n")
    environment = lonely_environment(tmp_path / "home")
    del environment["PYTHON_KEYRING_BACKEND"]
    environment["XDG_CONFIG_HOME"] = str(tmp_path / "config")
    with HostProcess(environment) as host:
        for _ in range(3):
            assert host.ask("account.read")["ok"]["signed_in"] is False
            assert host.ask("hello", protocol=1)["ok"]
        host.end()
        assert not host.is_cut_off
        assert host.next() is None, "something came besides the answers"
    for said in ("on import", "a library's print", "from below", "from C", "from a child"):
        assert said.encode() in host.stderr
    assert b"past the guard" in host.stderr


def test_hello_waits_for_nothing_heavy(tmp_path: Path) -> None:
    """Python lists every imported module on standard error, in order. So the test sees which
    imports come before the answer to `hello`."""
    options = ["-X", "importtime", "-I"]
    with HostProcess(lonely_environment(tmp_path), python=options) as host:
        host.ask("hello", protocol=1)
        until_hello = bytes(host.stderr).decode()
        host.end()
        imported = set(re.findall(r"\|\s+([\w.]+)$", bytes(host.stderr).decode(), re.M))
    assert "msgspec" in imported
    # The host imports this module after its answer to `hello`, while no request waits.
    assert "asyncio" in imported
    assert imported.isdisjoint({"httpx", "keyring", "phonenumbers", "sqlite3", "typer"})
    assert "| asyncio" not in until_hello.partition("click_to_call.host.handshake")[0]


def test_nothing_hostile_around_it_gets_in(tmp_path: Path) -> None:
    """The launcher starts Python in isolated mode, so neither environment variables nor the current
    folder can add modules to the host."""
    trap = tmp_path / "trap"
    trap.mkdir()
    for name in ("json", "msgspec", "asyncio", "sitecustomize", "usercustomize"):
        (trap / f"{name}.py").write_text("import os; os.write(1, b'trapped'); os._exit(9)")
    environment = {
        **lonely_environment(tmp_path / "home"),
        "PYTHONPATH": str(trap),
        "PYTHONSTARTUP": str(trap / "json.py"),
        "LANG": "C",
        "PATH": "",
    }
    before = Path.cwd()
    os.chdir(trap)
    try:
        with HostProcess(environment) as host:
            assert host.ask("hello")["ok"]["protocol"] == 1
            assert host.ask("account.read")
    finally:
        os.chdir(before)


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONHOME": "/nowhere", "PYTHONPLATLIBDIR": "nowhere", "PYTHONUTF8": "0"},
        {"PYTHONWARNINGS": "error", "PYTHONOPTIMIZE": "2", "PYTHONDEVMODE": "1"},
        {"PYTHONINSPECT": "1", "PYTHONIOENCODING": "utf-16", "PYTHONVERBOSE": "1"},
        {"PYTHONMALLOC": "debug", "PYTHONTRACEMALLOC": "5", "PYTHONCASEOK": "1"},
        {"PYTHONNOUSERSITE": "", "PYTHONUNBUFFERED": "", "PYTHONHASHSEED": "nonsense"},
    ],
    ids=" ".join,
)
def test_no_variable_of_python_comes_between(tmp_path: Path, variables: dict[str, str]) -> None:
    with HostProcess({**lonely_environment(tmp_path / "home"), **variables}) as host:
        assert host.ask("hello", protocol=1)["ok"]["protocol"] == 1
        assert host.ask("number.describe", number="+14155552671")["ok"]
        assert host.end() < 5


@pytest.mark.parametrize(
    "environment",
    [{}, {"HOME": "/nowhere", "TMPDIR": "/nowhere"}, {"LANG": "nonsense", "LC_ALL": "nonsense"}],
    ids=["empty", "folders that are not there", "a locale that is not there"],
)
def test_a_browser_may_give_the_host_almost_nothing(environment: dict[str, str]) -> None:
    with HostProcess(environment) as host:
        assert host.ask("hello", protocol=1)["ok"]["protocol"] == 1
        assert host.ask("number.describe", number="+14155552671")["ok"]


# --- the end of the process ----------------------------------------------------------------------


def test_starts_and_stops_leave_nothing(tmp_path: Path) -> None:
    """The test starts 18 hosts. `scripts/soak.py starts 1000` starts a thousand."""
    seconds = start_and_stop(lonely_environment(tmp_path), 18)
    assert min(seconds) < GONE_WITHIN_SECONDS
    assert statistics.median(seconds) < KILLED_AFTER_SECONDS


def test_a_launcher_of_an_older_version_says_to_install_again(home: OwnHost) -> None:
    with HostProcess(home.environment, program=("-I", "-m", "native_host")) as host:
        for question in ("hello", "account.read"):
            problem = host.ask(question)["problem"]
            assert problem["code"] == "launcher_outdated"
            assert "click-to-call install" in problem["message"]


@pytest.mark.parametrize("half", [b"", b"\x10", framed(b'{"id":"1"}')[:-3]], ids=range(3))
def test_the_end_of_input_ends_the_host(lonely: HostProcess, half: bytes) -> None:
    lonely.ask("hello")
    lonely.write(half)
    assert lonely.end() < KILLED_AFTER_SECONDS
    assert lonely.process.returncode == 0


def test_the_end_comes_in_time_even_if_nobody_reads_its_answers(home: OwnHost) -> None:
    """Nobody reads the host's answers. The pipe is full, so the host's write never completes."""
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", "click_to_call", ORIGIN],
        env=home.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with process:
        assert process.stdin is not None
        process.stdin.write(framed({"id": "1", "type": "numbers.list"}) * 400)
        started = time.monotonic()
        process.stdin.close()
        process.wait(10)
        assert process.stdout is not None
        process.stdout.close()
    # The limit is wide because the host first reads 400 requests. A host that waited until somebody
    # reads its answers would exceed the limit.
    assert time.monotonic() - started < 3.0


def test_a_silent_exchange_does_not_keep_a_number_from_being_described(
    keyring_session: dict[str, str], tmp_path: Path
) -> None:
    state = Simulator(Settings(per_minute={}))
    with serve(state) as url:
        own = OwnHost(tmp_path, url, keyring_session)
        own.sign_in(state.credential)
        for copy in (tmp_path / "state").glob("lists-*"):
            copy.unlink()
        state.faults.replace([Fault(path="/extension/", delay_seconds=30.0, times=9)])
        with HostProcess(own.environment) as host:
            described = host.ask("number.describe", number=ORDINARY)
            assert host.ask("hello", protocol=1)["ok"]
        state.faults.replace([])
    assert described["ok"]["number"] == ORDINARY


def test_the_end_comes_in_time_while_the_exchange_is_silent(home: OwnHost, tmp_path: Path) -> None:
    with _silent_server() as url:
        own = {**home.environment, "CLICK_TO_CALL_SERVER": url}
        with HostProcess(own) as host:
            host.send(id="1", type="numbers.list", refresh=True)
            host.send(id="2", type="account.read")
            assert host.ask("hello")["ok"]
            assert host.end() < KILLED_AFTER_SECONDS


@contextlib.contextmanager
def _silent_server() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_a_browser_that_closes_its_ear_is_no_crash(home: OwnHost) -> None:
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", "click_to_call", ORIGIN],
        env=home.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(framed({"id": "1", "type": "hello"}) * 3)
        process.stdin.close()
        assert process.wait(10) == 0
        assert b"Traceback" not in process.stderr.read()


# --- callers of the host -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        [ORIGIN],
        [ORIGIN, "--parent-window=0"],
        ["/somewhere/com.click_to_call.host.json", FIREFOX_ID],
        ["run"],
    ],
)
def test_starts_for_our_extension(tmp_path: Path, arguments: list[str]) -> None:
    with HostProcess(lonely_environment(tmp_path), arguments=arguments) as host:
        assert host.ask("hello")["ok"]["protocol"] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"],
        [ORIGIN.rstrip("/")],
        ["/somewhere/com.click_to_call.host.json", "someone@else.example"],
    ],
)
def test_refuses_another_extension(tmp_path: Path, arguments: list[str]) -> None:
    with HostProcess(lonely_environment(tmp_path), arguments=arguments) as host:
        assert host.next() is None
        assert host.process.wait(10) == 2
    assert b"Refused" in host.stderr


# --- logs and files ------------------------------------------------------------------------------


def test_logs_and_files_hold_no_number_and_no_token(
    home: OwnHost, host: HostProcess, simulator: RunningSimulator
) -> None:
    host.ask("numbers.list", refresh=True)
    host.ask("call.place", id="logged", to="+12125550150")
    host.end()
    log = (home.home / "logs" / "host.log").read_text("utf-8")
    assert "ring-out answered" in log
    assert re.search(r"\d{7}", re.sub(r"\d\d:\d\d:\d\d", "", log)) is None
    secrets = [value for name, value in simulator.state.credential.items() if name != "client_id"]
    secrets += [
        record.headers["authorization"].removeprefix("Bearer ").removeprefix("Basic ")
        for record in simulator.state.requests
        if "authorization" in record.headers
    ]
    assert len(secrets) > 3
    for path in home.home.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not any(secret.encode() in content for secret in secrets), path
    assert not any(secret.encode() in host.stderr for secret in secrets)


def test_an_unreadable_home_is_said(home: OwnHost, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with HostProcess({**home.environment, "CLICK_TO_CALL_HOME": str(blocked)}) as host:
        reply = host.ask("calls.recent")
    assert reply["problem"]["code"] in {"journal_unusable", "config_invalid"}


def test_on_a_full_disk_no_call_is_placed(
    home: OwnHost, simulator: RunningSimulator, tmp_path: Path
) -> None:
    """The test limits the size of files, which has the same effect on the host as a full disk."""
    own = OwnHost(tmp_path, home.server, home.base)
    own.sign_in(_credential(home))
    before = creates(simulator)
    no_room = ["/bin/sh", "-c", 'ulimit -f 1; exec "$@"', "sh"]
    with HostProcess(own.environment, under=no_room) as host:
        assert host.ask("hello", protocol=1)["ok"]
        assert host.ask("account.read")["ok"]["signed_in"] is True
        assert host.ask("numbers.list", refresh=True)["ok"]["from"]
        for number in range(3):
            placed = host.ask("call.place", id=f"full-{number}", to=ORDINARY)
            assert placed["problem"]["code"] == "journal_unusable"
        assert host.end() < KILLED_AFTER_SECONDS
    assert creates(simulator) == before


def test_in_a_home_that_can_no_longer_be_written_no_call_is_placed(
    home: OwnHost, simulator: RunningSimulator, tmp_path: Path
) -> None:
    """Files stand where the host wants to have folders, so that even root cannot write into those
    folders."""
    own = OwnHost(tmp_path, home.server, home.base)
    own.sign_in(_credential(home))
    before = creates(simulator)
    for name in ("state", "logs"):
        shutil.rmtree(tmp_path / name, ignore_errors=True)
        (tmp_path / name).write_text("no folder")
    with HostProcess(own.environment) as host:
        assert host.ask("account.read")["ok"]["signed_in"] is True
        assert host.ask("numbers.list", refresh=True)["ok"]["from"]
        assert host.ask("numbers.list", typed=ORDINARY)["problem"]["code"] == "phone_not_usable"
        for number in range(3):
            placed = host.ask("call.place", id=f"read-only-{number}", to=ORDINARY)
            assert placed["problem"]["code"] == "journal_unusable"
        assert host.end() < KILLED_AFTER_SECONDS
        assert b"Traceback" not in host.stderr
    assert creates(simulator) == before


@pytest.fixture
def _hears_hang_ups() -> Iterator[None]:
    """Restores the default action for SIGHUP. If somebody starts the tests with nohup, the test
    process ignores SIGHUP, and without this fixture the host would ignore the signal, too."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("_hears_hang_ups")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGKILL"])
def test_a_signal_leaves_the_journal_right(
    home: OwnHost, simulator: RunningSimulator, name: str
) -> None:
    """The signal ends the host when RingCentral has already answered the request for the call. A
    new host then reads the call from the journal and follows it to its end."""
    call_id = f"signal-{name}"
    with HostProcess(home.environment) as host:
        assert host.ask("call.place", id=call_id, to=ORDINARY)["ok"]["state"] == "ringing_you"
        host.process.send_signal(signal.Signals[name])
        assert host.process.wait(5) < 0
    with HostProcess(home.environment) as host:
        # The new host asks RingCentral at once how far the call has come.
        state = host.ask("call.read", call_id=call_id)["ok"]["state"]
        assert state in ("ringing_you", "ringing_them", "connected")
        assert over(host, call_id)[-1] == "ended"


def test_a_damaged_journal_does_not_stop_the_next_call(home: OwnHost, tmp_path: Path) -> None:
    own = OwnHost(tmp_path, home.server, home.base)
    own.sign_in(_credential(home))
    (tmp_path / "state").mkdir(exist_ok=True)
    (tmp_path / "state" / "calls.db").write_bytes(b"broken" * 1000)
    with HostProcess(own.environment) as host:
        assert host.ask("call.place", id="after", to=ORDINARY)["ok"]["state"] == "ringing_you"
        assert over(host, "after")[-1] == "ended"
    with contextlib.closing(sqlite3.connect(tmp_path / "state" / "calls.db")) as journal:
        assert journal.execute("SELECT call_id, state FROM calls").fetchall() == [
            ("after", "ended")
        ]
    assert "damaged" in (tmp_path / "logs" / "host.log").read_text("utf-8")


def test_a_cold_click_reaches_the_exchange_in_little_memory(
    home: OwnHost, simulator: RunningSimulator
) -> None:
    """The test checks only how much memory the host needs. `scripts/bench.py host` measures the
    time."""
    with HostProcess(home.environment) as warm:
        warm.ask("numbers.list")
        warm.ask("account.read")
    before = creates(simulator)
    with HostProcess(home.environment) as host:
        host.send(id="hello", type="hello", protocol=1)
        host.send(id="cold", type="call.place", to="+12125550150")
        host.reply("cold")
        assert host.resident_bytes() < 60 * 2**20
    assert creates(simulator) == before + 1
