"""`python -m native_host`: what the launcher runs."""

from native_host.cli import main

main()
