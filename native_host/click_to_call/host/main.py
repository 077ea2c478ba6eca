"""Starts the host for a browser: takes over the pipes, answers `hello`, then imports the rest.

Depends on host/framing.py and host/handshake.py. It answers `hello` before it imports asyncio, so
that the popup opens quickly.
"""

import os
import signal
import sys
from collections.abc import Mapping

from click_to_call.errors import Problem
from click_to_call.host import framing
from click_to_call.host.handshake import answer_at_once


def run(environment: Mapping[str, str], *, is_verbose: bool = False) -> None:
    """Answers the browser on the standard pipes until the browser closes them; then ends the
    process."""
    reader, writer = framing.claim_stdio()
    os.umask(0o077)
    # Ctrl-C in a terminal goes to the browser that was started there and to its hosts too. A host
    # ends at the end of its input, when the browser ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    first = _first_frame(reader, writer)
    from click_to_call.host.dispatcher import serve_browser  # imported after the answer to `hello`

    serve_browser(reader, writer, first, environment, is_verbose=is_verbose)


def _first_frame(
    reader: framing.FrameReader, writer: framing.FrameWriter
) -> bytes | Problem | None:
    """Returns the first frame that is not a `hello`; None if it was one. Ends the process at the
    end of input."""
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
    except OSError:  # the browser has closed the pipe
        sys.exit(0)
    return None
