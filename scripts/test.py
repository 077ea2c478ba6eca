"""Installs what the tests need, and runs all tests: `python3 scripts/test.py`.

The script passes its arguments to pytest, so `python3 scripts/test.py tests/unit` runs only some
tests. Depends on scripts/setup/.
"""

import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import console, environment, paths, system_packages

PYTEST = (str(paths.PYTHON), "-m", "pytest")
SIDE_BY_SIDE = ("--numprocesses=4", "--dist=loadfile", "--no-loadscope-reorder")
"""Options of pytest: four processes run the tests. This is faster even on two cores, because tests
mostly wait. Each process takes one test file after the other, in the order that tests/conftest.py
chooses."""


def main() -> int:
    try:
        environment.prepare()
        attempt(environment.prepare_typecheck)
        system_packages.prepare_browser()
        system_packages.prepare_programs(system_packages.TEST_PROGRAMS)
    except console.SetUpFailed as failure:
        console.say(str(failure))
        return 1
    return run(*sys.argv[1:]) if sys.argv[1:] else run_all()


def attempt(install: Callable[[], object]) -> None:
    """Calls `install`, which installs something that only some tests need. If the installation
    fails, prints the reason and returns, so that all other tests can still run."""
    try:
        install()
    except console.SetUpFailed as failure:
        console.say(str(failure))


def run_all() -> int:
    """Runs all tests. The tests in browsers come last, because Playwright runs an event loop in the
    main thread, and after that no other test can run an event loop there."""
    attempt(environment.prepare_linter)
    with pages_are_built():
        others = run(*SIDE_BY_SIDE, "tests/unit", "tests/contract")
    browsers = run(*SIDE_BY_SIDE, "tests/browser")
    return others or browsers


@contextlib.contextmanager
def pages_are_built() -> Iterator[None]:
    """Builds all pages of the browser tests while the `with` block runs. After the block, waits
    until the pages are built, and prints the output of the build.

    The pages must be complete before the browser tests start, because otherwise several processes
    of the tests would try to build the same page.
    """
    command = [str(paths.PYTHON), str(paths.ROOT / "scripts" / "setup" / "pages.py")]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as told,
        subprocess.Popen(command, stdout=told, stderr=subprocess.STDOUT) as building,
    ):
        yield
        building.wait()
        told.seek(0)
        console.say(told.read().rstrip())


def run(*arguments: str) -> int:
    return subprocess.run([*PYTEST, *arguments], cwd=paths.ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
