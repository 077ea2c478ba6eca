"""The verbs of `click-to-call` for a person at the keyboard.

Knows what to ask of which part and how to print it; the rules are elsewhere.
"""

import asyncio
import contextlib
import enum
import json
import os
import sys
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from native_host import doctor, installation, logs, start
from native_host.config import Config, load
from native_host.errors import Problem
from native_host.messages import (
    AnyPush,
    Call,
    CallChanged,
    CallPlace,
    CallRead,
    Description,
    NumberDescribe,
    NumbersList,
)
from native_host.services import Services
from native_host.sign_in import redirect_addresses

_Result = TypeVar("_Result")

app = typer.Typer(
    help="Click-To-Call's host: places RingCentral calls for the browser extension.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Action(enum.Enum):
    """What a link opens."""

    tel = "tel"
    rcmobile = "rcmobile"
    rcapp = "rcapp"


FINAL_STATES = ("ended", "cancelled", "failed", "unknown")


@app.callback()
def _options(
    context: typer.Context,
    verbose: Annotated[bool, typer.Option("--verbose", help="Say more on standard error.")] = False,
) -> None:
    context.obj = verbose
    logs.start(None, is_verbose=verbose)


@app.command()
def run(context: typer.Context) -> None:
    """Answer a browser on standard input and output (browsers start this by themselves)."""
    start.run(os.environ, is_verbose=context.obj)


@app.command()
def install(
    context: typer.Context,
    browser: Annotated[list[str] | None, typer.Option(help="Only for this browser.")] = None,
    profile: Annotated[Path | None, typer.Option(help="Into this profile folder only.")] = None,
) -> None:
    """Tell the browsers of this user where the host is; after --verbose, one that logs more."""
    verbose: bool = context.obj
    config = _config()
    for line in _told(
        lambda: installation.install(config, browser or [], profile, is_verbose=verbose)
    ):
        typer.echo(line)


@app.command()
def uninstall(
    browser: Annotated[list[str] | None, typer.Option(help="Only for this browser.")] = None,
    profile: Annotated[Path | None, typer.Option(help="From this profile folder only.")] = None,
) -> None:
    """Remove what `install` wrote; without options also the sign-in, the calls and the logs."""
    config = _config()
    if browser or profile is not None:
        lines = _told(lambda: installation.uninstall(config, browser or [], profile))
    else:
        with contextlib.suppress(typer.Exit):  # a keyring that is no use must not keep the rest
            _services_call(lambda services: services.sign_out())
        lines = _told(lambda: installation.remove_everything(config))
    for line in lines:
        typer.echo(line)


@app.command()
def login(
    jwt: Annotated[
        bool, typer.Option("--jwt", help="Read client_id, client_secret and jwt as JSON.")
    ] = False,
) -> None:
    """Sign in to RingCentral, with the browser or with a JWT credential from standard input."""
    if jwt:
        credential = _read_credential()
        account = _services_call(lambda services: services.sign_in_with_jwt(**credential))
    else:
        addresses = "\n  ".join(redirect_addresses(_config()))
        typer.echo(f"Addresses to register as OAuth redirect URI of the app:\n  {addresses}")
        account = _services_call(lambda services: services.sign_in_with_browser(_open_page))
    typer.echo(f"Signed in as {account.name or 'an unnamed user'} at {account.server}.")


@app.command()
def logout() -> None:
    """Revoke the sign-in and remove it from the keyring."""
    _services_call(lambda services: services.sign_out())
    typer.echo("Signed out.")


@app.command()
def numbers(
    add: Annotated[
        str | None, typer.Option(help="One more phone of yours to ring first, with its +.")
    ] = None,
) -> None:
    """List the numbers to call from and to show."""
    lists = _services_call(lambda s: s.numbers_list(NumbersList(id="cli", refresh=True, typed=add)))
    for title, entries in (("Call from", lists.from_), ("Show as caller ID", lists.caller_id)):
        typer.echo(f"{title}:")
        for entry in entries:
            typer.echo(f"  {entry.phone_number:<16} {entry.label}")
    for name, problem in lists.problems.items():
        typer.echo(f"The list {name!r} is incomplete: {problem.message}", err=True)


@app.command()
def call(
    number: str,
    from_: Annotated[str | None, typer.Option("--from", help="The phone that rings first.")] = None,
    caller_id: Annotated[str | None, typer.Option(help="The number to show.")] = None,
    region: Annotated[str | None, typer.Option(help="Country of a number without +.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask about unusual numbers.")] = False,
) -> None:
    """Place a call and follow it to its end."""

    async def place_and_follow(services: Services) -> None:
        described = await services.number_describe(
            NumberDescribe(id="cli", number=number, region=region)
        )
        request = CallPlace(
            id=uuid.uuid4().hex,
            to=number,
            from_=from_,
            caller_id=caller_id,
            region=region,
            confirmed=yes or _is_confirmed(described),
        )
        over = asyncio.Event()

        def told(push: AnyPush) -> None:
            if isinstance(push, CallChanged):
                _print_state(push.call)
                if push.call.state in FINAL_STATES:
                    over.set()

        services.tell(told)
        await services.call_place(request)
        await over.wait()
        last = await services.call_read(CallRead(id="cli", call_id=request.id))
        if last.state in ("failed", "unknown"):
            raise typer.Exit(1)

    _services_call(place_and_follow)


@app.command()
def rewrite(
    file: Annotated[Path | None, typer.Argument(help="Standard input without one.")] = None,
    region: Annotated[str, typer.Option(help="Country of numbers without +.")] = "US",
    action: Annotated[Action, typer.Option(help="What the links open.")] = Action.tel,
    html: Annotated[bool | None, typer.Option(help="By the file's name if not given.")] = None,
) -> None:
    """Make the telephone numbers of a file links; the result goes to standard output."""
    from native_host.rewrite import rewrite_html, rewrite_text  # noqa: PLC0415

    try:
        source = file.read_bytes() if file else sys.stdin.buffer.read()
        text = source.decode()
    except (OSError, UnicodeDecodeError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    is_html = html if html is not None else bool(file and file.suffix in (".html", ".htm"))
    work = rewrite_html if is_html else rewrite_text
    sys.stdout.buffer.write(work(text, region.upper(), action.value).encode())


@app.command(name="doctor")
def examine(
    profile: Annotated[Path | None, typer.Option(help="Look at this profile folder only.")] = None,
) -> None:
    """Look for every known cause of "it does not work", and name it."""
    faults = 0
    for finding in doctor.examine(os.environ, profile):
        faults += finding.is_fault
        mark = f"[{finding.code}]" if finding.is_fault else finding.code
        typer.echo(f"{mark:<6} {finding.words}")
    if faults:
        raise typer.Exit(1)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def simulate(context: typer.Context) -> None:
    """Start a made-up RingCentral on this computer, for trying things out (see --help after --)."""
    from native_host import simulator  # noqa: PLC0415

    raise typer.Exit(simulator.main(context.args))


# --- helpers -------------------------------------------------------------------------------------


def _config() -> Config:
    return _told(lambda: load(os.environ))


def _told(work: Callable[[], _Result]) -> _Result:
    """Problems are for people here: one line, no traceback."""
    try:
        return work()
    except Problem as problem:
        typer.echo(f"{problem.message} [{problem.code}]", err=True)
    except OSError as error:
        typer.echo(str(error), err=True)
    raise typer.Exit(1)


def _services_call(question: Callable[[Services], Awaitable[_Result]]) -> _Result:
    async def ask() -> _Result:
        services = Services(os.environ)
        try:
            return await question(services)
        finally:
            await services.aclose()

    return _told(lambda: asyncio.run(ask()))


def _read_credential() -> dict[str, str]:
    """From standard input, because arguments are seen by every process and kept by the shell."""
    try:
        given = json.loads(sys.stdin.read())
        return {name: str(given[name]) for name in ("client_id", "client_secret", "jwt")}
    except (ValueError, KeyError, TypeError):
        words = 'Standard input must be JSON: {"client_id": …, "client_secret": …, "jwt": …}'
        typer.echo(words, err=True)
        raise typer.Exit(2) from None


def _open_page(address: str) -> None:
    typer.echo(f"Sign in on this page:\n  {address}")
    typer.launch(address)


def _is_confirmed(described: Description) -> bool:
    """Whether there was something to confirm, and it was. Raises Problem("confirmation_needed")."""
    if not described.risks:
        return False
    words = f"{described.international} is unusual ({', '.join(described.risks)}). Call it?"
    if not typer.confirm(words):
        raise Problem("confirmation_needed")
    return True


def _print_state(shown: Call) -> None:
    words = shown.state.replace("_", " ")
    typer.echo(f"{words}: {shown.problem.message}" if shown.problem else words)
