"""Collects the facts of a host in a given environment: server, folders, proxy, keyring, versions.

Depends on config.py and on the files that choose a proxy, certificates and a keyring. The facts
hold no secret: neither a proxy's password nor the client id. The doctor compares the facts of the
browser's host with those of the shell.
"""

import platform
import sys
from collections.abc import Mapping
from typing import Any, Final

from click_to_call import __version__
from click_to_call.config import Config
from click_to_call.errors import Problem
from click_to_call.keyring.backends import chosen_backend, name_of, named_by
from click_to_call.ringcentral.certificates import trust_for
from click_to_call.ringcentral.transport import choice_of_proxy

Facts = dict[str, Any]
COMPARED: Final = ("server", "home", "state", "proxy", "certificates", "keyring")
"""The names of the facts that the doctor compares between the host that a browser starts and a host
that the shell starts."""


def facts_of(config: Config, environment: Mapping[str, str]) -> Facts:
    """Returns the facts of a host in this environment, as plain values that JSON can hold. Asks the
    keyring for its name, but reads no entry."""
    proxy, proxy_from = _proxy(config, environment)
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
        "certificates": _certificates(config, environment),
        "keyring": keyring,
        "keyring_from": keyring_from,
    }


def _proxy(config: Config, environment: Mapping[str, str]) -> tuple[str, str]:
    """Returns two texts about the proxy for requests to the server. The first text is the proxy's
    address; "" if requests use no proxy; or "unusable" if the proxy's address is faulty. The second
    text says which variable or file names the proxy, or why requests use none."""
    if config.is_loopback:
        return "", "not used on this computer"
    try:
        chosen = choice_of_proxy(config, environment)
    except Problem as problem:
        return "unusable", problem.message
    if chosen.proxy is not None:
        return chosen.proxy.shown, chosen.proxy.source
    return "", f"a script named in {chosen.unread} is not run" if chosen.unread else ""


def _certificates(config: Config, environment: Mapping[str, str]) -> str:
    """Returns one text that lists the files and system stores whose certificates the host trusts.
    If the certificates cannot be used, returns the reason."""
    try:
        trust = trust_for(environment, configured=config.certificates, file=str(config.file))
    except Problem as problem:
        return problem.message
    places = [
        str(config.certificates)
        if source.startswith("certificates in ")
        else environment.get(source, source)
        for source in trust.sources
    ]
    unusable = [f"{path} (unusable, from {source})" for source, path in trust.unusable]
    return ", ".join(dict.fromkeys([*places, *unusable]))


def _keyring(environment: Mapping[str, str]) -> tuple[str, str]:
    """Returns the name of the keyring's back end, and the variable or file that chose it. If the
    back end was chosen by default, the second text is "". If no keyring can be used, returns "none"
    and the reason."""
    try:
        source = named_by(environment) or ""
        return name_of(chosen_backend()), source
    except Problem as problem:
        return "none", problem.message
    except Exception as error:  # Back ends may raise any exception.
        return "none", type(error).__name__
