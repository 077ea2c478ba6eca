"""Compares pages that change at random with the same pages without the extension.

`python3 scripts/fuzz_mutations.py 1000` runs a thousand pages in a real browser with the extension.

It exits with 0 only if the extension changed no node of a page, and if exactly the numbers were
painted that are painted on the same page after a reload.
"""

import os
import sys
import tempfile
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup.environment import say  # noqa: E402 - found by the line above
from scripts.setup.fuzz_arguments import go_through  # noqa: E402

AT_ONCE = 16
"""How many pages run in one tab."""


def run(seeds: range) -> int:
    """Returns the count of pages with a difference."""
    from playwright.sync_api import sync_playwright  # of .venv

    from tests.support.browser import open_browser
    from tests.support.fuzz.mutations import MutationFuzzer
    from tests.support.page_server import serve_pages

    faults = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        serve_pages(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        context = open_browser(
            playwright, profile=Path(folder) / "profile", environment=os.environ, headless=True
        )
        for first in seeds[::AT_ONCE]:
            count = min(AT_ONCE, seeds.stop - first)
            found = MutationFuzzer(context, server).run(first, count)
            faults += len(found)
            for difference in found:
                say(str(difference))
            say(f"{first + count - seeds.start} pages, {faults} differed")
        context.close()
    return faults


if __name__ == "__main__":
    sys.exit(go_through(__doc__, __file__, run))
