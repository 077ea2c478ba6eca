"""A person at a page with a grid or an application: real mouse and keys, and what is seen after
each step. The page tells where words stand and when nothing changes any more
(tests/browser/pages/compared/grid.js)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Page

BESIDE_PX: Final = 14
"""So far behind the end of a number a press is beside it, and in a cell still in that cell."""


@dataclass(frozen=True)
class Hands:
    """Of one person. `is_marked` says whether the numbers of the page are to be painted."""

    page: Page
    is_marked: bool

    def double(self, words: str) -> None:
        """A double click in the middle of the words."""
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
        """Presses at the beginning of the words and lets go within their end, or within others."""
        place = self._place(words)
        self._rest_on(words)
        end = self._place(until) if until else place
        self.page.mouse.move(place["left"] + 2, place["y"])
        self.page.mouse.down()
        self.page.mouse.move((place["left"] + place["right"]) / 2, place["y"])
        self.page.mouse.move(end["right"] - 4, end["y"], steps=4)
        self.page.mouse.up()

    def drag(self, words: str, to: str) -> None:
        """Drags what the words stand in onto what other words stand in."""
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
        """By the keys, into a field of the page."""
        self.press("ControlOrMeta+c")
        self.page.evaluate("compared.settle()")
        self.click_at(to)
        self.press("ControlOrMeta+v")

    def write(self, selector: str, words: str) -> None:
        """Into a field, with Enter at the end."""
        self.click_at(selector)
        self.page.keyboard.type(words)
        self.press("Enter")

    def wheel(self, over: str, pixels: int) -> None:
        self.page.mouse.move(*self._beside(over))
        self.page.mouse.wheel(0, pixels)

    def ask(self, use: str, *words: str) -> None:
        """What the page offers to its own script: to filter, to turn the page."""
        self.page.evaluate("([use, words]) => void compared[use](...words)", [use, list(words)])

    def look(self) -> Any:
        """Everything that can be seen when nothing changes any more."""
        self.page.evaluate("compared.settle()")
        return self.page.evaluate("compared.told()")

    def _rest_on(self, words: str) -> None:
        """The pointer comes to rest, until a number under it is offered as a link."""
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
    """Opens a page and does the steps in turn; gives what was seen after each, by its name.

    A step that cannot be done is told as it is, and the next one is tried.
    """
    hands.page.goto(address)
    hands.page.wait_for_function("window.compared")
    _empty_clipboard(hands)
    seen = {"opened": hands.look()}
    for name, step in steps.items():
        try:
            step(hands)
        except Exception as fault:  # whatever it is, the plain page must say it too
            seen[f"{name}, in vain"] = str(fault).partition("\n")[0]
        seen[name] = hands.look()
    return seen


def _empty_clipboard(hands: Hands) -> None:
    """What an earlier page copied is not pasted here."""
    hands.page.locator("#elsewhere").fill("nothing")
    hands.press("ControlOrMeta+a", "ControlOrMeta+x")
    hands.page.locator("#elsewhere").blur()
