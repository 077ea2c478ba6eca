"""Shows a complete call, set up from nothing: a real browser, the real extension, the real host.

`python3 scripts/demo.py` opens a sample page and waits for the user. RingCentral is a simulator on
this machine, so no phone rings and no account is needed. Without a display, or with `--headless`,
the script performs the call and exits with 0 only if it was placed and followed to its end.
"""

import argparse
import os
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import environment  # noqa: E402 - found by the line above
from scripts.setup import system_packages as machine  # noqa: E402 - found by the line above


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--headless", action="store_true", help="walk through it without a window")
    headless: bool = parser.parse_args().headless or not has_display()
    try:
        environment.prepare()
        machine.prepare_browser()
        environment.continue_inside(__file__)
        from tests.support import demonstration  # needs the packages of .venv

        return demonstration.show(headless=headless)
    except environment.SetUpFailed as failure:
        environment.say(str(failure))
        return 1
    except KeyboardInterrupt:
        # Ctrl-C has also ended Playwright's process; without this Python would report an error.
        os._exit(130)


def has_display() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
