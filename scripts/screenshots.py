"""Takes pictures of everything that the extension shows (page, popup and so on) in every state,
light and dark, in English and German.

`python3 scripts/screenshots.py` writes contact sheets into docs/pictures. Browser, extension and
host are real. RingCentral is the simulator, so no phone rings. Depends on
tests/support/screenshots.py.
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
        from tests.support import screenshots

        return screenshots.take_all()
    except console.SetUpFailed as failure:
        console.say(str(failure))
        return 1


if __name__ == "__main__":
    sys.exit(main())
