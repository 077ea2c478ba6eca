"""The way in: for a browser that starts the host, and for a person at the keyboard.

The environment is read here and in the verbs only. Typer is loaded for people only.
"""

import os
import sys

from native_host import callers
from native_host.start import run


def main() -> None:
    """Runs for the browser if one started us, else for a person. May not return."""
    arguments = sys.argv[1:]
    is_verbose = arguments[:1] == ["--verbose"]
    if callers.is_ours(arguments[is_verbose:]):
        run(os.environ, is_verbose=is_verbose)
    elif callers.is_another_extension(arguments[is_verbose:]):
        sys.stderr.write("Refused: only the Click-To-Call extension may start this host.\n")
        sys.exit(2)
    else:
        from native_host.commands import app  # noqa: PLC0415 - a browser need not wait for Typer
        from native_host.console import prepare_output, tell_unforeseen  # noqa: PLC0415

        prepare_output()
        try:
            app(prog_name="click-to-call")
        except Exception as error:  # no person is shown a traceback that did not ask for it
            tell_unforeseen(error)
