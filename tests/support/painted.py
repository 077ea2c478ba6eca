"""Finds painted numbers in `CSS.highlights`, which every script can read.

`Painted(page, "+14155552671")` is a number on a page. Its methods find the number's place, rest the
pointer on the number and click the number. Depends on Playwright's page, or in Firefox on
firefox_input.Fingers, which has the same methods.
"""

from typing import Any

NAME = "click-to-call"
RANGES = """() => {
  const order = (a, b) => a.startContainer === b.startContainer
    ? a.startOffset - b.startOffset
    : a.startContainer.compareDocumentPosition(b.startContainer) & 4 ? -1 : 1;
  const all = [...(CSS.highlights.get("click-to-call") ?? [])];
  return all.filter((range) => range.startContainer.isConnected).sort(order).map((range) => {
    const live = document.createRange();
    try {
      live.setStart(range.startContainer, range.startOffset);
      live.setEnd(range.endContainer, range.endOffset);
    } catch {
      return { text: "", left: 0, top: 0, width: 0, height: 0 };
    }
    const [line] = [...live.getClientRects()].filter((box) => box.width > 0);
    const { left, top, width, height } = line ?? live.getBoundingClientRect();
    return { text: live.toString(), left, top, width, height };
  });
}"""
"""Returns all painted ranges in reading order. Each range has its text, and the box of its first
line in the viewport."""

BOX = f"""(digits) => {{
  const ranges = ({RANGES})();
  const digitsOf = ({{ text }}) => text.replace(/\\D/g, "").replace(/^0+/, "");
  const isWhole = (range) => digitsOf(range).length > 5 && digits.endsWith(digitsOf(range));
  const isPart = (range) => digitsOf(range).length > 1 && digits.includes(digitsOf(range));
  return ranges.find(isWhole) ?? ranges.find(isPart) ?? null;
}}"""
"""Returns the text and the box of the first painted range that shows the number `digits`, or, if no
range shows the whole number, only a part of it; null if there is no such range. A trunk zero in the
range's text is ignored."""

UNTIL = """([source, argument, isThere]) => new Promise((done, fail) => {
  const ask = (0, eval)(`(${source})`);
  const told = () => fail(new Error(`${argument} does not ${isThere ? "come" : "go"}`));
  setTimeout(told, 15_000);
  const look = () => {
    const found = ask(argument);
    if (Boolean(found) === isThere) return done(found);
    requestAnimationFrame(look);
  };
  look();
})"""
HOVERED = """(number) => new Promise((done, fail) => {
  setTimeout(() => fail(new Error(`no link came over ${number}`)), 15_000);
  const look = () => {
    const layer = document.querySelector("click-to-call");
    if (layer?.getAttribute("data-click-to-call") === number) return done(true);
    requestAnimationFrame(look);
  };
  look();
})"""


def painted_texts(page: Any) -> list[str]:
    """Returns the texts of all painted ranges, in reading order."""
    return [found["text"] for found in page.evaluate(RANGES)]


class Painted:
    """A number on a page, which the extension has painted or will paint."""

    def __init__(self, page: Any, number: str = "+14155552671") -> None:
        self.page = page
        self.number = number
        self.digits = "".join(sign for sign in number.split(";", maxsplit=1)[0] if sign.isdigit())

    def box(self) -> dict[str, float]:
        """Waits until the number is painted. Returns the box of the number's first line in the
        viewport."""
        found: dict[str, float] = self.page.evaluate(UNTIL, [BOX, self.digits, True])
        return found

    def wait_until_gone(self) -> None:
        self.page.evaluate(UNTIL, [BOX, self.digits, False])

    def middle(self) -> tuple[float, float]:
        box = self.box()
        return box["left"] + box["width"] / 2, box["top"] + box["height"] / 2

    def hover(self) -> None:
        """Rests the pointer on the number, and waits until the extension's link covers the
        number."""
        x, y = self.middle()
        self.page.mouse.move(x - 1, y)
        self.page.mouse.move(x, y)
        self.page.evaluate(HOVERED, self.number)

    def click(self) -> None:
        """Clicks the number as a user does: rests the pointer on the number, and clicks the link
        that appears there."""
        self.hover()
        self.page.mouse.down()
        self.page.mouse.up()
