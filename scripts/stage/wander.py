"""Pages that change at random, held against the same pages on a site where the extension is off.

Whatever a page does to itself: once it rests, a person sees the same letters in the same places,
the numbers that can be called are those of a page that always was as it is now, and switching off
gives it back exactly. The page itself is pages/wander.js. Knows no host and no call.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import BrowserContext, Page

from scripts.stage.browser import worker_of
from scripts.stage.page_server import PageServer

SCRIPT: Final = (Path(__file__).parent / "pages" / "wander.js").read_text("utf-8")
HTML: Final = (
    "<!doctype html><html lang=en-US><meta charset=utf-8><link rel=icon href=data:,>"
    "<style>* { font-size: 12px } img { width: 10px; height: 10px }</style>"
    f"<body><p id=first>213-373-4253</p><script>{SCRIPT}</script>"
)
SITES: Final = {"marked": "pages.test", "plain": "plain.test"}
SET: Final = "(settings) => chrome.storage.local.set({ settings })"
US: Final = {"region": "US"}
OFF: Final = {**US, "enabled": False}
AT_REST: Final = """(turns) => new Promise((done) => {
  const number = writeLast();
  const isRead = () => location.host.startsWith("plain") ||
    document.querySelector(`#first [data-click-to-call="${number}"]`) !== null;
  const look = (was, left) => setTimeout(() => {
    const now = document.documentElement.outerHTML;
    if (left === 0) return done();
    look(now, now === was && isRead() ? left - 1 : turns);
  }, 20);
  look("", turns);
})"""
"""A number that was written last is marked, and nothing has changed for so many turns since."""
TURNS: Final = 6
LAID_OUT_ANEW: Final = """() => {
  for (const { root } of worlds) {
    const { style } = root;
    style.display = "none";
    root.getBoundingClientRect();
    style.display = "block";
  }
  return seen();
}"""
"""Chromium keeps white space that should have gone, and the other way round, until then."""
FIRST_IS_MARKED: Final = "document.querySelector('#first [data-click-to-call]') !== null"
NOTHING_IS_MARKED: Final = "document.querySelector('[data-click-to-call]') === null"
STEPS: Final = 8
CHANGES: Final = 2
WITHIN_PX: Final = 0.6


@dataclass(frozen=True)
class Difference:
    """Between a marked page and the plain one, or what it always was."""

    seed: int
    what: str
    changes: tuple[str, ...]
    marked: Any
    plain: Any
    html: str

    def __str__(self) -> str:
        changes = "; ".join(self.changes)
        return (
            f"seed {self.seed}: {self.what} after {changes}\n"
            f"  with it: {self.marked!r}\n  without: {self.plain!r}\n  page: {self.html!r}"
        )


class Wanderer:
    """Two tabs: one page in both, on a site with marks and on one without."""

    def __init__(self, context: BrowserContext, server: PageServer) -> None:
        self.context = context
        self.addresses = {name: server.add(HTML, site) for name, site in SITES.items()}

    def wander(self, first: int, count: int, also: str = "") -> list[Difference]:
        """Pages of so many seeds, all at once; gives the first difference of each seed.

        `also`: what else they do, once a step and by itself: "copies", or nothing.
        """
        self._set({SITES["marked"]: US, SITES["plain"]: OFF})
        marked, plain = (self._open(name, first, count) for name in SITES)
        journey = Journey(marked, plain, first, also)
        try:
            for _ in range(STEPS):
                journey.step()
            self._set({SITES["marked"]: US, SITES["plain"]: US})
            journey.compare_marks()
            self._set({SITES["marked"]: OFF, SITES["plain"]: OFF})
            journey.compare_html()
        finally:
            marked.close()
            plain.close()
        return list(journey.found.values())

    def _open(self, name: str, first: int, count: int) -> Page:
        page = self.context.new_page()
        page.goto(self.addresses[name])
        if name == "marked":
            page.wait_for_function(FIRST_IS_MARKED)
        page.evaluate("([first, count]) => start(first, count)", [first, count])
        return page

    def _set(self, sites: dict[str, Any]) -> None:
        worker_of(self.context).evaluate(SET, {"sites": sites})


class Journey:
    """One way through the states of some pages, and what was found on it."""

    def __init__(self, marked: Page, plain: Page, first: int, also: str) -> None:
        self.marked, self.plain, self.first, self.also = marked, plain, first, also
        self.changes: list[tuple[str, ...]] = []
        self.found: dict[int, Difference] = {}

    def step(self) -> None:
        """Some changes in both, and a look at both when they rest."""
        self.changes.append(tuple(self._do(f"step({CHANGES})")))
        self._look("seen")
        if self.also:
            self.changes.append(tuple(self._do(f"{self.also}()")))
            self._look("seen, what else it did")

    def compare_marks(self) -> None:
        """Those that came to be against those made at once of what is there now."""
        for page in (self.plain, self.marked):
            page.bring_to_front()
            page.wait_for_function(FIRST_IS_MARKED)
            page.evaluate(AT_REST, TURNS * 2)
        self._note("marks", self.marked.evaluate("marks()"), self.plain.evaluate("marks()"))

    def compare_html(self) -> None:
        """After all marks were taken back."""
        for page in (self.plain, self.marked):
            page.bring_to_front()
            page.wait_for_function(NOTHING_IS_MARKED)
        self._note("HTML", self.marked.evaluate("html()"), self.plain.evaluate("html()"))

    def _do(self, change: str) -> list[str]:
        marked, plain = (page.evaluate(change) for page in (self.marked, self.plain))
        assert marked == plain
        return list(plain)

    def _look(self, what: str) -> None:
        self.marked.bring_to_front()
        self.marked.evaluate(AT_REST, TURNS)
        marked, plain = (page.evaluate("seen()") for page in (self.marked, self.plain))
        if not all(map(is_same, marked, plain)):
            anew = self.plain.evaluate(LAID_OUT_ANEW)
            plain = [
                new if is_same(own, new) else was
                for own, was, new in zip(marked, plain, anew, strict=True)
            ]
        self._note(what, marked, plain)

    def _note(self, what: str, marked: list[Any], plain: list[Any]) -> None:
        pages: list[str] | None = None
        for index, (own, other) in enumerate(zip(marked, plain, strict=True)):
            seed = self.first + index
            if seed in self.found or is_same(own, other):
                continue
            pages = pages or self.plain.evaluate("html()")
            changes = tuple(each[index] for each in self.changes)
            self.found[seed] = Difference(seed, what, changes, own, other, pages[index])


def is_same(one: Any, other: Any) -> bool:
    """Places within a pixel."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= WITHIN_PX
    return bool(one == other)
