"""Opens the browsers that the benchmark compares: one with the extension and one without.

Each page is loaded in three ways, which are called sides. The side `ours` is the page in the
browser with the extension. The side `plain` is the page in the browser without the extension. The
side `peer` is in the browser without the extension, too, but the page's own scripts include the
library ringcentral-c2d, as the README of that library describes. Depends on Playwright,
benchmarks/pages.py and the page server of tests/support/.
"""

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright

from scripts.benchmarks.pages import FRAME_ADDRESS, BenchPage
from scripts.benchmarks.rows import Figures
from scripts.benchmarks.sizes import Size
from scripts.setup.paths import ROOT
from scripts.setup.system_packages import browsers
from tests.support.browser import ARGUMENTS, VIEW, worker_of
from tests.support.page_server import PageServer, serve_pages

IN_PAGE: Final = Path(__file__).parent / "in_page"
PEER: Final = (
    ROOT
    / "scripts"
    / "benchmarks"
    / "peers"
    / "node_modules"
    / "ringcentral-c2d"
    / "build"
    / "index.js"
)
PEER_SCRIPTS: Final = '<script src="/c2d/index.js"></script><script src="/c2d/start.js"></script>'
PEER_START: Final = "new RingCentralC2D();"
EMPTY: Final = "<!doctype html><title>Empty</title>"


T = TypeVar("T")


@dataclass(frozen=True)
class Side:
    """One of the three ways to load a page. `scripts` is HTML with script elements. `put` adds it
    to the page and to the page in the frames, if there are frames."""

    name: str
    context: BrowserContext
    server: PageServer
    scripts: str = ""

    def put(self, page: BenchPage) -> str:
        """Adds a page, and the page in its frames, to the server. Returns the page's address."""
        html = page.html + self.scripts
        if page.frame:
            html = html.replace(FRAME_ADDRESS, self.server.add(page.frame + self.scripts))
        return self.server.add(html)

    def quiet_ms(self, size: Size) -> float:
        """Returns the milliseconds for which a page's main thread must be idle before the page
        counts as at rest."""
        return size.peer_quiet_ms if self.scripts else size.quiet_ms

    @contextlib.contextmanager
    def tab(self) -> Iterator[Page]:
        """Opens a tab with an empty page of the benchmark's site. The browser then loads the site's
        next page in the same process, so a measurement can begin before that page loads."""
        page = self.context.new_page()
        try:
            page.goto(self.server.add(EMPTY))
            yield page
        finally:
            page.close()


@dataclass(frozen=True)
class Sides:
    """The three ways to load a page: with the extension, without it, and with ringcentral-c2d. One
    server serves the pages of all three."""

    ours: Side
    plain: Side
    peer: Side

    def in_turns(
        self, rounds: int, measure: Callable[[Side], T], *, with_peer: bool = True
    ) -> Figures[T]:
        """Runs `measure` once for each side in each round. Each round begins with another side, so
        that no side always comes first. Returns the results by side, in the order of the rounds."""
        sides = [self.ours, self.plain, *[self.peer] * with_peer]
        taken: dict[str, list[T]] = {side.name: [] for side in (self.ours, self.plain, self.peer)}
        for turn in range(rounds):
            first = turn % len(sides)
            for side in sides[first:] + sides[:first]:
                taken[side.name].append(measure(side))
        return Figures(*taken.values())

    def put(self, page: BenchPage) -> dict[str, str]:
        """Adds the page to the server once for each side. Returns the page's addresses by the names
        of the sides."""
        return {side.name: side.put(page) for side in (self.ours, self.plain, self.peer)}


@contextlib.contextmanager
def open_sides(playwright: Playwright, extension: Path) -> Iterator[Sides]:
    """Opens two browsers of the same kind, one with the unpacked extension in the folder
    `extension` and one without any extension. Closes them at the end."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serve_pages(IN_PAGE) as server,
        contextlib.ExitStack() as closing,
    ):
        server.pages["/c2d/index.js"] = ("text/javascript", PEER.read_bytes())
        server.pages["/c2d/start.js"] = ("text/javascript", PEER_START.encode())
        with_extension = _open(playwright, Path(folder) / "ours")
        closing.callback(with_extension.close)
        _load(with_extension, extension)
        without = _open(playwright, Path(folder) / "plain")
        closing.callback(without.close)
        yield Sides(
            Side("ours", with_extension, server),
            Side("plain", without, server),
            Side("ringcentral-c2d", without, server, PEER_SCRIPTS),
        )


def _open(playwright: Playwright, profile: Path) -> BrowserContext:
    return playwright.chromium.launch_persistent_context(
        profile,
        executable_path=browsers()[0],
        headless=False,  # Playwright's headless mode does not support extensions.
        chromium_sandbox=False,
        ignore_default_args=["--disable-extensions", "--enable-automation"],
        args=[*ARGUMENTS, "--headless=new"],
        viewport=VIEW,
        locale="en-US",
    )


def _load(context: BrowserContext, extension: Path) -> None:
    assert context.browser is not None
    session: CDPSession = context.browser.new_browser_cdp_session()
    session.send("Extensions.loadUnpacked", {"path": str(extension.resolve())})
    session.detach()
    worker_of(context)
