"""Tests the command line as a whole: help, exit codes, JSON, encodings, completion and unexpected
errors."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from click_to_call import __version__
from click_to_call.commands.console import EXIT_CODES
from click_to_call.config import DEFAULT_REDIRECT_PORTS
from scripts.setup.paths import PROGRAMS, ROOT
from tests.conftest import RunningSimulator
from tests.support.command_line import command
from tests.support.host import OwnHost, lonely_environment

VERBS = [
    "call",
    "cancel",
    "completion",
    "config",
    "doctor",
    "help",
    "install",
    "login",
    "logout",
    "numbers",
    "policy",
    "recent",
    "redial",
    "rewrite",
    "run",
    "simulate",
    "status",
    "uninstall",
    "version",
]


@pytest.fixture
def lonely(tmp_path: Path) -> dict[str, str]:
    return {**lonely_environment(tmp_path / "home"), "HOME": str(tmp_path / "user")}


@pytest.fixture
def unsigned(keyring_session: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """Returns the environment of a user whose keyring holds no sign-in."""
    return dict(OwnHost(tmp_path / "home", "http://127.0.0.1:9", keyring_session).environment)


# --- help ----------------------------------------------------------------------------------------


def test_settings_alone_tell_how_they_are_used(lonely: dict[str, str]) -> None:
    done = command(lonely, "config")
    assert (done.returncode, "config list" in done.stdout) == (0, True)


@pytest.mark.parametrize("arguments", [[], ["-h"], ["--help"], ["help"]])
def test_it_helps_however_it_is_asked(lonely: dict[str, str], arguments: list[str]) -> None:
    done = command(lonely, *arguments)
    assert done.returncode == 0
    for verb in VERBS:
        assert f" {verb} " in done.stdout


@pytest.mark.parametrize("verb", [*VERBS, "config set", "config get", "config list"])
def test_the_help_of_each_verb_has_an_example(lonely: dict[str, str], verb: str) -> None:
    done = command(lonely, *verb.split(), "-h")
    assert done.returncode == 0
    assert f"click-to-call {verb}" in done.stdout.partition("Examples:")[2]


def test_the_help_of_a_verb_is_found_both_ways(lonely: dict[str, str]) -> None:
    assert command(lonely, "help", "call").stdout == command(lonely, "call", "--help").stdout


def test_exit_codes_and_variables_are_documented(lonely: dict[str, str]) -> None:
    codes = command(lonely, "help", "exit-codes").stdout
    assert [line.split()[0] for line in codes.splitlines()[1:]] == [
        *"01234567",
        "130",
    ]
    assert "CLICK_TO_CALL_SERVER" in command(lonely, "help", "environment").stdout


def test_the_manual_names_every_verb_and_exit_code() -> None:
    manual = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    assert all(f"`{verb}`" in manual for verb in VERBS)
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", manual, re.M)] == list(EXIT_CODES)


def test_the_version_is_told(lonely: dict[str, str]) -> None:
    for asked in ("--version", "version"):
        assert command(lonely, asked).stdout == f"click-to-call {__version__}\n"


def test_a_misspelt_verb_is_refused_with_the_nearest(lonely: dict[str, str]) -> None:
    done = command(lonely, "docter")
    assert done.returncode == 2
    assert "doctor" in done.stderr


# --- problems ------------------------------------------------------------------------------------


def test_a_problem_is_one_line_with_an_exit_code(lonely: dict[str, str]) -> None:
    done = command(lonely, "call", "911")
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr.endswith("[emergency_number]\n")
    assert done.stderr.count("\n") == 1


def test_a_problem_is_json_where_json_is_asked_for(lonely: dict[str, str]) -> None:
    done = command(lonely, "call", "911", "--json")
    assert done.returncode == 5
    assert json.loads(done.stdout)["problem"]["code"] == "emergency_number"
    assert done.stderr == ""


def test_nobody_signed_in_has_its_exit_code(unsigned: dict[str, str]) -> None:
    for verb in (["status"], ["numbers"], ["status", "--json"]):
        assert command(unsigned, *verb).returncode == 4
    told = json.loads(command(unsigned, "status", "--json").stdout)
    assert told["account"]["signed_in"] is False
    assert told["account"]["server"] == "http://127.0.0.1:9"


def test_a_keyring_that_is_switched_off_is_named(lonely: dict[str, str]) -> None:
    done = command(lonely, "status")
    assert done.returncode == 1
    assert "switched off by PYTHON_KEYRING_BACKEND" in done.stderr


def test_what_is_unforeseen_is_a_line_and_no_traceback(
    lonely: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir(mode=0o700)
    (tmp_path / "home" / "state").write_text("a file where a folder should be")
    done = command(lonely, "recent")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_file_that_cannot_be_written_is_told_with_the_cure(
    lonely: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    done = command(lonely, "doctor", "--report", str(tmp_path / "file" / "report.json"))
    assert done.returncode == 1
    assert str(tmp_path / "file") in done.stderr
    assert done.stderr.count("\n") == 1


def test_no_log_line_comes_between_the_answers(lonely: dict[str, str]) -> None:
    done = command(lonely, "numbers")
    assert done.returncode == 1
    assert "WARNING" not in done.stderr
    assert "click_to_call." not in done.stderr


# --- output --------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_every_output_can_be_written(tmp_path: Path, encoding: str) -> None:
    """The test runs the installed script, which obeys PYTHONIOENCODING. `python -I` would ignore
    that variable."""
    environment = {
        **lonely_environment(tmp_path / "hörer 電話"),
        "PYTHONIOENCODING": encoding,
        "PYTHONUTF8": "0",
        "HOME": str(tmp_path),
        "TERM": "dumb",
    }
    for arguments in (["config", "list"], ["call", "--help"], ["config", "list", "--json"]):
        done = subprocess.run(
            [PROGRAMS / "click-to-call", *arguments],
            env=environment,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        text = done.stdout.decode(encoding)
    assert json.loads(text)["file"].startswith(str(tmp_path / "hörer 電話"))


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_is_no_traceback(lonely: dict[str, str], closed: str) -> None:
    script = f"exec {PROGRAMS / 'click-to-call'} config list {closed}"
    done = subprocess.run(
        ["/bin/sh", "-c", script], env=lonely, capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_leaves_is_no_traceback(lonely: dict[str, str]) -> None:
    script = f"{PROGRAMS / 'click-to-call'} help | true"
    done = subprocess.run(
        ["/bin/sh", "-c", script], env=lonely, capture_output=True, check=False, timeout=60
    )
    assert done.stderr == b""


def test_colours_are_left_out_where_they_are_not_wanted(lonely: dict[str, str]) -> None:
    assert "\x1b" not in command({**lonely, "NO_COLOR": "1"}, "--help").stdout


# --- completion ----------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_has_a_completion(lonely: dict[str, str], shell: str) -> None:
    done = command(lonely, "completion", shell)
    assert done.returncode == 0
    assert "_CLICK_TO_CALL_COMPLETE" in done.stdout
    assert command(lonely, "completion", "csh").returncode == 2


def test_bash_completes_verbs_and_options(lonely: dict[str, str]) -> None:
    bash = shutil.which("bash")
    assert bash, "bash is part of every system that this is tested on"
    script = command(lonely, "completion", "bash").stdout
    ask = """
    complete_it() {
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
      _click_to_call_completion click-to-call; printf '%s\\n' "${COMPREPLY[@]}"
    }
    complete_it click-to-call re
    complete_it click-to-call call --fr
    """
    done = subprocess.run(
        [bash, "--norc", "-c", script + ask],
        env={**lonely, "PATH": f"{PROGRAMS}{os.pathsep}/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert set(done.stdout.split()) == {"recent", "redial", "rewrite", "--from"}


# --- settings ------------------------------------------------------------------------------------


def test_settings_are_read_changed_and_removed(lonely: dict[str, str], tmp_path: Path) -> None:
    assert command(lonely, "config", "set", "client_id", " abc ").returncode == 0
    assert command(lonely, "config", "get", "client_id").stdout == "abc\n"
    assert command(lonely, "config", "set", "redirect_ports", "5000, 5001").returncode == 0
    listed = json.loads(command(lonely, "config", "list", "--json").stdout)
    assert listed["file"] == str(tmp_path / "home" / "config.toml")
    settings = listed["settings"]
    assert settings["client_id"] == {"value": "abc", "from": "config.toml"}
    assert settings["redirect_ports"] == {"value": [5000, 5001], "from": "config.toml"}
    assert settings["server"] == {"value": "http://127.0.0.1:9", "from": "CLICK_TO_CALL_SERVER"}
    assert settings["calls_per_day"] == {"value": 500, "from": "default"}
    assert command(lonely, "config", "set", "client_id", "").returncode == 0
    assert command(lonely, "config", "get", "client_id").stdout == "\n"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("colour", "3", "There is no setting"),
        ("clientid", "3", "Did you mean client_id?"),
        ("calls_per_day", "many", "must be a whole number"),
        ("server", "https://evil.example", "must be https://"),
        ("proxy", "ftp://x", "proxy.example"),
        ("certificates", "/no/such.pem", "Name a PEM file"),
        ("certificates", "/etc/hostname", "Name a PEM file"),
    ],
)
def test_a_setting_that_cannot_be_used_is_not_kept(
    lonely: dict[str, str], tmp_path: Path, name: str, value: str, said: str
) -> None:
    command(lonely, "config", "set", "client_id", "abc")
    before = (tmp_path / "home" / "config.toml").read_bytes()
    done = command(lonely, "config", "set", name, value)
    assert done.returncode == 1
    assert said in done.stderr
    assert (tmp_path / "home" / "config.toml").read_bytes() == before


def test_even_the_log_for_people_holds_no_secret(
    signed_in_host: OwnHost, simulator: RunningSimulator
) -> None:
    done = command(signed_in_host.environment, "--verbose", "call", "+12125550100", "--yes")
    assert done.returncode == 0, done.stderr
    secrets = [*simulator.state.credential.values(), "Bearer", "+12125550100"]
    assert [secret for secret in secrets if secret in done.stderr] == []
    sent = {request.headers.get("authorization", "") for request in simulator.state.requests}
    tokens = [value.rpartition(" ")[2] for value in sent if len(value) > 20]
    assert tokens
    assert [token for token in tokens if token in done.stderr + done.stdout] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["install", "--browser", "chromium", "--profile", ""],
        ["install", "--kind", "firefox", "--folder", " "],
        ["install", "--system", "--root="],
        ["doctor", "--report", ""],
        ["rewrite", "page.html", "--output", ""],
        ["policy", "fleet.toml", "-o", ""],
    ],
)
def test_an_empty_path_is_not_the_current_folder(
    lonely: dict[str, str], tmp_path: Path, arguments: list[str]
) -> None:
    before = set(Path.cwd().iterdir())
    done = command(lonely, *arguments)
    assert done.returncode == 2
    assert "is empty" in " ".join(done.stderr.replace("│", " ").split())
    assert set(Path.cwd().iterdir()) == before


@pytest.mark.parametrize("port", ["99999", "-1", "http"])
def test_a_port_that_is_none_is_told(lonely: dict[str, str], port: str) -> None:
    done = command(lonely, "simulate", "--", f"--port={port}")
    assert (done.returncode, "port" in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr


def test_a_full_disk_is_told_with_the_file(lonely: dict[str, str]) -> None:
    done = command(lonely, "doctor", "--report", "/dev/full")
    assert (done.returncode, "make room in /dev/full" in done.stderr) == (1, True)


def test_a_file_that_cannot_be_written_is_named_as_the_user_named_it(
    lonely: dict[str, str], tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>415-555-2671")
    target = Path("/proc/linked.html")
    done = command(lonely, "rewrite", str(page), "--output", str(target))
    assert (done.returncode, f"{target} cannot be used" in done.stderr) == (1, True)


# --- signing in ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "Standard input is empty."),
        ("{}", "client_id is missing."),
        ("[]", "no object"),
        ("not json", "not JSON"),
        ('{"client_id": "a", "jwt": "b"}', "client_secret is missing."),
        ('{"client_id": "a", "client_secret": null, "jwt": "b"}', "client_secret is missing."),
        ('{"client_id": 7, "client_secret": "s", "jwt": "b"}', "client_id is not text."),
        ('{"client_id": true, "client_secret": "s", "jwt": "b"}', "client_id is not text."),
        ('{"client_id": "a", "client_secret": ["s"], "jwt": "b"}', "client_secret is not text."),
        ('{"client_id": "a", "client_secret": "s", "jwt": {}}', "jwt holds 0 credentials"),
        ('{"client_id": "a", "client_secret": "s", "jwt": {"x": 1}}', "jwt is not text."),
        ('{"client_id": "a b", "client_secret": "s", "jwt": "b"}', "client_id holds a space"),
        ('{"client_id": " ", "client_secret": "s", "jwt": "b"}', "client_id is empty."),
        ("x" * 70_000, "too long"),
    ],
)
def test_a_credential_is_checked_at_the_door(lonely: dict[str, str], given: str, said: str) -> None:
    done = command(lonely, "login", "--jwt", given=given)
    assert done.returncode == 2
    assert said in done.stderr
    assert '"client_secret": "…"' in done.stderr


def test_signing_in_needs_a_client_id(lonely: dict[str, str]) -> None:
    done = command(lonely, "login")
    assert done.returncode == 1
    assert f"http://localhost:{DEFAULT_REDIRECT_PORTS[0]}/callback" in done.stdout
    assert "client_id" in done.stderr


def test_the_client_id_that_is_named_is_kept(lonely: dict[str, str]) -> None:
    command({**lonely, "BROWSER": "true"}, "login", "--client-id", " abc ", "--jwt", given="{}")
    assert command(lonely, "config", "get", "client_id").stdout == "abc\n"


def test_signing_out_works_with_a_faulty_file(unsigned: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o700)
    (tmp_path / "home" / "config.toml").write_text("client_id = abc")
    assert command(unsigned, "numbers").returncode == 1
    done = command(unsigned, "logout")
    assert (done.returncode, done.stdout) == (0, "Signed out.\n")
