"""Stores a text of any length in the keyring. A text that is too long for one entry of the keyring
is divided among several entries.

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

# Windows allows at most 2,560 bytes in one entry and stores the text as UTF-16. The text is ASCII,
# so each of its characters takes two bytes.
LONGEST_ENTRY_CHARACTERS: Final = 1280
_ROOM_IN_HEAD_CHARACTERS: Final = LONGEST_ENTRY_CHARACTERS - 80

_MOST_READINGS: Final = 8
"""How many times `read` tries to read the text while another process is writing it. All attempts
together, with the pauses between them, take about half a second."""


class Entries:
    """One text in several keyring entries. The head entry holds the beginning of the text, and part
    entries hold the rest. Most texts fit into the head.

    There are two sets of part entries, the slots "a" and "b". The head names the slot that holds
    the rest of its text. `write` first writes the new parts to the other slot, and then the new
    head, so the earlier text stays readable until then. If `read` has got entries of two different
    texts, the digest in the head does not match, and `read` tries again. All methods block; any
    thread may call them.
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
        # A process that was killed while it wrote a longer text to this slot may have left more
        # parts there.
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
        """Reads the head entry. Returns the head and the beginning of the text, or (None, "") if
        there is no head entry or it is unreadable."""
        line, _, text = (self._found(self._account) or "").partition("\n")
        try:
            return (msgspec.json.decode(line, type=_Head), text) if line else (None, "")
        except msgspec.DecodeError:
            logger.warning("the sign-in in the keyring is unreadable and counts as none")
            return None, ""

    def _part(self, slot: str, place: int) -> str:
        return f"{self._account} {slot}{place}"

    def _remove_parts(self, slot: str, first: int) -> None:
        """Removes the slot's parts from the number `first` on. Removes the part with the highest
        number first: this method finds parts by counting up to the first missing one, so an
        interrupted removal must leave no gap."""
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
    """Raised if another process replaced an entry of the Secret Service while this process was
    reading the entry. The caller must read again, because a sign-in is stored although the entry
    could not be found."""


class _Head(msgspec.Struct, frozen=True):
    slot: str
    parts: int
    digest: str


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
