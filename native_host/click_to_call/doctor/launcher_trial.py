"""Starts a launcher as a browser does, sends the requests that the extension's popup sends, and
reads the host's whole output.

Depends on host/allowed_origins.py for the arguments that a browser passes, and on findings.py.
"""

import json
import queue
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from click_to_call import __version__
from click_to_call.doctor.findings import Finding
from click_to_call.host.allowed_origins import ORIGIN

HELLO_WITHIN_SECONDS: Final = 10.0
"""The time in which the host must answer the request hello. A browser would wait longer, but a user
would not."""
_ANSWERS_WITHIN_SECONDS: Final = 26.0
"""The time in which the host must answer the requests for the account and the phone lists. The host
gives up a little earlier, so the doctor still receives the host's reply, which reports a
timeout."""
_ENDS_WITHIN_SECONDS: Final = 2.0
_AGAIN: Final = "Run: click-to-call install"

_STRAY: Final = Finding(
    "host_stray_output",
    "Something besides the host's answers came out of it, which browsers do not take.",
    _AGAIN,
)

_Reply = dict[str, Any]


@dataclass
class Trial:
    """The result of starting a launcher. `replies` maps the type of a request, such as
    "account.read", to the host's reply."""

    finding: Finding
    replies: dict[str, _Reply] = field(default_factory=dict)


def try_launcher(launcher: Path, environment: Mapping[str, str]) -> Trial:
    """Starts the launcher and sends the request hello. If the host's answer is good, also requests
    the account and the phone lists."""
    try:
        process = subprocess.Popen(
            [str(launcher), ORIGIN],
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except OSError as error:
        words = f"The host cannot be started: {error}."
        return Trial(Finding("host_does_not_start", words, _AGAIN))
    talk = _Talk(process)
    try:
        trial = _talk_to(talk)
    finally:
        talk.end()
    if talk.left_stray_bytes() and trial.finding.code in ("ok", "host_of_other_version"):
        trial.finding = _STRAY
    return trial


def _talk_to(talk: "_Talk") -> Trial:
    deadline = time.monotonic() + HELLO_WITHIN_SECONDS
    talk.ask({"id": "hello", "type": "hello"})
    trial = Trial(_judged_hello(talk, talk.next_reply(deadline)))
    if trial.finding.is_fault:
        return trial
    for question in ("account.read", "numbers.list"):
        talk.ask({"id": question, "type": question})
    deadline = time.monotonic() + _ANSWERS_WITHIN_SECONDS
    while len(trial.replies) < 2:
        reply = talk.next_reply(deadline)
        if not isinstance(reply, dict):
            trial.finding = _judged_silence(talk, reply)
            break
        if "push" not in reply:
            trial.replies[str(reply.get("id"))] = reply
    return trial


def _judged_hello(talk: "_Talk", reply: "_Reply | _Silence") -> Finding:
    if not isinstance(reply, dict):
        return _judged_silence(talk, reply)
    version = reply.get("ok", {}).get("version")
    if version != __version__:
        words = f"The installed host is version {version}, this command {__version__}."
        return Finding("host_of_other_version", words, _AGAIN)
    return Finding("ok", f"The host starts and says hello: version {version}.")


def _judged_silence(talk: "_Talk", why: "_Silence") -> Finding:
    if why == "stray":
        return _STRAY
    if why == "garbled":
        return Finding("host_garbled", "The host's answer cannot be read.", _AGAIN)
    if why == "late":
        words = f"The host does not answer within {HELLO_WITHIN_SECONDS:.0f} s."
        return Finding("host_silent", words, "Start the browser again, then run the doctor again.")
    status, said = talk.end()
    words = f"The host ended ({status}) without an answer, saying: {said}."
    return Finding("host_died", words, _AGAIN)


_Silence = str
"""The reason why no reply came. "late": the deadline has passed. "ended": the host's output ended.
"stray": the host wrote bytes that are not a frame of native messaging. "garbled": a frame holds no
JSON object."""


class _Talk:
    """The pipes of a running host. Threads read at once what the host writes, so that the host
    never waits because a pipe is full."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._said: queue.Queue[_Reply | _Silence] = queue.Queue()
        self._stderr = bytearray()
        self._threads = [
            threading.Thread(target=self._read_frames, daemon=True),
            threading.Thread(target=self._read_stderr, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def ask(self, request: Mapping[str, object]) -> None:
        payload = json.dumps(request).encode()
        # If the host has ended, writing fails. `next_reply` then reports the end of the host.
        with suppress(OSError):
            pipe = _pipe(self._process.stdin)
            pipe.write(struct.pack("=I", len(payload)) + payload)
            pipe.flush()

    def next_reply(self, deadline: float) -> _Reply | _Silence:
        try:
            return self._said.get(timeout=max(deadline - time.monotonic(), 0.01))
        except queue.Empty:
            return "late"

    def end(self) -> tuple[int, str]:
        """Closes the host's input, and kills the host if it does not end by itself. Returns the
        host's exit status and the last line that the host wrote to stderr."""
        with suppress(OSError):
            _pipe(self._process.stdin).close()
        try:
            self._process.wait(_ENDS_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for thread in self._threads:
            thread.join(_ENDS_WITHIN_SECONDS)
        for pipe in (self._process.stdout, self._process.stderr):
            _pipe(pipe).close()
        said = self._stderr.decode(errors="replace").strip().splitlines()
        return self._process.returncode, said[-1].rstrip(".") if said else "nothing"

    def left_stray_bytes(self) -> bool:
        """Returns whether the host, after its replies, wrote bytes that are not a frame of native
        messaging. Must be called after `end`, which waits for the end of the host's output."""
        while not self._said.empty():
            if self._said.get() == "stray":
                return True
        return False

    def _read_frames(self) -> None:
        pipe = _pipe(self._process.stdout)
        # `end` may close the pipe while this thread reads from it. The read then raises one of
        # these exceptions, and the thread ends.
        with suppress(ValueError, OSError):
            while head := pipe.read(4):
                length = int.from_bytes(head, sys.byteorder)
                if len(head) < 4 or length > 1 << 20:
                    self._said.put("stray")
                    return
                body = pipe.read(length)
                if len(body) < length:
                    self._said.put("stray")
                    return
                self._said.put(_decoded(body))
            self._said.put("ended")

    def _read_stderr(self) -> None:
        with suppress(ValueError, OSError):
            while chunk := _pipe(self._process.stderr).read(4096):
                self._stderr += chunk


def _decoded(body: bytes) -> _Reply | _Silence:
    try:
        reply = json.loads(body)
    except ValueError:
        return "garbled"
    return reply if isinstance(reply, dict) else "garbled"


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise OSError("no pipe")
    return pipe
