"""The real host in a folder of its own, asked through its command line as a user would.

Knows nothing of the browser's pages.
"""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.setup.console import SetUpFailed
from scripts.setup.paths import PROGRAMS

ANSWER_WITHIN_SECONDS: Final = 60


@dataclass(frozen=True)
class OwnHost:
    """A host that keeps its files under `home` and asks `server`."""

    home: Path
    server: str
    base: Mapping[str, str]
    """The environment beside that: where the keyring is, PATH, …"""

    @property
    def environment(self) -> dict[str, str]:
        """What the browser is to be started with, so that it starts this very host."""
        own = {"CLICK_TO_CALL_HOME": str(self.home), "CLICK_TO_CALL_SERVER": self.server}
        return {**self.base, **own}

    def run(self, *arguments: str, given: str = "") -> str:
        """One command of `click-to-call`; gives what it printed. Raises SetUpFailed."""
        done = subprocess.run(
            [str(PROGRAMS / "click-to-call"), *arguments],
            env=self.environment,
            input=given,
            capture_output=True,
            text=True,
            timeout=ANSWER_WITHIN_SECONDS,
            check=False,
        )
        if done.returncode != 0:
            said = (done.stderr or done.stdout).strip()
            raise SetUpFailed(f"click-to-call {' '.join(arguments)} failed:\n{said}")
        return done.stdout

    def install(self, profile: Path) -> None:
        """Writes the host's manifest where a Chromium on this profile looks for it."""
        profile.mkdir(parents=True, exist_ok=True)
        self.run("install", "--browser", "chromium", "--profile", str(profile))

    def sign_in(self, credential: Mapping[str, str]) -> str:
        """With `client_id`, `client_secret`, `jwt`: on standard input, never as an argument."""
        return self.run("login", "--jwt", given=json.dumps(dict(credential)))

    def sign_out(self) -> None:
        self.run("logout")


def plain_environment() -> dict[str, str]:
    """This process's environment without anything that would lead a host elsewhere."""
    return {key: value for key, value in os.environ.items() if not key.startswith("CLICK_TO_CALL_")}
