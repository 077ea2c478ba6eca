"""Says what a screen reader speaks: on a page with numbers, in the popup, on the settings page.

`python3 scripts/screen_reader.py`. Real Orca with a real Chromium, on a display of its own; the
exchange is a simulator, so nothing rings. Needs Orca (on Debian: apt-get install orca).
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import environment  # noqa: E402 - found by the line above
from scripts.setup import system_packages as machine  # noqa: E402 - found by the line above


def main() -> int:
    try:
        environment.prepare()
        machine.prepare_browser()
        environment.continue_inside(__file__)
        from tests.support import listening  # needs the packages of .venv

        return listening.listen()
    except environment.SetUpFailed as failure:
        environment.say(str(failure))
        return 1


if __name__ == "__main__":
    sys.exit(main())
