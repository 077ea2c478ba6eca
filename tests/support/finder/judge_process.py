"""Runs the extension's detection files in Node. Depends on judge_process.mjs."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("judge_process.mjs")
NODE = Path(sys.executable).with_name("node")


def ask(requests: Sequence[dict[str, Any] | str]) -> list[Any]:
    """Returns the answers to the requests, in the same order. The comment at the beginning of
    judge_process.mjs describes requests and answers."""
    done = subprocess.run(
        [str(NODE), str(SCRIPT)],
        input=json.dumps(requests),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers
