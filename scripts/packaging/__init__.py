"""Makes the packages for `scripts/package.py`, one file for each kind."""
