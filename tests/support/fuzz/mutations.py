"""Compares a page that changes at random with the same page on a site where the extension is off.

After each step, the page must have the same nodes on both sites. Then the extension is switched on
for the other site too, and must paint the same ranges there as on the first site. The page's script
is mutations.js. Depends on Playwright; needs no host.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import BrowserContext, Page, ViewportSize

from tests.support.browser import worker_of
from tests.support.page_server import PageServer

SCRIPT: Final = (Path(__file__).with_name("mutations.js")).read_text("utf-8")
HTML: Final = (
    "<!doctype html><html lang=en-US><meta charset=utf-8><link rel=icon href=data:,>"
    "<style>* { font-size: 12px } img { width: 10px; height: 10px }</style>"
    f"<body><p id=first>213-373-4253</p><script>{SCRIPT}</script>"
)
SITES: Final = {"painted": "pages.test", "plain": "plain.test"}
SET: Final = "(settings) => chrome.storage.local.set({ settings })"
US: Final = {"region": "US"}
OFF: Final = {**US, "enabled": False}
VIEW: Final[ViewportSize] = {"width": 1280, "height": 9000}
"""The size of the window. Only numbers in or near view are painted, so the window is high enough
for all numbers of a page."""
AT_REST: Final = """(turns) => new Promise((done) => {
  writeLast();
  const look = (was, left) => setTimeout(() => {
    const now = JSON.stringify(painted());
    if (left === 0) return done();
    look(now, now === was && isLastPainted() ? left - 1 : turns);
  }, 50);
  look("", turns);
})"""
"""Writes a new number, and waits until this number is painted and the painted ranges are the same
in `turns` checks in a row, 50 ms apart."""
TURNS: Final = 6
IS_PAINTED: Final = "isLastPainted()"
IS_OFF: Final = "!CSS.highlights.has('click-to-call')"
STEPS: Final = 8
CHANGES: Final = 2


@dataclass(frozen=True)
class Difference:
    """A difference between the two tabs after a change: in the nodes of the page, or in the painted
    numbers."""

    seed: int
    what: str
    changes: tuple[str, ...]
    painted: Any
    plain: Any
    html: str

    def __str__(self) -> str:
        changes = "; ".join(self.changes)
        return (
            f"seed {self.seed}: {self.what} after {changes}\n"
            f"  with it: {self.painted!r}\n  without: {self.plain!r}\n  page: {self.html!r}"
        )


class MutationFuzzer:
    """Opens the same page in two tabs: on a site where the extension is on, and on a site where the
    extension is off. Makes the same random changes in both tabs, and compares the results."""

    def __init__(self, context: BrowserContext, server: PageServer) -> None:
        self.context = context
        self.addresses = {name: server.add(HTML, site) for name, site in SITES.items()}

    def run(self, first: int, count: int) -> list[Difference]:
        """Changes the trees of `count` seeds, from `first` on, together in one page. Returns the
        first difference for each seed that has one."""
        self.switch(OFF)
        painted, plain = (self._open(name, first, count) for name in SITES)
        fuzz_run = FuzzRun(self, painted, plain, first)
        try:
            for _ in range(STEPS):
                fuzz_run.step()
        finally:
            painted.close()
            plain.close()
        return list(fuzz_run.found.values())

    def switch(self, plain: dict[str, Any]) -> None:
        """Stores `plain` as the settings of the site SITES["plain"]. OFF switches the extension off
        there, and US switches it on."""
        sites = {SITES["painted"]: US, SITES["plain"]: plain}
        worker_of(self.context).evaluate(SET, {"sites": sites})

    def _open(self, name: str, first: int, count: int) -> Page:
        page = self.context.new_page()
        page.set_viewport_size(VIEW)
        page.goto(self.addresses[name])
        if name == "painted":
            page.wait_for_function(IS_PAINTED)
        page.evaluate("([first, count]) => start(first, count)", [first, count])
        return page


class FuzzRun:
    """One run: a page in two tabs, which changes step by step, and the differences found so far, by
    seed."""

    def __init__(self, fuzzer: MutationFuzzer, painted: Page, plain: Page, first: int) -> None:
        self.fuzzer, self.painted, self.plain, self.first = fuzzer, painted, plain, first
        self.changes: list[tuple[str, ...]] = []
        self.found: dict[int, Difference] = {}

    def step(self) -> None:
        """Makes the same changes in both tabs, and compares the nodes. Then switches the extension
        on in the tab `plain` for a moment, and compares the painted numbers."""
        both = [page.evaluate(f"step({CHANGES})") for page in (self.painted, self.plain)]
        assert both[0] == both[1]
        self.changes.append(tuple(both[0]))
        self.painted.bring_to_front()
        self.painted.evaluate(AT_REST, TURNS)
        self._compare("nodes", "html()")
        self._see_for_the_first_time()
        self._compare("numbers", "painted()")
        self.fuzzer.switch(OFF)
        self.plain.wait_for_function(IS_OFF)

    def _see_for_the_first_time(self) -> None:
        self.fuzzer.switch(US)
        self.plain.bring_to_front()
        self.plain.wait_for_function(IS_PAINTED)
        self.plain.evaluate(AT_REST, TURNS)

    def _compare(self, what: str, ask: str) -> None:
        with_it, without = (page.evaluate(ask) for page in (self.painted, self.plain))
        for index, (own, other) in enumerate(zip(with_it, without, strict=True)):
            seed = self.first + index
            if seed in self.found or own == other:
                continue
            changes = tuple(each[index] for each in self.changes)
            html, _ = self.plain.evaluate("html()")[index]
            self.found[seed] = Difference(seed, what, changes, own, other, html)
