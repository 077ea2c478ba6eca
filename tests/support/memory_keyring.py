"""Provides a keyring back end in memory. An entry may have at most 2,560 bytes of UTF-16, as on
Windows, where the limit is smaller than in all other keyrings.

Used by tests that need no real keyring. contract/test_keyring.py uses real keyrings.
"""

from collections.abc import Callable
from pathlib import Path

from click_to_call.config import Config

LONGEST_BYTES = 2560


class TooLongError(OSError):
    """The exception for an entry that is too long, with the error number that Windows reports."""

    winerror = 1783


class MemoryKeyring:
    """A keyring in memory. `entries` has the secrets by service and username.

    The keyring calls `before` before each operation, with the operation's name ("get", "set" or
    "delete") and the username.
    """

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}
        self.before: Callable[[str, str], None] = lambda verb, username: None

    def get_password(self, service: str, username: str) -> str | None:
        self.before("get", username)
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.before("set", username)
        if len(password.encode("utf-16-le")) > LONGEST_BYTES:
            raise TooLongError("The stub received bad data.")
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.before("delete", username)
        del self.entries[service, username]


def config_for(
    server: str, folder: Path, *, client_id: str = "", ports: tuple[int, ...] = (1,)
) -> Config:
    """Returns the configuration of a host that keeps all its files in `folder`."""
    return Config(
        server=server,
        client_id=client_id,
        home=folder,
        state=folder / "state",
        logs=folder / "logs",
        redirect_ports=ports,
        moved=True,
    )
