"""Runs the extension's pure ES modules in Node, because their behaviour needs no browser."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

EXTENSION = Path(__file__).resolve().parents[2] / "extension"
NODE = Path(sys.executable).with_name("node")


def evaluate(module: str, expression: str, **values: Any) -> Any:
    """Returns the value of a JavaScript `expression`. The value must be expressible in JSON.

    The expression can use the module's exports as `module.…` and each of `values` as a constant.
    """
    constants = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in values.items())
    program = (
        f"import * as module from {json.dumps((EXTENSION / module).as_uri())};\n{constants}"
        f"console.log(JSON.stringify(await ({expression})));"
    )
    command = [str(NODE), "--no-warnings", "--input-type=module", "--eval", program]
    finished = subprocess.run(command, check=False, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
    return json.loads(finished.stdout)
