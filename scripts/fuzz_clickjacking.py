"""Visits generated pages, most of them hostile, and checks which calls are placed.

`python3 scripts/fuzz_clickjacking.py 1000` visits a thousand pages.

A hostile page hides, covers, moves or falsifies its number, or acts by itself. An honest page does
none of this. A page's tricks are random, but a seed always gives the same tricks. Then real mouse
and key input arrives, as from a user, on a site for which the user has switched off the
confirmation of calls. Browser, extension and host are real; RingCentral is the simulator. The
script exits with 0 only if every call was for a number that the user could see and really clicked,
and if the click on each honest page placed its call. Depends on tests/support/fuzz/.
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup.fuzz_arguments import go_through


def run(seeds: range) -> int:
    # Imported here and not above, because the module needs the packages of .venv.
    from tests.support.fuzz.clickjacking_run import run as visit

    return visit(seeds)


if __name__ == "__main__":
    sys.exit(go_through(__doc__, __file__, run))
