"""Runs the finder outside a browser, and generates the texts to test it."""
