"""Provides what tests and scripts share: a real browser, host and keyring, and generators of
input."""
