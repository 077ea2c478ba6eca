"""Starts the host for a browser: takes the pipes, says hello, then loads the rest.

Depends on framing.py and handshake.py; a `hello` is answered before asyncio is imported.
"""

import os
import signal
import sys
from collections.abc import Mapping

from click_to_call.errors import Problem
from click_to_call.host import framing
from click_to_call.host.handshake import answer_at_once


def run(environment: Mapping[str, str], *, is_verbose: bool = False) -> None:
    """Answers the browser on the standard pipes until it closes them; then the process ends."""
    reader, writer = framing.claim_stdio()
    os.umask(0o077)
    # Ctrl-C in the terminal that a browser was started from goes to its hosts too. They end when
    # the browser does, at the end of their input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    first = _first_frame(reader, writer)
    from click_to_call.host.dispatcher import serve_browser  # after `hello`

    serve_browser(reader, writer, first, environment, is_verbose=is_verbose)


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
