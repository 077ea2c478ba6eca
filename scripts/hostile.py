"""Visits made-up hostile pages, `python3 scripts/hostile.py 1000`, and counts the calls they get.

Each page hides, covers, moves or falsifies its number, or acts by itself, at random but the same
for the same seed; a person's real input falls on it, on a site from which the person calls at once.
The real extension in a real browser, the real host, a simulator as the exchange. Exits with 0 only
if every call was for a number plain to see and truly clicked, and every honest page got its one.
"""

import argparse
import os
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import environment, machine  # noqa: E402 - found by the line above


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("pages", type=int, help="how many pages")
    parser.add_argument("--first", type=int, default=1, metavar="SEED", help="of the first page")
    asked = parser.parse_args()
    try:
        environment.prepare()
        machine.prepare_browser()
        environment.continue_inside(__file__)
        from scripts.stage.hostile_run import run  # noqa: PLC0415 - needs the packages of .venv

        return 1 if run(range(asked.first, asked.first + asked.pages)) else 0
    except environment.SetUpFailed as failure:
        environment.say(str(failure))
        return 1
    except KeyboardInterrupt:
        # Ctrl-C has also ended Playwright's own process, which Python would complain of at its end.
        os._exit(130)


if __name__ == "__main__":
    sys.exit(main())
