"""Runs a real host process on real pipes, as a browser does. Used by tests and long runs.

Splits the host's output into frames and reports an incomplete frame. The tests check everything
else in the output. Depends on the standard library.
"""

import contextlib
import json
import os
import queue
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from click_to_call.host.allowed_origins import ORIGIN

PATIENCE_SECONDS: Final = 20.0
_LENGTH: Final = struct.Struct("=I")
_END: Final = b""


def framed(message: object) -> bytes:
    """Returns a frame that contains `message`. Bytes are used as they are; any other message is
    encoded as JSON."""
    payload = message if isinstance(message, bytes) else json.dumps(message).encode()
    return _LENGTH.pack(len(payload)) + payload


class HostProcess:
    """One host and its pipes. A thread reads the host's output as soon as it arrives, so that the
    host never waits for a reader."""

    def __init__(
        self,
        environment: Mapping[str, str],
        *,
        arguments: Sequence[str] = (ORIGIN,),
        python: Sequence[str] = ("-I",),
        under: Sequence[str] = (),
        program: Sequence[str] = ("-m", "click_to_call"),
    ) -> None:
        """Starts a host process.

        `python` are options of the Python interpreter, `program` is what the interpreter runs, and
        `under` is a command that starts the interpreter.
        """
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [*under, sys.executable, *python, *program, *arguments],
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._said: queue.Queue[bytes] = queue.Queue()
        self.is_cut_off = False
        """Whether the host's output ended in the middle of a frame."""
        self.stderr = bytearray()
        self._threads = [
            threading.Thread(target=self._read_frames),
            threading.Thread(target=self._read_stderr),
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> "HostProcess":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()

    # --- asking ---------------------------------------------------------------------------------

    def write(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, **message: object) -> None:
        self.write(framed(message))

    def next(self) -> dict[str, Any] | None:
        """Waits for the host's next message and returns it. Returns None after the last message.

        Raises queue.Empty after PATIENCE_SECONDS, and ValueError for invalid JSON.
        """
        frame = self._said.get(timeout=PATIENCE_SECONDS)
        if frame is _END:
            return None
        message: dict[str, Any] = json.loads(frame)
        return message

    def reply(self, request_id: str | None) -> dict[str, Any]:
        """Returns the reply to a request, and skips all messages before it. Raises ConnectionError
        if the host ends first."""
        while (message := self.next()) is not None:
            if "push" not in message and message["id"] == request_id:
                return message
        raise ConnectionError("the host is gone")

    def ask(self, kind: str, **fields: object) -> dict[str, Any]:
        """Sends a request of the type `kind` and returns the host's reply. If `fields` has no `id`,
        the type is also the request's id."""
        message = {"id": kind, "type": kind, **fields}
        self.send(**message)
        return self.reply(str(message["id"]))

    def pushes(self) -> Iterator[dict[str, Any]]:
        """Yields the host's pushes as they arrive, until the host ends."""
        while (message := self.next()) is not None:
            if "push" in message:
                yield message

    # --- the end --------------------------------------------------------------------------------

    def end(self) -> float:
        """Closes the host's input and waits until the host ends. Returns how many seconds that
        took."""
        assert self.process.stdin is not None
        started = time.monotonic()
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.wait(PATIENCE_SECONDS)
        return time.monotonic() - started

    def resident_bytes(self) -> int:
        """Returns the host's resident memory in bytes. Works on Linux only."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text("ascii").split()[1]
        return int(pages) * 4096

    # --- reading --------------------------------------------------------------------------------

    def _read_frames(self) -> None:
        pipe = self.process.stdout
        assert pipe is not None
        while head := pipe.read(_LENGTH.size):
            body = pipe.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else b""
            if len(head) < _LENGTH.size or len(body) < _LENGTH.unpack(head)[0]:
                self.is_cut_off = True
                break
            self._said.put(body)
        self._said.put(_END)

    def _read_stderr(self) -> None:
        pipe = self.process.stderr
        assert pipe is not None
        while part := os.read(pipe.fileno(), 65_536):
            self.stderr += part
