"""Tests the keyboard shortcuts: the browser binds every suggested shortcut, and each shortcut
performs its action when it is pressed under a real window system. Also tests the keyword in the
address bar."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from marionette_driver.marionette import Marionette
from playwright.sync_api import BrowserContext, Page, Playwright

from scripts.packaging.extension_files import read_manifest
from tests.conftest import RunningSimulator
from tests.support.browser import worker_of
from tests.support.extension import (
    change_settings,
    click_and_confirm,
    creates,
    ended_call,
    open_signed_in,
    parts,
    press_yes,
    session,
)
from tests.support.firefox import other_window, panel_address, start, wait_for
from tests.support.firefox_input import FirefoxSite
from tests.support.host import OwnHost
from tests.support.page_server import PageServer
from tests.support.painted import Painted
from tests.support.real_input import GROWN
from tests.support.watching import expect_painted

SITE = "keys.test"
RINGS_ON = "+12125550130"
"""A call to this number rings the user's phone, which nobody answers."""
CALLEE = "+1 415-555-2671"
PAGE = f"<!doctype html><title>Keys</title><p id=number>{RINGS_ON}</p><p>{CALLEE}</p>"
BOUND = "chrome.commands.getAll().then((all) => all.map(({ name, shortcut }) => [name, shortcut]))"
PATIENCE_SECONDS = 15
LOOK_EVERY_SECONDS = 0.05
CALL_IS = """(wanted) => new Promise((done, fail) => {
  setTimeout(() => fail(new Error(`the call is never ${wanted}`)), 15_000);
  const look = async () => {
    const { call } = await chrome.storage.session.get("call");
    if (call?.state === wanted) done(call.to);
  };
  chrome.storage.session.onChanged.addListener(look);
  look();
})"""
IS_CALLED = """new Promise((done) => {
  setTimeout(done, 4_000, false);
  const look = async () => {
    const { call } = await chrome.storage.session.get("call");
    if (["placing", "ringing_you"].includes(call?.state)) done(true);
  };
  chrome.storage.session.onChanged.addListener(look);
  look();
})"""
"""Returns whether a call is placed or rings within four seconds."""


def suggested() -> dict[str, str]:
    commands = read_manifest()["commands"]
    return {
        name: command["suggested_key"]["default"]
        for name, command in commands.items()
        if "suggested_key" in command
    }


def test_chromium_binds_every_key_that_is_suggested(browser_context: BrowserContext) -> None:
    bound = dict(worker_of(browser_context).evaluate(BOUND))
    assert {name: bound[name] for name in suggested()} == suggested()
    assert set(bound) == set(read_manifest()["commands"])
    assert len(suggested()) == 4, "Chromium takes no more"


def test_firefox_binds_every_key_that_is_suggested(firefox: Marionette) -> None:
    before = firefox.current_window_handle
    firefox.switch_to_window(firefox.open(type="tab")["handle"])
    firefox.navigate(panel_address(firefox, "options/options.html"))
    script = f"const [done] = arguments; {BOUND}.then(done)"
    bound = dict(firefox.execute_async_script(script, sandbox=None))
    firefox.close()
    firefox.switch_to_window(before)
    assert {name: bound[name] for name in suggested()} == suggested()


def give(page: Page, command: str) -> None:
    """Makes the browser run a command of the extension, as the browser does when the user presses
    the command's keys."""
    page.bring_to_front()
    worker_of(page.context).evaluate(
        """async (command) => {
          const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
          chrome.commands.onCommand.dispatch(command, tab);
        }""",
        command,
    )


def test_the_commands_without_keys_call_again_and_switch_a_site(
    browser_context: BrowserContext, page: Page, page_server: PageServer
) -> None:
    page.goto(page_server.add(PAGE, SITE))
    expect_painted(page, [RINGS_ON, CALLEE])
    give(page, "toggle_site")
    expect_painted(page, [])
    give(page, "toggle_site")
    expect_painted(page, [RINGS_ON, CALLEE])
    click_and_confirm(browser_context, Painted(page))
    first = ended_call(browser_context)
    with browser_context.expect_page() as asked:
        give(page, "redial")
    press_yes(asked.value)
    again = ended_call(browser_context, first)
    assert again != first, "a site that is not trusted is asked about, as after a click"
    assert session(browser_context)["call"]["to"] == "+14155552671"


@pytest.fixture
def display() -> Iterator[str]:
    """Yields a separate display, in which a window can have the keyboard focus."""
    missing = [program for program in ("Xvfb", "xdotool") if shutil.which(program) is None]
    if missing:
        pytest.fail(f"missing: {', '.join(missing)}. On Debian: apt-get install xvfb xdotool")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as named:
        number = named.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.fixture
def window(
    playwright: Playwright, signed_in_host: OwnHost, display: str, tmp_path: Path
) -> Iterator[BrowserContext]:
    environment = {**signed_in_host.environment, "DISPLAY": display}
    context = open_signed_in(
        playwright, signed_in_host, tmp_path, environment=environment, headless=False
    )
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    yield context
    context.close()


class Keyboard:
    """Sends key events through XTEST, which browsers cannot distinguish from a user's."""

    def __init__(self, display: str, window_class: str = "chrom") -> None:
        self._environment = {**os.environ, "DISPLAY": display}
        self._window_class = window_class

    def press(self, keys: str) -> None:
        """Presses keys in the manifest's notation, such as "Alt+Shift+K" or "Escape"."""
        *held, key = keys.split("+")
        self._run("key", "+".join([*(one.lower() for one in held), key.lower() if held else key]))

    def type(self, text: str) -> None:
        self._run("type", "--delay", "40", text)

    def take_focus(self) -> None:
        """Focuses the window with a click on an empty part of the page, because without a window
        manager no window gets the keyboard."""
        window = self.focus_last_window()
        self._run("mousemove", "--window", window, "500", "600", "click", "1")

    def focus_last_window(self) -> str:
        """Focuses the window that was opened last, and returns the window's id."""
        found = self._run("search", "--onlyvisible", "--class", self._window_class).split()
        self._run("windowfocus", "--sync", found[-1])
        return found[-1]

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


def until(what: str, holds: object) -> None:
    """Calls `holds` again and again until it returns true. If that takes longer than
    PATIENCE_SECONDS, fails with the text `what`."""
    assert callable(holds)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(LOOK_EVERY_SECONDS)


def popups(context: BrowserContext) -> int:
    found: int = worker_of(context).evaluate(
        "chrome.runtime.getContexts({ contextTypes: ['POPUP'] }).then((all) => all.length)"
    )
    return found


def is_closed_by_escape(context: BrowserContext, keyboard: Keyboard) -> bool:
    """Presses Escape once. Returns whether no popup is open any more.

    The first presses may have no effect, because a popup gets the focus a moment after it opens.
    """
    keyboard.press("Escape")
    return popups(context) == 0


def select(page: Page, element: str) -> None:
    page.evaluate(f"getSelection().selectAllChildren(document.getElementById('{element}'))")


def test_every_key_does_its_work_when_it_is_pressed(
    window: BrowserContext, display: str, page_server: PageServer, simulator: RunningSimulator
) -> None:
    """The shortcuts show link hints, call the selected number, cancel the call and open the popup.

    At the end, the test types the extension's keyword and a number into the address bar.
    """
    keyboard, keys = Keyboard(display), suggested()
    page = window.pages[0]
    change_settings(window, sites={SITE: {"trusted": True}})
    page.goto(page_server.add(PAGE, SITE))
    expect_painted(page, [RINGS_ON, CALLEE])
    keyboard.take_focus()

    keyboard.press(keys["show_hints"])
    until("no letters are shown", lambda: parts(page, "hints"))
    keyboard.press("Escape")
    until("the letters stay", lambda: not parts(page, "hints"))

    before = len(creates(simulator))
    Painted(page, RINGS_ON).box()
    select(page, "number")
    keyboard.press(keys["call_selection"])
    rings_and_is_cancelled(window, keyboard)
    assert len(creates(simulator)) == before + 1
    assert simulator.state.ring_outs[-1].cancelled

    keyboard.press(keys["_execute_action"])
    until("the popup does not open", lambda: popups(window) == 1)
    until("the popup stays", lambda: is_closed_by_escape(window, keyboard))

    until("the address bar calls nothing", lambda: is_called_by_address(window, keyboard))
    rings_and_is_cancelled(window, keyboard)
    assert len(creates(simulator)) == before + 2


def is_called_by_address(window: BrowserContext, keyboard: Keyboard) -> bool:
    """Types the keyword and a number into the address bar. Returns whether a call begins. On a busy
    computer, the address bar may get the first letters too late to know the keyword."""
    keyboard.take_focus()
    keyboard.press("ctrl+l")
    keyboard.type(f"call {RINGS_ON[2:]}")
    keyboard.press("Return")
    is_called: bool = worker_of(window).evaluate(IS_CALLED)
    return is_called


def rings_and_is_cancelled(window: BrowserContext, keyboard: Keyboard) -> None:
    """Waits for a call to `RINGS_ON`, and cancels it with the shortcut."""
    assert worker_of(window).evaluate(CALL_IS, "ringing_you") == RINGS_ON
    keyboard.take_focus()
    keyboard.press(suggested()["cancel_call"])
    worker_of(window).evaluate(CALL_IS, "cancelled")


@pytest.fixture
def firefox_window(signed_in_host: OwnHost, display: str, tmp_path: Path) -> Iterator[Marionette]:
    """Yields Firefox with a window on the display, and an installed, signed-in host."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.fail("Firefox is missing: install the package firefox-esr")
    base = {**signed_in_host.base, "HOME": str(tmp_path), "DISPLAY": display}
    host = OwnHost(signed_in_host.home, signed_in_host.server, base)
    host.run("install", "--browser", "firefox")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in host.environment.items():
            patch.setenv(name, value)
        driver = start(program, tmp_path, headless=False)
        yield driver
        driver.quit()
        driver.cleanup()


def test_every_key_does_its_work_when_it_is_pressed_in_firefox(
    firefox_window: Marionette, display: str, page_server: PageServer, simulator: RunningSimulator
) -> None:
    """The test gives a shortcut to the command that switches a site on and off, because this
    command has none by default.

    In Firefox, the extension cannot find out whether a selected text is visible to the user.
    Therefore a call to a selected number always needs a confirmation there.
    """
    keyboard, keys = Keyboard(display, "firefox"), suggested()
    site = FirefoxSite(firefox_window, page_server, "site.test")
    site.reset(sites={"site.test": {"trusted": True}})
    site.show(f"<p id=number>{RINGS_ON}</p><p>{CALLEE}</p>", RINGS_ON)
    keyboard.take_focus()

    keyboard.press(keys["show_hints"])
    until("no letters are shown", lambda: site.page.parts(".hints p"))
    keyboard.press("Escape")
    until("the letters stay", lambda: not site.page.parts(".hints p"))

    before = len(creates(simulator))
    site.page.evaluate("getSelection().selectAllChildren(document.getElementById('number'))")
    site.page.evaluate(GROWN)
    keyboard.press(keys["call_selection"])
    is_confirmed_with_return(firefox_window, site, keyboard)
    keyboard.take_focus()
    keyboard.press(keys["cancel_call"])
    until("the call is not cancelled", lambda: state_in(site) == "cancelled")
    assert [call["to"]["phoneNumber"] for call in creates(simulator)[before:]] == [RINGS_ON]

    keyboard.press(keys["_execute_action"])
    until("the popup does not open", lambda: site.in_panel(POPUPS) == 1)
    until("the popup stays", lambda: is_closed_by_escape_in(site, keyboard))

    site.in_panel("browser.commands.update({ name: 'toggle_site', shortcut: 'Alt+Shift+O' })")
    keyboard.take_focus()
    keyboard.press("Alt+Shift+O")
    site.number.wait_until_gone()
    keyboard.press("Alt+Shift+O")
    site.number.box()


def is_confirmed_with_return(driver: Marionette, site: FirefoxSite, keyboard: Keyboard) -> None:
    """Waits for the window that asks whether to call the number `RINGS_ON`, presses Return there,
    and waits until the card on the page shows that the call rings."""
    assert site.question()["number"]["number"] == RINGS_ON
    driver.switch_to_window(other_window(driver, site.tab, site.panel))
    wait_for(driver, "#yes:focus")
    keyboard.focus_last_window()
    keyboard.press("Return")
    driver.switch_to_window(site.tab)
    site.page.expect_card("Your phone is ringing")


POPUPS = "chrome.extension.getViews({ type: 'popup' }).length"


def is_closed_by_escape_in(site: FirefoxSite, keyboard: Keyboard) -> bool:
    """Presses Escape once, and returns whether no popup is open any more."""
    keyboard.press("Escape")
    return bool(site.in_panel(POPUPS) == 0)


def state_in(site: FirefoxSite) -> str:
    """Returns the state of the current call, or ""."""
    call = site.in_panel("chrome.storage.session.get('call')").get("call")
    return str(call["state"]) if call else ""
