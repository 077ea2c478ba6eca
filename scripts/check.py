"""The quick look before every change, within a minute: style, types, directions, unit tests.

`python3 scripts/check.py`. Every check runs even if one before it failed.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts import environment  # noqa: E402 - found by the line above

TYPESCRIPT_PROJECTS = ("detection", "content", "background", "panels")


def checks() -> dict[str, list[str]]:
    """Each check's name and its command."""
    python = str(environment.PYTHON)
    tsc = str(environment.TYPECHECK / "node_modules" / "typescript" / "bin" / "tsc")
    node = str(environment.PROGRAMS / "node")
    return {
        "style (ruff check)": [python, "-m", "ruff", "check"],
        "format (ruff format)": [python, "-m", "ruff", "format", "--check"],
        "types in Python (mypy)": [python, "-m", "mypy"],
        **{
            f"types in JavaScript (tsc): {project}": [
                *(node, tsc, "--project", str(environment.TYPECHECK / f"{project}.json"))
            ]
            for project in TYPESCRIPT_PROJECTS
        },
        "unit tests, directions, manifest": [python, "-m", "pytest", "-q", "tests/unit"],
    }


def main() -> int:
    try:
        environment.prepare()
        environment.prepare_typecheck()
    except environment.SetUpFailed as failure:
        environment.say(str(failure))
        return 1
    variables = {**os.environ, "PATH": environment.path_with_programs()}
    failed = []
    for name, command in checks().items():
        environment.say(f"— {name}")
        started = time.monotonic()
        result = subprocess.run(command, cwd=environment.ROOT, env=variables, check=False)
        if result.returncode != 0:
            failed.append(name)
        environment.say(f"  {time.monotonic() - started:.1f} s")
    environment.say(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
