"""`python -m click_to_call`: what the launcher runs."""

from click_to_call.cli import main

main()
