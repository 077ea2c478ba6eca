"""Sets everything up and runs every test: `python3 scripts/test.py`. Arguments go to pytest."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import environment, pages  # noqa: E402 - found by the line above
from scripts.setup import system_packages as machine  # noqa: E402 - found by the line above

FIREFOX = "test_firefox*.py"
PYTEST = (str(environment.PYTHON), "-m", "pytest")


def main() -> int:
    try:
        environment.prepare()
        prepare_typecheck()
        machine.prepare_browser()
        machine.prepare_programs(machine.TEST_PROGRAMS)
    except environment.SetUpFailed as failure:
        environment.say(str(failure))
        return 1
    return run(*sys.argv[1:]) if sys.argv[1:] else run_all()


def prepare_typecheck() -> None:
    """Without the TypeScript compiler, one test fails and says so; the others need not wait."""
    try:
        environment.prepare_typecheck()
    except environment.SetUpFailed as failure:
        environment.say(str(failure))


def run_all() -> int:
    """The tests in browsers mostly wait, so two rows of tests run side by side; the second speaks
    last."""
    firefox = sorted(map(str, (environment.ROOT / "tests" / "browser").rglob(FIREFOX)))
    with tempfile.TemporaryFile() as said:
        prepare_samples()
        others = start(said, "tests/unit", "tests/contract", *firefox)
        browsers = run("tests/browser", f"--ignore-glob=*/{FIREFOX}")
        environment.say("\nThe tests without a browser, and those in Firefox:")
        outcome = others.wait()
        said.seek(0)
        environment.say(said.read().decode(errors="replace"))
    return browsers or outcome


def prepare_samples() -> None:
    """What fails here is said again by each test that needs it."""
    try:
        pages.prepare_pages()
    except environment.SetUpFailed as failure:
        environment.say(str(failure))


def run(*arguments: str) -> int:
    return subprocess.run([*PYTEST, *arguments], cwd=environment.ROOT, check=False).returncode


def start(said: IO[bytes], *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*PYTEST, *arguments], cwd=environment.ROOT, stdout=said, stderr=subprocess.STDOUT
    )


if __name__ == "__main__":
    sys.exit(main())
