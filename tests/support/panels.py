"""Opens the extension's own pages in tabs, and waits until a page has all of its content.

Depends on Playwright.
"""

from typing import Final

from playwright.sync_api import BrowserContext, Page, expect

SETTLED: Final = """() => new Promise((done) => {
  let [before, frames] = ["", 0];
  const look = () => {
    const now = `${document.body.innerText} ${document.body.scrollHeight}`;
    frames = now === before ? frames + 1 : 0;
    before = now;
    if (frames > 20) done();
    else requestAnimationFrame(look);
  };
  look();
})"""
"""Waits until the panel's text and height have stayed the same for 20 frames, because the host's
data arrives in parts."""
FILLED: Final = {"popup": "#from option", "options": "#region option"}
"""For each panel that shows data of the host: the selector of an element that exists only after the
host has answered."""


def open_settled(context: BrowserContext, extension_id: str, name: str) -> Page:
    """Opens the panel with this name, and returns the page once it shows the host's data."""
    page = context.new_page()
    page.goto(f"chrome-extension://{extension_id}/{name}/{name}.html")
    expect(page.locator(FILLED.get(name, "body")).first).to_be_attached()
    page.evaluate(SETTLED)
    return page
