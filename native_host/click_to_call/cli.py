"""The entry point of `click-to-call`, for a browser that starts the host and for a user at a
terminal.

Only this file and the command functions read the environment's variables. Typer is imported for
users alone, so that a browser does not wait for it. Depends on host/ and commands/.
"""

import os
import sys

from click_to_call.host import allowed_origins
from click_to_call.host.main import run


def main() -> None:
    """Answers the browser if a browser started this process; otherwise runs the command line. May
    end the process instead of returning."""
    arguments = sys.argv[1:]
    is_verbose = arguments[:1] == ["--verbose"]
    if allowed_origins.is_ours(arguments[is_verbose:]):
        run(os.environ, is_verbose=is_verbose)
    elif allowed_origins.is_another_extension(arguments[is_verbose:]):
        sys.stderr.write("Refused: only the Click-To-Call extension may start this host.\n")
        sys.exit(2)
    else:
        from click_to_call.commands.app import app  # a browser need not wait for Typer
        from click_to_call.commands.console import prepare_output, tell_unforeseen

        prepare_output()
        try:
            app(prog_name="click-to-call")
        except Exception as error:  # users see a traceback only with --verbose
            tell_unforeseen(error)
