"""Writes into config.toml the client id that a user typed on the extension's welcome page.

Depends on config.py and config_file.py. The client id is the only setting that the extension may
change. The module does not replace a client id that the user wrote into config.toml, or that an
administrator or an environment variable has set.
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
"""The characters and the length that a client id may have. RingCentral's client ids have about 22
letters, digits, "-" and "_"."""


def take_client_id(config: Config, environment: Mapping[str, str], given: str) -> Config:
    """Writes the client id `given` into config.toml, and returns the new configuration.

    If config.toml already has a client id, this function replaces the client id only if it came
    from the extension. To know this later, the function writes each client id from the extension
    also into the file `handed_client_id` in the state folder.

    Raises Problem("client_id_refused") with the reason "form" (no valid client id), "locked" (set
    by an administrator), "environment" (set by a variable) or "set" (set by the user). Raises
    Problem("config_invalid") if config.toml is faulty, and Problem("state_unwritable") if a file
    cannot be written.
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
    if present and present not in _content(handed).split():
        raise Problem("client_id_refused", reason="set", file=str(config.file))
    try:
        handed.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Until config.toml is written, `handed_client_id` holds the old and the new client id. So
        # if writing config.toml fails, the extension may replace the old client id later.
        handed.write_text(f"{present}\n{client_id}".strip(), "ascii")
        change_setting(config.file, "client_id", client_id)
        handed.write_text(client_id, "ascii")
    except OSError as error:
        raise disk_problem("state_unwritable", config.home, error) from error
    return replace(config, client_id=client_id)


def _content(file: Path) -> str:
    """Returns the content of the file `handed_client_id`, or "" if the file cannot be read. For "",
    `take_client_id` assumes that the user wrote the client id in config.toml."""
    try:
        return file.read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return ""
