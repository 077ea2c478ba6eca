"""Tests that the code passes the formatter, the linters and the type checkers."""

import os
import subprocess

import pytest

from scripts.check import style_checks
from scripts.setup import environment, paths


@pytest.mark.parametrize("name", style_checks())
def test_holds(name: str) -> None:
    done = subprocess.run(
        style_checks()[name],
        check=False,
        cwd=paths.ROOT,
        env={**os.environ, "PATH": environment.path_with_programs()},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout
