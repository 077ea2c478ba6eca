"""`python -m click_to_call_simulator`."""

import sys

from .cli import main

sys.exit(main())
