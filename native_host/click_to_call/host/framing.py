"""Reads and writes native-messaging frames: a 32-bit length in native byte order, then that many
bytes.

Depends on errors.py. Source: the native-messaging pages of Chrome and MDN.
"""

import os
import struct
import sys
from typing import Final

from click_to_call.errors import Problem

MAX_IN_BYTES: Final = 4 * 1024
"""Longest request. The extension's requests are a few hundred bytes; a longer frame is skipped."""
MAX_OUT_BYTES: Final = 64 * 1024
"""Longest reply. Browsers close the port above 1 MiB; no reply needs nearly as much."""
MAX_SKIPPED_BYTES: Final = 64 * 1024 * 1024
"""Longest frame that a browser sends. After a longer length, the stream cannot be read any
further."""
_CHUNK_BYTES: Final = 64 * 1024
_LENGTH: Final = struct.Struct("=I")


class FrameReader:
    """Reads frames from a file descriptor; each read blocks. Only one thread may use it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._is_lost = False

    def read(self) -> bytes | None:
        """Returns the payload of the next frame, or None at the end of the stream.

        Raises Problem("too_large") for a frame over MAX_IN_BYTES. The frame is then skipped, and
        the next call reads the one after it. If its length cannot be right, the next call returns
        None.
        """
        if self._is_lost:
            return None
        head = self._exactly(_LENGTH.size)
        if head is None:
            return None
        (length,) = _LENGTH.unpack(head)
        if length <= MAX_IN_BYTES:
            return self._exactly(length)
        self._is_lost = length > MAX_SKIPPED_BYTES or not self._skip(length)
        raise Problem("too_large")

    def _exactly(self, length: int) -> bytes | None:
        """Reads exactly `length` bytes; None if the stream ends before. A pipe may need many reads
        for it."""
        parts = bytearray()
        while len(parts) < length:
            part = os.read(self._descriptor, length - len(parts))
            if not part:
                return None
            parts += part
        return bytes(parts)

    def _skip(self, length: int) -> bool:
        while length:
            part = os.read(self._descriptor, min(length, _CHUNK_BYTES))
            if not part:
                return False
            length -= len(part)
        return True


class FrameWriter:
    """Writes whole frames to a file descriptor."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, payload: bytes) -> None:
        """Writes one frame. Raises Problem("too_large") for a payload over MAX_OUT_BYTES, and
        BrokenPipeError if the browser has closed the pipe."""
        if len(payload) > MAX_OUT_BYTES:
            raise Problem("too_large", reason="answer")
        rest = memoryview(_LENGTH.pack(len(payload)) + payload)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]


def claim_stdio() -> tuple[FrameReader, FrameWriter]:
    """Takes over the browser's pipes, so that no other code of this process and no child process
    can use them.

    Descriptor 1 becomes standard error and descriptor 0 the null device. A stray print, a C library
    or a child process can then neither write between frames nor consume a request. Call it before
    any other import.
    """
    incoming, outgoing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    try:
        os.dup2(nothing, 0)
        try:
            os.dup2(2, 1)
        except OSError:  # some desktops start programs without standard error
            os.dup2(nothing, 1)
    finally:
        os.close(nothing)
    sys.stdout = sys.stderr
    if sys.platform == "win32":
        import msvcrt  # available on Windows only

        # In text mode, Windows turns each LF into CR LF, so the lengths would be wrong.
        msvcrt.setmode(incoming, os.O_BINARY)
        msvcrt.setmode(outgoing, os.O_BINARY)
    return FrameReader(incoming), FrameWriter(outgoing)
