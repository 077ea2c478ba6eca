"""Frames on the browser's pipes: a 32-bit length in native byte order, then that many bytes.

Knows bytes and file descriptors only: not what a frame says, nor who sends it.
"""

import os
import struct
import sys
from typing import Final

from click_to_call.errors import Problem

MAX_IN: Final = 4 * 1024
"""Bytes. Requests are a few hundred bytes; whatever is longer is refused unread."""
MAX_OUT: Final = 64 * 1024
"""Bytes. Browsers close the port above 1 MiB; far less is all that a reply needs."""
MAX_SKIPPED: Final = 64 * 1024 * 1024
"""Bytes. The longest frame a browser sends; a longer length is noise, and the stream is lost."""
_CHUNK: Final = 64 * 1024
_LENGTH: Final = struct.Struct("=I")


class FrameReader:
    """Takes frames from a file descriptor, blocking. Belongs to one thread."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._is_lost = False

    def read(self) -> bytes | None:
        """The next frame, or None when there will be no other.

        Raises Problem("too_large") for a frame over MAX_IN. It has been skipped then, so the next
        one can be read, unless its length was noise: then the next read gives None.
        """
        if self._is_lost:
            return None
        head = self._exactly(_LENGTH.size)
        if head is None:
            return None
        (length,) = _LENGTH.unpack(head)
        if length <= MAX_IN:
            return self._exactly(length)
        self._is_lost = length > MAX_SKIPPED or not self._skip(length)
        raise Problem("too_large")

    def _exactly(self, length: int) -> bytes | None:
        """A pipe gives what it has: a frame may need many reads. None if it ends before."""
        parts = bytearray()
        while len(parts) < length:
            part = os.read(self._descriptor, length - len(parts))
            if not part:
                return None
            parts += part
        return bytes(parts)

    def _skip(self, length: int) -> bool:
        while length:
            part = os.read(self._descriptor, min(length, _CHUNK))
            if not part:
                return False
            length -= len(part)
        return True


class FrameWriter:
    """Puts frames on a file descriptor, whole, one after the other."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, payload: bytes) -> None:
        """Raises Problem("too_large") over MAX_OUT, BrokenPipeError when the browser is gone."""
        if len(payload) > MAX_OUT:
            raise Problem("too_large", reason="answer")
        rest = memoryview(_LENGTH.pack(len(payload)) + payload)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]


def claim_stdio() -> tuple[FrameReader, FrameWriter]:
    """Takes the browser's pipes away from everyone else in this process, children included.

    Descriptor 1 is pointed at standard error and descriptor 0 at nothing, so that a stray print,
    a C library or a child process can neither write between frames nor eat a request. To be called
    before anything else is imported.
    """
    incoming, outgoing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    try:
        os.dup2(nothing, 0)
        try:
            os.dup2(2, 1)
        except OSError:  # started without standard error, as some desktops do
            os.dup2(nothing, 1)
    finally:
        os.close(nothing)
    sys.stdout = sys.stderr
    if sys.platform == "win32":
        import msvcrt  # exists on Windows only

        # In text mode Windows turns every LF into CR LF, which makes each length a lie.
        msvcrt.setmode(incoming, os.O_BINARY)
        msvcrt.setmode(outgoing, os.O_BINARY)
    return FrameReader(incoming), FrameWriter(outgoing)
