"""Changes pages at random, and compares pages with the extension and pages without the extension.

`python3 scripts/fuzz_mutations.py 1000` tests a thousand pages.

Browser and extension are real. Each page is open in two tabs, and the script makes the same changes
in both. At first, the extension works only in one of the tabs, and both tabs must have the same
nodes. Then the script switches the extension on in the other tab, and the extension must paint the
same numbers in both tabs. The script exits with 0 only if this is so after all changes of all
pages. Depends on tests/support/fuzz/.
"""

import os
import sys
import tempfile
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup.console import say
from scripts.setup.fuzz_arguments import go_through

AT_ONCE = 16
"""How many pages the script tests at the same time. One tab contains all of them."""


def run(seeds: range) -> int:
    """Tests one page for each of these seeds. A seed decides how its page looks and changes.
    Returns on how many pages something was wrong."""
    # Playwright is imported here and not above, because only the Python of .venv has it.
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
