"""The entry point of the program `click-to-call`. A browser starts the program to send requests to
the host. A user starts the program at a terminal to run a command.

Typer is imported only for a user at a terminal, so that a browser does not wait for the import.
Depends on host/ and commands/.
"""

import os
import sys

from click_to_call.host import allowed_origins
from click_to_call.host.main import run


def main() -> None:
    """If a browser started this process, answers the browser's requests. Otherwise runs the command
    that the user typed. May end the process instead of returning."""
    arguments = sys.argv[1:]
    is_verbose = arguments[:1] == ["--verbose"]
    if allowed_origins.is_ours(arguments[is_verbose:]):
        run(os.environ, is_verbose=is_verbose)
    elif allowed_origins.is_another_extension(arguments[is_verbose:]):
        sys.stderr.write("Refused: only the Click-To-Call extension may start this host.\n")
        sys.exit(2)
    else:
        # Imported only here, because this import loads Typer, for which a browser must not wait.
        from click_to_call.commands.app import app
        from click_to_call.commands.console import prepare_output, tell_unforeseen

        prepare_output()
        try:
            app(prog_name="click-to-call")
        except Exception as error:  # The user sees one line, and a traceback only with --verbose.
            tell_unforeseen(error)
