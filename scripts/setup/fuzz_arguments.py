"""Reads the command line of the scripts that visit generated pages. Each page is generated from a
seed.

Depends on scripts/setup/environment.py.
"""

import argparse
import os
from collections.abc import Callable

from scripts.setup import console, environment, system_packages


def go_through(said: str, file: str, run: Callable[[range], int]) -> int:
    """Reads the number of pages and the first seed from the arguments, prepares a browser and the
    packages, and calls `run` with the seeds.

    `said` is the docstring of the calling script, which `--help` prints, and `file` is that
    script's path. `run` is called on the Python of .venv, and returns how many pages were wrong.
    `go_through` returns the script's exit code: 1 if any page was wrong.
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
        # Ctrl-C also ends Playwright's process, so a normal exit of Python would print an error
        # about it. `_exit` prints nothing.
        os._exit(130)
