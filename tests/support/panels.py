"""The extension's own pages, opened in tabs, once they have come to rest.

Depends on Playwright alone.
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
"""Until nothing changes any more: what the host answers comes in parts."""
FILLED: Final = {"popup": "#from option", "options": "#region option"}
"""What a panel has once the host has answered."""


def open_settled(context: BrowserContext, extension_id: str, name: str) -> Page:
    """A panel of that name, filled by the host's answer."""
    page = context.new_page()
    page.goto(f"chrome-extension://{extension_id}/{name}/{name}.html")
    expect(page.locator(FILLED.get(name, "body")).first).to_be_attached()
    page.evaluate(SETTLED)
    return page
