"""Tests reading and writing frames on pipes: frames that are split, joined, too long, incomplete or
random."""

import os
import random
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from click_to_call.errors import Problem
from click_to_call.host.framing import MAX_IN_BYTES, MAX_OUT_BYTES, FrameReader, FrameWriter

Pipe = tuple[int, int]

_WRITING: list[threading.Thread] = []


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    receiving, sending = os.pipe()
    yield receiving, sending
    for thread in _WRITING:
        thread.join(timeout=5)  # Waits for the thread, which closes the pipe's sending end.
    if not _WRITING:
        os.close(sending)
    _WRITING.clear()
    os.close(receiving)


def frame(payload: bytes) -> bytes:
    return struct.pack("=I", len(payload)) + payload


def given(pipe: Pipe, data: bytes) -> FrameReader:
    """Returns a reader of a pipe that holds `data` and then ends."""

    def write() -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(pipe[1], rest) :]
        os.close(pipe[1])

    writing = threading.Thread(target=write)
    _WRITING.append(writing)
    writing.start()
    return FrameReader(pipe[0])


def test_reads_frames_one_after_the_other(pipe: Pipe) -> None:
    reader = given(pipe, frame(b"one") + frame(b"") + frame("zwölf".encode()))
    assert [reader.read() for _ in range(4)] == [b"one", b"", "zwölf".encode(), None]


def test_waits_for_the_rest_of_a_frame(pipe: Pipe) -> None:
    data = frame(b"in pieces")
    answers: list[bytes | None] = []
    reading = threading.Thread(target=lambda: answers.append(FrameReader(pipe[0]).read()))
    reading.start()
    for byte in data:
        os.write(pipe[1], bytes([byte]))
    reading.join(timeout=5)
    assert answers == [b"in pieces"]


@pytest.mark.parametrize("cut", range(1, 9))
def test_a_frame_that_breaks_off_is_the_end(pipe: Pipe, cut: int) -> None:
    assert given(pipe, frame(b"hello")[:cut]).read() is None


def test_refuses_a_long_frame_and_stays_in_step(pipe: Pipe) -> None:
    reader = given(pipe, frame(b"x" * (MAX_IN_BYTES + 1)) + frame(b"next"))
    with pytest.raises(Problem) as caught:
        reader.read()
    assert caught.value.code == "too_large"
    assert reader.read() == b"next"


def test_takes_a_frame_of_the_longest_size(pipe: Pipe) -> None:
    assert given(pipe, frame(b"x" * MAX_IN_BYTES)).read() == b"x" * MAX_IN_BYTES


@pytest.mark.parametrize("length", [0xFFFFFFFF, 1_819_043_144, 64 * 1024 * 1024 + 1])
def test_gives_up_on_a_length_that_is_noise(pipe: Pipe, length: int) -> None:
    reader = given(pipe, struct.pack("=I", length) + frame(b"never reached"))
    with pytest.raises(Problem, match="too_large"):
        reader.read()
    assert reader.read() is None


def test_a_long_frame_that_breaks_off_is_the_end(pipe: Pipe) -> None:
    reader = given(pipe, struct.pack("=I", 100_000) + b"x" * 70_000)
    with pytest.raises(Problem, match="too_large"):
        reader.read()
    assert reader.read() is None


def test_writes_what_it_reads(pipe: Pipe) -> None:
    FrameWriter(pipe[1]).write(b'{"id":"1"}')
    assert FrameReader(pipe[0]).read() == b'{"id":"1"}'


def test_writes_a_frame_larger_than_the_pipe_holds(pipe: Pipe) -> None:
    payload = bytes(MAX_OUT_BYTES)
    received = bytearray()

    def drain() -> None:
        while len(received) < MAX_OUT_BYTES + 4:
            received.extend(os.read(pipe[0], 1000))

    draining = threading.Thread(target=drain)
    draining.start()
    FrameWriter(pipe[1]).write(payload)
    draining.join(timeout=5)
    assert received == frame(payload)


def test_refuses_to_write_more_than_the_browser_takes(pipe: Pipe) -> None:
    with pytest.raises(Problem, match="too_large"):
        FrameWriter(pipe[1]).write(bytes(MAX_OUT_BYTES + 1))


def test_random_streams_end() -> None:
    """Whatever the pipe holds, reading comes to an end and returns no frame longer than the
    limit."""
    generator = random.Random(20_261_123)  # noqa: S311 - repeatable, not secret
    for _ in range(300):
        receiving, sending = os.pipe()
        parts = [
            generator.choice(
                [
                    frame(generator.randbytes(generator.randrange(40))),
                    frame(b"x" * generator.randrange(MAX_IN_BYTES - 5, MAX_IN_BYTES + 5)),
                    generator.randbytes(generator.randrange(12)),
                ]
            )
            for _ in range(generator.randrange(5))
        ]
        reader = given((receiving, sending), b"".join(parts))
        while True:
            try:
                read = reader.read()
            except Problem:
                continue
            if read is None:
                break
            assert len(read) <= MAX_IN_BYTES
        _WRITING.pop().join(timeout=5)
        os.close(receiving)


_NOISY = """
import ctypes, os, subprocess, sys
from click_to_call.host.framing import claim_stdio
libc = ctypes.CDLL(None)
libc.printf(b"kept back by C")
reader, writer = claim_stdio()
libc.puts(b"a line from C")
print("a stray print")
sys.__stdout__.write("another"); sys.__stdout__.flush()
os.write(1, b"from C")
subprocess.run([sys.executable, "-c", "print('from a child'); import sys; sys.stdin.read()"])
os.system("echo from a shell")
writer.write(reader.read())
"""


def test_nothing_but_frames_reaches_the_browser() -> None:
    process = subprocess.run(
        [sys.executable, "-I", "-c", _NOISY],
        input=frame(b"echo"),
        capture_output=True,
        check=True,
        timeout=30,
    )
    assert process.stdout == frame(b"echo")
    strays = [b"a stray print", b"another", b"from C", b"from a child", b"from a shell"]
    for stray in [*strays, b"kept back by C", b"a line from C"]:
        assert stray in process.stderr
