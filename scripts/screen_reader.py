"""Prints what the screen reader Orca speaks on a page with numbers, in the popup and on the
settings page: `python3 scripts/screen_reader.py`.

Orca and Chromium are real, and run on a virtual display. RingCentral is the simulator, so no phone
rings. Needs Orca (on Debian: apt-get install orca). Depends on tests/support/.
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import (
    console,
    environment,
    system_packages,
)


def main() -> int:
    try:
        environment.prepare()
        system_packages.prepare_browser()
        environment.continue_inside(__file__)
        # Imported here and not above, because the module needs the packages of .venv.
        from tests.support import listening

        return listening.listen()
    except console.SetUpFailed as failure:
        console.say(str(failure))
        return 1


if __name__ == "__main__":
    sys.exit(main())
