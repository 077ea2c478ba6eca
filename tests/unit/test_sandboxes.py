"""Tests how the command `doctor` recognises sandboxes and administrators' policies, on folders that
imitate the root folder of a computer."""

import json
import plistlib
from pathlib import Path

import pytest

from click_to_call.doctor.findings import Finding
from click_to_call.host.allowed_origins import EXTENSION_ID, FIREFOX_ID, HOST_NAME
from click_to_call.install.browsers import BROWSERS, Browser, browser_named
from click_to_call.install.sandboxes import Portal, check_rules, check_sandboxes, rules_of

CHROMIUM = browser_named("chromium")
FIREFOX = browser_named("firefox")


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


# --- sandboxes -----------------------------------------------------------------------------------


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Returns a new folder, which is the only folder in PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)
    (folder / name).chmod(0o755)


def sandboxes(browser: Browser, root: Path, portal: Portal = "absent") -> list[Finding]:
    return list(
        check_sandboxes(browser, home=Path("/home/ada"), root=root, portal=lambda _: portal)
    )


def test_a_browser_of_its_own_stands_in_no_sandbox(tmp_path: Path, programs: Path) -> None:
    put(programs, "chromium", "#!/bin/sh\nexec /usr/lib/chromium/chromium\n")
    put(programs, "firefox", "\x7fELF")
    assert sandboxes(CHROMIUM, tmp_path) == sandboxes(FIREFOX, tmp_path) == []


def test_names_a_snap(tmp_path: Path, programs: Path) -> None:
    put(programs, "chromium", '#!/bin/sh\nexec /snap/bin/chromium "$@"\n')
    found = sandboxes(CHROMIUM, tmp_path)
    assert codes(found) == ["browser_in_snap"]
    assert "Install the browser's own package" in found[0].line


@pytest.mark.parametrize("folder", ["var/lib/flatpak/app", "home/ada/.local/share/flatpak/app"])
@pytest.mark.parametrize(
    "browser", [one for one in BROWSERS if one.flatpak], ids=lambda browser: browser.name
)
def test_names_a_flatpak(tmp_path: Path, programs: Path, folder: str, browser: Browser) -> None:
    names = {"chrome": "com.google.Chrome", "chromium": "org.chromium.Chromium"}
    names |= {"edge": "com.microsoft.Edge", "brave": "com.brave.Browser"}
    names |= {"vivaldi": "com.vivaldi.Vivaldi", "firefox": "org.mozilla.firefox"}
    (tmp_path / folder / names.get(browser.name, browser.flatpak)).mkdir(parents=True)
    expected = "portal_absent" if browser.is_firefox else "browser_in_flatpak"
    assert codes(sandboxes(browser, tmp_path)) == [expected]


def test_a_flatpak_beside_the_browsers_own_package_is_only_noted(
    tmp_path: Path, programs: Path
) -> None:
    put(programs, "chromium", "\x7fELF")
    (tmp_path / "var/lib/flatpak/app/org.chromium.Chromium").mkdir(parents=True)
    assert codes(sandboxes(CHROMIUM, tmp_path)) == ["note"]


@pytest.mark.parametrize(
    ("portal", "code", "words"),
    [
        ("absent", "portal_absent", "no portal"),
        ("refused", "portal_refused", f"permission-set webextensions {HOST_NAME} snap.firefox yes"),
        ("open", "note", "answer yes"),
    ],
)
def test_names_how_the_portal_stands(
    tmp_path: Path, programs: Path, portal: Portal, code: str, words: str
) -> None:
    put(programs, "firefox", '#!/bin/sh\nexec /snap/bin/firefox "$@"\n')
    found = sandboxes(FIREFOX, tmp_path, portal)
    assert codes(found) == [code]
    assert words in found[0].line


# --- policies of the Chromium family -------------------------------------------------------------


def write(folder: Path, name: str, content: object) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(content))


def ruled(browser: Browser, root: Path, *, has_system_host: bool = False) -> list[str]:
    return codes(list(check_rules(browser, root=root, has_system_host=has_system_host)))


ONE_ID, ANOTHER_ID = EXTENSION_ID, "a" * 32


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ({}, []),
        ({"NativeMessagingBlocklist": ["*"]}, ["blocked_by_policy"]),
        ({"NativeMessagingBlocklist": [HOST_NAME]}, ["blocked_by_policy"]),
        ({"NativeMessagingBlocklist": ["*"], "NativeMessagingAllowlist": [HOST_NAME]}, []),
        ({"NativeMessagingAllowlist": ["com.other"]}, []),
        ({"NativeMessagingBlocklist": ["com.other"]}, []),
        ({"NativeMessagingUserLevelHosts": False}, ["user_hosts_off"]),
        ({"NativeMessagingUserLevelHosts": True}, []),
        ({"ExtensionInstallBlocklist": ["*"]}, ["extension_blocked_by_policy"]),
        ({"ExtensionInstallBlocklist": [ONE_ID]}, ["extension_blocked_by_policy"]),
        ({"ExtensionInstallBlocklist": [ANOTHER_ID]}, []),
        ({"ExtensionInstallBlocklist": ["*"], "ExtensionInstallAllowlist": [ONE_ID]}, []),
        (
            {
                "ExtensionInstallBlocklist": ["*"],
                "ExtensionInstallForcelist": [f"{ONE_ID};https://example.com/update"],
            },
            [],
        ),
        (
            {"ExtensionSettings": {"*": {"installation_mode": "blocked"}}},
            ["extension_blocked_by_policy"],
        ),
        (
            {"ExtensionSettings": {ONE_ID: {"installation_mode": "removed"}}},
            ["extension_blocked_by_policy"],
        ),
        (
            {
                "ExtensionSettings": {
                    "*": {"installation_mode": "blocked"},
                    ONE_ID: {"installation_mode": "allowed"},
                }
            },
            [],
        ),
        (
            {"ExtensionSettings": {"*": {"blocked_permissions": ["nativeMessaging"]}}},
            ["blocked_by_policy"],
        ),
        ({"ExtensionSettings": "nonsense", "NativeMessagingBlocklist": 7}, []),
    ],
    ids=str,
)
def test_names_an_administrators_rule(
    tmp_path: Path, rules: dict[str, object], found: list[str]
) -> None:
    write(tmp_path / "etc/chromium/policies/managed", "rules.json", rules)
    assert ruled(CHROMIUM, tmp_path) == found


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("chrome", "etc/opt/chrome/policies/managed"),
        ("edge", "etc/opt/edge/policies/managed"),
        ("brave", "etc/brave/policies/managed"),
        ("vivaldi", "etc/vivaldi/policies/managed"),
    ],
)
def test_each_browser_has_rules_of_its_own(tmp_path: Path, name: str, folder: str) -> None:
    write(tmp_path / folder, "rules.json", {"NativeMessagingBlocklist": ["*"]})
    for browser in BROWSERS:
        is_channel_of_it = browser.name.partition("-")[0] == name
        assert ruled(browser, tmp_path) == (["blocked_by_policy"] if is_channel_of_it else [])


def test_rules_of_several_files_hold_together(tmp_path: Path) -> None:
    folder = tmp_path / "etc/chromium/policies/managed"
    write(folder, "1.json", {"NativeMessagingBlocklist": ["*"]})
    write(folder, "2.json", {"NativeMessagingAllowlist": [HOST_NAME]})
    (folder / "3.json").write_bytes(b"\xff{")
    assert ruled(CHROMIUM, tmp_path) == []


def test_a_host_for_all_users_may_stay_where_the_users_own_may_not(tmp_path: Path) -> None:
    rules = {"NativeMessagingUserLevelHosts": False}
    write(tmp_path / "etc/chromium/policies/managed", "rules.json", rules)
    assert ruled(CHROMIUM, tmp_path, has_system_host=True) == []


def test_rules_of_macos_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "Library/Managed Preferences"
    folder.mkdir(parents=True)
    rules = plistlib.dumps({"NativeMessagingBlocklist": ["*"]})
    (folder / "com.google.Chrome.plist").write_bytes(rules)
    (folder / "com.microsoft.Edge.plist").write_bytes(b"no property list")
    assert ruled(browser_named("chrome"), tmp_path) == ["blocked_by_policy"]
    assert ruled(browser_named("edge"), tmp_path) == []


# --- policies of Firefox -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policies", "found"),
    [
        ({}, []),
        (
            {"ExtensionSettings": {"*": {"installation_mode": "blocked"}}},
            ["extension_blocked_by_policy"],
        ),
        (
            {"ExtensionSettings": {FIREFOX_ID: {"installation_mode": "blocked"}}},
            ["extension_blocked_by_policy"],
        ),
        (
            {
                "ExtensionSettings": {
                    "*": {"installation_mode": "blocked"},
                    FIREFOX_ID: {"installation_mode": "force_installed"},
                }
            },
            [],
        ),
        (
            {"ExtensionSettings": json.dumps({"*": {"installation_mode": "blocked"}})},
            ["extension_blocked_by_policy"],
        ),
        ({"Extensions": {"Uninstall": [FIREFOX_ID]}}, ["extension_blocked_by_policy"]),
        ({"Extensions": {"Uninstall": ["someone@else"], "Locked": [FIREFOX_ID]}}, []),
    ],
    ids=str,
)
@pytest.mark.parametrize("folder", ["etc/firefox/policies", "usr/lib/firefox-esr/distribution"])
def test_names_a_rule_of_firefox(
    tmp_path: Path, folder: str, policies: dict[str, object], found: list[str]
) -> None:
    write(tmp_path / folder, "policies.json", {"policies": policies})
    assert ruled(FIREFOX, tmp_path) == found


def test_rules_for_the_whole_system_silence_those_beside_firefox(tmp_path: Path) -> None:
    write(tmp_path / "etc/firefox/policies", "policies.json", {"policies": {}})
    blocked = {"policies": {"Extensions": {"Uninstall": [FIREFOX_ID]}}}
    write(tmp_path / "usr/lib/firefox/distribution", "policies.json", blocked)
    assert ruled(FIREFOX, tmp_path) == []


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"policies": 7}', b"\xff\xfe"])
def test_rules_that_cannot_be_read_are_none(tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "etc/firefox/policies"
    folder.mkdir(parents=True)
    (folder / "policies.json").write_bytes(content)
    assert rules_of(FIREFOX, root=tmp_path)[1] == {}
