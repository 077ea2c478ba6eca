"""Visits generated hostile pages and counts the calls that they get.

`python3 scripts/fuzz_clickjacking.py 1000` visits a thousand pages.

Each page hides, covers, moves or replaces its number, or acts by itself: at random, but the same
way for the same seed. It gets a user's real input, on a site with the setting "Call at once".
Extension, browser and host are real, and the simulator replaces RingCentral. The script exits with
0 only if every call was for a visible, really clicked number, and every honest page got its one
call.
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup.fuzz_arguments import go_through  # noqa: E402 - found by the line above


def run(seeds: range) -> int:
    from tests.support.fuzz.clickjacking_run import run as visit  # needs the packages of .venv

    return visit(seeds)


if __name__ == "__main__":
    sys.exit(go_through(__doc__, __file__, run))
