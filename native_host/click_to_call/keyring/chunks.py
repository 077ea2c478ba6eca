"""One text of any length as entries of a keyring, whose entries may be short.

Depends on the chosen keyring; knows nothing of tokens. Blocking; any thread may use it.
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

log = logging.getLogger(__name__)

# Windows keeps 2,560 bytes of UTF-16 in one credential; the payload is ASCII, one unit a character.
LONGEST_ENTRY: Final = 1280
_ROOM_IN_HEAD: Final = LONGEST_ENTRY - 80

_MOST_READINGS: Final = 8
"""Half a second in all, for a reader that meets a slow writer half-way."""


class Entries:
    """One text as keyring entries: the head, with as much of the text as fits, and further parts.

    Two slots of parts take turns and the head is written last, so that until then the earlier text
    stands. A reader that meets a writer half-way sees a wrong digest and reads again. Most texts
    need no part, for each entry costs a dozen questions on the session bus. Blocking; any thread.
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
        log.warning("the sign-in in the keyring is incomplete and counts as none")
        return None

    def write(self, text: str) -> None:
        old = None
        with contextlib.suppress(_Vanished):
            old, _ = self._head()
        slot = "b" if old is not None and old.slot == "a" else "a"
        rest = text[_ROOM_IN_HEAD:]
        parts = [rest[at : at + LONGEST_ENTRY] for at in range(0, len(rest), LONGEST_ENTRY)]
        for place, part in enumerate(parts):
            self._set(self._part(slot, place), part)
        head = _Head(slot=slot, parts=len(parts), digest=_digest(text))
        line = msgspec.json.encode(head).decode()
        self._set(self._account, f"{line}\n{text[:_ROOM_IN_HEAD]}")
        # A writer killed in this slot may have left more parts than these.
        self._remove_parts(slot, len(parts))
        self._remove_parts("a" if slot == "b" else "b", 0)

    def remove(self) -> None:
        self._remove_entry(self._account)
        for slot in ("a", "b"):
            self._remove_parts(slot, 0)

    def unlock(self) -> None:
        """Let the user unlock the keyring in its own window, where it has one to open."""
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
        """The head's own line, and the beginning of the text; (None, "") where nothing is kept."""
        line, _, text = (self._found(self._account) or "").partition("\n")
        try:
            return (msgspec.json.decode(line, type=_Head), text) if line else (None, "")
        except msgspec.DecodeError:
            log.warning("the sign-in in the keyring is unreadable and counts as none")
            return None, ""

    def _part(self, slot: str, place: int) -> str:
        return f"{self._account} {slot}{place}"

    def _remove_parts(self, slot: str, first: int) -> None:
        """Remove the parts from `first` on, the last one first, so that a gap never hides any."""
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
        """None where nothing is. Raises _Vanished where another is just putting something else."""
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


class _Vanished(Exception):  # noqa: N818 - answered by reading again
    """A Secret Service's entry was replaced between being found and being read: it is no proof
    that nobody is signed in, and a writer on a busy computer may take its time."""


class _Head(msgspec.Struct, frozen=True):
    slot: str
    parts: int
    digest: str


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
