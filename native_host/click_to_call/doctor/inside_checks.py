"""Checks what the host can only check in its own environment: keyring, sign-in, RingCentral and
journal.

Depends on host/services.py. The doctor runs these checks through the launcher, in the environment
of the browser's host. If no launcher works, the doctor runs them in its own environment.
"""

import asyncio
import platform
from collections.abc import Iterator, Mapping

from click_to_call.config import load
from click_to_call.doctor.facts import Facts, facts_of
from click_to_call.doctor.findings import Finding, of_problem
from click_to_call.errors import Problem
from click_to_call.host.services import Services


def look(environment: Mapping[str, str]) -> tuple[Facts, list[Finding]]:
    """Returns the facts of a host in this environment, and the findings about its settings, its
    keyring, the sign-in, RingCentral and the journal."""
    try:
        config = load(environment)
    except Problem as problem:
        return {}, [of_problem(problem)]
    return facts_of(config, environment), asyncio.run(_check(environment))


async def _check(environment: Mapping[str, str]) -> list[Finding]:
    services = Services(environment)
    try:
        findings = [await _check_keyring(services)]
        for account in await _check_account(services):
            findings += [account] if account not in findings else []  # each finding once
        return [*findings, *_check_journal(services)]
    except Exception as error:  # An error in the doctor itself becomes a finding too.
        words = f"Something unforeseen went wrong inside the host: {type(error).__name__}."
        todo = "Run: click-to-call --verbose doctor, and ask for help with what it says."
        return [Finding("internal", words, todo)]
    finally:
        await services.aclose()


async def _check_keyring(services: Services) -> Finding:
    try:
        await services.tokens.try_out()
    except Problem as problem:
        return of_problem(problem)
    return Finding("ok", "The keyring keeps what it is given.")


async def _check_account(services: Services) -> list[Finding]:
    try:
        account = await services.lists.account(refresh=True)
        if not account.signed_in:
            words = "Nobody is signed in."
            return [Finding("not_signed_in", words, "Run: click-to-call login")]
        lists = await services.lists.numbers(refresh=True)
    except Problem as problem:
        return [of_problem(problem)]
    told = lists.problems.values()
    findings = [of_problem(Problem(body.code, body.message)) for body in told]
    if account.ring_out is False:
        findings.append(of_problem(Problem("ringout_not_in_plan")))
    if not lists.from_ and not findings:
        findings.append(of_problem(Problem("no_from_number")))
    who = account.name or "someone"
    ring_out = ", and RingOut is switched on" if account.ring_out is True else ""
    words = f"Signed in as {who}, with {len(lists.from_)} phones to call from{ring_out}."
    return findings or [Finding("ok", words)]


def _check_journal(services: Services) -> Iterator[Finding]:
    try:
        # Imported here, because this Python may lack sqlite3.
        from click_to_call.calls.journal import Journal
    except ImportError:
        words = f"This Python ({platform.python_version()}) has no sqlite3."
        yield Finding("journal_unusable", words, "Install the host with a Python that has it.")
        return
    journal = Journal(services.config.state)
    try:
        journal.recent(1)
    except Problem as problem:
        found = of_problem(problem)
        yield Finding(found.code, f"{found.words} It is kept in {journal.path}.", found.todo)
    else:
        yield Finding("ok", f"The record of calls can be written: {journal.path}.")
    finally:
        journal.close()
    for aside in sorted(journal.path.parent.glob("calls.damaged-*.db")):
        yield Finding("note", f"A damaged record of calls was moved aside and may go: {aside}")
