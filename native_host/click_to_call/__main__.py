"""Runs cli.py, on which it depends. The launcher starts this file as `python -m click_to_call`."""

from click_to_call.cli import main

main()
