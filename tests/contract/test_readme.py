"""Runs the commands that the README gives new users."""

import os
import re
import socket
import subprocess
from pathlib import Path

from scripts.setup.paths import PROGRAMS, ROOT
from tests.support.host import plain_environment
from tests.support.node_eval import evaluate

README = (ROOT / "README.md").read_text("utf-8")


def commands_after(words: str) -> list[str]:
    """Returns the lines of the README's code blocks after the text `words`. Stops at the next
    heading, and at the next paragraph that begins with bold text or a link."""
    part = README.partition(words)[2]
    part = re.split(r"\n(?=\*\*|\[|#)", part, maxsplit=1)[0]
    blocks = re.findall(r"^ *```\n(.*?)^ *```$", part, re.M | re.S)
    return [line.strip() for block in blocks for line in block.splitlines()]


def run(line: str, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["sh", "-c", line], cwd=folder, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


def test_the_line_that_installs_the_helper_is_the_welcome_pages() -> None:
    assert evaluate("shared/system_commands.js", "module.INSTALL.linux") in README


def test_a_simulated_call_is_placed_with_the_readmes_words(
    tmp_path: Path, keyring_session: dict[str, str]
) -> None:
    simulate, *rest = commands_after("**Without a RingCentral account**")
    simulate, _, target = simulate.partition(" > ")
    assert len(rest) == 2
    place = re.search(r"`(click-to-call call [^`]*)`", README)
    assert place is not None
    port = str(free_port())
    environment = {
        **plain_environment(),
        **keyring_session,
        "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "CLICK_TO_CALL_HOME": str(tmp_path / "host"),
    }
    started = ["sh", "-c", f"exec {simulate.replace('8080', port)}"]
    with subprocess.Popen(
        started, cwd=tmp_path, env=environment, stdout=subprocess.PIPE
    ) as simulator:
        try:
            assert simulator.stdout is not None
            (tmp_path / target).write_bytes(simulator.stdout.readline())
            told = [run(line.replace("8080", port), tmp_path, environment) for line in rest]
            told.append(run(place[1], tmp_path, environment))
        finally:
            simulator.terminate()
    assert "ended" in told[-1]
