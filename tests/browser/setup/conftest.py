"""Provides the fixtures for the tests of the welcome page and the settings page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scripts.setup.pages import prepare_axe
from tests.browser.conftest import PATIENCE_MS
from tests.conftest import RunningSimulator
from tests.support.host import OwnHost


@pytest.fixture(autouse=True)
def _patient() -> Iterator[None]:
    expect.set_options(timeout=PATIENCE_MS)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture(scope="module")
def axe() -> str:
    """Returns the source of axe-core."""
    return Path(prepare_axe()).read_text("utf-8")


@pytest.fixture
def helper(
    simulator: RunningSimulator, keyring_session: dict[str, str], tmp_path: Path
) -> Iterator[OwnHost]:
    """Yields a host that is not installed in the browser yet, and has no client id."""
    server = simulator.url.replace("127.0.0.1", "localhost")
    host = OwnHost(tmp_path / "home", server, keyring_session)
    yield host
    host.sign_out()
