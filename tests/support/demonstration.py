"""Sets up the demo (simulator, keyring, host, browser and page), and waits while a user tries it.

demonstration_walk.py performs the demo without a user.
"""

import asyncio
import contextlib
import shutil
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserContext, Error, Page, sync_playwright

from click_to_call.config import load
from click_to_call.errors import Problem
from click_to_call.keyring.token_store import TokenStore
from click_to_call_simulator import Settings, Simulator, serve
from click_to_call_simulator.faults import Fault
from scripts.setup.console import say
from scripts.setup.paths import ROOT
from tests.support.browser import extension_id_of, open_browser
from tests.support.demonstration_walk import Walk, describe_ring_out, is_ring_out
from tests.support.host import OwnHost, plain_environment
from tests.support.page_server import serve_pages

FOLDER: Final = ROOT / "build" / "demo"
PAGES: Final = ROOT / "tests" / "support" / "pages"
KEYRING: Final = ROOT / "tests" / "support" / "keyring"
SITE: Final = "help.larkfield.test"

LEG_SECONDS: Final = 3.2
"""How long each state of the call lasts, so that the user sees the state and the host polls it at
least once."""
EXCHANGE_TAKES_SECONDS: Final = 1.5
"""How long the simulator waits before it answers a request for a call. RingCentral also takes about
this long, and the user sees the state "placing" meanwhile."""
LOOK_EVERY_MS: Final = 300
SCALE: Final = 2
"""The device pixel ratio of the screenshots."""

KEYRING_CONFIGURATION: Final = """\
[backend]
default-keyring=loopback_keyring.LoopbackKeyring
keyring-path={folder}
"""


def show(*, headless: bool) -> int:
    """Sets everything up and runs the demo. Returns the exit code. Raises SetUpFailed if the host
    or the browser does not start."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    simulator = Simulator(Settings(leg_seconds=LEG_SECONDS))
    slow = Fault("POST", "/ring-out$", times=10_000, delay_seconds=EXCHANGE_TAKES_SECONDS)
    simulator.faults.add(slow)
    with serve(simulator) as server, serve_pages(PAGES) as pages:
        say(f"A made-up RingCentral answers at {server}")
        with signed_in_host(server, simulator) as host:
            profile = FOLDER / "profile"
            host.install(profile)
            say("The host is installed in a browser profile of its own.")
            with sync_playwright() as playwright:
                context = open_browser(
                    playwright,
                    profile=profile,
                    environment=host.environment,
                    headless=headless,
                    scale=SCALE,
                )
                try:
                    return play(context, pages.url("ticket.html", SITE), simulator, headless)
                finally:
                    # The user may have closed the browser already.
                    with contextlib.suppress(Exception):
                        context.close()


def play(context: BrowserContext, address: str, simulator: Simulator, headless: bool) -> int:
    browser = context.browser
    version = browser.version if browser else "?"
    say(f"Browser {version} runs the extension {extension_id_of(context)}.")
    page = context.pages[0] if context.pages else context.new_page()
    page.goto(address)
    say(f"Opened {address}")
    if not headless:
        return stay_open(context, page, simulator)
    page.on("pageerror", lambda error: say(f"    error on the page: {error.message}"))
    try:
        return 0 if Walk(context, page, simulator, FOLDER).take() else 1
    except Error as error:
        say(f"The demo could not go on: {error.message}")
        return 1


def stay_open(context: BrowserContext, page: Page, simulator: Simulator) -> int:
    """Prints each request for a call that the simulator receives, until the user closes the
    browser."""
    say("")
    say("Click a phone number on the page. The toolbar's puzzle piece holds Click-To-Call's popup.")
    say("Close the browser, or press Ctrl-C here, to end.")
    is_closed = threading.Event()
    context.on("close", lambda _: is_closed.set())
    told = 0
    while context.pages and not is_closed.is_set():
        with contextlib.suppress(Exception):  # The page may close during the wait.
            context.pages[0].wait_for_timeout(LOOK_EVERY_MS)
        for record in simulator.requests[told:]:
            told += 1
            if is_ring_out(record):
                say(describe_ring_out(record))
    return 0


@contextlib.contextmanager
def signed_in_host(server: str, simulator: Simulator, folder: Path = FOLDER) -> Iterator[OwnHost]:
    """Yields a host on which the simulator's user is signed in. Signs the user out at the end."""
    host = OwnHost(folder / "home", server, plain_environment())
    trouble = asyncio.run(keyring_trouble(host))
    if trouble is None:
        say("The sign-in is kept in this computer's keyring until the end.")
    else:
        say(f"This computer's keyring cannot be used: {trouble}")
        brought = folder.relative_to(ROOT)
        say(f"So a throw-away one is brought, under {brought}/, for this simulator only.")
        host = OwnHost(host.home, server, with_throw_away_keyring(host.base, folder))
    said = host.sign_in(simulator.credential)
    say(said.strip())
    try:
        yield host
    finally:
        host.sign_out()


async def keyring_trouble(host: OwnHost) -> str | None:
    """Returns why the host cannot use this computer's keyring, or None if it can."""
    try:
        await TokenStore(load(host.environment)).try_out()
    except Problem as problem:
        return problem.message
    return None


def with_throw_away_keyring(base: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Writes a file to `folder` that configures the `keyring` package to use the demo's keyring.
    Returns the environment variables for a host that must read this file: those of `base` and
    others."""
    configuration = folder / "config" / "python_keyring" / "keyringrc.cfg"
    configuration.parent.mkdir(parents=True)
    configuration.write_text(KEYRING_CONFIGURATION.format(folder=KEYRING), "utf-8")
    return {
        **{name: value for name, value in base.items() if name != "PYTHON_KEYRING_BACKEND"},
        "XDG_CONFIG_HOME": str(folder / "config"),
        "CLICK_TO_CALL_DEMO_KEYRING": str(folder / "keyring.json"),
    }
