"""Shows a call from start to end with a real browser, the real extension and the real host.

`python3 scripts/demo.py` opens a sample page and leaves the browser open. RingCentral is a
simulator on this computer, so no phone rings and no account is needed. Without a display, or with
`--headless`, the script itself clicks a number. In this case, it exits with 0 only if the call was
placed and the page showed the call until its end. Depends on tests/support/.
"""

import argparse
import os
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import (
    console,
    environment,
    system_packages,
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--headless", action="store_true", help="walk through it without a window")
    headless: bool = parser.parse_args().headless or not has_display()
    try:
        environment.prepare()
        system_packages.prepare_browser()
        environment.continue_inside(__file__)
        # Imported here and not above, because the module needs the packages of .venv.
        from tests.support import demonstration

        return demonstration.show(headless=headless)
    except console.SetUpFailed as failure:
        console.say(str(failure))
        return 1
    except KeyboardInterrupt:
        # Ctrl-C also ends Playwright's process. At a normal exit, Playwright would notice this and
        # print an error, so the script exits without any further step.
        os._exit(130)


def has_display() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
