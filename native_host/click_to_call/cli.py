"""The way in: for a browser that starts the host, and for a person at the keyboard.

The environment is read here and in the verbs only. Typer is loaded for people only.
"""

import os
import sys

from click_to_call.host import allowed_origins
from click_to_call.host.main import run


def main() -> None:
    """Runs for the browser if one started us, else for a person. May not return."""
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
        except Exception as error:  # no person is shown a traceback that did not ask for it
            tell_unforeseen(error)
