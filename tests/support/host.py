"""Provides a real host with its own folder, which tests use through its command line as a user
does.

Depends on the installed package click_to_call.
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
    """A host that keeps its files under `home` and sends its requests to `server`."""

    home: Path
    server: str
    base: Mapping[str, str]
    """The other environment variables of the host, such as PATH and the variables that choose the
    keyring."""

    @property
    def environment(self) -> dict[str, str]:
        """Returns the environment for a browser that must start this host."""
        own = {"CLICK_TO_CALL_HOME": str(self.home), "CLICK_TO_CALL_SERVER": self.server}
        return {**self.base, **own}

    def run(self, *arguments: str, given: str = "") -> str:
        """Runs one `click-to-call` command and returns its output. Raises SetUpFailed with the
        error output if the command fails."""
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
        """Installs the host's manifest in the profile folder, where a Chromium with this profile
        finds it."""
        profile.mkdir(parents=True, exist_ok=True)
        self.run("install", "--browser", "chromium", "--profile", str(profile))

    def sign_in(self, credential: Mapping[str, str]) -> str:
        """Signs in by the command line, which reads the `credential` (`client_id`, `client_secret`
        and `jwt`) from standard input."""
        return self.run("login", "--jwt", given=json.dumps(dict(credential)))

    def sign_out(self) -> None:
        self.run("logout")


def plain_environment() -> dict[str, str]:
    """Returns the environment variables of this process without those that configure a host."""
    return {key: value for key, value in os.environ.items() if not key.startswith("CLICK_TO_CALL_")}


def lonely_environment(home: Path) -> dict[str, str]:
    """Returns the environment variables for a host on which no user is signed in. Such a host sends
    no request to RingCentral."""
    return {
        **plain_environment(),
        "CLICK_TO_CALL_HOME": str(home),
        "CLICK_TO_CALL_SERVER": "http://127.0.0.1:9",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }


def hosts_of(host: OwnHost, argument: str) -> list[int]:
    """Returns the process ids of this host's running processes that a browser started. `argument`
    is what the browser puts into the command line: "chrome-extension://" (Chromium), or the
    extension's id (Firefox)."""
    wanted = f"CLICK_TO_CALL_HOME={host.home}".encode()
    found = []
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            environment = (process / "environ").read_bytes()
            command = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if wanted in environment.split(b"\0") and argument.encode() in command:
            found.append(int(process.name))
    return found
