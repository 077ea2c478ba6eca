"""`python -m native_host.simulator`."""

import sys

from .command import main

sys.exit(main())
