"""Tests that the command `rewrite` and the presentation "rewrite" turn the same numbers of a page
into the same links."""

import html
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.support.command_line import command
from tests.support.extension import change_settings
from tests.support.host import OwnHost
from tests.support.page_server import PageServer
from tests.support.rewritten_pages import PAGES

LAST = "+12125550199"
"""Each page ends with this number. When it is a link, all numbers before it are links too."""
END = f"<table></table><section><p>The end: {LAST}</section>"
LINK = re.compile(r'<a href="(tel:[^"]*)">(.*?)</a>', re.DOTALL)
LINKS = """() => Array.from(document.querySelectorAll("a[data-click-to-call]"),
  (link) => [link.getAttribute("href"), link.textContent])"""


@pytest.fixture(scope="module")
def rewritten(signed_in_host: OwnHost, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a folder with all sample pages, rewritten by the command `rewrite`."""
    folder = tmp_path_factory.mktemp("pages")
    for name, source in PAGES.items():
        (folder / f"{name}.html").write_text(source + END, "utf-8")
    done = command(signed_in_host.environment, "rewrite", "--in-place", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("name", PAGES)
def test_the_command_and_the_extension_make_the_same_links(
    name: str,
    page: Page,
    page_server: PageServer,
    browser_context: BrowserContext,
    rewritten: Path,
) -> None:
    change_settings(browser_context, sites={"pages.test": {"presentation": "rewrite"}})
    page.goto(page_server.add(PAGES[name] + END))
    page.locator(f'a[href="tel:{LAST}"]').wait_for()
    extension = [tuple(link) for link in page.evaluate(LINKS)]
    source = (rewritten / f"{name}.html").read_text("utf-8")
    assert [(href, html.unescape(text)) for href, text in LINK.findall(source)] == extension
