"""Reads the proxy from the desktop's settings. The host uses this proxy if neither config.toml nor
an environment variable names one.

Browsers use the desktop's settings, but do not pass them to the programs that they start. The
module reads the settings of GNOME (through `gsettings`), KDE (from the file kioslaverc), macOS and
Windows. On GNOME and KDE, the settings may name a proxy script (PAC, WPAD). The module does not run
the script; `Choice.unread` then says whose settings name one. Depends on ringcentral/proxies.py and
folders.py.
"""

import ast
import configparser
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from click_to_call.errors import Problem
from click_to_call.folders import home_folder
from click_to_call.ringcentral.proxies import Choice, is_excepted, parse

_ANSWERS_WITHIN_SECONDS: Final = 2.0
_HTTPS_PORT: Final = 443
_GNOME: Final = "the GNOME settings"
_KDE: Final = "the KDE settings"


def proxy_of_desktop(host: str, environment: Mapping[str, str]) -> Choice:
    """Returns the proxy that the desktop's settings name for HTTPS requests to the server `host`.
    The Choice has no proxy if the settings name none."""
    if sys.platform in ("darwin", "win32"):
        return _of_system(host)
    desktop = environment.get("XDG_CURRENT_DESKTOP", "").upper()
    if "KDE" in desktop:
        return _of_kde(host, environment)
    if any(name in desktop for name in ("GNOME", "UNITY", "CINNAMON", "BUDGIE", "MATE")):
        return _of_gnome(host, environment)
    return Choice(None)


def _of_system(host: str) -> Choice:
    import urllib.request  # Imported only on macOS and Windows, because the import is slow.

    named = urllib.request.getproxies()
    value = named.get("https") or named.get("all") or named.get("socks")
    if not value or urllib.request.proxy_bypass(host):
        return Choice(None)
    return _chosen(value, "the system's settings")


def _chosen(value: str, source: str) -> Choice:
    try:
        return Choice(parse(value, source))
    except Problem as problem:
        return Choice(None, (problem,))


# --- GNOME ----------------------------------------------------------------------------------------


def _of_gnome(host: str, environment: Mapping[str, str]) -> Choice:
    settings = _gnome_settings(environment)
    if settings.get("mode") != "manual":
        return Choice(None, unread=_GNOME if settings.get("mode") == "auto" else "")
    ignored = settings.get("ignore-hosts")
    entries = ignored if isinstance(ignored, list) else []
    if is_excepted(host, _HTTPS_PORT, ",".join(str(entry) for entry in entries)):
        return Choice(None)
    for part, scheme in (("https", "http"), ("socks", "socks5")):
        name, port = settings.get(f"{part} host"), settings.get(f"{part} port")
        if isinstance(name, str) and name and isinstance(port, int) and port > 0:
            shown = f"[{name}]" if ":" in name else name
            return _chosen(f"{scheme}://{shown}:{port}", _GNOME)
    return Choice(None)


def _gnome_settings(environment: Mapping[str, str]) -> dict[str, object]:
    """Returns the settings of org.gnome.system.proxy, with keys such as "mode" and "https host".
    Returns {} if the settings cannot be read."""
    program = shutil.which("gsettings", path=environment.get("PATH", os.defpath))
    if program is None:
        return {}
    try:
        told = subprocess.run(
            [program, "list-recursively", "org.gnome.system.proxy"],
            env=dict(environment),
            capture_output=True,
            text=True,
            timeout=_ANSWERS_WITHIN_SECONDS,
            check=False,
        ).stdout
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return {}
    settings: dict[str, object] = {}
    for line in told.splitlines():
        schema, _, setting = line.partition(" ")
        key, _, value = setting.partition(" ")
        part = schema.removeprefix("org.gnome.system.proxy").strip(".")
        settings[f"{part} {key}".strip()] = _gnome_value(value)
    return settings


def _gnome_value(text: str) -> object:
    """Returns the value of a setting that `gsettings` printed, or None if the value cannot be read.
    `gsettings` writes texts, numbers and lists as Python does, but may write a type first, as in
    "uint32 8080" or "@as []"."""
    try:
        return ast.literal_eval(re.sub(r"^@\w+ |^u?int32 ", "", text.strip()))
    except (SyntaxError, ValueError):
        return None


# --- KDE ------------------------------------------------------------------------------------------


def _of_kde(host: str, environment: Mapping[str, str]) -> Choice:
    settings = _kde_settings(environment)
    if settings.get("proxytype") != "1":
        return Choice(None, unread=_KDE if settings.get("proxytype") in ("2", "3") else "")
    if is_excepted(host, _HTTPS_PORT, settings.get("noproxyfor", "")):
        return Choice(None)
    for key in ("httpsproxy", "socksproxy"):
        # KDE writes a space before the port: "http://proxy.example 8080".
        value = re.sub(r"\s+(\d+)$", r":\1", settings.get(key, "").strip())
        if value:
            return _chosen(value, _KDE)
    return Choice(None)


def _kde_settings(environment: Mapping[str, str]) -> dict[str, str]:
    named = Path(environment.get("XDG_CONFIG_HOME", ""))
    folder = named if named.is_absolute() else home_folder(environment) / ".config"
    reader = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        reader.read(folder / "kioslaverc", "utf-8")
        return dict(reader["Proxy Settings"])
    except (KeyError, OSError, UnicodeDecodeError, configparser.Error):
        return {}
