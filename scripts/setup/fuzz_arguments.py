"""Reads the command line of the scripts that visit generated pages. Each page is generated from a
seed.

Depends on scripts/setup/environment.py.
"""

import argparse
import os
from collections.abc import Callable

from scripts.setup import console, environment, system_packages


def go_through(said: str, file: str, run: Callable[[range], int]) -> int:
    """Reads the number of pages and the first seed from the command line, and installs what the
    script needs. Then calls `run` with the seeds, on the Python of .venv. `run` visits one page for
    each seed, and returns how many pages were wrong. Returns the script's exit code: 1 if a page
    was wrong.

    `said` is the script's docstring, whose first line `--help` prints. `file` is the script's path.
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
