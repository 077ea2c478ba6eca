"""Changes pages at random, and compares them with pages that have no extension.

`python3 scripts/fuzz_mutations.py 1000` runs a thousand pages.

Browser and extension are real. The script exits with 0 only if the extension never changed a page's
nodes, and if the painted numbers were always those that are painted when a page with the same
content is newly loaded. Depends on tests/support/fuzz/.
"""

import os
import sys
import tempfile
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup.console import say
from scripts.setup.fuzz_arguments import go_through

AT_ONCE = 16
"""The number of pages in one tab."""


def run(seeds: range) -> int:
    """Runs the pages of these seeds. Returns how many of them differed."""
    # Imported here, because it needs the packages of .venv.
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
