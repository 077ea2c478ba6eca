"""The country of a page's national numbers, with the user's own default left at the US."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scripts.stage.page_server import PageServer
from tests.browser.extension import change_settings, mark

BERLIN = "+4930901820"
LONDON = "+442079460958"
TOKYO = "+81312345678"
ADDRESS = '<span itemprop="address"><meta itemprop="addressCountry" content="GB"></span>'
LINKED = '<script type="application/ld+json">{"address":{"addressCountry": "DE"}}</script>'


@pytest.mark.parametrize(
    ("host", "language", "text", "number"),
    [
        ("www.example.de", "", "Ruf an: 030 901820", BERLIN),
        ("shop.example.co.uk", "", "Ring 020 7946 0958", LONDON),
        ("shop.example.co.uk", "en-US", "Ring 020 7946 0958", LONDON),
        ("pages.test", "ja", "電話 03-1234-5678", TOKYO),
        ("pages.test", "de-DE", "Telefon 030 901820", BERLIN),
        ("pages.test", "en-GB", "Telephone 020 7946 0958", LONDON),
        ("pages.test", "", "Call +44 20 7946 0000 or 020 7946 0958", LONDON),
        ("pages.test", "", f"{ADDRESS} Ring 020 7946 0958", LONDON),
        ("pages.test", "", f"{LINKED} Ring 030 901820", BERLIN),
        ("pages.test", "", "<script>x=1+442079460000</script>Call 415-555-2671", "+14155552671"),
        ("pages.test", "en-US", "Call 415-555-2671", "+14155552671"),
        ("pages.test", "", "Call 415-555-2671", "+14155552671"),
    ],
)
def test_the_page_says_whose_numbers_these_are(
    host: str, language: str, text: str, number: str, page: Page, page_server: PageServer
) -> None:
    html = f'<!doctype html><html lang="{language}"><title>x</title><p>{text}</p></html>'
    page.goto(page_server.add(html, host))
    expect(mark(page, number)).to_be_visible()


def test_the_users_choice_for_a_site_goes_before_what_the_page_says(
    browser_context: BrowserContext, page: Page, page_server: PageServer
) -> None:
    change_settings(browser_context, sites={"ours.test": {"region": "DE"}})
    html = '<!doctype html><html lang="en-GB"><title>x</title><p>Ruf an: 030 901820</p></html>'
    page.goto(page_server.add(html, "ours.test"))
    expect(mark(page, BERLIN)).to_be_visible()


def test_another_default_region_applies_without_a_reload(
    browser_context: BrowserContext, page: Page, page_server: PageServer
) -> None:
    html = "<!doctype html><title>x</title><p>Ruf an: 030 901820</p>"
    page.goto(page_server.add(html))
    change_settings(browser_context, region="DE")
    expect(mark(page, BERLIN)).to_be_visible()
