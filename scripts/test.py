"""Sets everything up and runs all tests: `python3 scripts/test.py`. Arguments are for pytest."""

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
    """Installs the TypeScript compiler. If that fails, only the tests that need it fail."""
    try:
        environment.prepare_typecheck()
    except environment.SetUpFailed as failure:
        environment.say(str(failure))


def run_all() -> int:
    """Runs two groups of tests in parallel, because browser tests mostly wait. Prints the output of
    the second group last."""
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
    """Builds the sample pages. If that fails, each test that needs them reports it."""
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
