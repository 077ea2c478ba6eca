"""Runs the same page in a browser without the extension and in one with it, and compares the
results.

The page consists of cases (tests/browser/pages/compared/kit.js). Each case runs a script on its own
part of the page and reports everything visible there. Usually the case starts after the numbers in
its part are painted. In an early run, the case starts at DOMContentLoaded, before any number is
painted.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

from playwright.sync_api import Page, ViewportSize

from tests.support.page_server import PageServer

VIEW: Final[ViewportSize] = {"width": 1600, "height": 3000}
"""Only numbers in or near view are painted, so all cases of a page must be in view."""

STYLE: Final = """
  body { margin: 8px; font: 12px/16px sans-serif; }
  body > section { position: relative; overflow: hidden; min-height: 16px; }
  body.many { display: grid; grid-template-columns: repeat(4, 380px); align-items: start; }
  section :is(p, pre, ul, h3) { margin: 0; }
"""
STEADY: Final = """
  let seed = 20260131;
  Math.random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
"""
"""Replaces `Math.random`, so that libraries get the same random numbers in both browsers."""

MOST_TRIES: Final = 3


class Tab(Protocol):
    """A tab of Chromium or of Firefox."""

    def go(self, address: str) -> None:
        """Opens a page and waits until it is loaded."""

    def ask(self, expression: str) -> Any:
        """Returns the value of an expression in the page. If the value is a promise, waits for its
        result."""


@dataclass(frozen=True)
class ChromiumTab:
    page: Page

    def go(self, address: str) -> None:
        self.page.goto(address)

    def ask(self, expression: str) -> Any:
        return self.page.evaluate(expression)


@dataclass(frozen=True)
class Browsers:
    """A tab without the extension and one with it, in browsers of the same kind."""

    plain: Tab
    marked: Tab


@dataclass
class Told:
    """What a page reported during one visit. For each step of the visit, `steps` has the visible
    state of each case, and `unpainted` names the cases whose numbers were not painted."""

    steps: dict[str, Any] = field(default_factory=dict)
    unpainted: dict[str, list[str]] = field(default_factory=dict)


def page_of(server: PageServer, built: Path, name: str, layout: str = "") -> str:
    """Adds a page that loads the script and the style sheet `name` from the folder `built`. Returns
    the page's address. `layout` is a class that the page's body gets."""
    for end, kind in {"js": "text/javascript", "css": "text/css"}.items():
        file = built / f"{name}.{end}"
        content = file.read_bytes() if file.exists() else b""
        server.pages[f"/{name}.{end}"] = (f"{kind}; charset=utf-8", content)
    return server.add(
        f"<!doctype html><html lang=en-US><meta charset=utf-8><title>Contacts</title>"
        f"<link rel=icon href=data:,>"
        f"<link rel=stylesheet href={name}.css><style>{STYLE}</style><script>{STEADY}</script>"
        f"<body class='{layout}'><p id=last></p><p><textarea id=elsewhere></textarea></p>"
        f"<script src={name}.js></script>"
    )


def visit(tab: Tab, address: str, *, is_marked: bool, is_early: bool) -> Told:
    """Opens a page, and runs the step `run` and then the step `undo` of all cases. Returns what the
    page reports after each of these two steps.

    With `is_marked`, the browser has the extension, so the visit also waits until numbers are
    painted. With `is_early`, the page itself starts `run` at DOMContentLoaded.
    """
    told = Told()
    tab.go(address + ("?early" if is_early else ""))
    if is_early:
        tab.ask("compared.isDone")
    elif is_marked:
        told.unpainted["before"] = tab.ask("compared.painted()")
    for step in ["run", "undo"]:
        if not (is_early and step == "run"):
            tab.ask(f"compared.{step}()")
        unsettled = tab.ask("compared.settled()") if is_marked else tab.ask("compared.last()")
        told.unpainted[step] = unsettled or []
        told.steps[step] = tab.ask("compared.read()")
    return told


def differences(plain: Any, marked: Any, at: str = "") -> Iterator[str]:
    """Yields a text for each difference between the reports of two browsers: where the reports
    differ, and both values. `at` is the part of the reports that is compared."""
    if isinstance(plain, dict) and isinstance(marked, dict):
        for key in sorted(plain.keys() | marked.keys()):
            yield from differences(plain.get(key), marked.get(key), f"{at} / {key}")
    elif isinstance(plain, list) and isinstance(marked, list) and len(plain) == len(marked):
        for place, (one, other) in enumerate(zip(plain, marked, strict=True)):
            yield from differences(one, other, f"{at} / {place}")
    elif plain != marked:
        yield f"{at}: {plain!r} became {marked!r}"


def compare(browsers: Browsers, address: str, *, is_early: bool) -> list[str]:
    """Visits the page in both browsers. Returns a text for each error that the page has without the
    extension, each case with an unpainted number, and each difference between the browsers. Repeats
    the visits as `until_alike` does."""
    return until_alike(lambda: _compare_once(browsers, address, is_early=is_early))


def until_alike(find: Callable[[], list[str]]) -> list[str]:
    """Calls `find`, which returns the differences between two pages, until it finds none, at most
    MOST_TRIES times. Returns what the last call found.

    On a busy computer, a library may draw something after the page has counted as idle. A
    difference that the extension causes appears each time.
    """
    found: list[str] = []
    for _ in range(MOST_TRIES):
        found = find()
        if not found:
            break
    return found


def _compare_once(browsers: Browsers, address: str, *, is_early: bool) -> list[str]:
    plain = visit(browsers.plain, address, is_marked=False, is_early=is_early)
    marked = visit(browsers.marked, address, is_marked=True, is_early=is_early)
    faults = [f"without the extension: {fault}" for fault in plain.steps["undo"]["errors"].items()]
    unpainted = [f"{step}: {name}" for step, names in marked.unpainted.items() for name in names]
    return faults + unpainted + list(differences(plain.steps, marked.steps))
