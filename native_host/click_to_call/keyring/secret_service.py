"""A keyring back end for the Secret Service of Linux desktops that never opens a window by itself.

GNOME Keyring, KWallet and KeePassXC implement the Secret Service. The `keyring` package's own back
end opens a window in two cases: to create a missing collection, and to unlock a locked one. In both
cases this back end raises a Problem instead. The Problem says what to do in the program that the
desktop uses. Depends on `keyring`, `secretstorage` and `jeepney`; the last two exist on Linux only.
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
"""The Secret Service's answer to ReadAlias if there is no default collection."""

_KWALLETS: Final = ("kwalletd6", "kwalletd5")

_CONNECT_WITHIN_SECONDS: Final = 0.5

_PROGRAMS: Final = {
    # Each key is the beginning of a process's name. Each value has the `reason` that Problems about
    # this program have, and the program's name for users.
    "gnome-keyring": ("gnome", "GNOME Keyring"),
    "keepassxc": ("keepassxc", "KeePassXC"),
    "kwalletd": ("kwallet", "KWallet"),
    "ksecretd": ("kwallet", "KWallet"),
}


class QuietKeyring(SecretService.Keyring):
    """The `keyring` package's back end, changed so that it never opens a window by itself. The
    package's back end opens a window if the collection is missing or locked, or if an entry is
    locked. This class raises a Problem instead."""

    def get_preferred_collection(self) -> secretstorage.Collection:
        """Returns the collection in which the sign-in is stored. Raises
        Problem("keyring_uninitialised") if there is no collection, and Problem("keyring_locked") if
        the collection is locked."""
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
        """Raises Problem("keyring_locked") if the entry `item` is locked. The user must then allow
        the access to this entry in the keyring's program. The package's method of this name would
        open a window."""
        if item.is_locked():
            service = service_name() or "The keyring"
            raise Problem("keyring_locked", reason="asks", service=service)

    def unlock_in_window(self) -> None:
        """Opens GNOME Keyring's own window and waits for the user. The user unlocks the collection,
        or if there is none, chooses a password for a new one. Does nothing if another program
        implements the Secret Service, because that program's windows work differently."""
        with closing(secretstorage.dbus_init()) as bus:
            if _program(bus)[0] != "gnome":
                return
            try:
                secretstorage.Collection(bus, _path_of_collection(bus)).unlock()
            except Problem:
                secretstorage.create_collection(bus, "Default", "default")


def quiet_keyring() -> QuietKeyring:
    """Returns a new QuietKeyring. Other files call this function, because the class's constructor
    is not typed."""
    return QuietKeyring()  # type: ignore[no-untyped-call] # the library's constructor has no types


def is_there() -> bool:
    """Returns whether a Secret Service runs or can be started."""
    try:
        with closing(secretstorage.dbus_init()) as bus:
            return bool(secretstorage.check_service_availability(bus))
    except secretstorage.SecretStorageException:
        return False


def what_it_waits_for() -> Problem:
    """Returns a Problem that says why the Secret Service does not answer. Opens no window."""
    with closing(secretstorage.dbus_init()) as bus:
        try:
            path = _path_of_collection(bus)
        except Problem as problem:
            return problem
        if secretstorage.Collection(bus, path).is_locked():
            return _problem(bus, "keyring_locked")
        reason, name = _program(bus)
        # The collection is unlocked. KeePassXC may still ask its user about each entry; no other
        # program does this.
        if reason == "keepassxc":
            return Problem("keyring_locked", reason="asks", service=name)
    return Problem("keyring_mute")


def service_name() -> str:
    """Returns the name of the program that implements the Secret Service, such as "KeePassXC", or
    "" if the program is unknown."""
    with contextlib.suppress(Exception), closing(open_dbus_connection()) as bus:
        return _program(bus)[1]
    return ""


# --- the collection -------------------------------------------------------------------------------


def _path_of_collection(bus: DBusConnection) -> str:
    """Returns the D-Bus path of the default collection. If no collection is the default, returns
    the path of the only collection, or of the collection "login" if there are several.

    Raises Problem("keyring_uninitialised") if none of these exists.
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
    """Unlocks the collection if it is a wallet that is open in KWallet. Returns whether the
    collection is unlocked now.

    The Secret Service reports even an open wallet as locked until a client unlocks the wallet.
    KWallet does not ask the user for this. Only KWallet's own D-Bus interface says whether a wallet
    is open.
    """
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
    """Returns a Problem with this code. The Problem's reason, such as "kwallet", names the program
    that implements the Secret Service, so that the text can say what to do in this program."""
    return Problem(code, reason=_program(bus)[0])


def _program(bus: DBusConnection) -> tuple[str, str]:
    """Finds out which program implements the Secret Service at present. Returns the program's value
    in _PROGRAMS, such as ("kwallet", "KWallet"), or ("", "") for an unknown program."""
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
    """Finds this user's session bus, and writes the bus's address to DBUS_SESSION_BUS_ADDRESS in
    `environment`. Returns whether the bus was found.

    A program that was started outside the desktop session, for example from ssh, cron or tmux,
    lacks this variable. The bus can still be found, because systemd puts every bus at a fixed path.
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
    """Returns whether a bus can be reached at this D-Bus address. If the address is a Unix socket,
    tries to connect to it. Every other address counts as reachable."""
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
