"""Runs the simulator: `python -m click_to_call_simulator`. Depends on cli.py."""

import sys

from .cli import main

sys.exit(main())
