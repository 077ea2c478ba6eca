"""Uses a real mouse and keyboard on a page with a grid or an application, and reads the visible
state after each step. The page's own functions tell where texts are and when the page is idle
(tests/browser/pages/compared/grid.js)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Page

from tests.browser.compared.comparison import differences, until_alike
from tests.support.firefox_input import Fingers

BESIDE_PX: Final = 14
"""How far after the end of a text the mouse clicks beside the text, but still in the same cell."""


@dataclass(frozen=True)
class Hands:
    """One user's input on a page. With `is_marked`, the browser has the extension, and each input
    waits until the page's numbers are painted."""

    page: Page | Fingers
    is_marked: bool

    def double(self, words: str) -> None:
        """Double-clicks the middle of the text `words`."""
        self._rest_on(words)
        self.page.mouse.dblclick(*self._middle(words))

    def double_beside(self, words: str) -> None:
        self.page.mouse.dblclick(*self._beside(words))

    def click(self, words: str) -> None:
        self._rest_on(words)
        self.page.mouse.click(*self._middle(words))

    def click_beside(self, words: str) -> None:
        self.page.mouse.click(*self._beside(words))

    def select(self, words: str, until: str = "") -> None:
        """Selects with the mouse: drags from the beginning of the text `words` almost to its end,
        or almost to the end of the text `until`."""
        place = self._place(words)
        self._rest_on(words)
        end = self._place(until) if until else place
        self.page.mouse.move(place["left"] + 2, place["y"])
        self.page.mouse.down()
        self.page.mouse.move((place["left"] + place["right"]) / 2, place["y"])
        self.page.mouse.move(end["right"] - 4, end["y"], steps=4)
        self.page.mouse.up()

    def drag(self, words: str, to: str) -> None:
        """Drags the element with the text `words` onto the element with the text `to`."""
        self._rest_on(words)
        x, y = self._middle(words)
        end_x, end_y = self._middle(to)
        self.page.mouse.down()
        self.page.mouse.move(x + 3, y + 6, steps=3)
        self.page.mouse.move(end_x, end_y + 4, steps=6)
        self.page.mouse.move(end_x, end_y + 6)
        self.page.mouse.up()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def click_at(self, selector: str) -> None:
        self.page.locator(selector).first.click()

    def copy(self, to: str) -> None:
        """Copies the selection with the keyboard, and pastes it into the field with the selector
        `to`."""
        self.press("ControlOrMeta+c")
        self.page.evaluate("compared.settle()")
        self.click_at(to)
        self.press("ControlOrMeta+v")

    def write(self, selector: str, words: str) -> None:
        """Types into a field and presses Enter."""
        self.click_at(selector)
        self.page.keyboard.type(words)
        self.press("Enter")

    def wheel(self, over: str, pixels: int) -> None:
        """Turns the mouse wheel beside the text `over`. Works only in Chromium, because `Fingers`
        has no wheel."""
        assert isinstance(self.page, Page)
        self.page.mouse.move(*self._beside(over))
        self.page.mouse.wheel(0, pixels)

    def ask(self, use: str, *words: str) -> None:
        """Calls the page's function with the name `use` for an action that the page has no control
        for, such as filtering the rows."""
        self.page.evaluate("([use, words]) => void compared[use](...words)", [use, list(words)])

    def look(self) -> Any:
        """Waits until the page is idle, and returns its visible state."""
        self.page.evaluate("compared.settle()")
        return self.page.evaluate("compared.told()")

    def _rest_on(self, words: str) -> None:
        """Puts the pointer on the text. If the text is a painted number, waits until the
        extension's link covers the number."""
        self.page.mouse.move(*self._middle(words))
        if self.is_marked and any(letter.isdigit() for letter in words):
            self.page.evaluate("compared.offered()")

    def _place(self, words: str) -> Any:
        return self.page.evaluate(
            "([words, isMarked]) => compared.place(words, isMarked)", [words, self.is_marked]
        )

    def _middle(self, words: str) -> tuple[float, float]:
        place = self._place(words)
        return (place["left"] + place["right"]) / 2, place["y"]

    def _beside(self, words: str) -> tuple[float, float]:
        place = self._place(words)
        return place["right"] + BESIDE_PX, place["y"]


Steps = dict[str, Callable[[Hands], None]]


def walk(hands: Hands, address: str, steps: Steps) -> dict[str, Any]:
    """Opens a page and performs the steps. Returns the visible state after each step, by the step's
    name, and the error message of each step that failed."""
    hands.page.goto(address)
    hands.page.wait_for_function("window.compared")
    _empty_clipboard(hands)
    seen = {"opened": hands.look()}
    for name, step in steps.items():
        try:
            step(hands)
        # The walk goes on after a step that fails. The failure is compared like other results: the
        # step must fail in the same way with and without the extension.
        except Exception as fault:
            seen[f"{name}, in vain"] = str(fault).partition("\n")[0]
        seen[name] = hands.look()
    return seen


def compare_walks(plain: Hands, marked: Hands, address: str, steps: Steps) -> list[str]:
    """Performs the steps without and with the extension, and returns the differences. Repeats both
    walks as `until_alike` does."""
    return until_alike(
        lambda: list(differences(walk(plain, address, steps), walk(marked, address, steps)))
    )


def _empty_clipboard(hands: Hands) -> None:
    """Clears the clipboard, so that nothing from an earlier page is pasted."""
    hands.page.locator("#elsewhere").fill("nothing")
    hands.press("ControlOrMeta+a", "ControlOrMeta+x")
    hands.page.locator("#elsewhere").blur()
