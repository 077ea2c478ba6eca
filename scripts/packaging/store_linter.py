"""Runs Mozilla's linter on the package for Firefox: `python -m scripts.packaging.store_linter`.

Depends on scripts/packaging/extension_files.py, and on the npm package web-ext, whose version the
package.json beside this file names.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.packaging.extension_files import pack
from scripts.setup import environment
from scripts.setup.console import say
from scripts.setup.paths import PACKAGING, PROGRAMS


def main() -> int:
    environment.prepare_linter()
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "click-to-call.xpi"
        pack(package, "firefox")
        found = complaints(package)
    for line in found:
        say(line)
    return 1 if found else 0


def complaints(package: Path) -> list[str]:
    """Returns a line of text for each error and each warning that the linter reports about the
    extension's package."""
    program = (PACKAGING / "node_modules" / ".bin" / "web-ext").resolve()
    options = ["--no-config-discovery", "--output", "json", "--source-dir", str(package)]
    done = subprocess.run(
        [str(PROGRAMS / "node"), str(program), "lint", *options],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PATH": environment.path_with_programs()},
    )
    told = json.loads(done.stdout)
    return [
        f"{entry['_type']}: {entry['code']} in {entry.get('file', 'the package')}: "
        f"{entry['message']}"
        for entry in [*told["errors"], *told["warnings"]]
    ]


if __name__ == "__main__":
    sys.exit(main())
