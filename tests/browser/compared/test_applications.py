"""Tests typical applications: to-do lists whose listeners examine an event's target, cells edited
in place, a board of cards. A user's actions on a number there have the same effect as without the
extension, and no call is placed."""

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.compared.comparison import page_of
from tests.browser.compared.hands import Hands, Steps, compare_walks
from tests.support.extension import session
from tests.support.page_server import PageServer

TODOS: Final[Steps] = {
    "double click on a number": lambda hands: hands.double("415-555-2671"),
    "given up": lambda hands: hands.press("End", "!", "Escape"),
    "double click on words beside a number": lambda hands: hands.double("about the"),
    "saved": lambda hands: hands.press("End", "?", "Enter"),
    "double click on a number alone": lambda hands: hands.double("212-736-5001"),
    "saved, too": lambda hands: hands.press("End", "9", "Enter"),
    "click on words beside a number": lambda hands: hands.click("order"),
    "done": lambda hands: hands.click_at(".toggle"),
    "added": lambda hands: hands.write(".new", "Ask at 212-736-5002 today"),
    "double click on the new number": lambda hands: hands.double("212-736-5002"),
    "saved as it was": lambda hands: hands.press("Enter"),
    "only what is to be done": lambda hands: hands.click_at(".active"),
    "all": lambda hands: hands.click_at(".all"),
    "a number selected": lambda hands: hands.select("415-555-2671"),
    "copied and pasted": lambda hands: hands.copy(to="#elsewhere"),
    "selected up to a number": lambda hands: hands.select("Ring", until="415-555-2671"),
    "removed": lambda hands: hands.click_at(".destroy"),
}


def edited(number: str) -> Steps:
    """Returns steps that open the editor of a number's cell and save the unchanged text, twice in a
    row. An extension that changed the page might add something to the text each time."""
    return {
        f"{number} {step}, time {time}": action
        for time in (1, 2)
        for step, action in {
            "double click": lambda hands: hands.double(number),
            "saved": lambda hands: hands.press("Enter"),
        }.items()
    }


CELLS: Final[Steps] = {
    **edited("415-555-2671"),
    **edited("415-555-2672"),
    **edited("415-555-2673"),
    **edited("415-555-2674"),
    **edited("415-555-2675"),
    "click beside a number": lambda hands: hands.click_beside("415-555-2671"),
    "click on a word": lambda hands: hands.click("innerHTML"),
}
BOARD: Final[Steps] = {
    "click beside a number": lambda hands: hands.click_beside("415-555-2671"),
    "click on a word": lambda hands: hands.click("no number"),
    "double click on a name": lambda hands: hands.double("Ann"),
    "closed": lambda hands: hands.press("Escape"),
    "a card dragged by its number": lambda hands: hands.drag("415-555-2671", to="Done"),
    "a card dragged by its only words": lambda hands: hands.drag("212-736-5001", to="Done"),
    "a card dragged by its name": lambda hands: hands.drag("Bob", to="Done"),
    "a card dragged back": lambda hands: hands.drag("415-555-2671", to="Eve"),
}
APPLICATIONS: Final[dict[str, Steps]] = {
    **dict.fromkeys(["delegated", "markup", "jquery", "react", "vue"], TODOS),
    "cells": CELLS,
    "board": BOARD,
}


@pytest.mark.parametrize("name", APPLICATIONS)
def test_applications(
    name: str,
    pages: tuple[Page, Page],
    browser_context: BrowserContext,
    page_server: PageServer,
    built: Path,
) -> None:
    address = page_of(page_server, built, f"applications-{name}", layout="application")
    plain = Hands(pages[0], is_marked=False)
    marked = Hands(pages[1], is_marked=True)
    windows = len(browser_context.pages)
    assert compare_walks(plain, marked, address, APPLICATIONS[name]) == []
    assert len(browser_context.pages) == windows
    assert session(browser_context).get("call") is None
