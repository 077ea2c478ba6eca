"""What tests and scripts share: the real browser, host and keyring, and generators of input."""
