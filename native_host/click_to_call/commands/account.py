"""The commands for the account: login, logout, status, numbers.

Depends on commands/console.py, commands/credentials.py and host/services.py.
"""

import os
import threading
import webbrowser
from typing import Annotated

import typer

from click_to_call.commands import console, credentials
from click_to_call.commands.console import (
    Json,
    examples,
    problems_told,
    say,
    say_json,
    with_services,
)
from click_to_call.commands.console_texts import text
from click_to_call.config import load, load_or_default, refuse_locked
from click_to_call.config_file import change_setting
from click_to_call.host.protocol import Account, AccountRead, NumbersList
from click_to_call.host.services import Services
from click_to_call.ringcentral.sign_in import redirect_addresses

app = typer.Typer()

_ClientId = Annotated[
    str | None, typer.Option("--client-id", help="The app's client id; kept in config.toml.")
]


@app.command(
    epilog=examples("login", "login --client-id abcDEF123", "login --jwt < credential.json")
)
def login(
    jwt: Annotated[
        bool,
        typer.Option("--jwt", help="With client_id, client_secret and jwt, as JSON on input."),
    ] = False,
    client_id: _ClientId = None,
    as_json: Json = False,
) -> None:
    """Sign in to RingCentral, with the browser or with a JWT credential of your own app.

    The address of the sign-in page is printed and opened in the browser; BROWSER names another
    program. The JSON may be RingCentral's own credentials file. Secrets are never arguments,
    because other programs can read those.
    """
    with problems_told(as_json=as_json):
        if client_id is not None:
            config = load(os.environ)
            refuse_locked("client_id", config)
            change_setting(config.file, "client_id", client_id.strip())
    account = _by_jwt(client_id, as_json=as_json) if jwt else _by_browser(as_json=as_json)
    if as_json:
        say_json(account)
    else:
        who = account.name or text("unnamed")
        say(text("signed_in_at", who=who, server=account.server))


def _by_jwt(client_id: str | None, *, as_json: bool) -> Account:
    with problems_told(as_json=as_json):
        config = load(os.environ)
        credential = credentials.read(client_id or config.client_id)
    if credential.server and credential.server.rstrip("/") != config.server:
        servers = {"theirs": credential.server, "ours": config.server}
        console.note(text("credential_of_other_server", **servers))
    return with_services(
        lambda services: services.sign_in_with_jwt(
            credential.client_id, credential.client_secret, credential.jwt
        ),
        os.environ,
        as_json=as_json,
    )


def _by_browser(*, as_json: bool) -> Account:
    tell = console.note if as_json else say

    def open_page(address: str) -> None:
        tell(text("sign_in_page", address=address))
        opens = webbrowser.open if os.environ.get("BROWSER") else typer.launch
        # The browser is opened in a thread of its own, because `opens` may return only when the
        # user closes the browser. Meanwhile this process must wait for RingCentral's redirect.
        threading.Thread(target=opens, args=(address,), daemon=True).start()

    with problems_told(as_json=as_json):
        addresses = "\n  ".join(redirect_addresses(load(os.environ)))
    tell(text("redirect_addresses", addresses=addresses))
    return with_services(
        lambda services: services.sign_in_with_browser(open_page), os.environ, as_json=as_json
    )


@app.command(epilog=examples("logout"))
def logout(as_json: Json = False) -> None:
    """Sign out: end the sign-in at RingCentral and remove it from the keyring."""
    account = with_services(sign_out, os.environ, as_json=as_json)
    if as_json:
        say_json(account)
    else:
        say(text("signed_out"))


async def sign_out(services: Services) -> Account:
    """Signs out. Works even if config.toml is faulty, because signing out needs few settings."""
    services.config = load_or_default(os.environ)
    return await services.sign_out()


@app.command(epilog=examples("status", "status --json"))
def status(as_json: Json = False) -> None:
    """Show who is signed in, at which server, and which keyring holds the sign-in.

    Ends with exit code 4 if no user is signed in.
    """
    account, facts = with_services(_status, os.environ, as_json=as_json)
    if as_json:
        say_json({"account": account, "host": facts})
    elif account.signed_in:
        who, number = account.name or text("unnamed"), account.extension_number
        say(text("signed_in_extension" if number else "signed_in", who=who, number=number))
        country = account.region or text("unknown")
        say(text("signed_in_where", server=account.server, country=country))
        say(text("signed_in_kept", keyring=facts["keyring"]))
    else:
        console.note(text("nobody_signed_in", server=account.server))
    if not account.signed_in:
        raise typer.Exit(console.NOT_SIGNED_IN)


async def _status(services: Services) -> tuple[Account, dict[str, object]]:
    # Imported only here, because this slow import also loads the files that choose a keyring, a
    # proxy and certificates.
    from click_to_call.doctor.facts import facts_of

    account = await services.account_read(AccountRead(id="cli"))
    return account, facts_of(services.config, os.environ)


@app.command(epilog=examples("numbers", "numbers --json", "numbers --add +14155550123"))
def numbers(
    add: Annotated[
        str | None, typer.Option(help="One more phone of yours to ring first, with its +.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List the phones that can ring first, and the numbers to show as caller ID."""
    request = NumbersList(id="cli", refresh=True, typed=add)
    lists = with_services(lambda s: s.numbers_list(request), os.environ, as_json=as_json)
    if as_json:
        say_json(lists)
        return
    for title, entries in (("list_from", lists.from_), ("list_caller_id", lists.caller_id)):
        say(text(title))
        for entry in entries:
            say(f"  {entry.phone_number:<16} {entry.label}")
        if not entries:
            say(text("list_empty"))
    for name, problem in lists.problems.items():
        incomplete = text(f"list_{name}_incomplete", problem=problem.message)
        console.note(f"{incomplete} [{problem.code}]")
