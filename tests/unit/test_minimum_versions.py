"""Tests that the oldest browser versions that the manifest allows support every API that the
extension uses. MDN's browser compatibility data say which version supports which API."""

import json
import subprocess

from scripts.setup.paths import PROGRAMS, TYPECHECK

NEVERTHELESS = {
    # In Firefox the code uses another API instead: the element's own property
    # `openOrClosedShadowRoot`.
    ("chrome.dom.openOrClosedShadowRoot", "firefox"),
    # Firefox has no side panel. There the code opens the sidebar instead.
    ("chrome.sidePanel.open", "firefox"),
    # Only Chromium needs this property: Firefox does not drag a link in a shadow tree if the page's
    # event is cancelled.
    ("css -webkit-user-drag", "firefox"),
    # Firefox before version 149 does not support `text-shadow` in highlights, and supports
    # everything else. No highlight of the extension uses `text-shadow`.
    ("css :highlight", "firefox"),
}


def test_everything_used_is_known_to_the_lowest_browsers_of_the_manifest() -> None:
    command = [str(PROGRAMS / "node"), str(TYPECHECK / "support.mjs")]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["looked"] > 300, "the compiler resolved few names: the check itself is broken"
    assert {(feature, browser) for feature, browser, _ in found["newer"]} == NEVERTHELESS
