"""Tests the README's first command, which starts the demo, on a computer without a usable
keyring."""

import os
import subprocess
import sys

from scripts.setup.paths import ROOT
from tests.support.demonstration import FOLDER
from tests.support.demonstration_walk import FOLLOWED

WITHIN_SECONDS = 240


def test_the_demo_places_a_call_and_shows_it() -> None:
    """The demo empties the folder FOLDER first, so all pictures that the test finds there are
    new."""
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
    done = subprocess.run(
        [sys.executable, "scripts/demo.py", "--headless"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=WITHIN_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The call was placed and followed to its end." in done.stdout
    pictures = {path.name for path in FOLDER.glob("*.png")}
    states = {f"4-page-{number}-{state}.png" for number, state in enumerate(FOLLOWED, 1)}
    assert states | {"1-page.png", "2-popup.png", "3-confirmation.png"} <= pictures
    assert (FOLDER / "keyring.json").read_text("utf-8") == "{}", "nothing is left after signing out"
