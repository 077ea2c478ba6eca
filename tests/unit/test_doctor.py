"""Tests with real files and processes that the command `doctor` recognises each known cause of a
fault, and reports each cause with its own code."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from click_to_call.doctor import examination, launcher_trial
from click_to_call.doctor.examination import Examination
from click_to_call.doctor.extension_presence import profiles_with_extension
from click_to_call.doctor.findings import Finding, of_problem
from click_to_call.doctor.launcher_trial import try_launcher
from click_to_call.doctor.manifest_checks import check_launcher, check_manifest
from click_to_call.doctor.report import as_fields, write
from click_to_call.errors import MESSAGES, Problem
from click_to_call.host.allowed_origins import EXTENSION_ID, FIREFOX_ID, HOST_NAME
from click_to_call.install import desktop, manifests
from click_to_call.install.browsers import browser_named
from tests.support.memory_keyring import config_for

CHROMIUM = browser_named("chromium")
FIREFOX = browser_named("firefox")
ENVIRONMENT = {"PATH": "/usr/bin:/bin"}


@pytest.fixture
def launcher(tmp_path: Path) -> Path:
    return manifests.write_launcher(tmp_path / "home", Path(sys.executable), {})


def lonely(launcher: Path) -> dict[str, str]:
    """Returns the environment of a host that is not signed in. Such a host sends no request to
    RingCentral."""
    return {
        **ENVIRONMENT,
        "CLICK_TO_CALL_HOME": str(launcher.parent),
        "CLICK_TO_CALL_SERVER": "http://127.0.0.1:9",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }


def codes(findings: Any) -> list[str]:
    return [finding.code for finding in findings]


def manifest(file: Path, launcher: Path, **changes: object) -> Path:
    fields = manifests.host_manifest("chromium", launcher) | changes
    file.write_text(json.dumps(fields), "utf-8")
    file.chmod(0o600)
    return file


# --- manifests -----------------------------------------------------------------------------------


def test_a_good_manifest_is_in_order(tmp_path: Path, launcher: Path) -> None:
    path = manifest(tmp_path / "m.json", launcher)
    assert codes(check_manifest(CHROMIUM, path)) == ["ok"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "com.click-to-call.host"}, "manifest_misnamed"),
        ({"name": HOST_NAME.upper()}, "manifest_misnamed"),
        ({"path": "launcher"}, "manifest_path_relative"),
        ({"allowed_origins": []}, "manifest_other_extension"),
        ({"allowed_origins": "chrome-extension://*/"}, "manifest_other_extension"),
        ({"allowed_origins": ["chrome-extension://*/"]}, "manifest_wildcard"),
    ],
)
def test_names_what_is_wrong_with_a_manifest(
    tmp_path: Path, launcher: Path, changes: dict[str, object], code: str
) -> None:
    path = manifest(tmp_path / "m.json", launcher, **changes)
    assert codes(check_manifest(CHROMIUM, path)) == [code]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "manifest_garbled"),
        (b'{"name": "com.click_to_call.host",}', "manifest_garbled"),
        (b"[]", "manifest_garbled"),
        (b"\xef\xbb\xbf{}", "manifest_with_bom"),
        (b"\xff\xfe{\x00}\x00", "manifest_garbled"),
    ],
)
def test_names_what_is_no_manifest(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "m.json"
    path.write_bytes(content)
    assert codes(check_manifest(CHROMIUM, path)) == [code]


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    found = list(check_manifest(CHROMIUM, tmp_path / "m.json"))
    assert codes(found) == ["manifest_missing"]
    assert found[0].todo == "Run: click-to-call install --browser chromium"


def test_a_manifest_others_can_change_is_named(tmp_path: Path, launcher: Path) -> None:
    path = manifest(tmp_path / "m.json", launcher)
    path.chmod(0o666)
    assert codes(check_manifest(CHROMIUM, path)) == ["manifest_exposed"]


def test_firefox_takes_no_foreign_keys(tmp_path: Path, launcher: Path) -> None:
    path = manifest(tmp_path / "m.json", launcher)
    assert codes(check_manifest(FIREFOX, path)) == ["manifest_foreign_keys"]
    own = manifests.write_manifest("firefox", tmp_path / "firefox", launcher)
    assert codes(check_manifest(FIREFOX, own)) == ["ok"]


# --- launchers -----------------------------------------------------------------------------------


def test_a_good_launcher_says_hello(launcher: Path) -> None:
    assert codes(check_launcher(launcher)) == ["ok"]
    assert try_launcher(launcher, lonely(launcher)).finding.code == "ok"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("exec true", "launcher_no_interpreter"),
        ("#!/bin/sh\r\nexec true\r\n", "launcher_with_crlf"),
        ("#!/bin/sh\nexec python -I -m native_host\n", "launcher_outdated"),
        ("#!/no/such/python\n", "launcher_bad_interpreter"),
        ("#!\n", "launcher_bad_interpreter"),
        ("", "launcher_no_interpreter"),
    ],
)
def test_names_what_is_wrong_with_a_launcher(launcher: Path, content: str, code: str) -> None:
    launcher.write_text(content, newline="")
    assert codes(check_launcher(launcher)) == [code]


def test_names_a_launcher_that_cannot_be_run(launcher: Path, tmp_path: Path) -> None:
    launcher.chmod(0o600)
    assert codes(check_launcher(launcher)) == ["launcher_not_executable"]
    assert codes(check_launcher(tmp_path)) == ["launcher_is_folder"]
    assert codes(check_launcher(tmp_path / "gone")) == ["launcher_missing"]
    launcher.chmod(0o777)
    assert codes(check_launcher(launcher)) == ["launcher_exposed"]


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("exit 0", "host_died"),
        ("echo no such module >&2; exit 1", "host_died"),
        ("kill -9 $$", "host_died"),
        ("printf Hello", "host_stray_output"),
        ("printf abc", "host_stray_output"),
        (r"printf '\002\000\000\000{]'", "host_garbled"),
        (r"""printf '\033\000\000\000{"ok":{"version":"0.0.99"}}'""", "host_of_other_version"),
        (r"""printf '\012\000\000\000{"ok":{}}  '; printf x""", "host_stray_output"),
    ],
)
def test_names_how_a_host_fails(launcher: Path, script: str, code: str) -> None:
    launcher.write_text(f"#!/bin/sh\n{script}\n")
    assert try_launcher(launcher, ENVIRONMENT).finding.code == code


def test_names_a_host_that_never_answers(launcher: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launcher_trial, "HELLO_WITHIN_SECONDS", 0.2)
    launcher.write_text("#!/bin/sh\nexec tail -f /dev/null\n")
    assert try_launcher(launcher, ENVIRONMENT).finding.code == "host_silent"


def test_names_an_interpreter_that_vanishes(launcher: Path) -> None:
    launcher.write_text("#!/bin/sh\nexec /no/such/python -I -m click_to_call\n")
    found = try_launcher(launcher, ENVIRONMENT).finding
    assert found.code == "host_died"
    assert "/no/such/python" in found.words


def test_a_good_host_is_asked_for_the_account_and_the_lists(launcher: Path) -> None:
    replies = try_launcher(launcher, lonely(launcher)).replies
    told = {name: reply["problem"]["code"] for name, reply in replies.items()}
    assert told == {"account.read": "keyring_missing", "numbers.list": "keyring_missing"}


# --- which manifest a browser uses ----------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Returns a folder that stands for a computer's root folder. The user's home folder in it
    contains the configuration folder of Chromium and of no other browser."""
    (tmp_path / "home/.config/chromium").mkdir(parents=True)
    return tmp_path


def looked_at(root: Path) -> list[Finding]:
    environment = {"PATH": str(root), "HOME": str(root / "home")}
    config = config_for("http://127.0.0.1:9", root)
    return examination.check_browsers(config, environment, None, root=root)[1]


def all_codes(root: Path) -> list[str]:
    return codes(looked_at(root))


def put_manifest(folder: Path, launcher: Path) -> Path:
    folder.mkdir(parents=True)
    return manifest(folder / f"{HOST_NAME}.json", launcher)


def test_a_host_for_all_users_is_found(root: Path, launcher: Path) -> None:
    assert all_codes(root) == ["manifest_missing"]
    put_manifest(root / "etc/chromium/native-messaging-hosts", launcher)
    assert all_codes(root) == ["ok"]


def test_the_users_own_host_wins_over_that_for_all_users(root: Path, launcher: Path) -> None:
    own = root / "home/.config/chromium/NativeMessagingHosts"
    shared = root / "etc/chromium/native-messaging-hosts"
    for folder in (own, shared):
        put_manifest(folder, launcher)
    found = looked_at(root)
    assert codes(found) == ["ok", "note"]
    assert f"{own}/{HOST_NAME}.json wins over {shared}" in found[1].words


def test_a_rule_of_the_administrators_is_told_before_the_manifest(root: Path) -> None:
    rules = root / "etc/chromium/policies/managed"
    rules.mkdir(parents=True)
    (rules / "rules.json").write_text('{"NativeMessagingBlocklist": ["*"]}')
    assert all_codes(root) == ["blocked_by_policy", "manifest_missing"]


def test_a_browser_in_a_sandbox_is_a_browser(root: Path) -> None:
    (root / "home/.config/chromium").rmdir()
    (root / "var/lib/flatpak/app/com.brave.Browser").mkdir(parents=True)
    assert all_codes(root) == ["browser_in_flatpak"]


def test_no_browser_is_named(tmp_path: Path) -> None:
    assert all_codes(tmp_path) == ["no_browser"]


def test_a_browser_that_is_not_used_is_a_note_once_another_is_in_order(
    root: Path, launcher: Path
) -> None:
    (root / "home/.config/vivaldi").mkdir()
    (root / "var/lib/flatpak/app/com.brave.Browser").mkdir(parents=True)
    put_manifest(root / "home/.config/chromium/NativeMessagingHosts", launcher)
    assert codes(looked_at(root)) == ["note", "ok", "note"]


def test_a_broken_manifest_is_a_fault_whatever_else_is_in_order(root: Path, launcher: Path) -> None:
    put_manifest(root / "home/.config/chromium/NativeMessagingHosts", launcher)
    broken = put_manifest(root / "home/.config/vivaldi/NativeMessagingHosts", launcher)
    broken.write_text("{")
    assert all_codes(root) == ["ok", "manifest_garbled"]


def test_a_manifest_in_a_folder_of_ones_own_is_looked_at(root: Path, launcher: Path) -> None:
    path = put_manifest(root / "portable/NativeMessagingHosts", launcher)
    (root / "state").mkdir()
    (root / "state/installed.json").write_text(json.dumps({"manifests": [str(path)]}))
    assert all_codes(root) == ["note", "ok"]


def test_a_fork_that_reads_firefoxs_folder_needs_no_other(root: Path, launcher: Path) -> None:
    (root / "home/.config/chromium").rmdir()
    (root / "home/.zen").mkdir()
    firefox = root / "home/.mozilla/native-messaging-hosts"
    manifests.write_manifest("firefox", firefox, launcher)
    assert set(all_codes(root)) == {"ok"}


# --- the extension in the profiles ---------------------------------------------------------------


def profiles(root: Path, name: str) -> tuple[list[str], list[str]]:
    browser = browser_named(name)
    return profiles_with_extension(browser, platform="linux", home=root, environment={})


def put_json(file: Path, content: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content))


def test_tells_the_profiles_of_a_chromium_apart(tmp_path: Path) -> None:
    folder = tmp_path / ".config/google-chrome-beta"
    states = {"Default": {"state": 1}, "Profile 1": {"state": 0}, "Profile 2": {}}
    for name, state in states.items():
        settings = {"extensions": {"settings": {EXTENSION_ID: state}}}
        put_json(folder / name / "Preferences", {})
        put_json(folder / name / "Secure Preferences", settings)
    off = {"extensions": {"settings": {EXTENSION_ID: {"state": 1, "disable_reasons": [1]}}}}
    put_json(folder / "Profile 3" / "Preferences", off)
    assert profiles(tmp_path, "chrome-beta") == (
        ["Default"],
        ["Profile 1", "Profile 2", "Profile 3"],
    )


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("firefox", ".mozilla/firefox"),
        ("firefox", ".config/mozilla/firefox"),
        ("librewolf", ".librewolf"),
        ("zen", ".zen"),
    ],
)
def test_tells_the_profiles_of_a_firefox_apart(tmp_path: Path, name: str, folder: str) -> None:
    own = {"id": FIREFOX_ID, "active": True, "version": "0.1.0"}
    ours = {"addons": [{"id": "x"}, own]}
    put_json(tmp_path / folder / "a.default" / "extensions.json", ours)
    put_json(tmp_path / folder / "b.other" / "extensions.json", {"addons": [{"id": "x"}]})
    assert profiles(tmp_path, name) == (["a.default (0.1.0)"], ["b.other"])


def test_an_extension_that_was_loaded_from_a_folder_has_its_version_there(tmp_path: Path) -> None:
    put_json(tmp_path / "extension/manifest.json", {"version": "0.0.9"})
    settings = {EXTENSION_ID: {"state": 1, "path": str(tmp_path / "extension")}}
    file = tmp_path / ".config/chromium/Default/Preferences"
    put_json(file, {"extensions": {"settings": settings}})
    assert profiles(tmp_path, "chromium") == (["Default (0.0.9)"], [])


# --- environments of the browser's host and of the shell -----------------------------------------


def test_the_desktop_gives_nothing_that_only_the_shell_has() -> None:
    shell = {
        "HOME": "/home/ada",
        "PATH": "/home/ada/.pyenv/shims:/usr/bin",
        "LC_ALL": "C",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/x",
        "CLICK_TO_CALL_SERVER": "http://127.0.0.1:1",
        "HTTPS_PROXY": "http://a:1",
        "XDG_CONFIG_HOME": "/home/ada/c",
        "VIRTUAL_ENV": "/v",
    }
    given = desktop.environment_of_desktop(shell, {}, platform="linux")
    assert set(given) == {"HOME", "PATH", "LC_ALL", "DBUS_SESSION_BUS_ADDRESS"}
    assert given["PATH"] == "/usr/local/bin:/usr/bin:/bin"
    session = {"HTTPS_PROXY": "http://b:1", "OTHER": "x"}
    given = desktop.environment_of_desktop(shell, session, platform="linux")
    assert given["HTTPS_PROXY"] == "http://b:1"
    assert "OTHER" not in given
    assert desktop.only_in_shell(shell, given) == [
        "CLICK_TO_CALL_SERVER",
        "XDG_CONFIG_HOME",
        "HTTPS_PROXY",
    ]


def test_windows_gives_the_users_own_variables() -> None:
    shell = {"APPDATA": "C:\\a", "HTTPS_PROXY": "http://only.here:1"}
    given = desktop.environment_of_desktop(shell, {}, platform="win32")
    assert given == {"APPDATA": "C:\\a"}
    kept = desktop.environment_of_desktop(shell, {"HTTPS_PROXY": "http://kept:1"}, platform="win32")
    assert kept["HTTPS_PROXY"] == "http://kept:1"


def test_lines_of_a_session_are_read() -> None:
    text = "A=1\n# B=2\nexport C=\"three four\"\nnonsense\nD='x'\nE=a=b\n"
    assert dict(desktop.variables_in(text)) == {"A": "1", "C": "three four", "D": "x", "E": "a=b"}


FACTS = {
    "server": "https://s",
    "home": "/h",
    "state": "/s",
    "proxy": "",
    "certificates": "the system's",
    "keyring": "k",
}


def compared(findings: list[Finding], only: list[str], **differing: str) -> list[Finding]:
    found = Examination(findings, FACTS, {**FACTS, **differing}, only)
    return list(examination.compare(found))


def test_a_shell_like_the_desktop_is_not_told() -> None:
    assert compared([], []) == []


@pytest.mark.parametrize("name", ["server", "home", "state"])
def test_another_place_to_sign_in_is_a_fault(name: str) -> None:
    (told,) = compared([], ["CLICK_TO_CALL_HOME"], **{name: "other"})
    assert told.code == f"differs_{name}"
    assert "other" in told.words
    assert told.todo


def test_another_proxy_is_a_fault_only_where_the_host_gets_nowhere() -> None:
    (note,) = compared([], ["HTTPS_PROXY"], proxy="http://p:1")
    assert note.code == "note"
    assert "Only this shell has HTTPS_PROXY." in note.words
    unreachable = Finding("exchange_unreachable", "No.", "Try.")
    (fault,) = compared([unreachable], ["HTTPS_PROXY"], proxy="http://p:1")
    assert (fault.code, fault.todo) == ("differs_proxy", "Run: click-to-call install")


# --- what each finding tells the user to do ------------------------------------------------------


@pytest.mark.parametrize("code", MESSAGES)
def test_every_problem_ends_in_one_thing_to_do(code: str) -> None:
    assert of_problem(Problem(code)).todo


def test_a_report_holds_no_number_no_name_and_no_home(tmp_path: Path) -> None:
    words = "Signed in as Ada Lovelace, with 3 phones. +14155552671 rings first."
    file = f"{tmp_path}/home/config.toml"
    found = Examination([Finding("ok", words)], {"home": file}, {"proxy": "http://…@p:1"}, [])
    write(tmp_path / "report.json", found, {"HOME": str(tmp_path)})
    text = (tmp_path / "report.json").read_text("utf-8")
    assert not any(secret in text for secret in ("Ada", "4155552", str(tmp_path)))
    assert json.loads(text)["host"] == {"home": "~/home/config.toml"}
    assert as_fields(found)["in_order"] is True
