"""Measures what the extension costs a page in a real browser, how long a click waits for the host,
and how fast the detection finds numbers."""
