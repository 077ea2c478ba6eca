"""Loads the host's configuration: RingCentral's address, the app's client id, the proxy, limits for
calls, and folders.

Depends on config_layers.py, which reads the files, and on folders.py. Reads environment variables
only from the mapping that is passed to its functions. Creates no folder.
"""

import contextlib
import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from click_to_call.config_file import faulty_setting
from click_to_call.config_layers import FILE_NAME, Layers, read_layers
from click_to_call.errors import Problem
from click_to_call.folders import system_folder, usual_folders

DEFAULT_SERVER: Final = "https://platform.ringcentral.com"

# The only servers on the internet to which tokens are sent. RingCentral's API for the brands of
# AT&T and Verizon is on .biz, for all other brands on .com; devtest is the sandbox for developers.
RINGCENTRAL_HOSTS: Final = frozenset(
    {"platform.ringcentral.com", "platform.ringcentral.biz", "platform.devtest.ringcentral.com"}
)

# The ports on which the host may listen for the redirect at the end of a sign-in. They are fixed,
# because RingCentral accepts only redirect addresses that were registered, with the port. There are
# three, in case another program is using one of them.
DEFAULT_REDIRECT_PORTS: Final = (47811, 47812, 47813)


@dataclass(frozen=True, kw_only=True)
class Config:
    """The configuration of one installation: its settings and folders."""

    server: str
    """The address of RingCentral's server, with scheme, host and perhaps port, but without a path,
    as in "https://platform.ringcentral.com"."""
    client_id: str
    """The client id of the app with which users sign in through the browser, or "" if none is
    set."""
    home: Path
    """The folder of config.toml."""
    state: Path
    """The folder of the journal, the locks and the copy of the phone lists. It holds no secret."""
    logs: Path
    redirect_ports: tuple[int, ...] = DEFAULT_REDIRECT_PORTS
    calls_per_minute: int = 10
    calls_per_day: int = 500
    from_numbers: tuple[str, ...] = ()
    """The only phones that may ring first, in E.164. A "*" at the end of a number stands for any
    further digits. () permits all phones."""
    caller_ids: tuple[str, ...] = ()
    """The only numbers that may be shown as caller ID, in E.164. A "*" at the end of a number
    stands for any further digits. () permits all numbers."""
    proxy: str | None = None
    """The proxy for all requests: scheme, perhaps user and password, host and port, as in
    "http://proxy.example:8080". The scheme is http, https, socks5 or socks5h. None if no
    config.toml names a proxy; the environment's proxy is used then."""
    certificates: Path | None = None
    """The absolute path of a PEM file, or of a folder of PEM files, with certificates that the host
    trusts in addition to the system's. It is not checked whether the path exists. None if no
    config.toml names such a path."""
    locked: frozenset[str] = frozenset()
    """The names of the settings that an administrator has locked. Neither the user's config.toml
    nor an environment variable can change them."""
    moved: bool = False
    """Whether CLICK_TO_CALL_HOME is set. If it is, this installation has its own folders, apart
    from those of the user's usual installation."""

    @property
    def file(self) -> Path:
        return self.home / FILE_NAME

    @property
    def is_loopback(self) -> bool:
        """Whether the server is on this computer. Such a server can only be a simulator."""
        return _is_loopback(urlsplit(self.server).hostname or "")


def load(environment: Mapping[str, str]) -> Config:
    """Reads the configuration. The value of each setting comes from the first of these sources that
    has the setting: the administrator's file if that file locks the setting, the environment
    variables, the user's file, the administrator's file, the built-in defaults.

    The environment variables are CLICK_TO_CALL_HOME, CLICK_TO_CALL_SERVER and
    CLICK_TO_CALL_CLIENT_ID. Raises Problem("config_invalid") if a setting is faulty: the text names
    the setting, the file and what was expected.
    """
    moved = environment.get("CLICK_TO_CALL_HOME", "")
    folders = _moved_folders(Path(moved)) if moved else usual_folders(environment)
    given = read_layers(folders[0] / FILE_NAME, system_folder() / FILE_NAME)
    return _config(given, environment, folders)


def checked(given: Layers) -> None:
    """Raises Problem("config_invalid") if a host could not use these settings."""
    _config(given, {}, (given.own.parent, given.own.parent, given.own.parent))


def _config(
    given: Layers, environment: Mapping[str, str], folders: tuple[Path, Path, Path]
) -> Config:
    home, state, logs = folders
    fields = given.values
    return Config(
        server=_server(environment, given),
        client_id=variable("client_id", environment, given.locked).strip()
        or fields.get("client_id", ""),
        home=home,
        state=state,
        logs=logs,
        moved=bool(environment.get("CLICK_TO_CALL_HOME", "")),
        locked=given.locked,
        redirect_ports=tuple(fields.get("redirect_ports", DEFAULT_REDIRECT_PORTS)),
        calls_per_minute=fields.get("calls_per_minute", Config.calls_per_minute),
        calls_per_day=fields.get("calls_per_day", Config.calls_per_day),
        from_numbers=tuple(fields.get("from_numbers", ())),
        caller_ids=tuple(fields.get("caller_ids", ())),
        proxy=_proxy(fields.get("proxy", ""), given.file_of("proxy")),
        certificates=_certificates(
            fields.get("certificates", ""), given.file_of("certificates").parent
        ),
    )


def variable(name: str, environment: Mapping[str, str], locked: Collection[str]) -> str:
    """Returns the value of the environment variable for a setting, such as CLICK_TO_CALL_SERVER for
    "server". Returns "" if the variable is not set or the setting is locked."""
    return "" if name in locked else environment.get(f"CLICK_TO_CALL_{name.upper()}", "").strip()


def load_or_default(environment: Mapping[str, str]) -> Config:
    """Returns the configuration, even if config.toml is faulty.

    From the user's faulty config.toml, only the server is read, if the file has a readable line for
    it. All other settings come from the administrator's file, or have their default values if that
    file is faulty too. Signing out and uninstalling need no more. Raises Problem only if the
    folders cannot be found.
    """
    try:
        return load(environment)
    except Problem:
        moved = environment.get("CLICK_TO_CALL_HOME", "")
        folders = _moved_folders(Path(moved)) if moved else usual_folders(environment)
        given = _administrators(folders[0] / FILE_NAME)
        config = _config(given, {}, folders)
        return replace(config, server=_readable_server(environment, given), moved=bool(moved))


def _administrators(own: Path) -> Layers:
    """Reads only the administrator's file, not the user's. Returns no settings if the file is
    faulty. `own` is the path of the user's file, which the result names."""
    system = system_folder() / FILE_NAME
    with contextlib.suppress(Problem):
        given = read_layers(own, system, with_own=False)
        checked(given)
        return given
    return Layers({}, frozenset(), own, system, frozenset())


def refuse_locked(name: str, config: Config) -> None:
    """Raises Problem("config_invalid") if an administrator has locked this setting."""
    if name in config.locked:
        raise Problem("config_invalid", reason="locked", name=name)


def _readable_server(environment: Mapping[str, str], given: Layers) -> str:
    """Returns the address of the server while the user's file is faulty. Signing out needs the
    address, because the keyring stores the sign-in under it.

    The address comes from the first of these sources that has an accepted one: the environment
    variable CLICK_TO_CALL_SERVER, a readable line of the user's file, the administrator's file
    (`given`), the built-in default. If the administrator has locked the server, only the last two
    count.
    """
    named = variable("server", environment, given.locked)
    line = "" if "server" in given.locked else _server_line(given.own)
    for address in (named, line, given.values.get("server", "")):
        with contextlib.suppress(Problem):
            if address:
                return _accepted_server(address, "server")
    return DEFAULT_SERVER


def _server_line(file: Path) -> str:
    """Returns the server that a line of the user's file names; "" if no line does."""
    with contextlib.suppress(OSError):
        text = file.read_bytes().decode("utf-8", errors="replace")
        found = re.search(r"""^\W*server\s*=\s*["']?([^"'\s#]+)""", text, re.MULTILINE)
        return found[1] if found else ""
    return ""


_PROXY_SCHEMES: Final = frozenset({"http", "https", "socks5", "socks5h"})


def _proxy(given: str, file: Path) -> str | None:
    """Returns the proxy's address with a scheme: "http" is added if there is none, and "socks"
    becomes "socks5". Raises Problem("config_invalid") if the address cannot be used."""
    if not given:
        return None
    address = given if "://" in given else f"http://{given}"
    scheme, _, rest = address.partition("://")
    scheme = {"socks": "socks5"}.get(scheme.lower(), scheme.lower())
    try:
        parts = urlsplit(f"{scheme}://{rest}")
        is_good = bool(parts.hostname) and parts.path.strip("/") == "" and parts.port != 0
    except ValueError:
        is_good = False
    if not is_good or scheme not in _PROXY_SCHEMES or any(letter <= " " for letter in address):
        words = "must be like http://proxy.example:8080 or socks5://proxy.example:1080"
        raise faulty_setting(f"proxy in {file} {words}.")
    return f"{scheme}://{rest.rstrip('/')}"


def _certificates(given: str, home: Path) -> Path | None:
    """Returns the absolute path of the file or folder of certificates that config.toml names, or
    None if `given` is "". A relative path starts at `home`, the folder of this config.toml."""
    return home / os.path.expanduser(given) if given else None  # noqa: PTH111 - never raises


def _moved_folders(home: Path) -> tuple[Path, Path, Path]:
    if not home.is_absolute():
        raise faulty_setting(f"CLICK_TO_CALL_HOME is not an absolute path: {home}")
    if home.exists() and not home.is_dir():
        raise faulty_setting(f"CLICK_TO_CALL_HOME is no folder: {home}")
    return home, home / "state", home / "logs"


def _server(environment: Mapping[str, str], given: Layers) -> str:
    named = variable("server", environment, given.locked)
    if named:
        return _accepted_server(named, "CLICK_TO_CALL_SERVER")
    address = given.values.get("server", DEFAULT_SERVER)
    return _accepted_server(address, f"server in {given.file_of('server')}")


def _accepted_server(address: str, place: str) -> str:
    """Returns the server's address without a slash at its end, if tokens may be sent to this
    server. `place` names the setting or variable that holds the address, for the error message.

    Two kinds of addresses are accepted: https addresses of RingCentral's own servers, and addresses
    on this computer. An attacker who can change the configuration therefore cannot have the sign-in
    sent elsewhere. Raises Problem("config_invalid") for any other address.
    """
    refusal = faulty_setting(
        f"{place} must be https:// and one of {', '.join(sorted(RINGCENTRAL_HOSTS))}, "
        "or an address on this computer such as http://127.0.0.1:8080.",
    )
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise refusal from None
    extras = parts.path.rstrip("/") or parts.query or parts.fragment or "@" in parts.netloc
    if extras or not address.isascii() or any(character <= " " for character in address):
        raise refusal
    if parts.scheme == "https" and host in RINGCENTRAL_HOSTS and port in {None, 443}:
        return f"https://{host}"
    if parts.scheme in {"http", "https"} and _is_loopback(host):
        shown = f"[{host}]" if ":" in host else host
        return f"{parts.scheme}://{shown}" + (f":{port}" if port is not None else "")
    raise refusal


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback and host in {"127.0.0.1", "::1"}
    except ValueError:
        return False
