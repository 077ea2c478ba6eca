"""Starts the simulator in the foreground, for users and for other processes.

Depends on api.py and http_server.py.
"""

import argparse
import json
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace

from .api import Settings, Simulator
from .http_server import serve
from .ringout import COURSES, REFUSED


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the simulator until the user interrupts it. `click-to-call simulate` calls this.

    Prints one line of JSON for the programs that use the simulator. In it, `server` is the base
    URL; `client_id`, `client_secret` and `jwt` are a valid credential; and `public_client_id` is
    the client id of the app with which users sign in through the browser.
    """
    options = _parser().parse_args(arguments)
    settings = Settings(leg_seconds=options.leg_seconds, sign_in_page=True)
    if options.no_limits:
        settings = replace(settings, per_minute={})
    simulator = Simulator(settings)
    try:
        with serve(simulator, options.port) as base_url:
            told = {"server": base_url, **simulator.credential}
            told["public_client_id"] = simulator.public_client_id
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()
            _wait_for_the_end()
    except OSError as error:
        sys.stderr.write(f"Port {options.port} cannot be used: {error.strerror}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="click-to-call simulate",
        description="A made-up RingCentral on this computer: no account, no real call.",
        epilog=_outcomes(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=_port, default=0, help="any free one by default")
    parser.add_argument(
        "--leg-seconds", type=float, default=3.0, help="how long each step of a call takes"
    )
    parser.add_argument("--no-limits", action="store_true", help="no rate limits")
    return parser


def _port(given: str) -> int:
    port = int(given)
    if not 0 <= port <= 65_535:
        raise argparse.ArgumentTypeError("is no port: give a number from 0 to 65535")
    return port


def _outcomes() -> str:
    """Returns a help text that lists the numbers whose calls do not simply succeed, each with its
    outcome."""
    lines = ["What becomes of calls to these numbers; every other number answers."]
    for number, course in COURSES.items():
        words = [status for status in course[-1] if status] or ["not known any more"]
        lines.append(f"  {number}  ends with {' · '.join(words)}")
    for number, response in REFUSED.items():
        error = response.json()["errors"][0]
        lines.append(f"  {number}  refused: {response.status} {error['errorCode']}")
    return "\n".join(lines)


def _wait_for_the_end() -> None:
    over = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: over.set())
    over.wait()
