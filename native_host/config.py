"""Where the exchange is, which app asks, and where this host keeps its files.

Reads `config.toml` and the environment it is handed, once, at the start. Must not know what a call,
a token or a message is, and creates no folder.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from native_host.errors import Problem

DEFAULT_SERVER: Final = "https://platform.ringcentral.com"

# Segregated carriers (AT&T, Verizon) live on .biz, every other brand on .com; devtest is the
# developers' sandbox. No other host ever gets a token, whoever asks for it.
RINGCENTRAL_HOSTS: Final = frozenset(
    {"platform.ringcentral.com", "platform.ringcentral.biz", "platform.devtest.ringcentral.com"}
)

# Redirect addresses are matched exactly, so the ports are fixed; three, in case one is taken.
DEFAULT_REDIRECT_PORTS: Final = (47811, 47812, 47813)

APPLICATION: Final = "click-to-call"


@dataclass(frozen=True, kw_only=True)
class Config:
    """Everything that may differ between two installations."""

    server: str
    """Scheme, host and port, no path: "https://platform.ringcentral.com"."""
    client_id: str
    """Of the app that signs in with the browser; "" when none was set."""
    home: Path
    """Holds config.toml."""
    state: Path
    """Holds the journal, the lock, the copy of the lists. No secret."""
    logs: Path
    redirect_ports: tuple[int, ...] = DEFAULT_REDIRECT_PORTS
    calls_per_minute: int = 10
    calls_per_day: int = 500
    moved: bool = False
    """CLICK_TO_CALL_HOME is set: this is an installation of its own beside the usual one."""

    @property
    def file(self) -> Path:
        return self.home / "config.toml"

    @property
    def is_loopback(self) -> bool:
        """The exchange is on this computer, so it can only be a simulator."""
        return _is_loopback(urlsplit(self.server).hostname or "")


def load(environment: Mapping[str, str]) -> Config:
    """Read the configuration; the environment wins over the file.

    Obeys CLICK_TO_CALL_HOME, CLICK_TO_CALL_SERVER and CLICK_TO_CALL_CLIENT_ID.
    Raises Problem config_invalid with the field, the file and what was expected.
    """
    moved = environment.get("CLICK_TO_CALL_HOME", "")
    home, state, logs = _moved_folders(Path(moved)) if moved else _usual_folders()
    file = home / "config.toml"
    fields = _read_fields(file)
    return Config(
        server=_server(environment, fields, file),
        client_id=environment.get("CLICK_TO_CALL_CLIENT_ID") or fields.get("client_id", ""),
        home=home,
        state=state,
        logs=logs,
        moved=bool(moved),
        redirect_ports=tuple(fields.get("redirect_ports", DEFAULT_REDIRECT_PORTS)),
        calls_per_minute=fields.get("calls_per_minute", Config.calls_per_minute),
        calls_per_day=fields.get("calls_per_day", Config.calls_per_day),
    )


def _moved_folders(home: Path) -> tuple[Path, Path, Path]:
    if not home.is_absolute():
        raise Problem("config_invalid", f"CLICK_TO_CALL_HOME is not an absolute path: {home}")
    return home, home / "state", home / "logs"


def _usual_folders() -> tuple[Path, Path, Path]:
    # Imported here because a moved installation needs none of it.
    from platformdirs import PlatformDirs  # noqa: PLC0415

    folders = PlatformDirs(APPLICATION, appauthor=False)
    return folders.user_config_path, folders.user_state_path, folders.user_log_path


def _read_fields(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as opened:
            fields = tomllib.load(opened)
    except FileNotFoundError:
        return {}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem("config_invalid", f"{file} cannot be read: {error}") from error
    for name, value in fields.items():
        _check(name, value, file)
    return fields


_EXPECTED: Final = {
    "server": "text",
    "client_id": "text",
    "redirect_ports": "a list of 1 to 10 port numbers between 1024 and 65535",
    "calls_per_minute": "a whole number from 1",
    "calls_per_day": "a whole number from 1",
}


def _check(name: str, value: object, file: Path) -> None:
    if name not in _EXPECTED:
        raise Problem(
            "config_invalid",
            f"{file} has the unknown field {name!r}. Known are {', '.join(_EXPECTED)}.",
        )
    if not _is_well_typed(name, value):
        raise Problem("config_invalid", f"{name} in {file} must be {_EXPECTED[name]}.")


def _is_well_typed(name: str, value: object) -> bool:
    if name == "redirect_ports":
        return (
            isinstance(value, list)
            and 1 <= len(value) <= 10  # RingCentral registers at most ten addresses for an app
            and all(_is_whole(port) and 1024 <= port <= 65535 for port in value)
        )
    if name in {"calls_per_minute", "calls_per_day"}:
        return _is_whole(value) and isinstance(value, int) and value >= 1
    return isinstance(value, str)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _server(environment: Mapping[str, str], fields: Mapping[str, Any], file: Path) -> str:
    named = environment.get("CLICK_TO_CALL_SERVER", "")
    if named:
        return _accepted_server(named, "CLICK_TO_CALL_SERVER")
    return _accepted_server(fields.get("server", DEFAULT_SERVER), f"server in {file}")


def _accepted_server(address: str, place: str) -> str:
    """The address without its trailing slash, if a token may be sent there.

    Only RingCentral's own hosts over https, and this computer, are accepted: whoever can change
    the configuration must still not be able to have the sign-in sent somewhere else.
    """
    refusal = Problem(
        "config_invalid",
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
