"""The way in: for a browser that starts the host, and for a person at the keyboard.

The environment is read here and in commands.py only. A `hello` is answered from here, before
asyncio, httpx, keyring or phonenumbers is imported; Typer is loaded for people only.
"""

import os
import signal
import sys

from native_host import framing, manifests
from native_host.errors import Problem
from native_host.hello import answer_at_once


def main() -> None:
    """Runs for the browser if one started us, else for a person. May not return."""
    arguments = sys.argv[1:]
    if manifests.is_ours(arguments):
        run()
    elif manifests.is_another_extension(arguments):
        sys.stderr.write("Refused: it was not Click-To-Call's extension that started this host.\n")
        sys.exit(2)
    else:
        from native_host.commands import app  # noqa: PLC0415 - a browser need not wait for Typer

        app(prog_name="click-to-call")


def run() -> None:
    """Answers the browser on the standard pipes until it closes them; then the process ends."""
    reader, writer = framing.claim_stdio()
    os.umask(0o077)
    # Ctrl-C in the terminal that a browser was started from goes to its hosts too. They end when
    # the browser does, at the end of their input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    first = _first_frame(reader, writer)
    from native_host.dispatcher import serve_browser  # noqa: PLC0415 - after `hello`

    serve_browser(reader, writer, first, os.environ)


def _first_frame(
    reader: framing.FrameReader, writer: framing.FrameWriter
) -> bytes | Problem | None:
    """The first frame that was no `hello`. Ends the process if there is none to come."""
    try:
        frame = reader.read()
        if frame is None:
            sys.exit(0)
        greeting = answer_at_once(frame)
        if greeting is None:
            return frame
        writer.write(greeting)
    except Problem as problem:
        return problem
    except OSError:  # the browser is gone already
        sys.exit(0)
    return None
