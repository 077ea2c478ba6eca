"""The command line of the scripts that visit generated pages, each identified by its seed."""

import argparse
import os
from collections.abc import Callable

from scripts.setup import environment
from scripts.setup import system_packages as machine


def go_through(said: str, file: str, run: Callable[[range], int]) -> int:
    """Reads the count and the first seed, prepares a browser and the packages, and runs.

    `said` is the script's description and `file` its path. `run` is called with the seeds in the
    packages' environment and returns the count of faults. Returns the exit code.
    """
    parser = argparse.ArgumentParser(description=said.split("\n", maxsplit=1)[0])
    parser.add_argument("pages", type=int, help="how many pages")
    parser.add_argument("--first", type=int, default=1, metavar="SEED", help="of the first page")
    asked = parser.parse_args()
    try:
        environment.prepare()
        machine.prepare_browser()
        environment.continue_inside(file)
        return 1 if run(range(asked.first, asked.first + asked.pages)) else 0
    except environment.SetUpFailed as failure:
        environment.say(str(failure))
        return 1
    except KeyboardInterrupt:
        # Ctrl-C has also ended Playwright's process; without this Python would report an error.
        os._exit(130)
