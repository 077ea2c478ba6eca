"""Installs the host where browsers find it, and uninstalls it."""
