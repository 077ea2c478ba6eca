"""Provides what tests share: a running simulator, a temporary keyring, and a signed-in host.

All of these are real programs. If a program is missing, the test fails with a text that names the
program. No test is skipped.
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
"""How long each step of a simulated call takes, unless a test chooses another time."""

LONGEST_FILES = (
    *("test_packages", "test_calls_command", "test_host_process", "test_doctor_command"),
    *("test_style", "test_cli", "test_networks", "test_judge_lines", "test_rewrite_command"),
    *("test_install_command", "test_at_most_once", "test_keyring", "test_many_hosts"),
    *("test_readme", "test_fleet", "test_ringcentral", "test_import_direction"),
    *("test_firefox_applications", "test_benchmarks", "test_firefox_compared", "test_grids"),
    *("test_firefox_pointer", "test_accessibility", "test_clickjacking_layer", "test_clickjacking"),
    *("test_panel_accessibility", "test_link_under_the_pointer", "test_firefox_clickjacking"),
    *("test_user_intent", "test_adversarial_pages", "test_near_view", "test_page_country"),
    *("test_page_cannot_call", "test_applications", "test_libraries", "test_raw_uses"),
    *("test_tel_links", "test_tab_stops", "test_without_host", "test_confirmation", "test_keys"),
    *("test_other_extensions", "test_worker_lifecycle", "test_extension_update", "test_welcome"),
)
"""The test files that take longest: first those outside tests/browser, and then those in
tests/browser. Each of the two parts begins with the file that takes longest."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Runs the browser tests last, because the other tests are quicker, and because after
    Playwright's first use no other test can run an event loop in the main thread.

    The files that take longest come first, so that no test process is still busy at the end while
    the other processes have nothing to do.
    """
    places = {name: place for place, name in enumerate(LONGEST_FILES)}
    items.sort(
        key=lambda item: (
            "tests/browser" in item.path.as_posix(),
            places.get(item.path.stem, len(places)),
        )
    )


@dataclass(frozen=True)
class RunningSimulator:
    """A simulator that answers at `url`. `state.requests` has all requests that it received, and
    `state.ring_outs` has all calls that it placed."""

    state: Simulator
    url: str


@pytest.fixture(scope="session")
def simulator() -> Iterator[RunningSimulator]:
    """Yields one simulator for the whole run. It has no limit on sessions, so that one test's
    sign-in does not end the session of another test's host."""
    state = Simulator(Settings(leg_seconds=LEG_SECONDS, per_minute={}, sessions_at_once=10_000))
    with serve(state) as url:
        yield RunningSimulator(state, url)


@pytest.fixture(scope="session")
def keyring_session() -> Iterator[dict[str, str]]:
    """Yields the environment variables of a desktop session whose keyring is unlocked, for all
    tests."""
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
    """Returns a host with a folder of its own. The command line of the host has signed the host in
    to the simulator."""
    home = tmp_path_factory.mktemp("host")
    (home / "config.toml").write_text("calls_per_minute = 1000\ncalls_per_day = 100000\n", "utf-8")
    host = OwnHost(home, simulator.url, keyring_session)
    host.sign_in(simulator.state.credential)
    return host
