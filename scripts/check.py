"""Runs the quick checks before a change: style, types, import directions and unit tests.

`python3 scripts/check.py` takes about a minute. Two checks run at a time. If a check fails, the
others still run. Depends on scripts/setup/environment.py.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import console, environment, paths

AT_ONCE = 2
TYPESCRIPT_PROJECTS = ("detection", "content", "background", "panels")


def checks() -> dict[str, list[str]]:
    """Returns the command of each check by the check's name. The checks start in this order, so the
    longest check comes first."""
    pytest = [str(paths.PYTHON), "-m", "pytest", "-q", "--numprocesses=2", "--dist=loadfile"]
    # test_style.py is left out: it runs the style and type checks, which `style_checks` runs too.
    tests = ["tests/unit", "--ignore=tests/unit/test_style.py"]
    return {"unit tests, directions, manifest": [*pytest, *tests], **style_checks()}


def style_checks() -> dict[str, list[str]]:
    """Returns the commands of the checks that only read the code and do not run it."""
    python, node = str(paths.PYTHON), str(paths.PROGRAMS / "node")
    modules = paths.TYPECHECK / "node_modules"
    tsc = [node, str(modules / "typescript" / "bin" / "tsc")]
    biome = [node, str(modules / "@biomejs" / "biome" / "bin" / "biome"), "check"]
    rules = f"--config-path={paths.TYPECHECK / 'style.json'}"
    return {
        "types in Python (mypy)": [python, "-m", "mypy"],
        "Mozilla's linter of extensions": [python, "-m", "scripts.packaging.store_linter"],
        **{
            f"types in JavaScript (tsc): {project}": [
                *(*tsc, "--project", str(paths.TYPECHECK / f"{project}.json"))
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
        environment.prepare_linter()
    except console.SetUpFailed as failure:
        console.say(str(failure))
        return 1
    variables = {**os.environ, "PATH": environment.path_with_programs()}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = {
            name: pool.submit(passes, name, command, variables)
            for name, command in checks().items()
        }
    failed = [name for name, result in running.items() if not result.result()]
    console.say(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def passes(name: str, command: list[str], variables: Mapping[str, str]) -> bool:
    """Runs one check and prints the result. If the check failed, prints the output of its command
    too."""
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=paths.ROOT,
        env=dict(variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    passed = done.returncode == 0
    verdict = "passed" if passed else "FAILED"
    said = "" if passed else f"\n{done.stdout.rstrip()}"
    console.say(f"{verdict} in {time.monotonic() - started:.0f} s: {name}{said}")
    return passed


if __name__ == "__main__":
    sys.exit(main())
