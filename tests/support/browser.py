"""Opens a real browser with the real extension in it, through Playwright.

Knows nothing of the host and of what the pages show.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserContext, Error, Playwright, ViewportSize, Worker

from scripts.packaging.extension_files import EXTENSION
from scripts.setup.console import SetUpFailed
from scripts.setup.system_packages import NO_BROWSER, browsers

WORKER_WITHIN_MS: Final = 15_000
VIEW: Final[ViewportSize] = {"width": 1280, "height": 800}

ARGUMENTS: Final = (
    # Google's own builds ignore --load-extension, but every build loads one when told through here.
    "--enable-unsafe-extension-debugging",
    # Only what stands for pages of other countries comes to this machine: no request leaves it.
    "--host-resolver-rules=MAP *.test 127.0.0.1,MAP *.example.* 127.0.0.1",
    "--disable-quic",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-search-engine-choice-screen",
    "--no-default-browser-check",
    "--no-first-run",
)


def open_browser(
    playwright: Playwright,
    *,
    profile: Path,
    environment: Mapping[str, str],
    headless: bool,
    scale: float = 1,
    extension: Path = EXTENSION,
    programs: Sequence[Path] | None = None,
) -> BrowserContext:
    """A browser on `profile` in which the extension runs; the first one here that shows it.

    `environment` is what the host, started by the browser, gets to see. Names ending in `.test`
    lead to this computer. `scale` is for pictures: their pixels for each of the page's. The welcome
    page, which opens on a profile that had no extension before, is closed. `extension` is a folder:
    a test may have a copy of its own. `programs` are tried in place of the browsers found here.
    Raises SetUpFailed, with what each browser said.
    """
    start = functools.partial(
        playwright.chromium.launch_persistent_context,
        profile,
        headless=False,  # Playwright's own headless mode has no extensions
        env=dict(environment),
        chromium_sandbox=False,  # it cannot be had as root, nor in most containers
        ignore_default_args=[
            "--disable-extensions",
            "--enable-automation",
            "--disable-back-forward-cache",
        ],
        locale="en-US",
    )
    if headless:
        arguments = [*ARGUMENTS, *_screen(scale)]
        start = functools.partial(start, args=arguments, viewport=VIEW, device_scale_factor=scale)
    else:
        start = functools.partial(start, args=[*ARGUMENTS, "--test-type"], no_viewport=True)
    return _first_that_shows_it(start, extension, browsers() if programs is None else programs)


def _screen(scale: float) -> list[str]:
    """A made-up screen on which the window leaves the popup its full height."""
    width, height = 1600 * scale, 1200 * scale
    return [
        "--headless=new",
        "--window-size=1280,1040",
        f"--screen-info={{{width:.0f}x{height:.0f}}}",
        f"--force-device-scale-factor={scale}",
    ]


def _first_that_shows_it(
    start: Callable[..., BrowserContext], extension: Path, programs: Sequence[Path]
) -> BrowserContext:
    faults = []
    for browser in programs:
        try:
            context = start(executable_path=browser)
        except Error as error:
            faults.append(f"{browser} does not start: {error.message}")
            continue
        try:
            with context.expect_page() as welcome:
                load_extension(context, extension)
            welcome.value.wait_for_url("**/welcome/welcome.html")
            welcome.value.close()
        except Error as error:
            faults.append(f"{browser} does not load the extension: {error.message}")
            context.close()
        else:
            return context
    raise SetUpFailed("\n".join([*faults, NO_BROWSER]))


def load_extension(context: BrowserContext, folder: Path = EXTENSION) -> Worker:
    """Has the extension loaded, and waits until its background runs. Raises playwright's Error."""
    assert context.browser is not None
    session = context.browser.new_browser_cdp_session()
    session.send("Extensions.loadUnpacked", {"path": str(folder)})
    session.detach()
    return worker_of(context)


def worker_of(context: BrowserContext) -> Worker:
    """The extension's background, once it runs."""
    workers = context.service_workers
    return (
        workers[0] if workers else context.wait_for_event("serviceworker", timeout=WORKER_WITHIN_MS)
    )


def extension_id_of(context: BrowserContext) -> str:
    return worker_of(context).url.split("/")[2]
