"""Reads and checks the file with an administrator's settings for many computers.

Depends on config.py, which checks the host's settings. This module checks the extension's settings
against the extension's managed_schema.json, which browsers use too.
"""

import json
import re
import tomllib
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from click_to_call.config import checked
from click_to_call.config_file import decoded
from click_to_call.config_layers import Layers, split_locked
from click_to_call.errors import Problem

_PARTS: Final = ("host", "extension", "packages")
_PACKAGES: Final = ("chromium_update_url", "edge_update_url", "firefox_install_url")

EXAMPLE: Final = """\
# What holds for every desk. Write the files to roll out with:
#   click-to-call policy fleet.toml --output rollout

[host]  # what the host on each computer reads: /etc/click-to-call/config.toml and its counterparts
client_id = "put your app's client id here"
# server = "https://platform.ringcentral.com"
# calls_per_minute = 10
# calls_per_day = 500
# from_numbers = ["+1415*"]        # the only phones that may ring first, or beginnings of them
# caller_ids = ["+14155550100"]    # the only caller IDs that may be shown
# proxy = "http://proxy.example.com:8080"
# certificates = "/etc/ssl/company.pem"
locked = ["client_id"]             # what users cannot change; all else is a default

[extension]  # the extension's own settings, by the names that it stores them under
# action = "ringout"               # or tel, rcmobile, rcapp
# presentation = "link"            # or button, rewrite
# region = "US"
confirm = "new_sites"              # or always, unusual
# from = "+14155550100"
# caller_id = "+14155550100"
# play_prompt = true
# allowed_sites = ["crm.example.com"]
# blocked_sites = ["bank.example.com"]
locked = ["confirm"]

# [extension.sites."crm.example.com"]
# trusted = true                   # calls without asking there

[packages]  # where the browsers get the extension; without an address it is not installed by force
# A store's address, once the extension is published there, or your own server's updates.xml:
# chromium_update_url = "https://clients2.google.com/service/update2/crx"
# edge_update_url = "https://edge.microsoft.com/extensionwebstorebase/v1/crx"
# The signed package itself:
# firefox_install_url = "https://packages.example.com/click-to-call/click-to-call.xpi"
"""


@dataclass(frozen=True)
class Fleet:
    """The settings that an administrator gives for all computers."""

    host: dict[str, Any]
    """The settings for the host's config.toml. The key `locked` lists the settings that users
    cannot change."""
    extension: dict[str, Any]
    """The settings for the extension's storage.managed. The key `locked` lists the settings that
    users cannot change."""
    packages: dict[str, str] = field(default_factory=dict)


def schema() -> dict[str, Any]:
    """Returns the schema of the extension's managed settings."""
    installed = Path(str(resources.files("click_to_call"))) / "managed_schema.json"
    checkout = Path(__file__).resolve().parents[3] / "extension" / "managed_schema.json"
    file = installed if installed.is_file() else checkout
    content: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return content


def read_fleet(file: Path) -> Fleet:
    """Reads and checks the administrator's file. Copies the client id from the host's settings to
    the extension's settings, so that the extension can pass the client id to a host without one.

    Raises Problem("config_invalid") if a setting is faulty. The Problem's text names the setting
    and says what is wrong. Raises OSError if the file cannot be read.
    """
    try:
        parts = tomllib.loads(decoded(file.read_bytes(), file))
    except tomllib.TOMLDecodeError as error:
        raise _refusal(file, f"cannot be read: {error}.") from None
    for name, part in parts.items():
        if name not in _PARTS or not isinstance(part, dict):
            raise _refusal(file, f"has a part {name!r}. Known are [host], [extension], [packages].")
    fleet = Fleet(*(parts.get(name, {}) for name in _PARTS))
    _check_host(fleet.host, file)
    _check_extension(fleet.extension, file)
    _check_packages(fleet.packages, file)
    if client_id := fleet.host.get("client_id"):
        fleet.extension.setdefault("client_id", client_id)
    return fleet


def _check_host(values: dict[str, Any], file: Path) -> None:
    if re.search(r"\s", str(values.get("client_id", ""))):
        raise _refusal(file, "has no client id yet: put in the one of your app.")
    settings, locked = split_locked(values, file)
    checked(
        Layers(
            values=settings,
            locked=locked,
            own=file,
            system=file,
            from_system=frozenset(settings),
        )
    )


def _check_extension(values: dict[str, Any], file: Path) -> None:
    known = schema()["properties"]
    for name, value in values.items():
        if name not in known:
            raise _refusal(file, f"sets {name!r}. Known are {', '.join(known)}.")
        _check_value(name, value, known[name], file)
    for name in values.get("locked", ()):
        if name not in known or name == "locked":
            raise _refusal(file, f"locks {name!r}, which is no setting of the extension.")


_TYPES: Final[dict[str, Any]] = {"string": str, "boolean": bool, "array": list, "object": dict}
_FORMS: Final = {
    "region": (r"([A-Z]{2})?", "two capital letters, such as US"),
    "from": (r"(\+\d{5,15})?", "a number with its country code, such as +14155550100"),
    "caller_id": (r"(area|\+\d{5,15})?", "a number with its country code, such as +14155550100"),
}
"""For some settings, the regular expression that a value must match, and a description of it for
users. managed_schema.json cannot contain these formats; the extension checks them too."""


def _check_value(name: str, value: Any, rule: dict[str, Any], file: Path) -> None:
    """Raises Problem("config_invalid") if the value of the setting `name` does not match `rule`,
    which is the schema of this setting, or the setting's format in _FORMS. Handles only the
    keywords of JSON Schema that browsers support in managed_schema.json."""
    if not isinstance(value, _TYPES[rule["type"]]):
        raise _refusal(file, f"must set {name} to a value of the type {rule['type']}.")
    if "enum" in rule and value not in rule["enum"]:
        raise _refusal(file, f"must set {name} to one of {', '.join(rule['enum'])}.")
    form, words = _FORMS.get(name, ("", ""))
    if form and not re.fullmatch(form, value, re.ASCII):
        raise _refusal(file, f"must set {name} to {words}.")
    if rule["type"] == "array":
        for entry in value:
            _check_value(f"each entry of {name}", entry, rule["items"], file)
    if rule["type"] == "object":
        inner = rule.get("additionalProperties", rule)
        for host, choices in value.items():
            _check_site(host, choices, inner["properties"], file)


def _check_site(host: str, choices: Any, known: dict[str, Any], file: Path) -> None:
    if not isinstance(choices, dict):
        raise _refusal(file, f"must give settings for the site {host}.")
    for name, value in choices.items():
        if name not in known:
            raise _refusal(file, f"sets {name!r} for {host}. Known are {', '.join(known)}.")
        _check_value(name, value, known[name], file)


def _check_packages(values: dict[str, Any], file: Path) -> None:
    for name, value in values.items():
        if name not in _PACKAGES:
            raise _refusal(file, f"has {name!r} in [packages]. Known are {', '.join(_PACKAGES)}.")
        parts = urlsplit(value) if isinstance(value, str) else None
        if parts is None or not parts.hostname or parts.scheme != "https":
            raise _refusal(file, f"must set {name} to an https address.")


def _refusal(file: Path, words: str) -> Problem:
    return Problem("config_invalid", f"{file} {words}")
