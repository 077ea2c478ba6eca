"""The checks to run before every change, within a minute: style, types, imports, unit tests.

`python3 scripts/check.py` runs all checks, two at a time, also if one fails.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import environment  # noqa: E402 - found by the line above

AT_ONCE = 2
TYPESCRIPT_PROJECTS = ("detection", "content", "background", "panels")


def checks() -> dict[str, list[str]]:
    """The name and the command of each check, longest first."""
    pytest = [str(environment.PYTHON), "-m", "pytest", "-q"]
    tests = sorted(map(str, (environment.ROOT / "tests" / "unit").glob("test_*.py")))
    # One unit test repeats the style and type checks; here they run in parallel.
    tests = [test for test in tests if not test.endswith("test_style.py")]
    return {
        "unit tests, directions, manifest (first half)": [*pytest, *tests[::2]],
        "unit tests, directions, manifest (second half)": [*pytest, *tests[1::2]],
        **style_checks(),
    }


def style_checks() -> dict[str, list[str]]:
    """The checks that read the code without running it."""
    python, node = str(environment.PYTHON), str(environment.PROGRAMS / "node")
    modules = environment.TYPECHECK / "node_modules"
    tsc = [node, str(modules / "typescript" / "bin" / "tsc")]
    biome = [node, str(modules / "@biomejs" / "biome" / "bin" / "biome"), "check"]
    rules = f"--config-path={environment.TYPECHECK / 'style.json'}"
    return {
        "types in Python (mypy)": [python, "-m", "mypy"],
        **{
            f"types in JavaScript (tsc): {project}": [
                *(*tsc, "--project", str(environment.TYPECHECK / f"{project}.json"))
            ]
            for project in TYPESCRIPT_PROJECTS
        },
        "style and format in JavaScript (biome)": [
            *(*biome, rules, "--error-on-warnings", "."),
        ],
        "style (ruff check)": [python, "-m", "ruff", "check", "--quiet"],
        "format (ruff format)": [python, "-m", "ruff", "format", "--check", "--quiet"],
    }


def main() -> int:
    try:
        environment.prepare()
        environment.prepare_typecheck()
    except environment.SetUpFailed as failure:
        environment.say(str(failure))
        return 1
    variables = {**os.environ, "PATH": environment.path_with_programs()}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = {
            name: pool.submit(passes, name, command, variables)
            for name, command in checks().items()
        }
    failed = [name for name, result in running.items() if not result.result()]
    environment.say(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def passes(name: str, command: list[str], variables: Mapping[str, str]) -> bool:
    """Runs one check and prints its result, with its output unless that was only "fine"."""
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=environment.ROOT,
        env=dict(variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    passed = done.returncode == 0
    verdict = "passed" if passed else "FAILED"
    said = "" if passed else f"\n{done.stdout.rstrip()}"
    environment.say(f"{verdict} in {time.monotonic() - started:.0f} s: {name}{said}")
    return passed


if __name__ == "__main__":
    sys.exit(main())
