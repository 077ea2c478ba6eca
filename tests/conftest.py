"""What tests share: a running simulator, a throw-away keyring, a host that is signed in.

Everything here is the real part; a missing program is a failed test that says so, never a skip.
"""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from click_to_call_simulator import Settings, Simulator, serve
from tests.support.host import OwnHost
from tests.support.secret_service import NEEDS, secret_service

LEG_SECONDS = 0.3
"""How long each step of a simulated call takes, where a test does not choose otherwise."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: the quick ones speak first, and Playwright keeps an event loop in the
    main thread from its first use on, in which no other test could run one."""
    items.sort(key=lambda item: "tests/browser" in item.path.as_posix())


@dataclass(frozen=True)
class RunningSimulator:
    """`state` records `requests` and `ring_outs`; `url` is where it answers."""

    state: Simulator
    url: str


@pytest.fixture(scope="session")
def simulator() -> Iterator[RunningSimulator]:
    """One simulator for the whole run, with no limit in which tests could meet: a sign-in of one
    must not end the session of another's host in the middle of a call."""
    state = Simulator(Settings(leg_seconds=LEG_SECONDS, per_minute={}, sessions_at_once=10_000))
    with serve(state) as url:
        yield RunningSimulator(state, url)


@pytest.fixture(scope="session")
def keyring_session() -> Iterator[dict[str, str]]:
    """The environment of a login session with an unlocked keyring, which dies with the tests."""
    missing = [program for program in NEEDS if shutil.which(program) is None]
    if missing:
        pytest.fail(f"missing: {', '.join(missing)}. On Debian: apt-get install dbus gnome-keyring")
    with (
        tempfile.TemporaryDirectory(prefix="keyring-") as folder,
        secret_service("unlocked", Path(folder)) as environment,
    ):
        yield environment


@pytest.fixture(scope="session")
def signed_in_host(
    simulator: RunningSimulator,
    keyring_session: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> OwnHost:
    """A host with a folder of its own, signed in to the simulator by its real command line."""
    home = tmp_path_factory.mktemp("host")
    (home / "config.toml").write_text("calls_per_minute = 1000\ncalls_per_day = 100000\n", "utf-8")
    host = OwnHost(home, simulator.url, keyring_session)
    host.sign_in(simulator.state.credential)
    return host
