"""Tests the host's manifests: the folders in which browsers look for them, and their content."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from click_to_call.errors import Problem
from click_to_call.host import allowed_origins
from click_to_call.host.allowed_origins import (
    EXTENSION_ID,
    FIREFOX_ID,
    HOST_NAME,
    ORIGIN,
    is_another_extension,
    is_ours,
)
from click_to_call.install import manifests
from click_to_call.install.browsers import (
    BROWSERS,
    browser_named,
    is_found,
    manifest_folders,
    own_folders,
    system_folders,
)
from click_to_call.install.file_permissions import is_exposed

EXTENSION = Path(__file__).resolve().parents[2] / "extension"


def test_the_id_follows_from_the_extensions_key() -> None:
    manifest = json.loads((EXTENSION / "manifest.json").read_text("utf-8"))
    assert manifests.extension_id(manifest["key"]) == EXTENSION_ID
    assert manifest["browser_specific_settings"]["gecko"]["id"] == FIREFOX_ID


def test_the_ids_that_the_stores_give_are_taken_once_they_are_entered() -> None:
    source = Path(allowed_origins.__file__).read_text("utf-8")
    chrome, edge = "a" * 32, "b" * 32
    for name, given in (("CHROME_STORE_ID", chrome), ("EDGE_STORE_ID", edge)):
        line = rf'(?m)^({name}: Final\[str\] = )".*"$'
        source, count = re.subn(line, rf'\1"{given}"', source)
        assert count == 1
    entered: dict[str, Any] = {}
    exec(compile(source, "entered", "exec"), entered)  # noqa: S102 - the project's own file
    assert entered["EXTENSION_ID"] == chrome
    for own in (chrome, edge):
        assert entered["is_ours"]([f"chrome-extension://{own}/"])
    assert not entered["is_ours"]([f"chrome-extension://{'c' * 32}/"])


def test_chromiums_and_firefoxs_manifests_differ() -> None:
    launcher = Path("/opt/launcher")
    chromium = manifests.host_manifest("chromium", launcher)
    firefox = manifests.host_manifest("firefox", launcher)
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
    browser = browser_named(name)
    found = manifests.user_folders(
        browser, platform=platform, home=Path("/home/ada"), environment={}, state=Path("/state")
    )
    assert found[0] == Path("/home/ada") / folder


def test_on_windows_the_two_families_have_a_file_each() -> None:
    places = {
        browser.is_firefox: manifests.user_folders(
            browser, platform="win32", home=Path("/home"), environment={}, state=Path("/state")
        )
        for browser in BROWSERS
    }
    assert places == {False: [Path("/state/chromium")], True: [Path("/state/firefox")]}


def test_registry_keys_are_where_browsers_look() -> None:
    for browser in BROWSERS:
        assert browser.registry.startswith("Software\\")
        assert not browser.registry.endswith("NativeMessagingHosts")


def test_a_profile_has_its_own_folder(tmp_path: Path) -> None:
    chromium = browser_named("chromium")
    assert manifests.profile_folder(chromium, tmp_path) == tmp_path / "NativeMessagingHosts"
    with pytest.raises(Problem, match="config_invalid"):
        manifests.profile_folder(browser_named("firefox"), tmp_path)


def test_an_unknown_browser_is_named() -> None:
    with pytest.raises(Problem, match="Netscape"):
        browser_named("Netscape")


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
    launcher = manifests.write_launcher(
        home, Path(sys.executable), {"CLICK_TO_CALL_HOME": str(home)}
    )
    program = launcher.read_text().replace(
        "-I -m click_to_call",
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
    text = manifests.launcher_text("linux", Path("/bin/echo"), {"CLICK_TO_CALL_HOME": "/baked in"})
    script = text.replace("exec /bin/echo", "exec /bin/sh -c 'echo \"$CLICK_TO_CALL_HOME\"'")
    environment = {"CLICK_TO_CALL_HOME": "/from outside"}
    done = subprocess.run(
        ["/bin/sh", "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "/from outside\n"


def test_the_launcher_on_windows() -> None:
    text = manifests.launcher_text("win32", Path("C:\\100% own\\python.exe"), {})
    assert text == '@echo off\r\n"C:\\100%% own\\python.exe" -I -m click_to_call %*\r\n'


def test_launcher_and_manifest_are_private(tmp_path: Path) -> None:
    launcher = manifests.write_launcher(tmp_path / "home", Path(sys.executable), {})
    path = manifests.write_manifest("chromium", tmp_path / "hosts", launcher)
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
        manifests.write_launcher(home, Path(sys.executable), {})


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


# --- other versions of browsers, and folders that a variable moves -------------------------------

ADA = Path("/home/ada")


def folders(name: str, platform: str = "linux", **environment: str) -> list[str]:
    found = manifest_folders(
        browser_named(name), platform=platform, home=ADA, environment=environment
    )
    return [str(folder.relative_to("/home/ada")) for folder in found]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("chrome-beta", [".config/google-chrome-beta/NativeMessagingHosts"]),
        ("google-chrome-unstable", [".config/google-chrome-unstable/NativeMessagingHosts"]),
        ("Microsoft Edge Dev", [".config/microsoft-edge-dev/NativeMessagingHosts"]),
        (
            "opera",
            [
                ".config/opera/NativeMessagingHosts",
                ".config/google-chrome/NativeMessagingHosts",
            ],
        ),
        (
            "LibreWolf",
            [".librewolf/native-messaging-hosts", ".mozilla/native-messaging-hosts"],
        ),
        ("waterfox", [".waterfox/native-messaging-hosts", ".mozilla/native-messaging-hosts"]),
        ("zen", [".zen/native-messaging-hosts", ".mozilla/native-messaging-hosts"]),
        ("floorp", [".floorp/native-messaging-hosts", ".mozilla/native-messaging-hosts"]),
        ("firefox-developer-edition", [".mozilla/native-messaging-hosts"]),
    ],
)
def test_channels_and_forks_have_their_folders(name: str, expected: list[str]) -> None:
    assert folders(name) == expected


def test_a_moved_configuration_has_the_usual_place_beside_it() -> None:
    """If XDG_CONFIG_HOME is set in .bashrc only, a browser that the desktop starts lacks the
    variable and looks in the usual folder. So the manifest must be in both folders."""
    moved = folders("vivaldi", XDG_CONFIG_HOME="/home/ada/c")
    assert moved == ["c/vivaldi/NativeMessagingHosts", ".config/vivaldi/NativeMessagingHosts"]
    assert folders("vivaldi", XDG_CONFIG_HOME="relative") == [
        ".config/vivaldi/NativeMessagingHosts"
    ]
    chromium = folders(
        "chromium", CHROME_USER_DATA_DIR="/home/ada/own", CHROME_CONFIG_HOME="/home/ada/k"
    )
    assert chromium == [
        "own/NativeMessagingHosts",
        "k/chromium/NativeMessagingHosts",
        ".config/chromium/NativeMessagingHosts",
    ]


def test_macos_has_folders_for_channels_and_forks() -> None:
    base = "Library/Application Support"
    assert folders("chrome-canary", "darwin") == [
        f"{base}/Google/Chrome Canary/NativeMessagingHosts"
    ]
    assert folders("brave", "darwin") == [
        f"{base}/BraveSoftware/Brave-Browser/NativeMessagingHosts",
        f"{base}/Google/Chrome/NativeMessagingHosts",
    ]
    assert folders("waterfox", "darwin")[0] == f"{base}/Waterfox/NativeMessagingHosts"
    assert folders("arc", "darwin") == [f"{base}/Arc/User Data/NativeMessagingHosts"]
    assert folders("arc") == []


def test_every_name_is_its_own() -> None:
    names = [browser.name for browser in BROWSERS]
    assert len(set(names)) == len(names)
    for browser in BROWSERS:
        assert browser_named(browser.name) is browser
        assert browser_named(browser.title) is browser


def test_an_unknown_name_leads_to_the_nearest_and_to_a_folder() -> None:
    with pytest.raises(Problem, match=r"Did you mean librewolf\?.*--kind"):
        browser_named("libre-wolf")


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        (".librewolf", "librewolf"),
        (".zen", "zen"),
        (".config/zen", "zen"),
        (".config/mozilla", "firefox"),
        (".config/opera", "opera"),
        (".config/google-chrome-beta", "chrome-beta"),
        (".var/app/io.gitlab.librewolf-community", "librewolf"),
    ],
)
def test_a_browser_is_found_by_its_own_folder_only(tmp_path: Path, folder: str, name: str) -> None:
    (tmp_path / folder).mkdir(parents=True)
    found = [
        browser.name
        for browser in BROWSERS
        if is_found(browser, platform="linux", home=tmp_path, environment={"PATH": "/none"})
    ]
    assert found == [name]


def test_a_folder_of_ones_own_is_taken_as_it_is_called(tmp_path: Path) -> None:
    named = tmp_path / "native-messaging-hosts"
    assert manifests.custom_folder("firefox", named) == named
    assert manifests.custom_folder("firefox", tmp_path) == named
    assert manifests.custom_folder("chromium", tmp_path) == tmp_path / "NativeMessagingHosts"


def test_the_launcher_sets_what_it_was_given(tmp_path: Path) -> None:
    given = {"XDG_CONFIG_HOME": "/with space/c", "PYTHON_KEYRING_BACKEND": "a.b"}
    text = manifests.launcher_text("linux", Path("/bin/echo"), given)
    script = text.replace("exec /bin/echo", "env; exit; ")
    done = subprocess.run(
        ["/bin/sh", "-c", script], env={}, capture_output=True, text=True, check=True
    )
    assert {f"{name}={value}" for name, value in given.items()} <= set(done.stdout.splitlines())
    windows = manifests.launcher_text("win32", Path("C:\\python.exe"), {"A_B": "50%"})
    assert 'if not defined A_B set "A_B=50%%"' in windows


def test_system_folders_are_those_of_each_platform() -> None:
    firefox = browser_named("firefox")
    assert system_folders(firefox, platform="linux")[0] == "usr/lib/mozilla/native-messaging-hosts"
    assert system_folders(firefox, platform="win32") == ()
    assert own_folders(firefox, platform="win32", home=ADA, environment={}) == []
