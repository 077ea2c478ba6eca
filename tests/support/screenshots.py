"""Writes contact sheets of all the extension's surfaces, in English and German, to docs/pictures.

Depends on surfaces.py for the pictures, and on the demo's set-up for the host.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from playwright.sync_api import Playwright, sync_playwright

from click_to_call_simulator import Settings, Simulator, serve
from scripts.setup.console import say
from scripts.setup.paths import ROOT
from tests.support import surfaces
from tests.support.browser import open_browser
from tests.support.contact_sheet import Sheet
from tests.support.demonstration import signed_in_host
from tests.support.host import OwnHost
from tests.support.languages import copy_in_language
from tests.support.page_server import PageServer, serve_pages

FOLDER: Final = ROOT / "build" / "screenshots"
TARGET: Final = ROOT / "docs" / "pictures"
LANGUAGES: Final = {"en": "English", "de": "German"}
LEG_SECONDS: Final = 3.0
"""How long each state of the call lasts, so that there is time for one picture in light and one in
dark colours."""
MOST_BYTES: Final = 3_000_000
"""The greatest size that all contact sheets together may have."""

Show = Callable[[surfaces.Camera], None]


def take_all() -> int:
    """Writes the contact sheets and prints their size. Returns the exit code: 1 if the sheets are
    larger than MOST_BYTES. Raises SetUpFailed if the host or the browser does not start."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    simulator = Simulator(Settings(leg_seconds=LEG_SECONDS))
    written = 0
    with (
        serve(simulator) as server,
        serve_pages(ROOT / "tests" / "browser" / "pages") as pages,
        signed_in_host(server, simulator, FOLDER) as host,
        sync_playwright() as playwright,
    ):
        for language in LANGUAGES:
            written += take_language(playwright, host, pages, language)
    say(f"{written / 1e6:.2f} MB in {TARGET.relative_to(ROOT)}")
    return 0 if written <= MOST_BYTES else 1


def take_language(playwright: Playwright, host: OwnHost, pages: PageServer, language: str) -> int:
    """Writes the contact sheets of one language. Returns the size of the sheets in bytes."""
    profile = FOLDER / f"profile-{language}"
    host.install(profile)
    context = open_browser(
        playwright,
        profile=profile,
        environment=host.environment,
        headless=True,
        extension=copy_in_language(FOLDER, language),
    )
    camera = surfaces.Camera(context, pages)
    call = {}

    def page_and_card(camera: surfaces.Camera) -> None:
        call.update(surfaces.pages(camera))
        surfaces.confirmation(camera)

    def popup(camera: surfaces.Camera) -> None:
        surfaces.popup(camera)
        surfaces.calls_in_popup(camera, call)

    def own_pages(camera: surfaces.Camera) -> None:
        surfaces.call_list(camera)
        surfaces.welcome(camera)
        surfaces.settings(camera)

    groups: dict[str, Show] = {"page": page_and_card, "popup": popup, "pages": own_pages}
    written = 0
    for group, show in groups.items():
        camera.sheet = Sheet(f"Click-To-Call: {group}, {LANGUAGES[language]}")
        show(camera)
        written += write(camera, TARGET / f"sheet-{group}-{language}.webp")
    context.close()
    return written


def write(camera: surfaces.Camera, target: Path) -> int:
    page = camera.context.new_page()
    size = camera.sheet.write(page, target)
    page.close()
    say(f"    {target.relative_to(ROOT)}: {size / 1e3:.0f} kB")
    return size
