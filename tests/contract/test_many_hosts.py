"""Tests several real host processes that share one sign-in in one real keyring: at each expiry
exactly one of them renews the tokens, and the sign-in is never lost.

`python3 scripts/soak_tokens.py 80 100` is a long run of the same kind, with 80 hosts and 100
expiries.
"""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from click_to_call_simulator import Settings, Simulator, serve
from scripts.soak_tokens import answers_of, run
from tests.support.host import OwnHost
from tests.support.host_process import HostProcess
from tests.support.secret_service import secret_service

ROOT = Path(__file__).parents[2]

# This program is a host that kills itself after RingCentral has replaced the tokens, and before the
# host saves the new tokens.
KILLED_BEFORE_SAVING = """
import asyncio, os, signal
from click_to_call.config import load
from click_to_call.ringcentral.client import RingCentralClient
from click_to_call.keyring.token_store import TokenStore

class Doomed(TokenStore):
    async def save(self, tokens):
        os.kill(os.getpid(), signal.SIGKILL)

config = load(os.environ)
asyncio.run(RingCentralClient(config, Doomed(config)).account())
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Yields a folder with a short path, because the path of a socket may have at most 107
    characters."""
    with tempfile.TemporaryDirectory(prefix="hosts-") as name:
        yield Path(name)


def test_every_end_of_the_access_token_costs_one_renewal(folder: Path) -> None:
    tally = run(folder, hosts=5, expiries=3)
    assert tally.renewals == {1: 3}
    assert tally.outcomes == {"ok": 15}
    assert tally.sessions == 1


def test_a_host_killed_between_rotation_and_saving_costs_nobody_the_sign_in(folder: Path) -> None:
    simulator = Simulator(Settings(per_minute={}))
    with secret_service("unlocked", folder) as environment, serve(simulator) as url:
        own = OwnHost(folder / "home", url, environment)
        own.sign_in(simulator.credential)
        for _ in range(3):
            simulator.expire_access_tokens()
            pair = simulator.sign_ins.sessions[0].pair
            killed = subprocess.run(
                [sys.executable, "-c", KILLED_BEFORE_SAVING],
                env={**own.environment, "PYTHONPATH": str(ROOT)},
                check=False,
                timeout=60,
            )
            assert killed.returncode == -signal.SIGKILL
            assert simulator.sign_ins.sessions[0].pair != pair, "nothing was rotated"
            with HostProcess(own.environment) as host:
                assert answers_of([host])[0]["ok"]["from"]
        assert len(simulator.sign_ins.sessions) == 1


def test_a_secret_is_found_nowhere_but_in_the_keyring(folder: Path) -> None:
    """The test searches everything that the host writes and prints, everything that it passes to
    other processes, and everything that other processes can see of it."""
    simulator = Simulator(Settings(per_minute={}))
    with secret_service("unlocked", folder) as environment, serve(simulator) as url:
        own = OwnHost(folder / "home", url, environment)
        said = own.sign_in(simulator.credential).encode()
        with HostProcess(own.environment) as host:
            for _ in range(2):
                said += repr(answers_of([host])).encode()
                said += repr(host.ask("account.read")).encode()
                said += repr(host.ask("call.place", to="+14155552671")).encode()
                simulator.expire_access_tokens()
            process = Path(f"/proc/{host.process.pid}")
            said += (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
            host.end()
            said += bytes(host.stderr)
        kept = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        secrets = secrets_of(simulator)
    assert len(secrets) >= 5
    assert b"+14155552671" in said, "the scan would see nothing"
    assert any(path.suffix == ".log" for path in kept), "no log was written"
    found = {
        str(path): secret[:8]
        for path, content in {**kept, Path("said"): said}.items()
        for secret in secrets
        if secret in content
    }
    assert found == {}


def secrets_of(simulator: Simulator) -> set[bytes]:
    """Returns every token and credential that was sent during the run."""
    own = simulator.credential
    secrets = {own["jwt"].encode(), own["client_secret"].encode()}
    for one in simulator.requests:
        value = one.headers.get("authorization", "").partition(" ")[2]
        secrets |= {value.encode()} if value else set()
        if one.path.endswith("token") and one.response is not None:
            body = one.response.json()
            secrets |= {body[name].encode() for name in ("access_token", "refresh_token")}
    return secrets
