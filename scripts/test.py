"""Sets everything up and runs every test: `python3 scripts/test.py`. The script passes its
arguments to pytest.

Depends on scripts/setup/.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import console, environment, pages, paths, system_packages

PYTEST = (str(paths.PYTHON), "-m", "pytest")
SIDE_BY_SIDE = ("--numprocesses=3", "--dist=loadfile")
"""Three processes run the tests, even on two cores, because tests mostly wait. Each process takes
one test file after the other."""


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
    """Calls `install`, which installs or builds something that only some tests need. If that fails,
    prints the reason and continues: only these tests will then fail."""
    try:
        install()
    except console.SetUpFailed as failure:
        console.say(str(failure))


def run_all() -> int:
    """Runs all tests. The tests in browsers come last, because Playwright runs an event loop in the
    main thread, and after that no other test can run an event loop there."""
    # These are prepared before the tests start, because the processes that run the tests would
    # otherwise prepare them at the same time.
    for install in (environment.prepare_linter, pages.prepare_axe, pages.prepare_pages):
        attempt(install)
    others = run(*SIDE_BY_SIDE, "tests/unit", "tests/contract")
    browsers = run(*SIDE_BY_SIDE, "tests/browser")
    return others or browsers


def run(*arguments: str) -> int:
    return subprocess.run([*PYTEST, *arguments], cwd=paths.ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
