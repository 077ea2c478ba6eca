"""Installs what the scripts and tests need: packages, a browser, sample applications."""
