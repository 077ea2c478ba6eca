"""Places calls with random faults, and compares the reported state with what really happened.

The host's own parts (journal on disk, client, call service) run in this process, and the client
talks to the simulator over HTTP. hosts.py instead kills and restarts real host processes.
"""

import asyncio
import contextlib
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from click_to_call.calls.journal import Caps, Journal
from click_to_call.calls.service import CallService
from click_to_call.config import Config
from click_to_call.errors import Problem
from click_to_call.host.protocol import Call, CallPlace, Numbers, PhoneNumber
from click_to_call.keyring.token_store import Tokens, TokenStore
from click_to_call.ringcentral import transport
from click_to_call.ringcentral.client import RingCentralClient
from click_to_call_simulator import Record, Settings, Simulator, serve
from tests.support.fault_injection.plans import Plan, Verdicts, plan_for

FROM: Final = PhoneNumber(phone_number="+14155550100", label="Mobile", group="forwarding")
SHOWN: Final = PhoneNumber(phone_number="+18005550199", label="Company", group="company")
HASTE: Final = {"READ_WITHIN_SECONDS": 1.5, "ANSWER_WITHIN_SECONDS": 2.0}
"""Shorter time limits for the host in these runs. With the host's real limits, each run in which
RingCentral does not answer would take 10 seconds."""


class MemoryKeyring:
    """A keyring back end in memory."""

    def __init__(self) -> None:
        self._entries: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._entries.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._entries[username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self._entries[username]


class SteadyAccount:
    """An account whose number lists never change."""

    async def home(self) -> str | None:
        return "US"

    async def numbers(self) -> Numbers:
        return Numbers(from_=(FROM,), caller_id=(SHOWN,), fetched_at=0.0)


class StandingClock:
    """A clock whose `sleep` never ends. So the host places calls but never polls them, because
    these runs test no polling."""

    def time(self) -> float:
        return time.time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.Event().wait()


@contextlib.contextmanager
def haste() -> Iterator[None]:
    """Applies the time limits of HASTE to the host while the `with` block runs."""
    before = {name: getattr(transport, name) for name in HASTE}
    for name, seconds in HASTE.items():
        setattr(transport, name, seconds)
    try:
        yield
    finally:
        for name, seconds in before.items():
            setattr(transport, name, seconds)


def run(seed: int, folder: Path, trap_url: str) -> tuple[Plan, list[str]]:
    """Places one call with the faults in the plan of this seed. Returns the plan and a text for
    each error."""
    plan = plan_for(seed, trap_url)
    simulator = Simulator(Settings(per_minute={}))
    with serve(simulator) as base_url:
        server = "http://127.0.0.1:9" if plan.closed else base_url
        config = Config(server=server, client_id="", home=folder, state=folder, logs=folder)
        state = asyncio.run(_place(plan, simulator, config))
    # The closed simulator can receive no further request, so its list of requests is complete.
    return plan, list(wrong_with(plan, state, simulator))


async def _place(plan: Plan, simulator: Simulator, config: Config) -> str:
    """Places the plan's call, then starts a new host and returns the state that the new host
    reports."""
    exchange = RingCentralClient(
        config, await sign_in(simulator, TokenStore(config, MemoryKeyring()))
    )
    if not plan.closed:
        # Opens a connection to RingCentral before the call, as an open popup does when it requests
        # the account.
        await exchange.account()
    if plan.expired:
        simulator.expire_access_tokens()
    simulator.requests.clear()
    simulator.faults.replace(plan.faults)
    journal = Journal(config.state)
    told: list[Call] = []
    desk = _desk(exchange, journal, told)
    task = asyncio.create_task(_outcome(desk, plan.to))
    if plan.ends_after is not None:
        await asyncio.wait([task], timeout=plan.ends_after)
        task.cancel()
        desk.abandon()
    await asyncio.wait([task])
    outcome = "" if task.cancelled() else task.result()
    journal.close()
    return await _state_after_restart(exchange, config, plan, outcome)


async def _state(desk: CallService) -> str:
    """Returns the call's state in the journal, or "none" if the journal does not contain it."""
    try:
        return (await desk.read("click")).state
    except Problem as problem:
        return "none" if problem.code == "call_not_found" else problem.code


async def _outcome(desk: CallService, to: str, *, confirmed: bool = False) -> str:
    """Places a call. Returns the call's state, or the code of the Problem that the call service
    raises."""
    request = CallPlace(id="click", to=to, confirmed=confirmed)
    try:
        return (await desk.place(request)).state
    except Problem as problem:
        return problem.code


async def _state_after_restart(
    exchange: RingCentralClient, config: Config, plan: Plan, outcome: str
) -> str:
    """Returns the call's state that a new host reads from the same journal. If the new
    host places the call again, or if the state contradicts `outcome`, returns a text with this
    error."""
    journal = Journal(config.state)
    desk = _desk(exchange, journal, [])
    state = await _state(desk)
    if state != "none" and await _outcome(desk, plan.to, confirmed=True) != "call_id_reused":
        state = f"{state}, and the same click was taken again"
    journal.close()
    await exchange.aclose()
    if outcome in {"outcome_unknown", "exchange_not_understood"} and state != "unknown":
        return f"{state}, though the reply was {outcome}"
    return state


def _desk(exchange: RingCentralClient, journal: Journal, told: list[Call]) -> CallService:
    return CallService(
        exchange=exchange,
        account=SteadyAccount(),
        journal=journal,
        caps=Caps(per_minute=100, per_day=100),
        clock=StandingClock(),
        push=told.append,
    )


async def sign_in(simulator: Simulator, store: TokenStore, *, is_due: bool = False) -> TokenStore:
    """Stores a sign-in to the simulator in `store`. With `is_due`, the stored expiry time of the
    access token has passed, so the host renews the token before its first request."""
    credential = simulator.credential
    app = simulator.sign_ins.apps[credential["client_id"]]
    pair = simulator.sign_ins.start(app).pair
    tokens = Tokens(
        client_id=credential["client_id"],
        client_secret=credential["client_secret"],
        access_token=pair.access_token,
        obtained_at=pair.issued_at,
        access_expires_at=pair.issued_at if is_due else pair.access_ends_at,
        refresh_token=pair.refresh_token,
        refresh_expires_at=pair.refresh_ends_at,
    )
    await store.save(tokens)
    return store


def wrong_with(plan: Plan, state: str, simulator: Simulator) -> Iterator[str]:
    """Yields a text for each contradiction between the plan, the reported state of the call, and
    what the simulator received and did."""
    creates = [record for record in simulator.requests if record.method == "POST"]
    creates = [record for record in creates if record.path.endswith("/ring-out")]
    if state not in plan.states:
        yield f"the state is {state!r}, not {sorted(plan.states)}"
    if len(simulator.ring_outs) > 1:
        yield f"{len(simulator.ring_outs)} calls were placed"
    if len(creates) > plan.creates:
        yield f"{len(creates)} create requests were sent"
    if any(not _was_told(record, 401) for record in creates[:-1]):
        yield "a create request was sent again that had not been refused with 401"
    if state in {"failed", "none"} and simulator.ring_outs:
        yield f"the state is {state!r}, but the phone rings"
    if state in {"failed", "none"} and not all(map(_was_told_no, creates)):
        yield f"the state is {state!r}, but the exchange never said no"
    if state == "ringing_you" and not simulator.ring_outs:
        yield "the phone is said to ring, but nothing was placed"


def _was_told(record: Record, status: int) -> bool:
    whole = record.fault is None or record.fault.cut is None
    return whole and record.response is not None and record.response.status == status


def _was_told_no(record: Record) -> bool:
    return any(_was_told(record, status) for status in range(400, 500) if status != 408)


def run_all(seeds: Iterable[int], *, say_every: int = 0) -> Verdicts:
    """Runs the plan of each seed. Some plans redirect the host to a second server, the trap. A
    request to the trap is an error, because a host must send requests only to RingCentral."""
    verdicts, trap = Verdicts(), Simulator()
    with haste(), serve(trap) as trap_url, tempfile.TemporaryDirectory() as folder:
        for count, seed in enumerate(seeds, start=1):
            plan, wrong = run(seed, Path(folder) / str(seed), trap_url)
            if trap.requests:
                wrong.append(f"another host was asked: {trap.requests[0].path}")
                trap.requests.clear()
            verdicts.add(seed, plan, wrong)
            if say_every and count % say_every == 0:
                print(f"{count} runs, {len(verdicts.wrong)} wrong", flush=True)
    return verdicts
