"""Finds the numbers that the extension paints on a page, by a script that runs in the page.

Used by the demo. Depends on Playwright.
"""

from typing import Final

from playwright.sync_api import Page

PIECES: Final = """() => {
  const order = (a, b) => a.startContainer === b.startContainer
    ? a.startOffset - b.startOffset
    : a.startContainer.compareDocumentPosition(b.startContainer) & 4 ? -1 : 1;
  return [...(CSS.highlights.get("click-to-call") ?? [])].sort(order).map((piece) => {
    const live = document.createRange();
    live.setStart(piece.startContainer, piece.startOffset);
    live.setEnd(piece.endContainer, piece.endOffset);
    const { left, top, width, height } = live.getBoundingClientRect();
    return { text: live.toString(), x: left + width / 2, y: top + height / 2 };
  });
}"""
"""Returns the text and the middle of each painted range, in reading order."""
UNDER_POINTER: Final = """(wanted) => new Promise((done) => {
  const look = () => {
    const number = document.querySelector("click-to-call")?.dataset.clickToCall ?? "";
    if (wanted ? number.startsWith(wanted) : number === "") return done(number);
    requestAnimationFrame(look);
  };
  look();
})"""


def wait_for_pieces(page: Page, count: int) -> None:
    """Waits until at least `count` ranges are painted. Raises Playwright's TimeoutError if that
    takes too long."""
    are_there = "(count) => CSS.highlights.get('click-to-call')?.size >= count"
    page.wait_for_function(are_there, arg=count)


def place_of(page: Page, text: str) -> tuple[float, float]:
    """Returns the middle of the first painted range with this text. Raises LookupError if there is
    none."""
    for piece in page.evaluate(PIECES):
        if piece["text"] == text:
            return piece["x"], piece["y"]
    raise LookupError(f"{text} is not painted")


def numbers_under_pointer(page: Page) -> list[tuple[str, str]]:
    """Moves the pointer to each painted number. Returns each number as a pair: the text on the
    page, and the E.164 number that the extension would call."""
    numbers: list[tuple[str, str]] = []
    for piece in page.evaluate(PIECES):
        if piece["text"].strip() == "":
            continue
        page.mouse.move(2, 2)
        page.evaluate(UNDER_POINTER, "")
        page.mouse.move(piece["x"], piece["y"])
        number = page.evaluate(UNDER_POINTER, "+")
        is_same = bool(numbers) and numbers[-1][1] == number
        before = f"{numbers.pop()[0]} " if is_same else ""
        numbers.append((before + piece["text"], number))
    return numbers
