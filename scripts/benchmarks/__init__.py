"""Measures what the extension costs a page, in a real browser and beside ringcentral-c2d."""
