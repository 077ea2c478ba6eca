"""The finder outside a browser: its process, and the hard texts that it is held against."""
