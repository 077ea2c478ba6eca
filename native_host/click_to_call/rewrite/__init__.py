"""Numbers in files become links, found by the extension's own engine."""
