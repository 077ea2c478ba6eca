"""The command line of scripts that visit generated pages, each with a seed.

Depends on scripts/setup/environment.py.
"""

import argparse
import os
from collections.abc import Callable

from scripts.setup import console, environment, system_packages


def go_through(said: str, file: str, run: Callable[[range], int]) -> int:
    """Reads the number of pages and the first seed, prepares a browser and the packages, and runs.

    `said` is the script's docstring and `file` its path. `run` gets the seeds, inside the packages'
    environment, and returns the number of faults. Returns the exit code.
    """
    parser = argparse.ArgumentParser(description=said.split("\n", maxsplit=1)[0])
    parser.add_argument("pages", type=int, help="how many pages")
    parser.add_argument("--first", type=int, default=1, metavar="SEED", help="of the first page")
    asked = parser.parse_args()
    try:
        environment.prepare()
        system_packages.prepare_browser()
        environment.continue_inside(file)
        return 1 if run(range(asked.first, asked.first + asked.pages)) else 0
    except console.SetUpFailed as failure:
        console.say(str(failure))
        return 1
    except KeyboardInterrupt:
        # Ctrl-C has also ended Playwright's own process; Python would print an error about that at
        # its end.
        os._exit(130)
