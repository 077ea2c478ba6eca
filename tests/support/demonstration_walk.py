"""Places one call from a page without a user, and describes and photographs each step.

Depends on the browser; demonstration.py sets everything up.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import BrowserContext, Error, Page

from click_to_call_simulator import Record, Simulator
from scripts.setup.console import say
from scripts.setup.paths import EXTENSION, ROOT
from tests.support import painted_ranges as painted
from tests.support.browser import extension_id_of
from tests.support.devtools import Popup, card_state

NUMBER: Final = "+14155550132"
"""The sample page splits this number over several elements."""
FROM: Final = "+16505550199"
CALLER_ID: Final = "+16505550110"
FIRST_PIECE: Final = "(415)"
NUMBERS_ON_PAGE: Final = 14
PIECES_ON_PAGE: Final = 18
"""How many ranges of text the extension paints on the sample page. A number may consist of several
ranges; NUMBER consists of five."""
FOLLOWED: Final = ("placing", "ringing_you", "ringing_them", "connected", "ended")
LEAST_SEEN: Final = 3
CALL_WITHIN_SECONDS: Final = 60.0
LOOK_EVERY_MS: Final = 100


class Walk:
    """Performs the steps of the demo without a user. Writes the screenshots to `folder`."""

    def __init__(
        self, context: BrowserContext, page: Page, simulator: Simulator, folder: Path
    ) -> None:
        self.context = context
        self.page = page
        self.simulator = simulator
        self.folder = folder
        self.words = read_words()

    def take(self) -> bool:
        """Performs all steps of the demo.

        Returns True if the host requested the call with the phone and caller ID that were chosen in
        the popup, and if page and popup showed the call to its end.
        """
        self.see_numbers()
        self.choose_in_popup()
        self.click_and_confirm()
        followed = self.follow_call()
        as_chosen = self.look_at_request()
        self.see_the_rest()
        if followed and as_chosen:
            say("The call was placed and followed to its end.")
        return followed and as_chosen

    def picture(self, name: str, page: Page | None = None) -> None:
        path = self.folder / f"{name}.png"
        (page or self.page).screenshot(path=path, animations="disabled")
        say(f"    → {path.relative_to(ROOT)}")

    def see_numbers(self) -> None:
        painted.wait_for_pieces(self.page, PIECES_ON_PAGE)
        numbers = painted.numbers_under_pointer(self.page)
        say(
            f"Step 1: {len(numbers)} numbers on the page are underlined, and links when pointed at:"
        )
        for written, number in numbers:
            say(f"    {written:<24} {number}")
        if len(numbers) != NUMBERS_ON_PAGE:
            raise Error(f"{NUMBERS_ON_PAGE} numbers are on the page")
        self.point_at_number()
        self.picture("1-page")

    def point_at_number(self) -> None:
        self.page.mouse.move(*painted.place_of(self.page, FIRST_PIECE))
        self.page.evaluate(painted.UNDER_POINTER, NUMBER)

    def choose_in_popup(self) -> None:
        popup = Popup(self.page)
        popup.wait_for("document.getElementById('from').options.length > 1")
        popup.choose("from", FROM)
        popup.choose("caller-id", CALLER_ID)
        say(f"Step 2: in the popup, {FROM} is to ring first and {CALLER_ID} to be shown.")
        self.picture_popup(popup, "2-popup")
        popup.close()

    def picture_popup(self, popup: Popup, name: str) -> None:
        path = self.folder / f"{name}.png"
        popup.screenshot(path)
        say(f"    → {path.relative_to(ROOT)}")

    def click_and_confirm(self) -> None:
        say(f"Step 3: a click on {NUMBER}. It is the first on this site, so we are asked.")
        with self.context.expect_page() as opening:
            self.point_at_number()
            self.page.mouse.down()
            self.page.mouse.up()
        question = opening.value
        question.set_viewport_size({"width": 420, "height": 400})
        question.locator("#yes").wait_for()
        self.picture("3-confirmation", question)
        question.locator("#trust-site").check()
        question.locator("#yes").click()

    def follow_call(self) -> bool:
        """Watches the call card and the popup until both show the final state."""
        say("Step 4: the call, as the card on the page and the popup tell it:")
        on_card: list[str] = []
        in_popup: list[str] = []
        self.watch_until(lambda: self.note_card(on_card), FOLLOWED[0], on_card)
        popup = Popup(self.page)

        def look() -> None:
            self.note_card(on_card)
            self.note_popup(in_popup, popup)

        self.watch_until(look, FOLLOWED[-1], on_card, in_popup)
        popup.close()
        # The popup need not show all states: on a slow computer, the popup opens late, and each
        # screenshot takes time.
        in_order = [state for state in FOLLOWED if state in in_popup]
        is_followed = in_popup == in_order and len(in_popup) >= LEAST_SEEN
        is_followed = is_followed and in_popup[-1] == FOLLOWED[-1]
        return tuple(on_card) == FOLLOWED and is_followed

    def watch_until(self, look: Callable[[], None], state: str, *sightings: list[str]) -> None:
        """Calls `look` again and again until `state` is the last entry of each list in `sightings`,
        or until CALL_WITHIN_SECONDS have passed."""
        until = time.monotonic() + CALL_WITHIN_SECONDS
        while time.monotonic() < until and not all(seen[-1:] == [state] for seen in sightings):
            look()
            self.page.wait_for_timeout(LOOK_EVERY_MS)

    def note_card(self, seen: list[str]) -> None:
        if self.note(seen, card_state(self.page), "page: "):
            self.picture(f"4-page-{len(seen)}-{seen[-1]}")

    def note_popup(self, seen: list[str], popup: Popup) -> None:
        shown = popup.evaluate("document.getElementById('call-state').textContent")
        if self.note(seen, shown, "popup:"):
            self.picture_popup(popup, f"5-popup-{seen[-1]}")

    def note(self, seen: list[str], words: str | None, where: str) -> bool:
        """Takes a text that the page or the popup shows (`words`, shown by `where`). If the text
        describes a state of the call that is not in `seen` yet, appends the state to `seen`, prints
        the text and returns True. Otherwise returns False."""
        states = {self.words[f"state_{state}"]["message"]: state for state in FOLLOWED}
        states[self.words["card_press_1"]["message"]] = "ringing_you"
        if words not in states or states[words] in seen:
            return False
        seen.append(states[words])
        say(f"    {where} {words}")
        return True

    def look_at_request(self) -> bool:
        """Prints the host's requests for a call. Returns whether there was one request, with the
        phone and the caller ID that were chosen in the popup."""
        asked = [one for one in self.simulator.requests if is_ring_out(one)]
        for record in asked:
            say(describe_ring_out(record))
        wanted = {"to": NUMBER, "from": FROM, "callerId": CALLER_ID, "playPrompt": True}
        return [ring_out_fields(record) for record in asked] == [wanted]

    def see_the_rest(self) -> None:
        say("Step 5: the other windows, and what it looks like without an account.")
        options = self.context.new_page()
        base = f"chrome-extension://{extension_id_of(self.context)}"
        options.goto(f"{base}/options/options.html")
        options.locator("select, input").first.wait_for()
        self.picture("6-options", options)
        options.close()
        popup = Popup(self.page)
        popup.evaluate("document.getElementById('sign-out').click()")
        popup.wait_for("!document.getElementById('absent').hidden")
        self.picture_popup(popup, "7-popup-without-account")
        popup.close()


def is_ring_out(record: Record) -> bool:
    return record.method == "POST" and record.path.endswith("/ring-out")


def ring_out_fields(record: Record) -> dict[str, Any]:
    """Returns the fields of a request for a call. A phone number is a text here, and not an object
    as in RingCentral's API."""
    body: dict[str, Any] = json.loads(record.body)
    return {
        name: value.get("phoneNumber") if isinstance(value, dict) else value
        for name, value in body.items()
    }


def describe_ring_out(record: Record) -> str:
    fields = ", ".join(f"{name} {value}" for name, value in ring_out_fields(record).items())
    return f"    The exchange was asked for a call: {fields}"


def read_words() -> dict[str, dict[str, str]]:
    path = EXTENSION / "_locales" / "en" / "messages.json"
    words: dict[str, dict[str, str]] = json.loads(path.read_text("utf-8"))
    return words
