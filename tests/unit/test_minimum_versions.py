"""Tests that the lowest browser versions in the manifest support every API that the extension uses,
according to MDN's browser compatibility data."""

import json
import subprocess

from scripts.setup.paths import PROGRAMS, TYPECHECK

NEVERTHELESS = {
    # Firefox has it as a property of the element, which the code tries first.
    ("chrome.dom.openOrClosedShadowRoot", "firefox"),
    # Firefox has a sidebar instead, which the code opens there.
    ("chrome.sidePanel.open", "firefox"),
    # Other browsers stop the dragging of a link in a shadow tree by its event alone.
    ("css -webkit-user-drag", "firefox"),
    # Before version 149 only `text-shadow` was missing, which no highlight here uses.
    ("css :highlight", "firefox"),
}


def test_everything_used_is_known_to_the_lowest_browsers_of_the_manifest() -> None:
    command = [str(PROGRAMS / "node"), str(TYPECHECK / "support.mjs")]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["looked"] > 300, "the compiler resolved few names: the check itself is broken"
    assert {(feature, browser) for feature, browser, _ in found["newer"]} == NEVERTHELESS
