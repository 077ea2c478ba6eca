"""The Secret Service of a Linux desktop, used without opening a window or making a collection.

GNOME Keyring, KWallet and KeePassXC all speak it. The library's own back end makes a collection
where it finds none and asks for a password where one is locked, even to read; here both become a
Problem that says what to do in the program that answers. Depends on `keyring`, `secretstorage` and
`jeepney`, which exist on Linux only.
"""

import contextlib
import os
import socket
from collections.abc import Iterator, MutableMapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import secretstorage
from jeepney import DBusAddress, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from keyring.backends import SecretService

from click_to_call.errors import Problem

_NAME: Final = "org.freedesktop.secrets"
_SERVICE: Final = DBusAddress("/org/freedesktop/secrets", _NAME, "org.freedesktop.Secret.Service")
_BUS: Final = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
_BUS_VARIABLE: Final = "DBUS_SESSION_BUS_ADDRESS"
_SESSION_COLLECTION: Final = "/org/freedesktop/secrets/collection/session"
_NOTHING: Final = "/"
"""How ReadAlias says that there is none."""

_KWALLETS: Final = ("kwalletd6", "kwalletd5")

_CONNECT_WITHIN_SECONDS: Final = 0.5

_PROGRAMS: Final = {
    # beginning of the process's name: reason in words.py, and the program's own name
    "gnome-keyring": ("gnome", "GNOME Keyring"),
    "keepassxc": ("keepassxc", "KeePassXC"),
    "kwalletd": ("kwallet", "KWallet"),
    "ksecretd": ("kwallet", "KWallet"),
}


class QuietKeyring(SecretService.Keyring):
    """`keyring`'s back end, with another way to its collection and to what is kept."""

    def get_preferred_collection(self) -> secretstorage.Collection:
        """The unlocked collection to use. Raises Problem keyring_uninitialised, keyring_locked."""
        bus = secretstorage.dbus_init()
        try:
            collection = secretstorage.Collection(bus, _path_of_collection(bus))
            if collection.is_locked() and not _opens_unasked(bus, collection):
                raise _problem(bus, "keyring_locked")
        except BaseException:
            bus.close()
            raise
        return collection

    def unlock(self, item: Any) -> None:
        """The collection is unlocked, so this item waits for its own permission. Raises
        Problem("keyring_locked")."""
        if item.is_locked():
            service = service_name() or "The keyring"
            raise Problem("keyring_locked", reason="asks", service=service)

    def unlock_in_window(self) -> None:
        """Let the user unlock the collection, or choose a password for the first one, in GNOME
        Keyring's own window, which is waited for. Other programs have windows of other kinds."""
        with closing(secretstorage.dbus_init()) as bus:
            if _program(bus)[0] != "gnome":
                return
            try:
                secretstorage.Collection(bus, _path_of_collection(bus)).unlock()
            except Problem:
                secretstorage.create_collection(bus, "Default", "default")


def quiet_keyring() -> QuietKeyring:
    """A back end for this process."""
    return QuietKeyring()  # type: ignore[no-untyped-call] # the library's constructor has no types


def is_there() -> bool:
    """Whether a Secret Service runs, or would be started."""
    try:
        with closing(secretstorage.dbus_init()) as bus:
            return bool(secretstorage.check_service_availability(bus))
    except secretstorage.SecretStorageException:
        return False


def what_it_waits_for() -> Problem:
    """Why a service does not answer: looked at without opening a window, in the time it has."""
    with closing(secretstorage.dbus_init()) as bus:
        try:
            path = _path_of_collection(bus)
        except Problem as problem:
            return problem
        if secretstorage.Collection(bus, path).is_locked():
            return _problem(bus, "keyring_locked")
        reason, name = _program(bus)
        if reason == "keepassxc":  # nothing else asks its user about each entry
            return Problem("keyring_locked", reason="asks", service=name)
    return Problem("keyring_mute")


def service_name() -> str:
    """The program that answers, such as "KeePassXC"; "" where it cannot be told."""
    with contextlib.suppress(Exception), closing(open_dbus_connection()) as bus:
        return _program(bus)[1]
    return ""


# --- the collection -------------------------------------------------------------------------------


def _path_of_collection(bus: DBusConnection) -> str:
    """The default collection, else the only one there is or the one of the login.

    Raises Problem("keyring_uninitialised").
    """
    (path,) = _ask(bus, new_method_call(_SERVICE, "ReadAlias", "s", ("default",)))
    if path != _NOTHING:
        return str(path)
    ((_, paths),) = _ask(bus, Properties(_SERVICE).get("Collections"))
    others = [one for one in paths if one != _SESSION_COLLECTION]
    for one in others:
        if len(others) == 1 or one.endswith("/login"):
            return str(one)
    raise _problem(bus, "keyring_uninitialised")


def _opens_unasked(bus: DBusConnection, collection: secretstorage.Collection) -> bool:
    """KWallet calls a wallet that is open locked until each session has unlocked it by this way
    too. Its user is not asked then; whether it is open, KWallet's own interface tells."""
    for name in _KWALLETS:
        wallets = DBusAddress(f"/modules/{name}", f"org.kde.{name}", "org.kde.KWallet")
        asked = new_method_call(_BUS, "NameHasOwner", "s", (wallets.bus_name,))
        if not _ask(bus, asked)[0]:
            continue
        label = collection.get_label()
        if _ask(bus, new_method_call(wallets, "isOpen", "s", (label,)))[0]:
            collection.unlock()
            return not collection.is_locked()
    return False


def _ask(bus: DBusConnection, message: Any) -> tuple[Any, ...]:
    reply = bus.send_and_get_reply(message)
    if reply.header.message_type == MessageType.error:
        raise secretstorage.SecretServiceNotAvailableException("the service answers with an error")
    return tuple(reply.body)


# --- who answers ----------------------------------------------------------------------------------


def _problem(bus: DBusConnection, code: str) -> Problem:
    """With what to do in the program that answers."""
    return Problem(code, reason=_program(bus)[0])


def _program(bus: DBusConnection) -> tuple[str, str]:
    """Reason and name of the program that owns the service's name; ("", "") of another one."""
    with contextlib.suppress(Exception):
        asked = new_method_call(_BUS, "GetConnectionUnixProcessID", "s", (_NAME,))
        (process,) = bus.send_and_get_reply(asked).body
        name = Path(f"/proc/{process}/comm").read_text("utf-8").strip()
        for beginning, program in _PROGRAMS.items():
            if name.startswith(beginning):
                return program
    return "", ""


# --- the session bus ------------------------------------------------------------------------------


def find_bus(environment: MutableMapping[str, str]) -> bool:
    """Make sure that DBUS_SESSION_BUS_ADDRESS in `environment` leads to this user's session bus.

    Programs that were started outside the desktop's session (by ssh, cron, tmux, some window
    managers) are not told of it; systemd has it at a place that is always the same.
    """
    for address in _addresses(environment):
        if _answers(address):
            environment[_BUS_VARIABLE] = address
            return True
    return False


def _addresses(environment: MutableMapping[str, str]) -> Iterator[str]:
    told = environment.get(_BUS_VARIABLE, "")
    yield from filter(None, told.split(";"))
    if runtime := environment.get("XDG_RUNTIME_DIR"):
        yield f"unix:path={runtime}/bus"
    yield f"unix:path=/run/user/{os.getuid()}/bus"


def _answers(address: str) -> bool:
    """Whether somebody listens there. Of an address that is no plain path, the library will see."""
    kind, _, rest = address.partition(":")
    fields = dict(part.partition("=")[::2] for part in rest.split(","))
    if kind != "unix" or not ({"path", "abstract"} & fields.keys()):
        return bool(rest)
    place = fields.get("path") or f"\0{fields['abstract']}"
    with socket.socket(socket.AF_UNIX) as plug:
        plug.settimeout(_CONNECT_WITHIN_SECONDS)
        try:
            plug.connect(place)
        except OSError:
            return False
    return True
