"""Reads and writes native-messaging frames. A frame is a 32-bit length in native byte order,
followed by a payload of that many bytes.

Depends on errors.py. Source: the native-messaging pages of Chrome and MDN.
"""

import os
import struct
import sys
from typing import Final

from click_to_call.errors import Problem

MAX_IN_BYTES: Final = 4 * 1024
"""The longest payload of a request. The extension's requests are a few hundred bytes long. The
reader skips a frame with a longer payload."""
MAX_OUT_BYTES: Final = 64 * 1024
"""The longest payload of a reply or a push. Browsers would accept up to 1 MiB, but all messages of
the host are much shorter."""
MAX_SKIPPED_BYTES: Final = 64 * 1024 * 1024
"""The longest payload that browsers send. If the four bytes before a payload give a greater length,
they cannot be a length. The reader then no longer knows where a frame begins, and stops reading."""
_CHUNK_BYTES: Final = 64 * 1024
_LENGTH: Final = struct.Struct("=I")


class FrameReader:
    """Reads frames from a file descriptor. `read` waits until a whole frame has arrived. Only one
    thread may use a FrameReader."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._is_lost = False

    def read(self) -> bytes | None:
        """Returns the payload of the next frame, or None at the end of the stream.

        Raises Problem("too_large") for a frame that is longer than MAX_IN_BYTES, and skips this
        frame, so that the next call returns the next frame. If a frame is even longer than
        MAX_SKIPPED_BYTES, or the stream ends within a skipped frame, all later calls return None.
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
        """Returns the next `length` bytes, or None if the stream ends before. Calls `os.read` again
        and again, because one call may return fewer bytes than asked for."""
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
        """Writes one frame with this payload. Raises Problem("too_large") if the payload is longer
        than MAX_OUT_BYTES, and BrokenPipeError if the browser has closed the pipe."""
        if len(payload) > MAX_OUT_BYTES:
            raise Problem("too_large", reason="answer")
        rest = memoryview(_LENGTH.pack(len(payload)) + payload)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]


def claim_stdio() -> tuple[FrameReader, FrameWriter]:
    """Returns a reader and a writer for the browser's pipes. After this call, only this reader and
    this writer can use the pipes.

    The browser's pipes are at first the descriptors 0 and 1. This function moves the pipes to new
    descriptors, redirects 0 to the null device, and 1 to standard error. So a stray print, a C
    library or a child process can neither write between frames nor read a request. Call this
    function before any import that may print or start a process.
    """
    incoming, outgoing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    try:
        os.dup2(nothing, 0)
        try:
            os.dup2(2, 1)
        except OSError:  # Some desktops give programs no standard error.
            os.dup2(nothing, 1)
    finally:
        os.close(nothing)
    sys.stdout = sys.stderr
    if sys.platform == "win32":
        import msvcrt  # available on Windows only

        # In text mode, Windows would write CR LF instead of LF, so a frame would become longer than
        # the length before it says.
        msvcrt.setmode(incoming, os.O_BINARY)
        msvcrt.setmode(outgoing, os.O_BINARY)
    return FrameReader(incoming), FrameWriter(outgoing)
