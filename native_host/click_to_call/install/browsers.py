"""The known browsers, and the folders in which each one looks for native-messaging hosts.

Depends on errors.py. The functions are pure: they get platform, home folder and environment as
arguments. Sources: the native-messaging pages of Chrome, Edge and MDN; Chromium's
launch_context_posix.cc and chrome_paths_linux.cc; the installers of Bitwarden, KeePassXC and
browserpass; the manuals of LibreWolf and Waterfox.
"""

import difflib
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from click_to_call.errors import Problem

Kind = Literal["chromium", "firefox"]

SUBFOLDER: Final[dict[Kind, str]] = {
    "chromium": "NativeMessagingHosts",
    "firefox": "native-messaging-hosts",
}
"""Name of the folder for host manifests inside a browser's own folder on Linux."""


@dataclass(frozen=True, kw_only=True)
class Browser:
    """One browser, or one channel of a browser (such as Chrome Beta), with a folder of its own."""

    name: str
    """The name for the option `--browser`, such as "chrome-beta"."""
    title: str
    kind: Kind
    linux: tuple[str, ...] = ()
    """On Linux: the browser's own folder, then the folders of other browsers in which this browser
    looks for hosts too. The paths are relative to ~/.config in the Chromium family and to ~ in the
    Firefox family."""
    macos: tuple[str, ...] = ()
    """On macOS: the browser's own folder, then the other browsers' folders in which this browser
    looks for hosts. The paths are relative to ~/Library/Application Support."""
    registry: str = r"Software\Google\Chrome"
    """The registry key below HKEY_CURRENT_USER that holds NativeMessagingHosts."""
    programs: tuple[str, ...] = ()
    flatpak: str = ""
    system_linux: tuple[str, ...] = ()
    """The folders for hosts that are installed for all users. The paths are relative to "/"."""
    system_macos: tuple[str, ...] = ()
    policies_linux: tuple[str, ...] = ()
    """The folders of administrators' policies. The paths are relative to "/"."""
    policies_macos: str = ""
    """The domain under which macOS keeps the browser's managed preferences."""
    policies_windows: str = ""

    @property
    def is_firefox(self) -> bool:
        return self.kind == "firefox"


_ETC_CHROME: Final = "etc/opt/chrome/native-messaging-hosts"
_CHROME_MACOS: Final = "Google/Chrome"


def _chrome(name: str, title: str, linux: str, macos: str, flatpak: str = "") -> Browser:
    """Returns one channel of Google Chrome, such as Beta. All channels share one registry key and
    the same policies."""
    return Browser(
        name=name,
        title=title,
        kind="chromium",
        linux=(linux,),
        macos=(macos,),
        programs=(linux, "google-chrome-stable") if name == "chrome" else (linux,),
        flatpak=flatpak,
        system_linux=(_ETC_CHROME,),
        system_macos=("Library/Google/Chrome/NativeMessagingHosts",),
        policies_linux=("etc/opt/chrome/policies/managed",),
        policies_macos="com.google.Chrome",
        policies_windows=r"Software\Policies\Google\Chrome",
    )


def _edge(name: str, title: str, linux: str, flatpak: str = "") -> Browser:
    return Browser(
        name=name,
        title=title,
        kind="chromium",
        linux=(linux,),
        macos=(title,),
        registry=r"Software\Microsoft\Edge",
        programs=(linux, "microsoft-edge-stable") if name == "edge" else (linux,),
        flatpak=flatpak,
        system_linux=("etc/opt/edge/native-messaging-hosts",),
        system_macos=("Library/Microsoft/Edge/NativeMessagingHosts",),
        policies_linux=("etc/opt/edge/policies/managed",),
        policies_macos="com.microsoft.Edge",
        policies_windows=r"Software\Policies\Microsoft\Edge",
    )


def _brave(name: str, title: str, folder: str, programs: tuple[str, ...]) -> Browser:
    """Returns one channel of Brave. Brave also reads Chrome's registry key, and on macOS sometimes
    Chrome's folder."""
    return Browser(
        name=name,
        title=title,
        kind="chromium",
        linux=(f"BraveSoftware/{folder}",),
        macos=(f"BraveSoftware/{folder}", _CHROME_MACOS),
        registry=r"Software\BraveSoftware\Brave-Browser",
        programs=programs,
        flatpak="com.brave.Browser" if name == "brave" else "",
        system_linux=("etc/opt/brave/native-messaging-hosts", _ETC_CHROME),
        policies_linux=("etc/brave/policies/managed",),
        policies_macos="com.brave.Browser",
        policies_windows=r"Software\Policies\BraveSoftware\Brave",
    )


def _vivaldi(name: str, title: str, linux: str, flatpak: str = "") -> Browser:
    return Browser(
        name=name,
        title=title,
        kind="chromium",
        linux=(linux,),
        macos=(title, _CHROME_MACOS),
        registry=r"Software\Vivaldi",
        programs=(linux, "vivaldi-stable") if name == "vivaldi" else (linux,),
        flatpak=flatpak,
        system_linux=("etc/vivaldi/native-messaging-hosts", _ETC_CHROME),
        policies_linux=("etc/vivaldi/policies/managed",),
        policies_macos="com.vivaldi.Vivaldi",
        policies_windows=r"Software\Policies\Vivaldi",
    )


def _opera(name: str, title: str, linux: str, macos: str, flatpak: str = "") -> Browser:
    """Returns one channel of Opera, which reads Chrome's folder. A manifest is written to Opera's
    own folder as well: it does no harm there, and Opera's forks read it."""
    return Browser(
        name=name,
        title=title,
        kind="chromium",
        linux=(linux, "google-chrome"),
        macos=(macos, _CHROME_MACOS),
        programs=(linux, f"{linux}-stable"),
        flatpak=flatpak,
        system_linux=(_ETC_CHROME,),
    )


def _chromium_fork(name: str, title: str, linux: str, macos: str, *programs: str) -> Browser:
    return Browser(
        name=name,
        title=title,
        kind="chromium",
        linux=(linux,) if linux else (),
        macos=(macos,),
        programs=programs,
    )


def _firefox_fork(name: str, title: str, folder: str, macos: str, flatpak: str = "") -> Browser:
    """Returns a fork of Firefox with two folders for manifests, its own folder and Firefox's: some
    forks look in one of these folders, some in both."""
    return Browser(
        name=name,
        title=title,
        kind="firefox",
        linux=(folder, ".mozilla"),
        macos=(macos, "Mozilla"),
        registry=r"Software\Mozilla",
        programs=(name,),
        flatpak=flatpak,
        system_linux=(f"usr/lib/{name}/native-messaging-hosts",),
        policies_linux=(f"etc/{name}/policies", f"usr/lib/{name}/distribution"),
    )


_FIREFOX: Final = Browser(
    name="firefox",
    title="Firefox",
    kind="firefox",
    linux=(".mozilla",),
    macos=("Mozilla",),
    registry=r"Software\Mozilla",
    programs=(
        "firefox",
        "firefox-esr",
        "firefox-devedition",
        "firefox-developer-edition",
        "firefox-beta",
        "firefox-nightly",
    ),
    flatpak="org.mozilla.firefox",
    system_linux=(
        "usr/lib/mozilla/native-messaging-hosts",
        "usr/lib64/mozilla/native-messaging-hosts",
    ),
    system_macos=("Library/Application Support/Mozilla/NativeMessagingHosts",),
    policies_linux=(
        "etc/firefox/policies",  # If this folder exists, Firefox ignores the other folders.
        "usr/lib/firefox/distribution",
        "usr/lib/firefox-esr/distribution",
        "usr/lib64/firefox/distribution",
        "opt/firefox/distribution",
        "Applications/Firefox.app/Contents/Resources/distribution",
    ),
    policies_macos="org.mozilla.firefox",
    policies_windows=r"Software\Policies\Mozilla\Firefox",
)

_CHROMIUM: Final = Browser(
    name="chromium",
    title="Chromium",
    kind="chromium",
    linux=("chromium",),
    macos=("Chromium",),
    registry=r"Software\Chromium",
    programs=("chromium", "chromium-browser"),
    flatpak="org.chromium.Chromium",
    system_linux=("etc/chromium/native-messaging-hosts",),
    system_macos=("Library/Application Support/Chromium/NativeMessagingHosts",),
    policies_linux=("etc/chromium/policies/managed",),
    policies_macos="org.chromium.Chromium",
    policies_windows=r"Software\Policies\Chromium",
)

BROWSERS: Final = (
    _chrome("chrome", "Google Chrome", "google-chrome", _CHROME_MACOS, "com.google.Chrome"),
    _chrome("chrome-beta", "Google Chrome Beta", "google-chrome-beta", "Google/Chrome Beta"),
    _chrome(
        "chrome-dev",
        "Google Chrome Dev",
        "google-chrome-unstable",
        "Google/Chrome Dev",
        "com.google.ChromeDev",
    ),
    _chrome(
        "chrome-canary", "Google Chrome Canary", "google-chrome-canary", "Google/Chrome Canary"
    ),
    _CHROMIUM,
    _edge("edge", "Microsoft Edge", "microsoft-edge", "com.microsoft.Edge"),
    _edge("edge-beta", "Microsoft Edge Beta", "microsoft-edge-beta"),
    _edge("edge-dev", "Microsoft Edge Dev", "microsoft-edge-dev", "com.microsoft.EdgeDev"),
    _edge("edge-canary", "Microsoft Edge Canary", "microsoft-edge-canary"),
    _brave("brave", "Brave", "Brave-Browser", ("brave-browser", "brave")),
    _brave("brave-beta", "Brave Beta", "Brave-Browser-Beta", ("brave-browser-beta",)),
    _brave("brave-nightly", "Brave Nightly", "Brave-Browser-Nightly", ("brave-browser-nightly",)),
    _vivaldi("vivaldi", "Vivaldi", "vivaldi", "com.vivaldi.Vivaldi"),
    _vivaldi("vivaldi-snapshot", "Vivaldi Snapshot", "vivaldi-snapshot"),
    _opera("opera", "Opera", "opera", "com.operasoftware.Opera", "com.opera.Opera"),
    _opera("opera-beta", "Opera Beta", "opera-beta", "com.operasoftware.OperaNext"),
    _opera(
        "opera-developer", "Opera Developer", "opera-developer", "com.operasoftware.OperaDeveloper"
    ),
    _opera("opera-gx", "Opera GX", "opera-gx", "com.operasoftware.OperaGX"),
    _chromium_fork("arc", "Arc", "", "Arc/User Data"),
    _chromium_fork("thorium", "Thorium", "thorium", "Thorium", "thorium-browser", "thorium"),
    _chromium_fork(
        "yandex", "Yandex Browser", "yandex-browser", "Yandex/YandexBrowser", "yandex-browser"
    ),
    _FIREFOX,
    _firefox_fork(
        "librewolf", "LibreWolf", ".librewolf", "LibreWolf", "io.gitlab.librewolf-community"
    ),
    _firefox_fork("waterfox", "Waterfox", ".waterfox", "Waterfox", "net.waterfox.waterfox"),
    _firefox_fork("zen", "Zen", ".zen", "Zen", "app.zen_browser.zen"),
    _firefox_fork("floorp", "Floorp", ".floorp", "Floorp", "one.ablaze.floorp"),
    _firefox_fork("firedragon", "FireDragon", ".firedragon", "FireDragon"),
    _firefox_fork("cachy-browser", "Cachy Browser", ".cachy", "Cachy"),
)

_CUSTOM: Final = "Any other: --kind chromium or firefox, and --folder with its host manifests."


def browser_named(name: str) -> Browser:
    """Returns the browser whose name, title, program or folder is `name`.

    Raises Problem("config_invalid") for an unknown name. The message suggests the known name that
    is most similar.
    """
    wanted = name.strip().lower().replace(" ", "-").replace("_", "-")
    for browser in BROWSERS:
        known = {browser.name, browser.title.lower().replace(" ", "-"), *browser.programs}
        if wanted in known | {folder.lower().lstrip(".") for folder in browser.linux[:1]}:
            return browser
    names = [browser.name for browser in BROWSERS]
    near = difflib.get_close_matches(wanted, names, 1)
    guess = f"Did you mean {near[0]}? " if near else ""
    words = f"Unknown browser {name!r}. {guess}Known are {', '.join(names)}. {_CUSTOM}"
    raise Problem("config_invalid", words)


# --- folders -------------------------------------------------------------------------------------


def own_folders(
    browser: Browser, *, platform: str, home: Path, environment: Mapping[str, str]
) -> list[Path]:
    """Returns the folders in which this browser may keep its files, or an empty list on Windows.

    On Linux, the variables XDG_CONFIG_HOME and CHROME_CONFIG_HOME move the folders of the Chromium
    family. The result contains the moved folder and the usual one, because a browser that the
    desktop starts does not have the shell's variables.
    """
    return _below(browser.linux[:1], browser.macos[:1], browser.kind, platform, home, environment)


def manifest_folders(
    browser: Browser, *, platform: str, home: Path, environment: Mapping[str, str]
) -> list[Path]:
    """Returns the folders in which this browser may look for the user's hosts. `install` writes a
    manifest to each folder. The list is empty on Windows, where the registry names each
    manifest."""
    subfolder = "NativeMessagingHosts" if platform == "darwin" else SUBFOLDER[browser.kind]
    folders = _below(browser.linux, browser.macos, browser.kind, platform, home, environment)
    moved = Path(environment.get("CHROME_USER_DATA_DIR", ""))
    if platform == "linux" and browser.name in ("chrome", "chromium") and moved.is_absolute():
        folders = [moved, *folders]
    return [folder / subfolder for folder in folders]


def _below(  # noqa: PLR0913, PLR0917 - all that a folder depends on
    linux: tuple[str, ...],
    macos: tuple[str, ...],
    kind: Kind,
    platform: str,
    home: Path,
    environment: Mapping[str, str],
) -> list[Path]:
    if platform == "win32":
        return []
    if platform == "darwin":
        return [home / "Library/Application Support" / folder for folder in macos]
    if kind == "firefox":
        return [home / folder for folder in linux]
    moved = [Path(environment.get(name, "")) for name in ("CHROME_CONFIG_HOME", "XDG_CONFIG_HOME")]
    bases = [*(base for base in moved if base.is_absolute()), home / ".config"]
    return list(dict.fromkeys(base / folder for base in bases for folder in linux))


def system_folders(browser: Browser, *, platform: str) -> tuple[str, ...]:
    """Returns the folders, relative to "/", in which this browser looks for hosts that are
    installed for all users. The browser looks in the user's own folders first.

    `install --system` writes a manifest to each of these folders. Brave and Vivaldi have two
    folders each, because sources disagree about which one these browsers read.
    """
    if platform == "darwin":
        return browser.system_macos
    return browser.system_linux if platform == "linux" else ()


def is_found(
    browser: Browser, *, platform: str, home: Path, environment: Mapping[str, str]
) -> bool:
    """Returns whether this user seems to use this browser: one of its folders or programs exists.
    Always True on Windows."""
    if platform == "win32":
        return True  # A registry value for a browser that is not installed does no harm.
    folders = own_folders(browser, platform=platform, home=home, environment=environment)
    folders += _firefox_traces(browser, home, environment)
    path = environment.get("PATH", os.defpath)
    return any(folder.is_dir() for folder in folders) or any(
        shutil.which(program, path=path) for program in browser.programs
    )


def _firefox_traces(browser: Browser, home: Path, environment: Mapping[str, str]) -> list[Path]:
    """Returns folders whose existence shows that the user uses this Firefox or fork, although the
    browser's own folder in the home folder may be missing.

    They are the folder in ~/.config, where Firefox may keep profiles since version 147, and the
    folder of the browser's Flatpak. A Firefox that uses one of these folders can also start a host
    whose manifest is in ~/.mozilla; a Flatpak does so through the desktop's portal.
    """
    if not browser.is_firefox:
        return []
    folder = browser.linux[0].lstrip(".")
    config = Path(environment.get("XDG_CONFIG_HOME", ""))
    traces = [home / ".config" / folder, *([config / folder] if config.is_absolute() else [])]
    return [*traces, *([home / ".var/app" / browser.flatpak] if browser.flatpak else [])]
