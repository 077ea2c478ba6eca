"""Runs the detection outside a browser, and generates the texts to test it."""
