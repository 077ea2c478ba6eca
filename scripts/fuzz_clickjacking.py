"""Clicks numbers on generated pages, most of them hostile, and checks which calls are placed.

`python3 scripts/fuzz_clickjacking.py 1000` generates a thousand pages.

A hostile page hides, covers, moves or falsifies its number, or tries to place a call without a
click. An honest page does none of this. Each page has a seed, which decides what the page does. On
each page, the script sends the browser mouse and key input as from a user. The confirmation of
calls is switched off for these pages, because it would also stop a wrong call. Browser, extension
and host are real; RingCentral is the simulator. The script exits with 0 only if every call was for
a number that the user could see and really clicked, and if every click on a number of an honest
page placed a call. Depends on tests/support/fuzz/.
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
