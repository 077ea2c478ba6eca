"""What a host that is started in this environment uses: server, folders, proxy, keyring, versions.

Depends on config.py and desktop.py. No secret is among the facts: a proxy's password and the client
id's value are left out. The doctor compares the facts of the browser's host with the shell's.
"""

import platform
import ssl
import sys
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from native_host import __version__, desktop
from native_host.config import Config
from native_host.errors import Problem

Facts = dict[str, Any]
COMPARED: Final = ("server", "home", "state", "proxy", "certificates", "keyring")
"""The facts in which a browser's host and a shell should agree."""


def facts_of(config: Config, environment: Mapping[str, str]) -> Facts:
    """Plain values, ready for JSON. Asks the keyring for its name only."""
    proxy, proxy_from = _proxy(config, environment)
    certificates, certificates_from = _certificates(config, environment)
    keyring, keyring_from = _keyring(environment)
    return {
        "version": __version__,
        "python": sys.executable,
        "python_version": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
        "server": config.server,
        "home": str(config.home),
        "state": str(config.state),
        "logs": str(config.logs),
        "has_client_id": bool(config.client_id),
        "proxy": proxy,
        "proxy_from": proxy_from,
        "certificates": certificates,
        "certificates_from": certificates_from,
        "keyring": keyring,
        "keyring_from": keyring_from,
    }


def _proxy(config: Config, environment: Mapping[str, str]) -> tuple[str, str]:
    """The proxy for requests to the server, and what names it; ("", …) for none."""
    host = urlsplit(config.server).netloc
    if config.is_loopback:
        return "", "not used on this computer"
    if config.proxy:
        return desktop.without_password(config.proxy), "config.toml"
    address, variable = desktop.proxy_in(environment)
    passed_over = environment.get("no_proxy") or environment.get("NO_PROXY") or ""
    bypass: Callable[[str, dict[str, str]], bool]
    bypass = urllib.request.proxy_bypass_environment  # type: ignore[attr-defined]
    if address and bypass(host, {"no": passed_over}):
        return "", "NO_PROXY"
    return desktop.without_password(address), variable


def _certificates(config: Config, environment: Mapping[str, str]) -> tuple[str, str]:
    if config.certificates is not None:
        return str(config.certificates), "config.toml"
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        if environment.get(name):
            return environment[name], name
    return "the system's", ssl.get_default_verify_paths().openssl_cafile


def _keyring(environment: Mapping[str, str]) -> tuple[str, str]:
    """The back end that keeps the sign-in, and what chose it."""
    chosen_by = "PYTHON_KEYRING_BACKEND" if environment.get("PYTHON_KEYRING_BACKEND") else ""
    try:
        from native_host.tokens import _chosen_backend  # noqa: PLC0415 - may be slow

        backend = type(_chosen_backend())
        return f"{backend.__module__}.{backend.__qualname__}", chosen_by
    except Problem as problem:
        return problem.code, chosen_by
    except Exception as error:  # whatever a back end raises while it is looked for
        return type(error).__name__, chosen_by
