"""Runs a real KeePassXC as the Secret Service of a temporary session, without a display.

This module creates KeePassXC's database. Depends on secret_service.py for the session bus.
"""

import base64
import contextlib
import re
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from tests.support.secret_service import has_owner, process, session_bus, wait_until

State = Literal["unlocked", "locked", "hidden", "asks"]
"""The state of KeePassXC's database. "hidden" means that the database is unlocked but shows no
group to other programs. "asks" means that the user must confirm each access by another program, as
in KeePassXC's default settings."""

_PASSWORD: Final = b"for-tests-only\n"
_SETTINGS: Final = """[General]
ConfigVersion=2
SingleInstance=false
UpdateCheckMessageShown=true
[GUI]
CheckForUpdates=false
[FdoSecrets]
Enabled=true
ShowNotification=false
ConfirmDeleteItem=false
ConfirmAccessItem={asks}
"""


@contextlib.contextmanager
def keepassxc(state: State, folder: Path) -> Iterator[dict[str, str]]:
    """Runs KeePassXC with its files in `folder`. Yields the environment variables for a process
    that uses this KeePassXC."""
    with session_bus(folder) as environment:
        environment |= {"QT_QPA_PLATFORM": "offscreen", "XDG_CACHE_HOME": str(folder / "cache")}
        settings = folder / "config" / "keepassxc" / "keepassxc.ini"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(_SETTINGS.format(asks=str(state == "asks").lower()), "utf-8")
        database = _database(folder, environment, is_shown=state != "hidden")
        command = ["keepassxc", *([] if state == "locked" else ["--pw-stdin"]), str(database)]
        with process(command, environment, given=_PASSWORD):
            wait_until(lambda: has_owner(environment, "org.freedesktop.secrets"), "KeePassXC")
            # KeePassXC owns its bus name before other programs can read its database, so the test
            # must also wait for the database.
            wait_until(lambda: _is_so(environment, state), "its database")
            yield environment


def _database(folder: Path, environment: dict[str, str], *, is_shown: bool) -> Path:
    plain, shown = folder / "plain.kdbx", folder / "shown.kdbx"
    _command(environment, "db-create", "-q", "-p", str(plain), given=_PASSWORD * 2)
    if not is_shown:
        return plain
    text = _command(environment, "export", "-q", "-f", "xml", str(plain), given=_PASSWORD)
    found = re.search(r"<Group>\s*<UUID>(.*?)</UUID>", text)
    assert found is not None
    group = uuid.UUID(bytes=base64.b64decode(found[1]))
    entry = f"<Item><Key>FDO_SECRETS_EXPOSED_GROUP</Key><Value>{{{group}}}</Value></Item>"
    text = text.replace("</Meta>", f"<CustomData>{entry}</CustomData></Meta>", 1)
    exported = folder / "shown.xml"
    exported.write_text(text, "utf-8")
    _command(environment, "import", "-q", "-p", str(exported), str(shown), given=_PASSWORD * 2)
    return shown


def _command(environment: dict[str, str], *arguments: str, given: bytes) -> str:
    done = subprocess.run(
        ["keepassxc-cli", *arguments],
        env=environment,
        input=given,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def _is_so(environment: dict[str, str], state: State) -> bool:
    """Returns whether the database has this state for other programs."""
    if state == "hidden":
        told = _property(environment, "", "Service", "Collections")
        return "array" in told and "object path" not in told
    told = _property(environment, "/collection/shown", "Collection", "Locked")
    return ("boolean true" if state == "locked" else "boolean false") in told


def _property(environment: dict[str, str], path: str, interface: str, name: str) -> str:
    call = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.secrets"]
    call += [f"/org/freedesktop/secrets{path}", "org.freedesktop.DBus.Properties.Get"]
    call += [f"string:org.freedesktop.Secret.{interface}", f"string:{name}"]
    done = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
    return done.stdout
