"""Changes pages at random, and compares them with pages that have no extension.

`python3 scripts/fuzz_mutations.py 1000` runs a thousand pages.

Browser and extension are real. The script exits with 0 only if two things hold: the extension never
changed a page's nodes, and after each change exactly those numbers were painted that are also
painted if a page with this content is newly loaded. Depends on tests/support/fuzz/.
"""

import os
import sys
import tempfile
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup.console import say
from scripts.setup.fuzz_arguments import go_through

AT_ONCE = 16
"""How many pages are in one tab at the same time."""


def run(seeds: range) -> int:
    """Changes the pages of these seeds. Returns on how many of them something was wrong."""
    # Imported here and not above, because the module needs the packages of .venv.
    from playwright.sync_api import sync_playwright

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
