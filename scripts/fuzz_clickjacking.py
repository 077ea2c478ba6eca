"""Visits made-up hostile pages and counts the calls they get.

`python3 scripts/fuzz_clickjacking.py 1000` visits a thousand.

Each page hides, covers, moves or falsifies its number, or acts by itself, at random but the same
for the same seed; a person's real input falls on it, on a site from which the person calls at once.
The real extension in a real browser, the real host, a simulator as the exchange. Exits with 0 only
if every call was for a number plain to see and truly clicked, and every honest page got its one.
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup.fuzz_arguments import go_through


def run(seeds: range) -> int:
    from tests.support.fuzz.clickjacking_run import run as visit  # needs the packages of .venv

    return visit(seeds)


if __name__ == "__main__":
    sys.exit(go_through(__doc__, __file__, run))
