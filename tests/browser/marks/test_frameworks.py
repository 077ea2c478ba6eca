"""Tests that applications of every framework show the same text in each state with the extension as
without it.

Each application goes through random states: numbers appear, change and disappear, keyed lists are
reordered, parts are added and removed. The environment variable CLICK_TO_CALL_STATES sets the count
of states (1,000 for a thorough run).
"""

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.support.extension import change_settings
from tests.support.page_server import PageServer
from tests.support.watching import TALL, expect_gone

STATES = int(os.environ.get("CLICK_TO_CALL_STATES", "40"))
SEED = 20260131
PLAIN = "plain.test"
"""A site where the extension is switched off."""

NUMBER = re.compile(
    r"\(\d{3}\)\s\d{3}-\d{4}|\+\d[\d ]{9,}\d|\d{3}[-.]\d{3}[-.]\d{4}|(?<!\d)\d{10}(?!\d)"
)
FRAMEWORKS = [
    "react17", "react18", "react19", "vue3", "preact", "svelte4", "svelte5", "solid", "lit",
    "angular", "jquery",
]  # fmt: skip
RENDERED = ["react18", "react19", "vue3"]


@dataclass
class Visit:
    """What one visit to an application showed: the text of each state, and the final HTML."""

    found: dict[str, Any]
    html: str
    words: list[str]


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_every_state_shows_the_same_text(
    name: str,
    page: Page,
    browser_context: BrowserContext,
    page_server: PageServer,
    applications: Path,
) -> None:
    page.set_viewport_size(TALL)
    change_settings(browser_context, sites={PLAIN: {"enabled": False}})
    html = application_page(applications, name)
    plain = visit(page, page_server.add(html, PLAIN), None)
    digits = [
        len(re.sub(r"\D", "", "".join(NUMBER.findall(text)))) for text in plain.found["later"]
    ]
    painted = visit(page, page_server.add(html), digits)
    assert painted.found["missing"] == []
    assert painted == replace(plain, found={**plain.found, "missing": []})
    change_settings(browser_context, enabled=False)
    expect_gone(page)
    page.evaluate("app.unmount()")
    change_settings(browser_context, enabled=True)


def application_page(applications: Path, name: str) -> str:
    scripts = [
        (Path(__file__).parents[1] / "pages" / "frameworks" / "states.js").read_text("utf-8"),
        (Path(__file__).parents[1] / "pages" / "frameworks" / "run.js").read_text("utf-8"),
        (applications / f"{name}.js").read_text("utf-8").replace("</script", "<\\/script"),
    ]
    tags = "".join(f"<script>{script}</script>" for script in scripts)
    head = f"<!doctype html><title>{name}</title><link rel=icon href=data:,>"
    return f"{head}<body><div id=root></div>{tags}</body>"


def visit(page: Page, address: str, digits: list[int] | None) -> Visit:
    words: list[str] = []
    page.on("pageerror", lambda error: words.append(str(error)))
    page.on("console", lambda said: words.append(said.text))
    page.goto(address)
    page.evaluate("window.ready")
    options = {"seed": SEED, "count": STATES, "digits": digits}
    found = page.evaluate("options => goThrough(options)", options)
    return Visit(found, whole_page(page), words)


def whole_page(page: Page) -> str:
    """Returns the page's body as HTML, without the random text in Lit's comments."""
    return re.sub(r"lit\$\d+\$", "lit", page.evaluate("document.body.outerHTML"))
