"""Tests the commands for calls: their output, Ctrl-C, cancel, recent, redial and the exit codes."""

import contextlib
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from click_to_call_simulator import Settings, Simulator, serve
from click_to_call_simulator.ringout import REFUSED
from tests.conftest import RunningSimulator
from tests.support.command_line import command, on_terminal
from tests.support.host import OwnHost

CTRL_C = "\x03"


@pytest.fixture(scope="module")
def slow_host(
    keyring_session: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OwnHost]:
    """Yields a signed-in host whose simulator lets the user's phone ring until the test ends."""
    with slow_exchange(600, tmp_path_factory.mktemp("slow"), keyring_session) as host:
        yield host


@contextlib.contextmanager
def slow_exchange(
    leg_seconds: float, home: Path, keyring_session: dict[str, str]
) -> Iterator[OwnHost]:
    state = Simulator(Settings(leg_seconds=leg_seconds, per_minute={}))
    with serve(state) as url:
        host = OwnHost(home, url, keyring_session)
        host.sign_in(state.credential)
        yield host


def said_in_json(host: OwnHost, *arguments: str) -> dict[str, object]:
    done = command(host.environment, *arguments, "--json")
    told: dict[str, object] = json.loads(done.stdout)
    return told


# --- placing -------------------------------------------------------------------------------------


def test_a_call_says_what_it_does_before_it_is_placed(
    simulator: RunningSimulator, signed_in_host: OwnHost
) -> None:
    done = command(signed_in_host.environment, "call", "(212) 555-0100")
    assert done.returncode == 0, done.stderr
    before, _, after = done.stdout.partition("placing\n")
    assert "Calling +1 212-555-0100 (United States)" in before
    assert "Read as a number of this country" in before
    assert "Rings first: +14155550100" in before
    assert "They see:    +1" in before
    assert after.splitlines()[0] == "ringing you"
    assert after.splitlines()[-1] == "ended"


def test_an_extension_that_is_not_dialled_is_told(signed_in_host: OwnHost) -> None:
    done = command(signed_in_host.environment, "call", "+1 212 555 0100 ext. 12")
    assert done.returncode == 0, done.stderr
    assert "Extension 12 is not dialled" in done.stdout


def test_a_call_in_json_is_its_end(signed_in_host: OwnHost) -> None:
    done = command(signed_in_host.environment, "call", "+12125550100", "--json")
    assert done.returncode == 0, done.stderr
    ended = json.loads(done.stdout)
    assert (ended["state"], ended["to"]) == ("ended", "+12125550100")


def test_a_failed_call_is_told(signed_in_host: OwnHost) -> None:
    done = command(signed_in_host.environment, "call", "+12125550110")
    assert done.returncode == 1
    assert "Their line is busy." in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (["911"], "emergency_number", 5),
        (["nonsense"], "not_a_number", 5),
        (["+12125550100", "--from", "+12125550199"], "not_your_number", 5),
        (["+1 900 234 5678"], "confirmation_needed", 3),
    ],
)
def test_each_refusal_has_its_exit_code(
    signed_in_host: OwnHost, arguments: list[str], code: str, exit_code: int
) -> None:
    done = command(signed_in_host.environment, "call", *arguments)
    assert done.returncode == exit_code
    assert f"[{code}]" in done.stderr


def test_what_ringcentral_refuses_is_told_once(signed_in_host: OwnHost) -> None:
    refused = next(iter(REFUSED))
    done = command(signed_in_host.environment, "call", refused, "--yes")
    assert done.returncode != 0
    told = done.stderr.strip().rpartition(" [")[0]
    assert told
    assert told not in done.stdout


def test_a_country_that_is_none_is_told(signed_in_host: OwnHost) -> None:
    done = command(signed_in_host.environment, "call", "555 0100", "--region", "Narnia")
    assert (done.returncode, "--region GB" in done.stderr) == (2, True)


def test_a_phone_is_named_however_it_is_grouped(signed_in_host: OwnHost) -> None:
    options = ("--from", "+1 (415) 555-0100", "--json")
    done = command(signed_in_host.environment, "call", "+12125550100", *options)
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["from"] == "+14155550100"


@pytest.mark.parametrize("phone", ["415-555-0100", "(415) 555 0100"])
def test_ones_own_numbers_may_be_typed_as_at_home(signed_in_host: OwnHost, phone: str) -> None:
    options = ("--from", phone, "--caller-id", "1 650 555 0110", "--json")
    done = command(signed_in_host.environment, "call", "+12125550100", *options)
    told = json.loads(done.stdout)
    assert (told.get("from"), told.get("caller_id")) == ("+14155550100", "+16505550110")


def test_a_number_needs_no_quotes(signed_in_host: OwnHost) -> None:
    done = command(signed_in_host.environment, "call", "+1", "212", "555", "0100", "--json")
    assert json.loads(done.stdout).get("to") == "+12125550100"
    done = command(signed_in_host.environment, "call", "2125550100", "2125550101", "--yes")
    assert done.returncode == 5, "two numbers are none"


def test_without_a_terminal_the_flag_is_named_in_place_of_a_question(
    signed_in_host: OwnHost,
) -> None:
    done = command(signed_in_host.environment, "call", "+1 900 234 5678", given="y\n")
    assert done.returncode == 3
    assert "premium-rate number" in done.stderr
    assert "--yes" in done.stderr


def test_on_a_terminal_an_unusual_number_is_asked_about(signed_in_host: OwnHost) -> None:
    terminal = on_terminal(signed_in_host.environment, "call", "+1 900 234 5678")
    terminal.wait_for("Call it? [y/N]")
    terminal.type("n\n")
    assert terminal.end() == 3
    assert "Not called." in terminal.said


def test_an_exchange_out_of_reach_has_its_exit_code(
    keyring_session: dict[str, str], tmp_path: Path
) -> None:
    with slow_exchange(1, tmp_path, keyring_session) as host:
        pass
    done = command(host.environment, "numbers")
    assert done.returncode == 6
    assert done.stderr.count("\n") == 1


# --- following calls -----------------------------------------------------------------------------


def test_a_terminal_shows_both_legs_and_a_clock_in_one_line(
    keyring_session: dict[str, str], tmp_path: Path
) -> None:
    with slow_exchange(2.6, tmp_path, keyring_session) as host:
        terminal = on_terminal(host.environment, "call", "+12125550100")
        terminal.wait_for("Your phone: ringing  ·  They: waiting  ·  0:0")
        terminal.wait_for("Your phone: answered  ·  They: ringing")
        assert terminal.end() == 0
    assert terminal.said.rstrip().endswith("ended")


def test_a_dumb_terminal_gets_lines(signed_in_host: OwnHost) -> None:
    environment = {**signed_in_host.environment, "TERM": "dumb"}
    terminal = on_terminal(environment, "call", "+12125550100")
    assert terminal.end() == 0
    assert "ringing you\r\n" in terminal.said
    assert "\x1b[2K" not in terminal.said


def test_a_call_that_a_command_left_behind_does_not_block_the_next(
    keyring_session: dict[str, str], tmp_path: Path
) -> None:
    with slow_exchange(1, tmp_path, keyring_session) as host:
        command_line = [sys.executable, "-I", "-m", "click_to_call", "call", "+12125550100"]
        with subprocess.Popen(command_line, env=host.environment, stdout=subprocess.PIPE) as call:
            assert call.stdout is not None
            while b"ringing you" not in call.stdout.readline():
                pass
            call.kill()
        looks = (said_in_json(host, "recent")["calls"] for _ in range(60))
        assert any(calls[0]["state"] == "ended" for calls in looks)  # type: ignore[index]
        assert command(host.environment, "call", "+12125550101").returncode == 0


def test_ctrl_c_asks_and_cancels(slow_host: OwnHost) -> None:
    terminal = on_terminal(slow_host.environment, "call", "+12125550100")
    terminal.wait_for("Your phone: ringing")
    terminal.type(CTRL_C)
    terminal.wait_for("Cancel the call? [Y/n]")
    terminal.type("y\n")
    assert terminal.end() == 3
    assert "cancelled" in terminal.said
    assert said_in_json(slow_host, "recent")["calls"][0]["state"] == "cancelled"  # type: ignore[index]


def test_a_call_that_ends_while_the_question_is_open_is_not_cancelled(
    keyring_session: dict[str, str], tmp_path: Path
) -> None:
    with slow_exchange(2, tmp_path, keyring_session) as host:
        terminal = on_terminal(host.environment, "call", "+12125550100")
        terminal.wait_for("Your phone: ringing")
        terminal.type(CTRL_C)
        terminal.wait_for("Cancel the call? [Y/n]")
        assert terminal.end() == 0
    assert "[too_late_to_cancel]" not in terminal.said
    assert "ended" in terminal.said


def test_ctrl_c_and_no_leaves_the_call_and_cancel_ends_it(slow_host: OwnHost) -> None:
    terminal = on_terminal(slow_host.environment, "call", "+12125550100")
    terminal.wait_for("Your phone: ringing")
    terminal.type(CTRL_C)
    terminal.wait_for("Cancel the call? [Y/n]")
    terminal.type("n\n")
    assert terminal.end() == 130
    assert "click-to-call cancel" in terminal.said
    busy = command(slow_host.environment, "call", "+12125550101")
    assert (busy.returncode, "[busy]" in busy.stderr) == (5, True)
    done = command(slow_host.environment, "cancel")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "Cancelled the call to +12125550100.\n"
    none = command(slow_host.environment, "cancel")
    assert none.returncode == 1
    assert "No call is under way." in none.stderr


def test_an_interrupted_pipe_says_how_to_cancel(slow_host: OwnHost) -> None:
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", "click_to_call", "call", "+12125550100"],
        env=slow_host.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line == "ringing you\n":
            break
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "click-to-call cancel" in told
    assert command(slow_host.environment, "cancel").returncode == 0


# --- recent calls --------------------------------------------------------------------------------


def test_the_last_calls_are_listed_and_repeated(signed_in_host: OwnHost) -> None:
    assert command(signed_in_host.environment, "call", "+12125550103").returncode == 0
    listed = command(signed_in_host.environment, "recent", "--limit", "1").stdout
    assert "+12125550103" in listed
    assert listed.rstrip().endswith("ended")
    assert listed.count("\n") == 1
    again = command(signed_in_host.environment, "redial", "--json")
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["to"] == "+12125550103"
    calls = said_in_json(signed_in_host, "recent")["calls"]
    assert [one["to"] for one in calls[:2]] == ["+12125550103"] * 2  # type: ignore[index]


def test_nothing_to_repeat_is_said(keyring_session: dict[str, str], tmp_path: Path) -> None:
    host = OwnHost(tmp_path, "http://127.0.0.1:9", keyring_session)
    assert command(host.environment, "recent").stdout == "No calls yet.\n"
    done = command(host.environment, "redial")
    assert "There is no call to repeat." in done.stderr


# --- the account ---------------------------------------------------------------------------------


def test_lists_and_signs_out(
    simulator: RunningSimulator, keyring_session: dict[str, str], tmp_path: Path
) -> None:
    host = OwnHost(tmp_path, simulator.url, keyring_session)
    host.sign_in(simulator.state.credential)
    listed = command(host.environment, "numbers").stdout
    assert "+14155550100" in listed
    assert "Main company number" in listed
    status = command(host.environment, "status")
    assert status.returncode == 0, status.stderr
    assert f"at {simulator.url}" in status.stdout
    assert "kept in Secret Service (" in status.stdout
    told = json.loads(command(host.environment, "status", "--json").stdout)
    assert told["account"]["signed_in"] is True
    assert told["host"]["home"] == str(tmp_path)
    numbers = json.loads(command(host.environment, "numbers", "--json").stdout)
    assert {"from", "caller_id", "fetched_at", "problems"} == set(numbers)
    host.sign_out()
    assert "not_signed_in" in command(host.environment, "numbers").stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_credential_is_read_as_other_systems_write_it(
    simulator: RunningSimulator, keyring_session: dict[str, str], tmp_path: Path, encoding: str
) -> None:
    own = simulator.state.credential
    file = {
        "clientId": f" {own['client_id']}\r\n",
        "clientSecret": f"{own['client_secret']} ",
        "server": simulator.url,
        "jwt": {"My JWT": f"\r\n{own['jwt']}"},
    }
    host = OwnHost(tmp_path, simulator.url, keyring_session)
    text = json.dumps(file, indent=2).replace("\n", "\r\n")
    done = command(host.environment, "login", "--jwt", given=text.encode(encoding))
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    host.sign_out()


def test_on_a_terminal_a_credential_is_asked_for(
    simulator: RunningSimulator, keyring_session: dict[str, str], tmp_path: Path
) -> None:
    own = simulator.state.credential
    host = OwnHost(tmp_path, simulator.url, keyring_session)
    terminal = on_terminal(host.environment, "login", "--jwt")
    for question, name in (
        ("Client ID: ", "client_id"),
        ("Client secret: ", "client_secret"),
        ("JWT: ", "jwt"),
    ):
        terminal.wait_for(question)
        terminal.type(f" {own[name]}\n")
    assert terminal.end() == 0
    assert "Signed in as" in terminal.said
    assert own["client_secret"] not in terminal.said
    assert own["jwt"] not in terminal.said
    host.sign_out()


def test_signs_in_with_the_browser_that_is_named(
    keyring_session: dict[str, str], tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (tmp_path / "config.toml").write_text(f"redirect_ports = [{port}]\n")
    visit = tmp_path / "visit.py"
    visit.write_text("import sys, urllib.request\nurllib.request.urlopen(sys.argv[1])\n")
    address = f"http://localhost:{port}/callback"
    state = Simulator(Settings(per_minute={}, redirect_uris=(address,)))
    with serve(state) as url:
        host = OwnHost(tmp_path, url, keyring_session)
        environment = {**host.environment, "BROWSER": f"{sys.executable} {visit} %s"}
        done = command(environment, "login", "--client-id", state.public_client_id)
        assert done.returncode == 0, done.stderr
        assert address in done.stdout
        assert "Signed in as Ada Example" in done.stdout
        assert command(host.environment, "config", "get", "client_id").stdout == (
            f"{state.public_client_id}\n"
        )
        host.sign_out()
