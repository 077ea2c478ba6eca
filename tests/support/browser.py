"""Opens a real browser with the real extension through Playwright.

Depends on Playwright and the system's Chromium.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserContext, Error, Playwright, ViewportSize, Worker

from scripts.setup.console import SetUpFailed
from scripts.setup.paths import EXTENSION
from scripts.setup.system_packages import NO_BROWSER, browsers

WORKER_WITHIN_MS: Final = 15_000
VIEW: Final[ViewportSize] = {"width": 1280, "height": 800}

ARGUMENTS: Final = (
    # Google's own builds of Chrome ignore --load-extension. With this option, every build can load
    # an extension through DevTools.
    "--enable-unsafe-extension-debugging",
    # All names of test sites resolve to this machine, so that the tests send no request elsewhere.
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

LEFT_OUT: Final = (
    "--disable-extensions",
    "--enable-automation",
    "--disable-back-forward-cache",
)
"""Arguments that Playwright adds by default. `open_browser` removes them, because they make the
browser behave differently from a user's browser."""


def open_browser(
    playwright: Playwright,
    *,
    profile: Path,
    environment: Mapping[str, str],
    headless: bool,
    scale: float = 1,
    extension: Path = EXTENSION,
    programs: Sequence[Path] | None = None,
    welcome: bool = True,
) -> BrowserContext:
    """Opens a browser with the extension and the profile folder `profile`.

    The browser gets the environment variables `environment` and passes them on to the host. `scale`
    is the device pixel ratio for screenshots. `extension` is the extension's folder or a test's
    copy of that folder. `programs` are the browsers to try, one after the other; by default, all
    installed browsers. Closes the welcome page, which the extension opens after installation. With
    `welcome=False`, waits for no welcome page, because a policy forbids it. Raises SetUpFailed,
    with the error of each browser, if no browser runs the extension.
    """
    start = functools.partial(
        playwright.chromium.launch_persistent_context,
        profile,
        headless=False,  # Playwright's headless mode cannot load extensions.
        env=dict(environment),
        chromium_sandbox=False,  # The sandbox does not work for root, nor in most containers.
        ignore_default_args=LEFT_OUT,
        locale="en-US",
    )
    if headless:
        arguments = [*ARGUMENTS, *_screen(scale)]
        start = functools.partial(start, args=arguments, viewport=VIEW, device_scale_factor=scale)
    else:
        start = functools.partial(start, args=[*ARGUMENTS, "--test-type"], no_viewport=True)
    load = load_and_close_welcome if welcome else load_extension
    return _first_that_shows_it(
        start,
        lambda context: load(context, extension),
        browsers() if programs is None else programs,
    )


def _screen(scale: float) -> list[str]:
    """Returns the arguments with which a headless browser has a virtual screen. The screen is high
    enough for the whole popup."""
    width, height = 1600 * scale, 1200 * scale
    return [
        "--headless=new",
        "--window-size=1280,1040",
        f"--screen-info={{{width:.0f}x{height:.0f}}}",
        f"--force-device-scale-factor={scale}",
    ]


def _first_that_shows_it(
    start: Callable[..., BrowserContext],
    load: Callable[[BrowserContext], object],
    programs: Sequence[Path],
) -> BrowserContext:
    faults = []
    for browser in programs:
        try:
            context = start(executable_path=browser)
        except Error as error:
            faults.append(f"{browser} does not start: {error.message}")
            continue
        try:
            load(context)
        except Error as error:
            faults.append(f"{browser} does not load the extension: {error.message}")
            context.close()
        else:
            return context
    raise SetUpFailed("\n".join([*faults, NO_BROWSER]))


def load_and_close_welcome(context: BrowserContext, folder: Path) -> None:
    """Loads the extension from its folder, and closes the welcome page that then opens. Raises
    Playwright's Error if the browser refuses the extension or no welcome page opens."""
    with context.expect_page() as welcome:
        load_extension(context, folder)
    welcome.value.wait_for_url("**/welcome/welcome.html")
    welcome.value.close()


def load_extension(context: BrowserContext, folder: Path = EXTENSION) -> Worker:
    """Loads the extension, waits until its background runs, and returns the background's worker.
    Raises Playwright's Error if the browser refuses the extension or its background does not
    start."""
    assert context.browser is not None
    session = context.browser.new_browser_cdp_session()
    session.send("Extensions.loadUnpacked", {"path": str(folder)})
    session.detach()
    return worker_of(context)


def worker_of(context: BrowserContext) -> Worker:
    """Waits until the extension's background has started, and returns the background's worker."""
    workers = context.service_workers
    return (
        workers[0] if workers else context.wait_for_event("serviceworker", timeout=WORKER_WITHIN_MS)
    )


def extension_id_of(context: BrowserContext) -> str:
    return worker_of(context).url.split("/")[2]
