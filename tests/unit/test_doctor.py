"""Each known cause has its own code, on real files and real processes."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from native_host import doctor, manifests
from native_host.callers import HOST_NAME

CHROMIUM = manifests.browser_named("chromium")
FIREFOX = manifests.browser_named("firefox")


@pytest.fixture
def launcher(tmp_path: Path) -> Path:
    return manifests.write_launcher(tmp_path / "home", Path(sys.executable), None)


def codes(findings: Any) -> list[str]:
    return [finding.code for finding in findings]


def manifest(file: Path, launcher: Path, **changes: object) -> Path:
    fields = manifests.host_manifest(CHROMIUM, launcher) | changes
    file.write_text(json.dumps(fields), "utf-8")
    file.chmod(0o600)
    return file


# --- manifests -----------------------------------------------------------------------------------


def test_a_good_manifest_is_in_order(tmp_path: Path, launcher: Path) -> None:
    path = manifest(tmp_path / "m.json", launcher)
    assert codes(doctor.check_manifest(CHROMIUM, path)) == ["ok"]


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
    assert codes(doctor.check_manifest(CHROMIUM, path)) == [code]


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
    assert codes(doctor.check_manifest(CHROMIUM, path)) == [code]


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    found = list(doctor.check_manifest(CHROMIUM, tmp_path / "m.json"))
    assert codes(found) == ["manifest_missing"]
    assert "click-to-call install --browser chromium" in found[0].words


def test_a_manifest_others_can_change_is_named(tmp_path: Path, launcher: Path) -> None:
    path = manifest(tmp_path / "m.json", launcher)
    path.chmod(0o666)
    assert codes(doctor.check_manifest(CHROMIUM, path)) == ["manifest_exposed"]


def test_firefox_takes_no_foreign_keys(tmp_path: Path, launcher: Path) -> None:
    path = manifest(tmp_path / "m.json", launcher)
    assert codes(doctor.check_manifest(FIREFOX, path)) == ["manifest_foreign_keys"]
    own = manifests.write_manifest(FIREFOX, tmp_path / "firefox", launcher)
    assert codes(doctor.check_manifest(FIREFOX, own)) == ["ok"]


# --- launchers -----------------------------------------------------------------------------------


def test_a_good_launcher_says_hello(launcher: Path) -> None:
    assert codes(doctor.check_launcher(launcher)) == ["ok"]
    assert doctor.try_launcher(launcher).code == "ok"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("exec true", "launcher_no_interpreter"),
        ("#!/bin/sh\r\nexec true\r\n", "launcher_with_crlf"),
        ("#!/no/such/python\n", "launcher_bad_interpreter"),
        ("#!\n", "launcher_bad_interpreter"),
        ("", "launcher_no_interpreter"),
    ],
)
def test_names_what_is_wrong_with_a_launcher(launcher: Path, content: str, code: str) -> None:
    launcher.write_text(content, newline="")
    assert codes(doctor.check_launcher(launcher)) == [code]


def test_names_a_launcher_that_cannot_be_run(launcher: Path, tmp_path: Path) -> None:
    launcher.chmod(0o600)
    assert codes(doctor.check_launcher(launcher)) == ["launcher_not_executable"]
    assert codes(doctor.check_launcher(tmp_path)) == ["launcher_is_folder"]
    assert codes(doctor.check_launcher(tmp_path / "gone")) == ["launcher_missing"]
    launcher.chmod(0o777)
    assert codes(doctor.check_launcher(launcher)) == ["launcher_exposed"]


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
    assert doctor.try_launcher(launcher).code == code


def test_names_a_host_that_never_answers(launcher: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "ANSWERS_WITHIN", 0.2)
    launcher.write_text("#!/bin/sh\nexec tail -f /dev/null\n")
    assert doctor.try_launcher(launcher).code == "host_silent"


def test_names_an_interpreter_that_vanishes(launcher: Path) -> None:
    launcher.write_text("#!/bin/sh\nexec /no/such/python -I -m native_host\n")
    found = doctor.try_launcher(launcher)
    assert found.code == "host_died"
    assert "/no/such/python" in found.words


# --- which manifest counts ------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer on which only Chromium is used, by its folder."""
    monkeypatch.setattr(doctor, "_ROOT", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "home/.config/chromium").mkdir(parents=True)
    return tmp_path


def all_codes(root: Path) -> list[str]:
    return codes(doctor.check_all_manifests(root, None, root / "home"))


def test_a_host_for_all_users_is_found(root: Path, launcher: Path) -> None:
    assert all_codes(root) == ["manifest_missing"]
    shared = root / "etc/chromium/native-messaging-hosts"
    shared.mkdir(parents=True)
    manifest(shared / f"{HOST_NAME}.json", launcher)
    assert all_codes(root) == ["ok", "ok", "ok"]


def test_the_users_own_host_wins_over_that_for_all_users(root: Path, launcher: Path) -> None:
    own = root / "home" / CHROMIUM.linux
    shared = root / "etc/chromium/native-messaging-hosts"
    for folder in (own, shared):
        folder.mkdir(parents=True)
        manifest(folder / f"{HOST_NAME}.json", launcher)
    found = list(doctor.check_all_manifests(root, None, root / "home"))
    assert codes(found) == ["ok", "note", "ok", "ok"]
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


def test_no_browser_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert codes(doctor.check_all_manifests(tmp_path, None, tmp_path)) == ["no_browser"]
