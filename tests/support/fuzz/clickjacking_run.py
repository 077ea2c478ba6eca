"""Visits many hostile pages in one browser, with the real host and the simulator, and reports each
fault.

Depends on clickjacking_visits.py.
"""

import contextlib
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from click_to_call_simulator import Settings, Simulator, serve
from scripts.setup.console import say
from scripts.setup.paths import ROOT
from tests.support.browser import open_browser
from tests.support.demonstration import PAGES, signed_in_host
from tests.support.demonstration_walk import is_ring_out, ring_out_fields
from tests.support.fuzz.clickjacking_pages import HostilePage, hostile_page
from tests.support.fuzz.clickjacking_visits import Visit, Visitor
from tests.support.page_server import serve_pages

FOLDER: Final = ROOT / "build" / "hostile"
"""The folder that contains one folder for each run. A run's folder is named after the run's first
seed, so that several runs can work at the same time."""
LEG_SECONDS: Final = 0.05
TOLD_EVERY: Final = 50
NO_LIMITS: Final = "calls_per_minute = 1000\ncalls_per_day = 100000\n"


def run(seeds: range) -> int:
    """Visits the pages of these seeds and prints the results. Returns how many faults were found.
    Raises SetUpFailed if the host or the browser does not start."""
    counts: Counter[str] = Counter()
    begin = time.monotonic()
    folder = FOLDER / str(seeds.start)
    with _visitor(folder) as visitor:
        for done, seed in enumerate(seeds, 1):
            count(visitor.visit(hostile_page(seed)), counts, folder)
            if done % TOLD_EVERY == 0 or done == len(seeds):
                minutes = (time.monotonic() - begin) / 60
                figures = ", ".join(f"{name}: {number}" for name, number in sorted(counts.items()))
                say(f"{done} pages in {minutes:.1f} min. {figures}")
    return counts["FAULTS"]


def count(visit: Visit, counts: Counter[str], folder: Path) -> None:
    """Counts a visit in `counts`, by what the page allowed and what happened. If the visit found a
    fault, prints the fault and stores the page in `folder`."""
    happened = "called" if visit.called else "asked" if visit.was_asked else "nothing"
    counts[f"{visit.page.expected} allowed, {happened}"] += 1
    if visit.fault:
        counts["FAULTS"] += 1
        say(f"FAULT {visit.page}: {visit.fault}")
        say(f"      {write(visit.page, folder)}")


def write(page: HostilePage, folder: Path) -> str:
    """Stores the page's HTML for debugging, and returns the path of the file."""
    path = folder / f"{page.seed}.html"
    path.write_text(page.html, "utf-8")
    return str(path.relative_to(ROOT))


@contextlib.contextmanager
def _visitor(folder: Path) -> Iterator[Visitor]:
    shutil.rmtree(folder, ignore_errors=True)
    home = folder / "home"
    home.mkdir(parents=True)
    (home / "config.toml").write_text(NO_LIMITS, "utf-8")
    simulator = Simulator(Settings(leg_seconds=LEG_SECONDS, per_minute={}))

    def called() -> list[str]:
        return [ring_out_fields(one)["to"] for one in simulator.requests if is_ring_out(one)]

    with (
        serve(simulator) as server,
        serve_pages(PAGES) as pages,
        signed_in_host(server, simulator, folder) as host,
        sync_playwright() as playwright,
    ):
        profile = folder / "profile"
        host.install(profile)
        context = open_browser(
            playwright, profile=profile, environment=host.environment, headless=True
        )
        try:
            yield Visitor(context, pages, called)
        finally:
            context.close()
