"""What `scripts/package.py` makes, one file for each kind of package."""
