"""Prints the output of all commands: lines of text, JSON, questions and problems. Also chooses the
exit codes.

Depends on errors.py and host/services.py. Every command prints through this file, so that all
output works on a terminal, in a pipe and in every encoding.
"""

import asyncio
import codecs
import json
import logging
import os
import sys
import traceback
import unicodedata
from collections.abc import Awaitable, Callable, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn, TypeVar

import msgspec
import typer

from click_to_call.commands.console_texts import text
from click_to_call.errors import Problem, disk_problem
from click_to_call.host.services import Services

_Result = TypeVar("_Result")

FAILED: Final = 1
USAGE: Final = 2
CANCELLED: Final = 3
NOT_SIGNED_IN: Final = 4
REFUSED: Final = 5
UNREACHABLE: Final = 6
UNKNOWN: Final = 7
INTERRUPTED: Final = 130

EXIT_CODES: Final = {
    0: "Done.",
    FAILED: "Something failed: a call ended without being answered, a file or a keyring is faulty.",
    USAGE: "The command was written wrongly.",
    CANCELLED: "Cancelled: you said no, or there was no terminal to ask on.",
    NOT_SIGNED_IN: "Nobody is signed in, or the sign-in has expired.",
    REFUSED: "Refused: this number, phone or caller ID cannot be used, or RingCentral refuses.",
    UNREACHABLE: "RingCentral cannot be reached, is not understood, or asks to wait.",
    UNKNOWN: "It is not known whether the call was placed.",
    INTERRUPTED: "Stopped with Ctrl-C; a call that was placed goes on.",
}

_EXIT_OF: Final = {
    "confirmation_needed": CANCELLED,
    "not_signed_in": NOT_SIGNED_IN,
    "sign_in_expired": NOT_SIGNED_IN,
    "exchange_unreachable": UNREACHABLE,
    "rate_limited": UNREACHABLE,
    "outcome_unknown": UNKNOWN,
    "exchange_not_understood": UNREACHABLE,
    "state_unwritable": FAILED,
    "credential_invalid": USAGE,
    "usage": USAGE,
    "region_invalid": USAGE,
    "file_missing": FAILED,
    "engine_missing": FAILED,
    "config_invalid": FAILED,
    "journal_unusable": FAILED,
    "internal": FAILED,
    "call_not_found": FAILED,
}

Json = Annotated[bool, typer.Option("--json", help="Print JSON with stable fields.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


def exit_code(problem: Problem) -> int:
    """Returns the exit code of a command that ends with this problem. The command `help` explains
    all exit codes."""
    if problem.code.startswith("keyring_"):
        return FAILED
    return _EXIT_OF.get(problem.code, REFUSED)


# --- printing ------------------------------------------------------------------------------------

_SUBSTITUTES: Final = {"…": "...", "·": "-", "–": "-", "—": "-", "→": "->", "’": "'", "•": "*"}


def prepare_output() -> None:
    """Prepares the standard streams, so that printing never fails. A character that the output's
    encoding lacks will be replaced by a similar one. A closed stream is replaced by the null
    device."""
    codecs.register_error("nearest", _nearest)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - open until the end
            setattr(sys, name, nowhere)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError, OSError):
            stream.reconfigure(errors="nearest")  # type: ignore[union-attr]


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letter = error.object[error.start]
    plain = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return _SUBSTITUTES.get(letter, plain or "?"), error.start + 1


def say(text: str = "") -> None:
    """Prints a line of the command's result on standard output."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def note(text: str) -> None:
    """Prints a line on standard error, so that it does not become part of the command's result."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def say_json(value: object) -> None:
    """Prints a value on standard output as indented JSON. The JSON is pure ASCII, which every
    encoding can represent."""
    say(json.dumps(msgspec.to_builtins(value), indent=2, ensure_ascii=True))


def is_terminal() -> bool:
    """Returns whether the user can be asked a question, because standard input and standard error
    are terminals."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def is_live() -> bool:
    """Returns whether standard output is a terminal on which a printed line can be overwritten."""
    return sys.stdout.isatty() and os.environ.get("TERM", "") not in ("", "dumb")


# --- options --------------------------------------------------------------------------------


def checked_region(given: str | None) -> str:
    """Returns a country's ISO 3166 code in capital letters, or "" if `given` is None. Raises
    Problem("region_invalid") if there is no such country."""
    if given is None:
        return ""
    # Imported only if a region is given, because the import is slow.
    from phonenumbers import SUPPORTED_REGIONS

    region = given.strip().upper()
    if region not in SUPPORTED_REGIONS:
        raise Problem("region_invalid", text("region_invalid", given=repr(given)))
    return region


def path_given(given: str) -> Path:
    """Returns the path that an option names, with "~" replaced by the home folder; the shell does
    not replace it in an option such as --profile=~/own. Raises typer.BadParameter for an empty
    text, which comes from an unset variable and would mean the current folder."""
    if not given.strip():
        raise typer.BadParameter(text("path_empty"))
    return Path(os.path.expanduser(given))  # noqa: PTH111 - never raises


# --- questions -----------------------------------------------------------------------------------


def ask(question: str, *, flag: str = "--yes") -> bool:
    """Asks the user a question and returns whether the answer is yes. An empty answer means no.

    Without a terminal, the user cannot be asked. The command then ends with a note that the user
    must repeat the command with the option `flag`.
    """
    if not is_terminal():
        note(text("no_terminal", question=question, flag=flag))
        raise typer.Exit(CANCELLED)
    return typer.confirm(question, err=True)


# --- problems ------------------------------------------------------------------------------------


@contextmanager
def problems_told(*, as_json: bool = False) -> Any:
    """If the code inside the `with` block raises a Problem or an unexpected error, prints the
    problem as one line or as JSON, and ends the command with the exit code of the problem."""
    try:
        yield
    except (typer.Exit, typer.Abort, SystemExit, KeyboardInterrupt):
        raise
    except Problem as problem:
        end_with(problem, as_json=as_json)
    except BrokenPipeError:
        raise
    except OSError as error:
        place = error.filename or text("some_file")
        end_with(disk_problem("state_unwritable", place, error), as_json=as_json)
    except Exception as error:
        end_with(_unforeseen(error), as_json=as_json)


def tell_unforeseen(error: Exception) -> NoReturn:
    """Prints one line for an error that no command has handled, and ends the process with the exit
    code 1."""
    problem = _unforeseen(error)
    note(f"{problem.message} [{problem.code}]")
    sys.exit(FAILED)


def _unforeseen(error: Exception) -> Problem:
    if logging.getLogger().isEnabledFor(logging.DEBUG):
        note(traceback.format_exc())
    return Problem("internal", text("unforeseen", error=type(error).__name__))


def end_with(problem: Problem, *, as_json: bool = False) -> NoReturn:
    """Prints the problem and ends the command with the exit code of the problem."""
    if as_json:
        say_json({"problem": {"code": problem.code, "message": problem.message}})
    else:
        note(f"{problem.message} [{problem.code}]")
    raise typer.Exit(exit_code(problem))


def with_services(
    question: Callable[[Services], Awaitable[_Result]],
    environment: Mapping[str, str],
    *,
    as_json: bool = False,
) -> _Result:
    """Creates the host's services, passes them to the function `question`, closes them, and returns
    the function's result. If an error is raised, prints the error and ends the command."""

    async def ask_them() -> _Result:
        services = Services(environment)
        try:
            return await question(services)
        finally:
            await services.aclose()

    with problems_told(as_json=as_json):
        return asyncio.run(ask_them())
    raise AssertionError("problems_told ends the command")


# --- help ----------------------------------------------------------------------------------------


def examples(*lines: str) -> str:
    """Returns the section of a help text that shows examples. Each of `lines` is the command line
    of one example, without the program's name."""
    return "\n\n".join(["Examples:", *(f"  click-to-call {line}" for line in lines)])
