"""Starts the command line of cli.py. The launcher runs this file as `python -m click_to_call`."""

from click_to_call.cli import main

main()
