"""The entry point of `click-to-call`. A browser starts it to reach the host, and a user starts it
at a terminal.

This file and the commands pass `os.environ` as an argument to code that needs environment
variables. Typer is imported only for a user at a terminal, so that a browser does not wait for the
import. Depends on host/ and commands/.
"""

import os
import sys

from click_to_call.host import allowed_origins
from click_to_call.host.main import run


def main() -> None:
    """If a browser started this process, answers the browser's requests. Otherwise runs the command
    line. In both cases, may end the process instead of returning."""
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
