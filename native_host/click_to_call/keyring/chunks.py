"""Stores a text of any length in the keyring. A long text is divided among several entries, because
the length of an entry is limited.

Depends on keyring/backends.py. All methods block; any thread may call them.
"""

import contextlib
import hashlib
import logging
import secrets
import time
from typing import Final

import msgspec

from click_to_call.errors import Problem
from click_to_call.keyring.backends import Backend, chosen_backend

logger = logging.getLogger(__name__)

# Windows keeps at most 2,560 bytes in one entry, as UTF-16. The stored text is ASCII, so each of
# its characters takes two bytes.
LONGEST_ENTRY_CHARACTERS: Final = 1280
_ROOM_IN_HEAD_CHARACTERS: Final = LONGEST_ENTRY_CHARACTERS - 80

_MOST_READINGS: Final = 8
"""How many times a reader tries to read while another process is writing. With the pauses between
them, the attempts take half a second."""


class Entries:
    """One text in keyring entries. The head entry holds the beginning of the text, and part entries
    hold the rest.

    There are two sets of part entries ("slots"), which are used in turn. A writer writes the parts
    to the slot that the head does not name, and then the head. Until the head is written, the
    earlier text stays readable. A reader that mixes the entries of two texts notices a wrong digest
    and reads again. Most texts fit into the head, which saves time: each entry costs a dozen
    messages on the session bus. All methods block; any thread may call them.
    """

    def __init__(self, service: str, account: str, backend: Backend | None) -> None:
        self._service = service
        self._account = account
        self._given = backend

    def read(self) -> str | None:
        for attempt in range(_MOST_READINGS):
            if attempt:
                time.sleep(0.02 * attempt)
            with contextlib.suppress(_Vanished):
                head, text = self._head()
                if head is None:
                    return None
                parts = [self._found(self._part(head.slot, place)) for place in range(head.parts)]
                text = "".join([text, *(part or "" for part in parts)])
                if head.digest == _digest(text):
                    return text
        logger.warning("the sign-in in the keyring is incomplete and counts as none")
        return None

    def write(self, text: str) -> None:
        old = None
        with contextlib.suppress(_Vanished):
            old, _ = self._head()
        slot = "b" if old is not None and old.slot == "a" else "a"
        rest = text[_ROOM_IN_HEAD_CHARACTERS:]
        parts = [
            rest[at : at + LONGEST_ENTRY_CHARACTERS]
            for at in range(0, len(rest), LONGEST_ENTRY_CHARACTERS)
        ]
        for place, part in enumerate(parts):
            self._set(self._part(slot, place), part)
        head = _Head(slot=slot, parts=len(parts), digest=_digest(text))
        line = msgspec.json.encode(head).decode()
        self._set(self._account, f"{line}\n{text[:_ROOM_IN_HEAD_CHARACTERS]}")
        # A process that was killed while it wrote a longer text to this slot may have left parts
        # behind. They are removed together with the parts of the earlier text.
        self._remove_parts(slot, len(parts))
        self._remove_parts("a" if slot == "b" else "b", 0)

    def remove(self) -> None:
        self._remove_entry(self._account)
        for slot in ("a", "b"):
            self._remove_parts(slot, 0)

    def unlock(self) -> None:
        """Lets the user unlock the keyring in the keyring's own window. Does nothing if the back
        end cannot open such a window."""
        backend = self._backend()
        if hasattr(backend, "unlock_in_window"):
            backend.unlock_in_window()

    def try_out(self) -> None:
        trial, value = f"{self._account} trial", secrets.token_hex(8)
        self._set(trial, value)
        kept = self._get(trial)
        self._remove_entry(trial)
        if kept != value:
            raise Problem("keyring_failed", reason="forgets")

    def _head(self) -> "tuple[_Head | None, str]":
        """Returns the head, and the beginning of the text. Returns (None, "") if nothing is stored
        or the head is unreadable."""
        line, _, text = (self._found(self._account) or "").partition("\n")
        try:
            return (msgspec.json.decode(line, type=_Head), text) if line else (None, "")
        except msgspec.DecodeError:
            logger.warning("the sign-in in the keyring is unreadable and counts as none")
            return None, ""

    def _part(self, slot: str, place: int) -> str:
        return f"{self._account} {slot}{place}"

    def _remove_parts(self, slot: str, first: int) -> None:
        """Removes the slot's parts with the number `first` and higher numbers. The part with the
        highest number is removed first, so that an interrupted removal leaves no gap: parts are
        found by counting up to the first missing one."""
        end = first
        while self._get(self._part(slot, end)) is not None:
            end += 1
        for place in reversed(range(first, end)):
            self._backend().delete_password(self._service, self._part(slot, place))

    def _remove_entry(self, name: str) -> None:
        if self._get(name) is not None:
            self._backend().delete_password(self._service, name)

    def _get(self, name: str) -> str | None:
        try:
            return self._found(name)
        except _Vanished:
            return None

    def _found(self, name: str) -> str | None:
        """Returns the entry's text, or None if the entry does not exist. Raises _Vanished if
        another process is replacing the entry at this moment."""
        try:
            return self._backend().get_password(self._service, name)
        except Exception as error:
            if type(error).__name__ == "ItemNotFoundException":
                raise _Vanished from None
            raise

    def _set(self, name: str, value: str) -> None:
        self._backend().set_password(self._service, name, value)

    def _backend(self) -> Backend:
        return chosen_backend() if self._given is None else self._given


class _Vanished(Exception):  # noqa: N818 - the caller reads again
    """Raised if an entry of the Secret Service was replaced after it was found and before it was
    read. Another process has just written the sign-in, so the reader must read again instead of
    reporting that no user is signed in."""


class _Head(msgspec.Struct, frozen=True):
    slot: str
    parts: int
    digest: str


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
