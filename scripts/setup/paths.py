"""Provides the paths of the folders and programs in the checkout that scripts and tests use.

Depends on the standard library only.
"""

import os
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
EXTENSION: Final = ROOT / "extension"
VENV: Final = ROOT / ".venv"
PROGRAMS: Final = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON: Final = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
TYPECHECK: Final = ROOT / "scripts" / "javascript"
PACKAGING: Final = ROOT / "scripts" / "packaging"
