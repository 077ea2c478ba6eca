"""What a host that is started in this environment uses: server, folders, proxy, keyring, versions.

Depends on config.py and on the files that choose a proxy, certificates and a keyring. No secret is
among the facts: a proxy's password and the client id's value are left out. The doctor compares the
facts of the browser's host with the shell's.
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
"""The facts in which a browser's host and a shell should agree."""


def facts_of(config: Config, environment: Mapping[str, str]) -> Facts:
    """Plain values, ready for JSON. Asks the keyring for its name only."""
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
    """The proxy for requests to the server, and what names it; ("", …) for none."""
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
    """Where trusted certificates come from."""
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
    """The back end that keeps the sign-in, and what chose it."""
    try:
        source = named_by(environment) or ""
        return name_of(chosen_backend()), source
    except Problem as problem:
        return "none", problem.message
    except Exception as error:  # whatever a back end raises while it is looked for
        return "none", type(error).__name__
