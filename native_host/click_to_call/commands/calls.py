"""The commands for calls: call, cancel, recent, redial.

Depends on commands/console.py and on commands/follow_call.py, which follows a call.
"""

import os
import re
import time
import uuid
from typing import Annotated

import typer

from click_to_call.commands import console, console_texts
from click_to_call.commands.console import (
    Json,
    Yes,
    checked_region,
    examples,
    problems_told,
    say,
    say_json,
    with_services,
)
from click_to_call.commands.follow_call import Follower
from click_to_call.errors import Problem
from click_to_call.host.protocol import (
    Call,
    CallCancel,
    CallPlace,
    CallsRecent,
    Description,
    NumberDescribe,
    Numbers,
)
from click_to_call.host.services import Services

app = typer.Typer()

_From = Annotated[str | None, typer.Option("--from", help="The phone that rings first.")]
_CallerId = Annotated[str | None, typer.Option(help="The number that they see.")]
_LOOKED_THROUGH = 20
"""How many calls `cancel` looks through, newest first, to find the call that is under way."""


@app.command(
    epilog=examples(
        "call '(415) 555-0123'",
        "call +1 415 555 0123",
        "call +442079460958 --from +14155550100",
        "call '020 7946 0958' --region GB --json",
    )
)
def call(  # noqa: PLR0913, PLR0917 - each is an option of the command
    number: Annotated[list[str], typer.Argument(help="Quotes are needed for brackets only.")],
    from_: _From = None,
    caller_id: _CallerId = None,
    region: Annotated[str | None, typer.Option(help="Country of a number without +.")] = None,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Call a number: RingCentral rings your phone first, then connects you.

    The call is followed to its end. Ctrl-C asks whether to cancel it.
    """
    with problems_told(as_json=as_json):
        chosen = _Chosen(from_, caller_id, checked_region(region) or None)
    ended = with_services(
        lambda services: _place(services, " ".join(number), chosen, yes=yes, as_json=as_json),
        os.environ,
        as_json=as_json,
    )
    _end(ended, as_json=as_json)


@app.command(epilog=examples("redial", "redial --yes"))
def redial(
    from_: _From = None, caller_id: _CallerId = None, yes: Yes = False, as_json: Json = False
) -> None:
    """Call the number of the last call once more, from the same phone."""

    async def place_again(services: Services) -> Call:
        recent = await services.calls_recent(CallsRecent(id="cli", limit=1))
        if not recent.calls:
            raise Problem("call_not_found", console_texts.text("nothing_to_repeat"))
        last = recent.calls[0]
        chosen = _Chosen(from_ or last.from_, caller_id or last.caller_id, None)
        return await _place(services, last.to, chosen, yes=yes, as_json=as_json)

    _end(with_services(place_again, os.environ, as_json=as_json), as_json=as_json)


@app.command(epilog=examples("cancel", "cancel 3f2a… (a call's id from recent --json)"))
def cancel(
    call_id: Annotated[str | None, typer.Argument(help="The call under way if not given.")] = None,
    as_json: Json = False,
) -> None:
    """Cancel the call that is ringing your phone. Once you picked up, hang up instead."""

    async def cancel_it(services: Services) -> Call:
        wanted = call_id or await _under_way(services)
        return await services.call_cancel(CallCancel(id="cli", call_id=wanted))

    stopped = with_services(cancel_it, os.environ, as_json=as_json)
    if as_json:
        say_json(stopped)
    else:
        say(console_texts.text("call_cancelled", number=console_texts.shown_number(stopped.to)))


@app.command(epilog=examples("recent", "recent --limit 50 --json"))
def recent(
    limit: Annotated[int, typer.Option(min=1, max=100, help="The most calls to list.")] = 20,
    as_json: Json = False,
) -> None:
    """List the last calls, newest first."""
    calls = with_services(
        lambda services: services.calls_recent(CallsRecent(id="cli", limit=limit)),
        os.environ,
        as_json=as_json,
    )
    if as_json:
        say_json(calls)
        return
    for one in calls.calls:
        placed = time.strftime("%Y-%m-%d %H:%M", time.localtime(one.placed_at))
        told = one.problem.message if one.problem else console_texts.state(one.state)
        say(f"{placed}  {console_texts.shown_number(one.to):<20}  {told}")
    if not calls.calls:
        say(console_texts.text("no_calls"))


# --- placing -------------------------------------------------------------------------------------


class _Chosen:
    """The phone, the caller ID and the country that the user named with options of the command.
    For an option that the user did not give, the value is None. The host then uses the account's
    first phone, first caller ID or country."""

    def __init__(self, from_: str | None, caller_id: str | None, region: str | None) -> None:
        self.from_ = from_
        self.caller_id = caller_id
        self.region = region

    async def in_full(self, services: Services) -> "_Chosen":
        """Returns the same choice with the phone and the caller ID in E.164."""
        from_ = await _in_full(services, self.from_)
        return _Chosen(from_, await _in_full(services, self.caller_id), self.region)


async def _in_full(services: Services, number: str | None) -> str | None:
    """Returns one of the user's own numbers in E.164. A number without "+" is read in the account's
    country. Returns any other text unchanged, so that the host refuses it."""
    if number is None:
        return None
    if number.strip().startswith("+"):
        return "+" + re.sub(r"\D", "", number)
    try:
        return (await services.number_describe(NumberDescribe(id="cli", number=number))).number
    except Problem:
        return number


async def _place(
    services: Services, number: str, chosen: _Chosen, *, yes: bool, as_json: bool
) -> Call:
    described = await services.number_describe(
        NumberDescribe(id="cli", number=number, region=chosen.region)
    )
    chosen = await chosen.in_full(services)
    if not as_json:
        await _tell(services, number, described, chosen)
    request = CallPlace(
        id=uuid.uuid4().hex,
        to=number,
        from_=chosen.from_,
        caller_id=chosen.caller_id,
        region=chosen.region,
        confirmed=yes or _is_confirmed(described),
    )
    return await Follower(services, is_silent=as_json).follow(request)


async def _tell(services: Services, number: str, described: Description, chosen: _Chosen) -> None:
    """Prints the number, the phone that will ring first, and the caller ID. `_place` calls this
    function before the call is placed."""
    from click_to_call.host.protocol import NumbersList

    lists = await services.numbers_list(NumbersList(id="cli"))
    country = console_texts.country_of(described.number, described.region)
    say(console_texts.text("calling", number=described.international, country=country))
    if not number.strip().startswith(("+", "tel:+")) and chosen.region is None:
        say(console_texts.text("read_at_home"))
    if described.ext:
        say(console_texts.text("extension_not_dialled", ext=described.ext))
    say(console_texts.text("rings_first", phone=_named(lists, "from", chosen.from_)))
    say(console_texts.text("they_see", number=_named(lists, "caller_id", chosen.caller_id)))


def _named(lists: Numbers, which: str, wanted: str | None) -> str:
    entries = lists.from_ if which == "from" else lists.caller_id
    for entry in entries:
        if wanted in (None, entry.phone_number):
            return f"{entry.phone_number} {entry.label}".rstrip()
    return wanted or console_texts.text("accounts_choice")


def _is_confirmed(described: Description) -> bool:
    """If the call has risks, asks the user to confirm the call. Returns whether the user has
    confirmed the call: False means that the call has no risks, so the user was not asked. Raises
    Problem("confirmation_needed") if the user says no or cannot be asked."""
    if not described.risks:
        return False
    risks = ", ".join(console_texts.risk(risk) for risk in described.risks)
    told = {"number": described.international, "risks": risks}
    if not console.is_terminal():
        raise Problem("confirmation_needed", console_texts.text("risky_needs_yes", **told))
    if not console.ask(console_texts.text("risky_call_it", **told)):
        raise Problem("confirmation_needed", console_texts.text("not_called"))
    return True


async def _under_way(services: Services) -> str:
    calls = await services.calls_recent(CallsRecent(id="cli", limit=_LOOKED_THROUGH))
    for one in calls.calls:
        if one.state in console_texts.UNDER_WAY:
            return one.call_id
    raise Problem("call_not_found", console_texts.text("no_call_under_way"))


def _end(ended: Call, *, as_json: bool) -> None:
    if as_json:
        say_json(ended)
    code = {"failed": console.FAILED, "unknown": console.UNKNOWN, "cancelled": console.CANCELLED}
    if ended.state in console_texts.UNDER_WAY:
        raise typer.Exit(console.INTERRUPTED)
    if ended.state in code:
        raise typer.Exit(code[ended.state])
