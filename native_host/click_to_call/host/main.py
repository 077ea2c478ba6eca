"""Starts the host for a browser: takes over the browser's pipes, answers `hello`, and then imports
the modules that answer all other requests.

Depends on host/framing.py and host/handshake.py. `hello` is answered before asyncio is imported, so
that the extension's popup opens quickly.
"""

import os
import signal
import sys
from collections.abc import Mapping

from click_to_call.errors import Problem
from click_to_call.host import framing
from click_to_call.host.handshake import answer_at_once


def run(environment: Mapping[str, str], *, is_verbose: bool = False) -> None:
    """Answers the requests that the browser writes to standard input. Ends the process when the
    browser closes the pipes."""
    reader, writer = framing.claim_stdio()
    os.umask(0o077)
    # If the user started the browser in a terminal, Ctrl-C there also reaches the host. The host
    # ignores Ctrl-C: when the browser ends, it closes the pipes, and the host then ends too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    first = _first_frame(reader, writer)
    # Imported only after `hello` has been answered, because this import is slow.
    from click_to_call.host.dispatcher import serve_browser

    serve_browser(reader, writer, first, environment, is_verbose=is_verbose)


def _first_frame(
    reader: framing.FrameReader, writer: framing.FrameWriter
) -> bytes | Problem | None:
    """Reads the first frame. If the frame is a `hello`, answers it and returns None. Otherwise
    returns the frame, or the Problem that says why the frame cannot be read. Ends the process if
    the input ends before the first frame."""
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
    except OSError:  # The browser has closed the pipe.
        sys.exit(0)
    return None
