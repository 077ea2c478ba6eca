"""Uses a page, the popup and the settings page with the keyboard only, and prints what the screen
reader says.

Depends on orca.py for the screen reader, and on the demo's set-up for the host.
"""

import shutil
from typing import Final

from playwright.sync_api import BrowserContext, Page, sync_playwright

from click_to_call_simulator import Settings, Simulator, serve
from scripts.setup.console import say
from scripts.setup.paths import ROOT
from tests.support.browser import extension_id_of, open_browser
from tests.support.demonstration import signed_in_host
from tests.support.orca import Orca, display_and_bus, screen_reader
from tests.support.page_server import serve_pages

FOLDER: Final = ROOT / "build" / "screen-reader"
PAGE: Final = """<!doctype html><html lang=en-US><title>Team</title><main><h1>Team</h1><table>
<tr><th>Ada Lovelace<td>+1 415-555-2671<tr><td>Ben Nevis<td>Tel. <b>212-555-0198</b>
<tr><th>London<td>+44 20 7946 0958</table>
<p>At night 213-373-4253 or <a href="#">the desk</a></p></main>"""
LEG_SECONDS: Final = 2.0
PANELS: Final = ("popup", "options")
STOPS: Final = 16
"""How often the Tab key is pressed in each panel. So the focus reaches most controls of the
panel."""


def listen() -> int:
    """Presses the keys and prints what the screen reader says after each.

    Returns the exit code. Raises SetUpFailed if Orca, the host or the browser does not start.
    """
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    simulator = Simulator(Settings(leg_seconds=LEG_SECONDS))
    with (
        serve(simulator) as server,
        serve_pages(ROOT / "tests" / "browser" / "pages") as pages,
        signed_in_host(server, simulator, FOLDER) as host,
        display_and_bus(FOLDER, host.environment) as environment,
        sync_playwright() as playwright,
    ):
        host.install(FOLDER / "profile")
        context = open_browser(
            playwright, profile=FOLDER / "profile", environment=environment, headless=False
        )
        page = context.new_page()
        page.goto(pages.add(PAGE, "team.test"))
        page.wait_for_function('CSS.highlights.get("click-to-call")?.size === 4')
        with screen_reader(FOLDER, environment) as reader:
            reader.take_focus()
            hear_page(page, reader)
            hear_call(context, page, reader)
            for name in PANELS:
                hear_panel(context, name, reader)
        context.close()
    return 0


def hear_page(page: Page, reader: Orca) -> None:
    say("On a page, Tab from number to number, then reading down from its top:")
    page.evaluate(
        "document.querySelector('h1').tabIndex = -1; document.querySelector('h1').focus()"
    )
    reader.heard()
    for key in (*["Tab"] * 5, "ctrl+Home", *["Down"] * 9):
        tell(key, reader.press(key))


def hear_call(context: BrowserContext, page: Page, reader: Orca) -> None:
    say("Enter on a number, and the question before the call:")
    page.evaluate("document.querySelector('h1').focus()")
    reader.press("Tab")
    with context.expect_page() as opened:
        tell("Enter", reader.press("Return"))
    opened.value.locator("#question").wait_for()
    tell("", reader.heard())
    with opened.value.expect_event("close"):
        reader.press("Return")
    for _ in range(6):
        tell("", reader.heard())


def hear_panel(context: BrowserContext, name: str, reader: Orca) -> None:
    say(f"In a panel, Tab from control to control: {name}")
    panel = context.new_page()
    panel.goto(f"chrome-extension://{extension_id_of(context)}/{name}/{name}.html")
    panel.bring_to_front()
    panel.locator("body").click(position={"x": 4, "y": 4})
    tell("", reader.heard())
    for _ in range(STOPS):
        tell("Tab", reader.press("Tab"))
    panel.close()


def tell(key: str, spoken: list[str]) -> None:
    words = [one for one in spoken if one.lower() not in (key.lower(), "left control")]
    if words:
        say(f"    {key:<10} {' | '.join(words)}")
