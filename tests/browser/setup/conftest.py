"""Provides the fixtures for the tests of the welcome page and the settings page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scripts.setup.pages import prepare_axe
from tests.browser.conftest import PATIENCE_MS


@pytest.fixture(autouse=True)
def _patient() -> Iterator[None]:
    expect.set_options(timeout=PATIENCE_MS)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture(scope="module")
def axe() -> str:
    """Returns the source of axe-core."""
    return Path(prepare_axe()).read_text("utf-8")
