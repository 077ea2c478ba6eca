"""Turns phone numbers in files into links, with the extension's own detection."""
