"""Puts the command line together: all commands, the help, the version and shell completion.

Depends on the other files of commands/, which hold the commands.
"""

import logging
import os
from typing import Annotated

import typer

from click_to_call import __version__, logs
from click_to_call.commands import account, calls, console, files, policy, setup
from click_to_call.commands.console import EXIT_CODES, examples, say
from click_to_call.host import main

_SHELLS = ("bash", "zsh", "fish", "powershell")
_CODES = "\n\n".join(f"  {code:<4} {words}" for code, words in EXIT_CODES.items())
_ENVIRONMENT = "\n\n".join(
    [
        "  CLICK_TO_CALL_HOME        another folder for settings, the list of calls and logs",
        "  CLICK_TO_CALL_SERVER      RingCentral's address",
        "  CLICK_TO_CALL_CLIENT_ID   the app that you sign in with",
        "  HTTPS_PROXY, NO_PROXY     the proxy, unless config.toml names one",
        "  SSL_CERT_FILE             certificates to trust, unless config.toml names a file",
        "  PYTHON_KEYRING_BACKEND    the keyring to use",
        "  BROWSER                   the program that opens the page to sign in on",
        "  NO_COLOR                  no colours",
    ]
)

app = typer.Typer(
    help="Click-To-Call: places RingCentral calls, for the browser extension and for you.",
    epilog=examples("install", "login", "call '(415) 555-0123'", "doctor", "help exit-codes"),
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
for verbs in (calls, account, setup, files, policy):
    app.add_typer(verbs.app)


def _tell_version(is_asked: bool) -> None:
    if is_asked:
        say(f"click-to-call {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    verbose: Annotated[bool, typer.Option("--verbose", help="Say more on standard error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    context.obj = verbose
    if verbose:
        logs.start(None, is_verbose=True)
    else:
        # Without --verbose nothing is logged, because the command's own output reports each problem
        # and a log line would repeat it.
        logging.getLogger().addHandler(logging.NullHandler())
    if context.invoked_subcommand is None:
        say(context.get_help())


@app.command(epilog=examples("run"))
def run(context: typer.Context) -> None:
    """Answer a browser on standard input and output (browsers start this by themselves)."""
    main.run(os.environ, is_verbose=context.obj)


@app.command(epilog=examples("version"))
def version() -> None:
    """Print the version."""
    _tell_version(True)


@app.command(
    name="help", epilog=examples("help", "help call", "help exit-codes", "help environment")
)
def show_help(
    context: typer.Context,
    topic: Annotated[
        list[str] | None, typer.Argument(help="A verb, exit-codes or environment.")
    ] = None,
) -> None:
    """Show the help of a command, the exit codes, or the environment variables."""
    topics = {"exit-codes": f"Exit codes:\n\n{_CODES}", "environment": _ENVIRONMENT}
    if topic and topic[0] in topics:
        say(topics[topic[0]].replace("\n\n", "\n"))
        return
    app(["--help"] if not topic else [*topic, "--help"], prog_name="click-to-call")


@app.command(epilog=examples("completion bash > ~/.local/share/bash-completion/completions/…"))
def completion(shell: Annotated[str, typer.Argument(help=", ".join(_SHELLS))]) -> None:
    """Print the script that completes commands and options in a shell."""
    from typer import completion as scripts

    if shell not in _SHELLS:
        raise typer.BadParameter(f"is one of {', '.join(_SHELLS)}", param_hint="shell")
    script = scripts.get_completion_script(  # type: ignore[attr-defined]
        prog_name="click-to-call", complete_var="_CLICK_TO_CALL_COMPLETE", shell=shell
    )
    console.say(script)
