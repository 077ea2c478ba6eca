"""Installs what the scripts and tests need: packages, a browser, and the sample applications with
which the tests use the extension."""
