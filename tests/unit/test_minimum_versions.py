"""The manifest's lowest browser versions know everything that the extension uses, as MDN's browser
compatibility data have it."""

import json
import subprocess

from scripts.setup.paths import PROGRAMS, TYPECHECK

NEVERTHELESS = {
    # Firefox names it on the element itself, and the code asks for that one first.
    ("chrome.dom", "firefox"),
    ("chrome.dom.openOrClosedShadowRoot", "firefox"),
    # Elsewhere a link in a shadow tree is kept from being dragged by its event alone.
    ("css -webkit-user-drag", "firefox"),
    # Before 149 only `text-shadow` was missing, which no highlight here has.
    ("css :highlight", "firefox"),
}


def test_everything_used_is_known_to_the_lowest_browsers_of_the_manifest() -> None:
    command = [str(PROGRAMS / "node"), str(TYPECHECK / "support.mjs")]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["looked"] > 300, "the compiler resolved few names: the check itself is broken"
    assert {(feature, browser) for feature, browser, _ in found["newer"]} == NEVERTHELESS
