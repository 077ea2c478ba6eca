"""A keyring back end for the Secret Service of Linux desktops that never opens a window by itself.

GNOME Keyring, KWallet and KeePassXC implement the Secret Service. If there is no collection, the
back end of the `keyring` package creates one; if the collection is locked, it asks for a password
even for reading. Here both become a Problem that says what to do in the program that the desktop
uses. Depends on `keyring`, `secretstorage` and `jeepney`; the last two exist on Linux only.
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
"""The answer of ReadAlias if there is no default collection."""

_KWALLETS: Final = ("kwalletd6", "kwalletd5")

_CONNECT_WITHIN_SECONDS: Final = 0.5

_PROGRAMS: Final = {
    # beginning of the process's name: (reason in words.py, name of the program)
    "gnome-keyring": ("gnome", "GNOME Keyring"),
    "keepassxc": ("keepassxc", "KeePassXC"),
    "kwalletd": ("kwallet", "KWallet"),
    "ksecretd": ("kwallet", "KWallet"),
}


class QuietKeyring(SecretService.Keyring):
    """The `keyring` package's back end, with other ways to choose the collection and to unlock."""

    def get_preferred_collection(self) -> secretstorage.Collection:
        """Returns the unlocked collection to use. Raises Problem keyring_uninitialised,
        keyring_locked."""
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
        """Raises Problem("keyring_locked") if this entry needs a permission of its own. The
        collection itself is unlocked already."""
        if item.is_locked():
            service = service_name() or "The keyring"
            raise Problem("keyring_locked", reason="asks", service=service)

    def unlock_in_window(self) -> None:
        """Lets the user unlock the collection, or choose a password for the first one, in GNOME
        Keyring's own window, and waits for it. Other programs' windows work differently, so nothing
        happens there."""
        with closing(secretstorage.dbus_init()) as bus:
            if _program(bus)[0] != "gnome":
                return
            try:
                secretstorage.Collection(bus, _path_of_collection(bus)).unlock()
            except Problem:
                secretstorage.create_collection(bus, "Default", "default")


def quiet_keyring() -> QuietKeyring:
    """Returns a back end for this process."""
    return QuietKeyring()  # type: ignore[no-untyped-call] # the library's constructor has no types


def is_there() -> bool:
    """Returns whether a Secret Service runs or can be started."""
    try:
        with closing(secretstorage.dbus_init()) as bus:
            return bool(secretstorage.check_service_availability(bus))
    except secretstorage.SecretStorageException:
        return False


def what_it_waits_for() -> Problem:
    """Returns why a Secret Service does not answer, without opening a window."""
    with closing(secretstorage.dbus_init()) as bus:
        try:
            path = _path_of_collection(bus)
        except Problem as problem:
            return problem
        if secretstorage.Collection(bus, path).is_locked():
            return _problem(bus, "keyring_locked")
        reason, name = _program(bus)
        if reason == "keepassxc":  # only KeePassXC asks its user about each entry
            return Problem("keyring_locked", reason="asks", service=name)
    return Problem("keyring_mute")


def service_name() -> str:
    """Returns the name of the program that implements the Secret Service, such as "KeePassXC"; ""
    if it is unknown."""
    with contextlib.suppress(Exception), closing(open_dbus_connection()) as bus:
        return _program(bus)[1]
    return ""


# --- the collection -------------------------------------------------------------------------------


def _path_of_collection(bus: DBusConnection) -> str:
    """Returns the path of the default collection; otherwise of the only collection, or of "login".

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
    """Unlocks a wallet of KWallet that is open, and returns whether that worked. KWallet reports an
    open wallet as locked until each session has unlocked it through the Secret Service; it does not
    ask the user then. KWallet's own D-Bus interface says whether a wallet is open."""
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


# --- the program behind the service ---------------------------------------------------------------


def _problem(bus: DBusConnection, code: str) -> Problem:
    """Returns a Problem whose reason says what to do in the program that the desktop uses."""
    return Problem(code, reason=_program(bus)[0])


def _program(bus: DBusConnection) -> tuple[str, str]:
    """Returns reason and name of the program that owns the Secret Service's bus name; ("", "") if
    unknown."""
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
    """Sets DBUS_SESSION_BUS_ADDRESS in `environment` to this user's session bus. Returns whether it
    is found.

    Programs that start outside the desktop session (from ssh, cron, tmux, some window managers)
    lack this variable. systemd puts the bus at a fixed path.
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
    """Returns whether a program listens at this address. An address of another kind than a Unix
    socket counts as reachable; the library tries it later."""
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
