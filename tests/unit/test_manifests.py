"""Where browsers look for the host, and what they find there."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from native_host import manifests
from native_host.callers import (
    EXTENSION_ID,
    FIREFOX_ID,
    HOST_NAME,
    ORIGIN,
    is_another_extension,
    is_ours,
)
from native_host.errors import Problem
from native_host.manifests import BROWSERS
from native_host.trust import is_exposed

EXTENSION = Path(__file__).resolve().parents[2] / "extension"


def test_the_id_follows_from_the_extensions_key() -> None:
    manifest = json.loads((EXTENSION / "manifest.json").read_text("utf-8"))
    assert manifests.extension_id(manifest["key"]) == EXTENSION_ID
    assert manifest["browser_specific_settings"]["gecko"]["id"] == FIREFOX_ID


def test_chromiums_and_firefoxs_manifests_differ() -> None:
    launcher = Path("/opt/launcher")
    chromium = manifests.host_manifest(manifests.browser_named("chrome"), launcher)
    firefox = manifests.host_manifest(manifests.browser_named("firefox"), launcher)
    common = {"name": HOST_NAME, "path": "/opt/launcher", "type": "stdio"}
    assert common.items() <= chromium.items()
    assert common.items() <= firefox.items()
    assert set(chromium) - set(common) == {"description", "allowed_origins"}
    assert set(firefox) - set(common) == {"description", "allowed_extensions"}
    assert chromium["allowed_origins"] == [ORIGIN]


@pytest.mark.parametrize(
    ("name", "platform", "folder"),
    [
        ("chrome", "linux", ".config/google-chrome/NativeMessagingHosts"),
        ("chromium", "linux", ".config/chromium/NativeMessagingHosts"),
        ("edge", "linux", ".config/microsoft-edge/NativeMessagingHosts"),
        ("brave", "linux", ".config/BraveSoftware/Brave-Browser/NativeMessagingHosts"),
        ("vivaldi", "linux", ".config/vivaldi/NativeMessagingHosts"),
        ("firefox", "linux", ".mozilla/native-messaging-hosts"),
        (
            "chrome",
            "darwin",
            "Library/Application Support/Google/Chrome/NativeMessagingHosts",
        ),
        ("firefox", "darwin", "Library/Application Support/Mozilla/NativeMessagingHosts"),
        ("edge", "darwin", "Library/Application Support/Microsoft Edge/NativeMessagingHosts"),
    ],
)
def test_each_browser_has_its_folder(name: str, platform: str, folder: str) -> None:
    browser = manifests.browser_named(name)
    found = manifests.user_folder(
        browser, platform=platform, home=Path("/home/ada"), state=Path("/state")
    )
    assert found == Path("/home/ada") / folder


def test_on_windows_the_two_families_have_a_file_each() -> None:
    places = {
        browser.is_firefox: manifests.user_folder(
            browser, platform="win32", home=Path("/home"), state=Path("/state")
        )
        for browser in BROWSERS
    }
    assert places == {False: Path("/state/chromium"), True: Path("/state/firefox")}


def test_registry_keys_are_where_browsers_look() -> None:
    for browser in BROWSERS:
        assert browser.registry.startswith("Software\\")
        assert browser.registry.endswith("NativeMessagingHosts")


def test_a_profile_has_its_own_folder(tmp_path: Path) -> None:
    chromium = manifests.browser_named("chromium")
    assert manifests.profile_folder(chromium, tmp_path) == tmp_path / "NativeMessagingHosts"
    with pytest.raises(Problem, match="config_invalid"):
        manifests.profile_folder(manifests.browser_named("firefox"), tmp_path)


def test_an_unknown_browser_is_named() -> None:
    with pytest.raises(Problem, match="Netscape"):
        manifests.browser_named("Netscape")


@pytest.mark.parametrize(
    ("arguments", "ours", "anothers"),
    [
        ([ORIGIN], True, False),
        ([ORIGIN, "--parent-window=12"], True, False),
        ([f"/x/{HOST_NAME}.json", FIREFOX_ID], True, False),
        (["chrome-extension://aaaa/"], False, True),
        ([f"/x/{HOST_NAME}.json", "other@else"], False, True),
        ([], False, False),
        (["doctor"], False, False),
        (["call", "+14155552671"], False, False),
    ],
)
def test_knows_who_started_it(arguments: list[str], ours: bool, anothers: bool) -> None:
    assert is_ours(arguments) is ours
    if not ours:
        assert is_another_extension(arguments) is anothers


# --- the launcher --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "folder", ["plain", "with space", "quo'te", "$(touch x)", "ünïcode", "a&b"]
)
def test_the_launcher_starts_whatever_the_path(tmp_path: Path, folder: str) -> None:
    home = tmp_path / folder
    launcher = manifests.write_launcher(home, Path(sys.executable), home)
    program = launcher.read_text().replace(
        "-I -m native_host",
        "-I -c 'import os, sys; "
        'print(os.environ["CLICK_TO_CALL_HOME"], sys.flags.isolated, sys.argv[1:])\'',
    )
    launcher.write_text(program)
    environment = {name: value for name, value in os.environ.items() if "CLICK_TO" not in name}
    done = subprocess.run(
        [launcher, ORIGIN, "a b"], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{home} 1 {[ORIGIN, 'a b']}\n"


def test_the_launchers_home_gives_way_to_the_environments(tmp_path: Path) -> None:
    text = manifests.launcher_text("linux", Path("/bin/echo"), Path("/baked in"))
    script = text.replace("exec /bin/echo", "exec /bin/sh -c 'echo \"$CLICK_TO_CALL_HOME\"'")
    environment = {"CLICK_TO_CALL_HOME": "/from outside"}
    done = subprocess.run(
        ["/bin/sh", "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "/from outside\n"


def test_the_launcher_on_windows() -> None:
    text = manifests.launcher_text("win32", Path("C:\\100% own\\python.exe"), None)
    assert text == '@echo off\r\n"C:\\100%% own\\python.exe" -I -m native_host %*\r\n'


def test_launcher_and_manifest_are_private(tmp_path: Path) -> None:
    launcher = manifests.write_launcher(tmp_path / "home", Path(sys.executable), None)
    path = manifests.write_manifest(BROWSERS[0], tmp_path / "hosts", launcher)
    assert stat.S_IMODE(launcher.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_bytes())["path"] == str(launcher)
    assert sorted(tmp_path.glob("hosts/*")) == [path]


@pytest.mark.parametrize("mode", [0o777, 0o707])
def test_a_folder_open_to_others_is_refused(tmp_path: Path, mode: int) -> None:
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(mode)
    with pytest.raises(Problem, match="other users"):
        manifests.write_launcher(home, Path(sys.executable), None)


@pytest.mark.parametrize(
    ("mode", "exposed"), [(0o600, False), (0o644, False), (0o602, True), (0o666, True)]
)
def test_tells_files_that_others_can_change(tmp_path: Path, mode: int, exposed: bool) -> None:
    path = tmp_path / "file"
    path.touch()
    path.chmod(mode)
    assert is_exposed(path) is exposed


def test_a_missing_file_is_not_exposed(tmp_path: Path) -> None:
    assert not is_exposed(tmp_path / "missing")
