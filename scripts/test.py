"""Sets everything up and runs every test: `python3 scripts/test.py`. Arguments go to pytest."""

import subprocess
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import environment, machine  # noqa: E402 - found by the line above


def main() -> int:
    try:
        environment.prepare()
        prepare_typecheck()
        machine.prepare_browser()
        machine.prepare_programs(machine.TEST_PROGRAMS)
    except environment.SetUpFailed as failure:
        environment.say(str(failure))
        return 1
    command = [str(environment.PYTHON), "-m", "pytest", *sys.argv[1:]]
    return subprocess.run(command, cwd=environment.ROOT, check=False).returncode


def prepare_typecheck() -> None:
    """Without the TypeScript compiler, one test fails and says so; the others need not wait."""
    try:
        environment.prepare_typecheck()
    except environment.SetUpFailed as failure:
        environment.say(str(failure))


if __name__ == "__main__":
    sys.exit(main())
