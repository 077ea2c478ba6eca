"""Chooses the proxy for requests to RingCentral. The module looks for a proxy in config.toml, then
in the environment variables, and then in the desktop's settings.

Depends on errors.py. The module opens no connection.
"""

import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from click_to_call.errors import Problem

_SCHEMES: Final = {
    "http": "http",
    "https": "https",
    "socks": "socks5",  # GNOME writes "socks" into ALL_PROXY.
    "socks5": "socks5",
    "socks5h": "socks5h",
}
_DEFAULT_PORTS: Final = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}


@dataclass(frozen=True)
class Proxy:
    """A proxy whose address is valid."""

    url: str
    """The proxy's address, which may contain a user name and a password. Never show or log the
    address."""
    source: str
    """The setting that names the proxy, such as "HTTPS_PROXY", "proxy in /home/…/config.toml" or
    "the GNOME settings"."""

    @property
    def shown(self) -> str:
        """The proxy's scheme, host name and port, for showing to users. The user name and the
        password are left out."""
        parts = urlsplit(self.url)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        return f"{parts.scheme}://{host}:{parts.port or _DEFAULT_PORTS[parts.scheme]}"


@dataclass(frozen=True)
class Choice:
    """The result of choosing a proxy. `proxy` is None for a direct connection. `passed_over` holds
    a Problem for each proxy that the user named but that cannot be used."""

    proxy: Proxy | None
    passed_over: tuple[Problem, ...] = ()
    unread: str = ""
    """The name of the desktop's settings, such as "the GNOME settings", if these settings leave the
    choice to a proxy script (PAC), which the host does not run; otherwise ""."""


Desktop = Callable[[str], Choice]
"""A function that gets the server's host name, and returns the proxy that the desktop's settings
name for this server."""


def choose(
    server: str,
    environment: Mapping[str, str],
    *,
    configured: str | None = None,
    file: str = "config.toml",
    desktop: Desktop | None = None,
) -> Choice:
    """Returns the proxy for requests to `server`, which is a scheme, a host name and a port.

    The proxy comes from the first of these sources that names one: `configured`, which is the
    setting `proxy` of the config.toml with the path `file`; the proxy variables of the environment,
    such as HTTPS_PROXY; `desktop`, which reads the desktop's settings. If one variable names an
    unusable proxy and another variable a usable one, the usable one is taken. If NO_PROXY names the
    server, only `configured` counts.

    Raises Problem("config_invalid") with the reason "proxy" if the user named proxies but none can
    be used: a user who wants a proxy must not be connected without one. The Problem names the
    place of the unusable proxy, such as the variable.
    """
    if configured is not None and configured.strip():
        return Choice(parse(configured, f"proxy in {file}"))
    parts = urlsplit(server)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    if is_excepted(host, port, variable(environment, "no_proxy")[1]):
        return Choice(None)
    chosen = _first_usable(_named(environment, parts.scheme))
    if chosen.proxy is None and not chosen.passed_over and desktop is not None:
        chosen = desktop(host)
    if chosen.proxy is None and chosen.passed_over:
        raise chosen.passed_over[0]
    return chosen


def _first_usable(named: Iterator[tuple[str, str]]) -> Choice:
    passed_over: list[Problem] = []
    for source, value in named:
        try:
            return Choice(parse(value, source), tuple(passed_over))
        except Problem as problem:
            passed_over.append(problem)
    return Choice(None, tuple(passed_over))


def _named(environment: Mapping[str, str], scheme: str) -> Iterator[tuple[str, str]]:
    for name in (f"{scheme}_proxy", "all_proxy"):
        source, value = variable(environment, name)
        if value:
            yield source, value


def variable(environment: Mapping[str, str], name: str) -> tuple[str, str]:
    """Returns the name and the value of the proxy variable `name`, such as "https_proxy". As in
    curl and Python, `https_proxy` overrides `HTTPS_PROXY`, even if `https_proxy` is empty."""
    for spelling in (name, name.upper()):
        if spelling in environment:
            return spelling, environment[spelling].strip()
    return name.upper(), ""


def parse(value: str, source: str) -> Proxy:
    """Returns the proxy whose address is `value`. An address without a scheme, such as
    "proxy.example.com:8080", means an http proxy. `source` is the setting in which the user wrote
    the address.

    Raises Problem("config_invalid") with the reason "proxy" if the address cannot be used. The
    Problem says what is wrong but does not contain the password.
    """
    text = value.strip().strip("\"'").strip()
    if "://" not in text:
        text = f"http://{text}"
    scheme, _, rest = text.partition("://")
    known = _SCHEMES.get(scheme.lower())
    if known is None:
        raise _unusable(source, f"{scheme.lower()[:20]}:// is not supported")
    url = f"{known}://{rest.rstrip('/')}"
    try:
        parts = urlsplit(url)
        is_good = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        raise _unusable(source, "its address cannot be read") from None
    if not is_good or not re.fullmatch(r"[^\s/?#\\]+", rest.rstrip("/")):
        raise _unusable(source, "its address cannot be read")
    return Proxy(url, source)


def _unusable(source: str, detail: str) -> Problem:
    return Problem("config_invalid", reason="proxy", source=source, detail=detail)


# --- exceptions -----------------------------------------------------------------------------------


def is_excepted(host: str, port: int, no_proxy: str) -> bool:
    """Returns whether `no_proxy` names this server, so that requests to the server need no proxy.

    `no_proxy` is a list of entries. An entry is `*`, which means every server; a domain such as
    `example.com`, `.example.com` or `*.example.com`, which includes all subdomains; an IP address,
    perhaps in brackets; or a network such as 10.0.0.0/8. A domain or an IP address may end with a
    port. Unreadable entries have no effect.
    """
    return any(_names(entry, host.lower(), port) for entry in re.split(r"[\s,;]+", no_proxy))


def _names(entry: str, host: str, port: int) -> bool:
    if entry == "*":
        return True
    network = _network(entry)
    if network is not None:
        address = _address(host)
        return address is not None and address.version == network.version and address in network
    written, told_port = _split_port(entry)
    if told_port not in ("", str(port)):
        return False
    if (address := _address(written)) is not None:
        return address == _address(host)
    domain = written.lower().removeprefix("*").strip(".")
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def _split_port(entry: str) -> tuple[str, str]:
    """Divides an entry of NO_PROXY into the name or address and the port: "[::1]:443" gives "::1"
    and "443". The port is "" if the entry has none."""
    bracketed = re.fullmatch(r"\[(.*)\](?::(\d+))?", entry)
    if bracketed:
        return bracketed[1], bracketed[2] or ""
    if entry.count(":") == 1:
        written, _, port = entry.partition(":")
        return written, port
    return entry, ""


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text.strip("[]").partition("%")[0])
    except ValueError:
        return None


def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    if "/" not in text:
        return None
    try:
        return ipaddress.ip_network(text.replace("[", "").replace("]", ""), strict=False)
    except ValueError:
        return None
