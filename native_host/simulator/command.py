"""Starts the simulator in the foreground, for people and for other processes."""

import argparse
import json
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace

from .api import Settings, Simulator
from .door import serve


def main(arguments: Sequence[str] | None = None) -> int:
    """`click-to-call simulate`: serve until interrupted.

    Prints one JSON line: `server` (the base URL), and a credential that it accepts as
    `client_id`, `client_secret`, `jwt`; `public_client_id` signs in with the browser.
    """
    parser = argparse.ArgumentParser(prog="click-to-call simulate", description=main.__doc__)
    parser.add_argument("--port", type=int, default=0, help="any free one by default")
    parser.add_argument(
        "--leg-seconds", type=float, default=3.0, help="how long each step of a call takes"
    )
    parser.add_argument("--no-limits", action="store_true", help="no rate limits")
    options = parser.parse_args(arguments)
    settings = Settings(leg_seconds=options.leg_seconds, sign_in_page=True)
    if options.no_limits:
        settings = replace(settings, per_minute={})
    simulator = Simulator(settings)
    with serve(simulator, options.port) as base_url:
        told = {"server": base_url, **simulator.credential}
        told["public_client_id"] = simulator.public_client_id
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        _wait_for_the_end()
    return 0


def _wait_for_the_end() -> None:
    over = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: over.set())
    over.wait()
