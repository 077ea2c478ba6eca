"""Goes through pages that change at random, `python3 scripts/wander.py 1000`, and holds each
against the same page without marks.

The real extension in a real browser. Exits with 0 only if a person always saw the same, the numbers
that could be called were those of a page that always was so, and each page was given back exactly.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import environment, machine  # noqa: E402 - found by the line above

AT_ONCE = 16
"""Pages in one tab."""
KINDS = ("", "copies")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("pages", type=int, help="how many pages")
    parser.add_argument("--first", type=int, default=1, metavar="SEED", help="of the first page")
    asked = parser.parse_args()
    try:
        environment.prepare()
        machine.prepare_browser()
        environment.continue_inside(__file__)
        return 1 if run(range(asked.first, asked.first + asked.pages, AT_ONCE)) else 0
    except environment.SetUpFailed as failure:
        environment.say(str(failure))
        return 1
    except KeyboardInterrupt:
        # Ctrl-C has also ended Playwright's own process, which Python would complain of at its end.
        os._exit(130)


def run(seeds: range) -> int:
    """Returns how many pages differed."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - of .venv

    from scripts.stage.browser import open_browser  # noqa: PLC0415
    from scripts.stage.page_server import serve_pages  # noqa: PLC0415
    from scripts.stage.wander import Wanderer  # noqa: PLC0415

    faults = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        serve_pages(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        context = open_browser(
            playwright, profile=Path(folder) / "profile", environment=os.environ, headless=True
        )
        for turn, first in enumerate(seeds):
            found = Wanderer(context, server).wander(first, AT_ONCE, KINDS[turn % len(KINDS)])
            faults += len(found)
            for difference in found:
                environment.say(str(difference))
            environment.say(f"{(turn + 1) * AT_ONCE} pages, {faults} differed")
        context.close()
    return faults


if __name__ == "__main__":
    sys.exit(main())
