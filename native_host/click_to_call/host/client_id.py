"""Writes the client id that a user typed on the extension's welcome page into config.toml.

Depends on config.py and config_file.py. The host trusts the extension with this one setting only.
It does not replace a client id that the user, an administrator or the environment has set.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from click_to_call.config import Config
from click_to_call.config_file import change_setting, read_settings
from click_to_call.errors import Problem, disk_problem

_FORM: Final = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
"""RingCentral's client ids have about 22 letters, digits, "-" and "_"."""


def take_client_id(config: Config, environment: Mapping[str, str], given: str) -> Config:
    """Writes the client id into config.toml, and returns the new configuration.

    It may replace a client id that came from the extension before: the file `handed_client_id` in
    the state folder holds that one.

    Raises Problem("client_id_refused") with the reason "form", "locked", "environment" or "set";
    config_invalid for a faulty config.toml; state_unwritable.
    """
    client_id = given.strip()
    if not _FORM.fullmatch(client_id):
        raise Problem("client_id_refused", reason="form")
    if client_id == config.client_id:
        return config
    if "client_id" in config.locked:
        raise Problem("client_id_refused", reason="locked")
    if environment.get("CLICK_TO_CALL_CLIENT_ID", "").strip():
        raise Problem("client_id_refused", reason="environment")
    handed = config.state / "handed_client_id"
    present = read_settings(config.file).get("client_id", "")
    if present and present != _content(handed):
        raise Problem("client_id_refused", reason="set", file=str(config.file))
    try:
        handed.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handed.write_text(client_id, "ascii")
        change_setting(config.file, "client_id", client_id)
    except OSError as error:
        raise disk_problem("state_unwritable", config.home, error) from error
    return replace(config, client_id=client_id)


def _content(file: Path) -> str:
    """Returns the content of a file; "" if it cannot be read, so that the client id counts as set
    by the user."""
    try:
        return file.read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return ""
