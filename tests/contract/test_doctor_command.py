"""Tests that the command `doctor`, run in a shell, reports correctly on the host that the browser
starts. The launchers are real, and start with the environment variables of a desktop."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from click_to_call.host.allowed_origins import ORIGIN
from click_to_call_simulator import Settings, Simulator, serve
from click_to_call_simulator.account import Account
from tests.conftest import RunningSimulator
from tests.support.certificates import make
from tests.support.command_line import command, desktop
from tests.support.connect_proxy import tunnel_to
from tests.support.host import OwnHost, lonely_environment
from tests.support.host_process import framed

OFF = "keyring.backends.null.Keyring"


@pytest.fixture
def lonely(tmp_path: Path) -> dict[str, str]:
    return {**lonely_environment(tmp_path / "home"), "HOME": str(tmp_path / "user")}


@pytest.fixture
def shell(keyring_session: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """Returns the environment of a login shell, for a user with a home folder, a keyring and a
    Chromium."""
    (tmp_path / ".config/chromium").mkdir(parents=True)
    moved = {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"}
    kept = {name: value for name, value in keyring_session.items() if name not in moved}
    return {**kept, "HOME": str(tmp_path), "PATH": "/none:/bin"}


def looked_at(environment: Mapping[str, str], *options: str) -> dict[str, Any]:
    done = command(environment, "doctor", "--json", *options)
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["in_order"] == (done.returncode == 0)
    return told


def codes(told: Mapping[str, Any]) -> set[str]:
    return {finding["code"] for finding in told["findings"]}


def sign_in(environment: Mapping[str, str], simulator: RunningSimulator) -> None:
    given = json.dumps(simulator.state.credential)
    done = command(environment, "login", "--jwt", given=given)
    assert done.returncode == 0, done.stderr


def account_of_browsers_host(environment: Mapping[str, str]) -> dict[str, Any]:
    """Starts the host as a browser does if the user has started the browser from the desktop.
    Returns the account that the popup would show."""
    manifest = Path(environment["HOME"], ".config/chromium/NativeMessagingHosts")
    launcher = json.loads((manifest / "com.click_to_call.host.json").read_text("utf-8"))["path"]
    with subprocess.Popen(
        [launcher, ORIGIN],
        env=desktop(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(framed({"id": "1", "type": "account.read"}))
        process.stdin.flush()
        length = int.from_bytes(process.stdout.read(4), "little")
        reply = json.loads(process.stdout.read(length))
        process.stdin.close()
    account: dict[str, Any] = reply["ok"]
    return account


# --- the whole examination -----------------------------------------------------------------------


def test_a_whole_installation_is_in_order(
    simulator: RunningSimulator, keyring_session: dict[str, str], tmp_path: Path
) -> None:
    host = OwnHost(tmp_path / "home", simulator.url, keyring_session)
    host.sign_in(simulator.state.credential)
    host.install(tmp_path / "profile")
    done = command(host.environment, "doctor", "--profile", str(tmp_path / "profile"))
    assert done.returncode == 0, done.stdout
    marks = [line.split()[0] for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert set(marks) == {"ok", "note"}
    assert marks.count("ok") == 7
    assert "RingOut is switched on" in done.stdout
    assert f"Server: {simulator.url}" in done.stdout
    assert "Keyring: Secret Service (" in done.stdout


def test_names_what_is_missing(lonely: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "profile").mkdir()
    told = looked_at(lonely, "--profile", str(tmp_path / "profile"))
    assert "manifest_missing" in codes(told)
    faults = [finding["code"] for finding in told["findings"] if finding["is_fault"]]
    assert len([code for code in faults if code.startswith("keyring_")]) == 1


def test_every_fault_ends_in_one_thing_to_do(lonely: dict[str, str], tmp_path: Path) -> None:
    for told in (
        looked_at(lonely),
        looked_at({**lonely, "CLICK_TO_CALL_SERVER": "https://evil.example"}),
        looked_at({**lonely, "PYTHON_KEYRING_BACKEND": "no.such.Keyring"}),
    ):
        faults = [finding for finding in told["findings"] if finding["is_fault"]]
        assert faults
        assert all(finding["todo"] for finding in faults), faults


def test_names_a_faulty_configuration_by_line(lonely: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o700)
    (tmp_path / "home" / "config.toml").write_text("\nclient_id = abc\n")
    done = command(lonely, "doctor")
    assert done.returncode == 1
    assert "[config_invalid] Line 2 of" in done.stdout


def test_an_account_without_ring_out_is_named(
    keyring_session: dict[str, str], tmp_path: Path
) -> None:
    state = Simulator(Settings(per_minute={}, account=Account(ring_out_enabled=False)))
    with serve(state) as url:
        host = OwnHost(tmp_path / "home", url, keyring_session)
        host.sign_in(state.credential)
        host.install(tmp_path / "profile")
        told = looked_at(host.environment, "--profile", str(tmp_path / "profile"))
    assert "ringout_not_in_plan" in codes(told)


# --- environment variables that only the shell has -----------------------------------------------


def test_a_server_that_only_the_shell_has_is_told_and_mended(
    simulator: RunningSimulator, shell: dict[str, str]
) -> None:
    assert command(shell, "install").returncode == 0
    exported = {**shell, "CLICK_TO_CALL_SERVER": simulator.url}
    sign_in(exported, simulator)
    told = looked_at(exported)
    assert {"differs_server", "not_signed_in"} <= codes(told)
    assert told["only_in_shell"] == ["CLICK_TO_CALL_SERVER"]
    assert told["host"]["server"] == "https://platform.ringcentral.com"
    assert account_of_browsers_host(exported)["signed_in"] is False
    assert command(exported, "install").returncode == 0
    told = looked_at(exported)
    assert codes(told) <= {"ok", "note"}, told["findings"]
    assert account_of_browsers_host(exported)["signed_in"] is True


@pytest.mark.parametrize("variable", ["CLICK_TO_CALL_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"])
def test_a_folder_that_only_the_shell_moves_is_told_and_mended(
    simulator: RunningSimulator, shell: dict[str, str], tmp_path: Path, variable: str
) -> None:
    plain = {**shell, "CLICK_TO_CALL_SERVER": simulator.url}
    assert command(plain, "install", "--browser", "chromium").returncode == 0
    exported = {**plain, variable: str(tmp_path / "moved")}
    (tmp_path / "moved/chromium").mkdir(parents=True)
    name = "state" if variable == "XDG_STATE_HOME" else "home"
    assert f"differs_{name}" in codes(looked_at(exported))
    assert command(exported, "install", "--browser", "chromium").returncode == 0
    told = looked_at(exported)
    assert not any(code.startswith("differs_") for code in codes(told)), told["findings"]
    assert told["host"][name].startswith(str(tmp_path / "moved"))


def test_a_keyring_that_only_the_shell_switched_off_stays_on_for_the_browser(
    simulator: RunningSimulator, shell: dict[str, str]
) -> None:
    plain = {**shell, "CLICK_TO_CALL_SERVER": simulator.url}
    sign_in(plain, simulator)
    switched_off = {**plain, "PYTHON_KEYRING_BACKEND": OFF}
    assert command(switched_off, "install").returncode == 0
    told = looked_at(switched_off)
    assert codes(told) <= {"ok", "note"}, told["findings"]
    assert told["shell"]["keyring"] == "none"
    assert "switched off by PYTHON_KEYRING_BACKEND" in told["shell"]["keyring_from"]
    assert told["host"]["keyring"].startswith("Secret Service (")
    assert account_of_browsers_host(plain)["signed_in"] is True
    words = [finding["words"] for finding in told["findings"]]
    assert any("Only this shell has PYTHON_KEYRING_BACKEND." in word for word in words)


def test_a_proxy_that_only_the_shell_has_is_told(
    simulator: RunningSimulator, shell: dict[str, str]
) -> None:
    server = {"CLICK_TO_CALL_SERVER": "https://platform.ringcentral.biz"}
    assert command({**shell, **server}, "install").returncode == 0
    exported = {**shell, "HTTPS_PROXY": "http://ada:hunter2@proxy.example:8080"}
    told = looked_at(exported)
    assert told["shell"]["proxy"] == "http://proxy.example:8080"
    assert "differs_proxy" in codes(told)
    assert "hunter2" not in json.dumps(told)


# --- output and report ---------------------------------------------------------------------------


def test_a_browser_that_is_not_used_with_it_is_a_note(
    simulator: RunningSimulator, shell: dict[str, str]
) -> None:
    plain = {**shell, "CLICK_TO_CALL_SERVER": simulator.url}
    sign_in(plain, simulator)
    assert command(plain, "install", "--browser", "firefox").returncode == 0
    told = looked_at(plain)
    assert told["in_order"], told["findings"]
    notes = [finding["words"] for finding in told["findings"] if finding["code"] == "note"]
    assert any("Chromium is not told of the host" in words for words in notes)


def test_a_report_can_be_sent(
    simulator: RunningSimulator, keyring_session: dict[str, str], tmp_path: Path
) -> None:
    host = OwnHost(tmp_path / "home", simulator.url, keyring_session)
    host.sign_in(simulator.state.credential)
    host.install(tmp_path / "profile")
    report = tmp_path / "report.json"
    options = ("--profile", str(tmp_path / "profile"), "--report", str(report))
    assert command(host.environment, "doctor", *options).returncode == 0
    text = report.read_text("utf-8")
    assert json.loads(text)["in_order"] is True
    secrets = [simulator.state.credential["jwt"], simulator.state.credential["client_secret"]]
    assert not any(secret in text for secret in (*secrets, "Ada Example", "+1415555"))


def test_the_launcher_tells_of_its_own_surroundings(lonely: dict[str, str], tmp_path: Path) -> None:
    assert command(lonely, "install", "--browser", "chrome").returncode == 0
    done = subprocess.run(
        [tmp_path / "home/click-to-call-host", "look-inside"],
        env=desktop({"HOME": str(tmp_path / "user")}),
        capture_output=True,
        check=True,
        timeout=60,
    )
    facts = json.loads(done.stdout)["facts"]
    assert facts["home"] == str(tmp_path / "home")
    assert facts["server"] == "http://127.0.0.1:9"


# --- a company's network -------------------------------------------------------------------------


def test_a_companys_network_that_only_the_shell_knows_is_told_and_mended(
    shell: dict[str, str], tmp_path: Path
) -> None:
    """HTTPS_PROXY and SSL_CERT_FILE are set in .bashrc only, so requests succeed in the terminal
    and fail in the host that the browser starts."""
    authority = make(None)
    (tmp_path / "company.pem").write_bytes(authority.pem())
    state = Simulator(Settings(per_minute={}))
    real = "platform.ringcentral.com"
    with (
        serve(state, tls=make(authority, name=real).context(tmp_path)) as url,
        tunnel_to(int(url.rpartition(":")[2])) as proxy,
    ):
        exported = {
            **shell,
            "HTTPS_PROXY": proxy.url,
            "SSL_CERT_FILE": str(tmp_path / "company.pem"),
        }
        assert command(shell, "install", "--browser", "chromium").returncode == 0
        sign_in(exported, RunningSimulator(state, url))
        told = looked_at(exported)
        assert {"exchange_unreachable", "differs_proxy", "differs_certificates"} <= codes(told)
        assert told["only_in_shell"] == ["HTTPS_PROXY", "SSL_CERT_FILE"]
        assert command(exported, "install", "--browser", "chromium").returncode == 0
        told = looked_at(exported)
        assert codes(told) <= {"ok", "note"}, told["findings"]
        assert told["host"]["proxy"] == proxy.url
        assert str(tmp_path / "company.pem") in told["host"]["certificates"]
        assert command(exported, "logout").returncode == 0
