"""Finds what keeps a browser from starting the host: sandboxed packages and administrators'
policies.

Depends on install/browsers.py for folders and on the desktop's portal. Changes nothing. Sources:
the policy lists of Chrome, Edge and Firefox; pull requests 705 and 1537 of xdg-desktop-portal; the
manuals of KeePassXC and Bitwarden for sandboxed browsers.
"""

import json
import os
import plistlib
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

from click_to_call.doctor.findings import Finding
from click_to_call.host.allowed_origins import EXTENSION_ID, EXTENSION_IDS, FIREFOX_ID, HOST_NAME
from click_to_call.install.browsers import Browser

Fields = dict[str, Any]
Portal = Literal["absent", "refused", "open"]
"""The state of the portal through which a sandboxed Firefox starts hosts. "absent": this desktop
has no such portal. "refused": the user has refused this host. "open": the user has allowed this
host or was not asked yet."""


# --- sandboxed packages --------------------------------------------------------------------------

_FLATPAK_FOLDERS: Final = ("var/lib/flatpak/app", "{home}/.local/share/flatpak/app")
_OWN_PACKAGE: Final = "Install the browser's own package instead."


def check_sandboxes(
    browser: Browser, *, home: Path, root: Path, portal: Callable[[str], Portal]
) -> Iterator[Finding]:
    """Yields what the doctor reports about a browser in a sandbox: one finding if `browser` is
    installed as a Snap, and one if it is installed as a Flatpak. `portal` takes the app id of the
    Snap or Flatpak, and returns whether the desktop's portal can start the host for it."""
    programs = [Path(found) for found in map(shutil.which, browser.programs) if found]
    snaps = [program for program in programs if is_snap(program)]
    if snaps:
        yield _of_sandbox(browser, "Snap", portal, f"snap.{snaps[0].name}")
    if browser.flatpak and any(
        (folder / browser.flatpak).is_dir() for folder in _flatpak_folders(home, root)
    ):
        finding = _of_sandbox(browser, "Flatpak", portal, browser.flatpak)
        is_only_one = len(programs) == len(snaps)
        yield finding if is_only_one else Finding("note", finding.line)


def _of_sandbox(browser: Browser, kind: str, portal: Callable[[str], Portal], app: str) -> Finding:
    name = f"{browser.title} is a {kind}"
    if not browser.is_firefox:
        words = f"{name}, which cannot start hosts outside it."
        return Finding(f"browser_in_{kind.lower()}", words, _OWN_PACKAGE)
    state = portal(app)
    if state == "absent":
        words = f"{name}, and this desktop has no portal through which it could start the host."
        return Finding("portal_absent", words, _OWN_PACKAGE)
    if state == "refused":
        again = f"Run: flatpak permission-set webextensions {HOST_NAME} {app} yes"
        return Finding("portal_refused", f"{name}, and was told never to start the host.", again)
    return Finding("note", f"{name}, and asks once whether it may start the host: answer yes.")


def _flatpak_folders(home: Path, root: Path) -> Iterator[Path]:
    for folder in _FLATPAK_FOLDERS:
        yield root / folder.format(home=str(home).lstrip("/"))


def is_snap(program: Path) -> bool:
    """Returns whether this program starts a Snap."""
    if program.resolve().name == "snap" or str(program).startswith("/snap/"):
        return True
    try:
        with program.open("rb") as file:
            # On Ubuntu, `chromium-browser` is a script that starts a Snap from /snap/bin.
            head = file.read(4096)
    except OSError:
        return False
    return head.startswith(b"#!") and b"/snap/bin" in head


def portal_for(app: str) -> Portal:
    """Returns the state of the desktop's portal for the sandboxed browser with the app id `app`.
    Asks the portal whether it can start hosts, and asks the desktop's store of permissions whether
    the user has refused to let this browser start the host."""
    try:
        return _asked_portal(app)
    except Exception:
        # The session bus, the D-Bus library or the portal is missing. A sandboxed browser cannot
        # start hosts without them.
        return "absent"


def _asked_portal(app: str) -> Portal:
    from jeepney import DBusAddress, MessageType, new_method_call  # available on Linux only
    from jeepney.io.blocking import open_dbus_connection

    desktop = DBusAddress(
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.portal.Desktop",
        "org.freedesktop.DBus.Properties",
    )
    store = DBusAddress(
        "/org/freedesktop/impl/portal/PermissionStore",
        "org.freedesktop.impl.portal.PermissionStore",
        "org.freedesktop.impl.portal.PermissionStore",
    )
    interface = ("org.freedesktop.portal.WebExtensions", "version")
    with open_dbus_connection(bus="SESSION") as bus:
        version = bus.send_and_get_reply(
            new_method_call(desktop, "Get", "ss", interface), timeout=2
        )
        if version.header.message_type is not MessageType.method_return:
            return "absent"
        known = bus.send_and_get_reply(
            new_method_call(store, "Lookup", "ss", ("webextensions", HOST_NAME)), timeout=2
        )
    if known.header.message_type is not MessageType.method_return:
        return "open"  # The portal has no record, so the user was not asked yet.
    permissions: Mapping[str, list[str]] = known.body[0]
    return "refused" if permissions.get(app) == ["no"] else "open"


# --- administrators' policies --------------------------------------------------------------------

_MANAGED: Final = "Library/Managed Preferences"


def check_rules(browser: Browser, *, root: Path, has_system_host: bool) -> Iterator[Finding]:
    """Yields a finding for each policy that keeps this browser from using the extension or the
    host. Some policies forbid only hosts that a user has installed. Such a policy is no fault if
    the host was installed for all users (`has_system_host`)."""
    where, rules = rules_of(browser, root=root)
    own = EXTENSION_IDS[-1] if browser.name.startswith("edge") else EXTENSION_ID
    own = FIREFOX_ID if browser.is_firefox else own
    if _is_extension_blocked(rules, own):
        words = f"An administrator's rule keeps the extension out of {browser.title}: {where}."
        todo = f"Ask the administrator to allow the extension {own}."
        yield Finding("extension_blocked_by_policy", words, todo)
    if browser.is_firefox:
        return
    if _is_host_blocked(rules) or "nativeMessaging" in _forbidden(rules, own):
        words = f"An administrator's rule blocks the host in {browser.title}: {where}."
        todo = f"Ask the administrator to add {HOST_NAME} to NativeMessagingAllowlist."
        yield Finding("blocked_by_policy", words, todo)
    if rules.get("NativeMessagingUserLevelHosts") in (False, 0) and not has_system_host:
        words = f"An administrator allows {browser.title} hosts for all users only: {where}."
        todo = "Have an administrator run: click-to-call install --system"
        yield Finding("user_hosts_off", words, todo)


def _is_host_blocked(rules: Fields) -> bool:
    blocked = _texts(rules.get("NativeMessagingBlocklist"))
    return HOST_NAME not in _texts(rules.get("NativeMessagingAllowlist")) and bool(
        {"*", HOST_NAME} & set(blocked)
    )


def _is_extension_blocked(rules: Fields, own: str) -> bool:
    mode = _setting(rules, own).get("installation_mode")
    if mode is not None:
        return mode in ("blocked", "removed")
    if own in _texts(_mapping(rules.get("Extensions")).get("Uninstall")):
        return True
    forced = [entry.partition(";")[0] for entry in _texts(rules.get("ExtensionInstallForcelist"))]
    wanted = {*forced, *_texts(rules.get("ExtensionInstallAllowlist"))}
    blocked = set(_texts(rules.get("ExtensionInstallBlocklist")))
    return own not in wanted and bool({"*", own} & blocked)


def _forbidden(rules: Fields, own: str) -> list[str]:
    return _texts(_setting(rules, own).get("blocked_permissions"))


def _setting(rules: Fields, own: str) -> Fields:
    """Returns the entry of the policy ExtensionSettings for the extension with the id `own`, or
    else the entry for all extensions. The policy's value may be a mapping or a JSON text."""
    given = rules.get("ExtensionSettings")
    if isinstance(given, str):
        given = _decoded(given.encode())
    settings = _mapping(given)
    return _mapping(settings.get(own, settings.get("*")))


# --- reading policies ----------------------------------------------------------------------------


def rules_of(browser: Browser, *, root: Path) -> tuple[str, Fields]:
    """Returns a text and the policies that administrators have set for this browser, {} if there
    are none. The text tells the user where the policies are stored: in a file, a folder or a
    registry key."""
    if sys.platform == "win32":
        return _rules_in_registry(browser.policies_windows)
    if browser.is_firefox:
        return _rules_of_firefox(browser, root)
    where, rules = f"the preferences of {browser.policies_macos}", Fields()
    for folder in browser.policies_linux:
        # The files are read in the order of their names, because each file overrides the files
        # before it.
        for file in sorted((root / folder).glob("*.json")):
            where, rules = f"/{folder}", rules | _decoded(_content(file))
    for managed in _managed(root, browser.policies_macos):
        rules |= _property_list(managed)
    return where, rules


def _rules_of_firefox(browser: Browser, root: Path) -> tuple[str, Fields]:
    for managed in _managed(root, browser.policies_macos):
        return str(managed), _property_list(managed)
    for folder in browser.policies_linux:
        file = root / folder / "policies.json"
        if file.is_file():
            return str(file), _mapping(_decoded(_content(file)).get("policies"))
    return "", {}


def _managed(root: Path, domain: str) -> Iterator[Path]:
    """Yields the files in which macOS keeps this browser's managed preferences: the file for all
    users and the file for this user."""
    if not domain:
        return
    user = os.environ.get("USER", "")
    for folder in (root / _MANAGED, root / _MANAGED / user):
        file = folder / f"{domain}.plist"
        if file.is_file():
            yield file


def _property_list(file: Path) -> Fields:
    try:
        return _mapping(plistlib.loads(_content(file)))
    except (ValueError, plistlib.InvalidFileException):
        return {}


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _decoded(content: bytes) -> Fields:
    try:
        return _mapping(json.loads(content.decode("utf-8-sig")))
    except ValueError:
        return {}


def _rules_in_registry(key: str) -> tuple[str, Fields]:
    """Returns `key` and the policies that the Windows registry has under this key. The source is
    the browsers' documentation; no test ran on Windows."""
    rules: Fields = {}
    if sys.platform == "win32" and key:
        import winreg  # available on Windows only

        # The policies for the whole computer are read last, because they override those for the
        # user.
        for hive in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            rules |= _registry_values(hive, key)
            for name in ("Blocklist", "Allowlist"):
                for kind in ("NativeMessaging", "ExtensionInstall"):
                    listed = _registry_values(hive, f"{key}\\{kind}{name}")
                    rules |= {f"{kind}{name}": list(listed.values())} if listed else {}
    return key, rules


def _registry_values(hive: int, key: str) -> Fields:
    values: Fields = {}
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(hive, key) as opened:
                for place in range(winreg.QueryInfoKey(opened)[1]):
                    name, value, _ = winreg.EnumValue(opened, place)
                    values[name] = value
        except OSError:
            return {}
    return values


def _mapping(value: object) -> Fields:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
