"""Runs the host: the launcher starts `python -m click_to_call`. Depends on cli.py."""

from click_to_call.cli import main

main()
