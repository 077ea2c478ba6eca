"""The command as a person uses it: real processes, their words and their exit codes."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from native_host.callers import ORIGIN
from native_host.config import DEFAULT_REDIRECT_PORTS, Config
from native_host.installation import remove_everything
from scripts.hosts.host_process import framed
from scripts.soak import lonely_environment
from scripts.stage.host import OwnHost
from tests.conftest import RunningSimulator


def command(
    environment: Mapping[str, str], *arguments: str, given: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-m", "native_host", *arguments],
        env=dict(environment),
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def lonely(tmp_path: Path) -> dict[str, str]:
    return {**lonely_environment(tmp_path / "home"), "HOME": str(tmp_path / "user")}


def test_started_by_hand_it_helps(lonely: dict[str, str]) -> None:
    done = command(lonely)
    for verb in [
        "run",
        "install",
        "uninstall",
        "login",
        "logout",
        "numbers",
        "call",
        "doctor",
        "simulate",
    ]:
        assert verb in done.stdout + done.stderr


def test_an_unknown_verb_is_refused(lonely: dict[str, str]) -> None:
    assert command(lonely, "dance").returncode == 2


# --- install and uninstall -----------------------------------------------------------------------


def test_installs_into_a_profile(lonely: dict[str, str], tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    done = command(lonely, "install", "--browser", "chromium", "--profile", str(profile))
    assert done.returncode == 0, done.stderr
    (path,) = (profile / "NativeMessagingHosts").iterdir()
    written = json.loads(path.read_text("utf-8"))
    assert path.name == "com.click_to_call.host.json"
    assert written["allowed_origins"] == [ORIGIN]
    launcher = Path(written["path"])
    assert launcher == tmp_path / "home" / "click-to-call-host"
    assert os.access(launcher, os.X_OK)


@pytest.mark.parametrize("option", ["", "--verbose"])
def test_installs_a_host_that_logs_as_much_as_asked(
    lonely: dict[str, str], tmp_path: Path, option: str
) -> None:
    done = command(lonely, *option.split(), "install", "--browser", "chrome")
    assert done.returncode == 0, done.stderr
    launcher = tmp_path / "home" / "click-to-call-host"
    asked = framed({"id": "1", "type": "calls.recent"})
    subprocess.run(
        [launcher, ORIGIN], input=asked, env=lonely, capture_output=True, check=True, timeout=30
    )
    log = (tmp_path / "home" / "logs" / "host.log").read_text("utf-8")
    assert ("asked for CallsRecent" in log) == bool(option)


def test_installs_for_the_browsers_that_are_named(lonely: dict[str, str], tmp_path: Path) -> None:
    done = command(lonely, "install", "--browser", "brave", "--browser", "firefox")
    assert done.returncode == 0, done.stderr
    user = tmp_path / "user"
    names = {str(path.relative_to(user)) for path in user.rglob("*.json")}
    assert names == {
        ".config/BraveSoftware/Brave-Browser/NativeMessagingHosts/com.click_to_call.host.json",
        ".mozilla/native-messaging-hosts/com.click_to_call.host.json",
    }


def test_installs_for_the_browsers_that_are_there(lonely: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "user/.config/vivaldi").mkdir(parents=True)
    done = command({**lonely, "PATH": str(tmp_path)}, "install")
    assert "vivaldi" in done.stdout
    assert "chrome" not in done.stdout


def test_says_that_no_browser_is_there(lonely: dict[str, str], tmp_path: Path) -> None:
    done = command({**lonely, "PATH": str(tmp_path)}, "install")
    assert done.returncode == 1
    assert "config_invalid" in done.stderr


def test_what_was_installed_twice_is_gone_after_one_removal(
    lonely: dict[str, str], tmp_path: Path
) -> None:
    environment = {**lonely, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    for _ in range(2):
        assert command(environment, "install", "--browser", "chrome").returncode == 0
    assert command(environment, "uninstall").returncode == 0
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert left == []


def test_a_useless_keyring_does_not_keep_the_files(lonely: dict[str, str], tmp_path: Path) -> None:
    environment = {**lonely, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    assert command(environment, "install", "--browser", "chrome").returncode == 0
    done = command(environment, "uninstall")
    assert "keyring_missing" in done.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_removing_keeps_what_is_not_ours(tmp_path: Path) -> None:
    """CLICK_TO_CALL_HOME may name a folder that holds other things."""
    home = tmp_path / "shared"
    (home / "state").mkdir(parents=True)
    for name in ("config.toml", "novel.txt", "state/calls.db"):
        (home / name).touch()
    config = Config(
        server="http://127.0.0.1:9",
        client_id="",
        home=home,
        state=home / "state",
        logs=home / "logs",
        moved=True,
    )
    remove_everything(config)
    assert [path.name for path in home.iterdir()] == ["novel.txt"]


# --- the account ---------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["", "{}", "[]", "not json", '{"client_id": "a", "jwt": "b"}'])
def test_a_credential_comes_whole_on_standard_input(lonely: dict[str, str], given: str) -> None:
    done = command(lonely, "login", "--jwt", given=given)
    assert done.returncode == 2
    assert "client_secret" in done.stderr


def test_signing_in_needs_a_client_id(lonely: dict[str, str]) -> None:
    done = command(lonely, "login")
    assert done.returncode == 1
    assert f"http://localhost:{DEFAULT_REDIRECT_PORTS[0]}/callback" in done.stdout
    assert "client_id" in done.stderr


def test_lists_calls_and_signs_out(
    simulator: RunningSimulator, keyring_session: dict[str, str], tmp_path: Path
) -> None:
    host = OwnHost(tmp_path, simulator.url, keyring_session)
    host.sign_in(simulator.state.credential)
    listed = command(host.environment, "numbers").stdout
    assert "+14155550100" in listed
    assert "Main company number" in listed
    called = command(host.environment, "call", "(212) 555-0100")
    assert called.returncode == 0, called.stderr
    assert called.stdout.split("\n")[0] == "placing"
    assert called.stdout.strip().endswith("ended")
    refused = command(host.environment, "call", "911")
    assert refused.returncode == 1
    assert "emergency_number" in refused.stderr
    unsure = command(host.environment, "call", "+1 900 234 5678", given="n\n")
    assert unsure.returncode == 1
    assert "confirmation_needed" in unsure.stderr
    host.sign_out()
    assert "not_signed_in" in command(host.environment, "numbers").stderr


def test_a_failed_call_is_told(simulator: RunningSimulator, signed_in_host: OwnHost) -> None:
    done = command(signed_in_host.environment, "call", "+12125550110")
    assert done.returncode == 1
    assert "Their line is busy." in done.stdout


# --- files ---------------------------------------------------------------------------------------


def test_rewrites_a_file(lonely: dict[str, str], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes("<p>Grüße, 020 7946 0958</p>\r\n".encode())
    done = command(lonely, "rewrite", str(page), "--region", "gb", "--action", "rcapp")
    href = "rcapp://r/call?number=+442079460958"
    assert done.stdout == f'<p>Grüße, <a href="{href}">020 7946 0958</a></p>\n'
    assert command(lonely, "rewrite", given="415-555-2671").stdout == (
        "[415-555-2671](tel:+14155552671)"
    )


def test_a_file_that_is_no_text_is_said(lonely: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"\xff\xfe")
    assert command(lonely, "rewrite", str(tmp_path / "page.html")).returncode == 1


# --- doctor --------------------------------------------------------------------------------------


def test_the_doctor_finds_a_whole_installation_in_order(
    simulator: RunningSimulator, keyring_session: dict[str, str], tmp_path: Path
) -> None:
    host = OwnHost(tmp_path / "home", simulator.url, keyring_session)
    host.sign_in(simulator.state.credential)
    host.install(tmp_path / "profile")
    done = command(host.environment, "doctor", "--profile", str(tmp_path / "profile"))
    assert done.returncode == 0, done.stdout
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["ok"] * 7


def test_the_doctor_names_what_is_missing(lonely: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "profile").mkdir()
    done = command(lonely, "doctor", "--profile", str(tmp_path / "profile"))
    assert done.returncode == 1
    assert "[manifest_missing]" in done.stdout
    assert done.stdout.count("[keyring_") == 1


def test_the_doctor_names_a_bad_configuration(lonely: dict[str, str]) -> None:
    done = command({**lonely, "CLICK_TO_CALL_SERVER": "https://evil.example"}, "doctor")
    assert done.returncode == 1
    assert "[config_invalid]" in done.stdout
