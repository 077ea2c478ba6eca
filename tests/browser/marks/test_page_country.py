"""Tests in which country a page's national numbers are read, with the user's home region set to the
US."""

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.support.extension import change_settings
from tests.support.page_server import PageServer
from tests.support.painted import Painted
from tests.support.watching import expect_painted

BERLIN = "+4930901820"
LONDON = "+442079460958"
TOKYO = "+81312345678"
ADDRESS = '<span itemprop="address"><meta itemprop="addressCountry" content="GB"></span>'
NAMED = (
    '<script type="application/ld+json">{"address":{"@type":"PostalAddress","addressCountry":'
    '{"@type":"Country","name":"%s"}}}</script>'
)
VIENNA = "+4315123456"
ZURICH = "+41445860040"
LISBON = "+351213456789"
TAIPEI = "+886223211212"
LINKED = '<script type="application/ld+json">{"address":{"addressCountry": "DE"}}</script>'


SAYS_ITS_COUNTRY = [
    ("ja", "電話 03-1234-5678", TOKYO),
    ("de-DE", "Telefon 030 901820", BERLIN),
    ("en-GB", "Telephone 020 7946 0958", LONDON),
    ("", "Call +44 20 7946 0000 or 020 7946 0958", LONDON),
    ("", f"{ADDRESS} Ring 020 7946 0958", LONDON),
    ("", f"{LINKED} Ring 030 901820", BERLIN),
    ("", "<script>x=1+442079460000</script>Call 415-555-2671", "+14155552671"),
    ("", f"{NAMED % 'Germany'} Ring 030 901820", BERLIN),
    ("de", f"{NAMED % 'Österreich'} Tel 01 5123456", VIENNA),
    ("zh-Hant-TW", "電話 (02) 2321-1212", TAIPEI),
    ("zh-Hant", "電話 (02) 2321-1212", TAIPEI),
    ("de", "Tel +41 44 586 00 41, 044 586 00 40", ZURICH),
    ("de", "+1 415 555 2671 or 030 901820", BERLIN),
    ("en-US", "Call 415-555-2671", "+14155552671"),
    ("", "Call 415-555-2671", "+14155552671"),
]
"""Pages as tuples of the page's language, its text, and the number that the extension finds in
it."""
LIVES_SOMEWHERE = [
    ("www.example.de", "", "Ruf an: 030 901820", BERLIN),
    ("shop.example.co.uk", "", "Ring 020 7946 0958", LONDON),
    ("shop.example.co.uk", "en-US", "Ring 020 7946 0958", LONDON),
    ("www.example.at", "de-DE", "Tel 01 5123456", VIENNA),
    ("www.example.ch", "de", "Tel 044 586 00 40", ZURICH),
    ("www.example.pt", "pt-BR", "Tel 213 456 789", LISBON),
    ("www.example.wien", "de", "Tel 01 5123456", VIENNA),
    ("shop.example.co", "en-GB", "Ring 020 7946 0958", LONDON),
    ("tienda.example.com.co", "en-GB", "Cel. 310 123 4567", "+573101234567"),
]


@pytest.mark.parametrize(
    ("host", "language", "text", "number"),
    [*LIVES_SOMEWHERE, *(("pages.test", *said) for said in SAYS_ITS_COUNTRY)],
)
def test_the_page_says_whose_numbers_these_are(
    host: str, language: str, text: str, number: str, page: Page, page_server: PageServer
) -> None:
    html = f'<!doctype html><html lang="{language}"><title>x</title><p>{text}</p></html>'
    page.goto(page_server.add(html, host))
    Painted(page, number).hover()


@pytest.mark.parametrize(
    ("language", "head", "text", "number"),
    [
        ("en", '<meta property="og:locale" content="en_GB">', "Ring 020 7946 0958", LONDON),
        ("de", '<meta property="og:locale" content="en_GB">', "Ruf 030 901820", BERLIN),
        ("en", '<meta name="geo.region" content="DE-BE">', "Call 030 901820", BERLIN),
        ("", '<meta http-equiv="Content-Language" content="ja">', "03-1234-5678", TOKYO),
        ("", "<img name=querySelectorAll><img name=body>", "+44 20 7946 0958", LONDON),
    ],
)
def test_what_a_page_says_to_machines_counts(
    language: str, head: str, text: str, number: str, page: Page, page_server: PageServer
) -> None:
    html = f'<!doctype html><html lang="{language}"><title>x</title>{head}<p>{text}</p></html>'
    page.goto(page_server.add(html, "pages.test"))
    Painted(page, number).hover()


def test_a_page_that_changes_its_language_without_a_reload_is_read_again(
    page: Page, page_server: PageServer
) -> None:
    html = '<!doctype html><html lang="en-GB"><title>x</title><p>Ring 020 7946 0958</p></html>'
    page.goto(page_server.add(html, "pages.test"))
    Painted(page, LONDON).hover()
    page.evaluate(
        "document.documentElement.lang = 'ja'; "
        "document.querySelector('p').textContent = '電話 03-1234-5678'"
    )
    Painted(page, TOKYO).hover()


def test_the_users_choice_for_a_site_goes_before_what_the_page_says(
    browser_context: BrowserContext, page: Page, page_server: PageServer
) -> None:
    change_settings(browser_context, sites={"ours.test": {"region": "DE"}})
    html = '<!doctype html><html lang="en-GB"><title>x</title><p>Ruf an: 030 901820</p></html>'
    page.goto(page_server.add(html, "ours.test"))
    Painted(page, BERLIN).hover()


def test_another_default_region_applies_without_a_reload(
    browser_context: BrowserContext, page: Page, page_server: PageServer
) -> None:
    html = "<!doctype html><title>x</title><p>Ruf an: 030 901820</p>"
    page.goto(page_server.add(html))
    change_settings(browser_context, region="DE")
    Painted(page, BERLIN).hover()


CONTACTS = """<!doctype html><html lang="en-US"><title>x</title><table>
<tr><td>Ann<td>(212) 736-5003<tr><td>Bob<td>2127365008<tr><td>Zoe<td>+44 20 7946 0018
<tr><td>Liz<td>Office +44 20 7946 0018 or 020 7946 0019
<tr><td>Eva, Berlin<td>Germany<td>030 901820<tr><td>Jo<td>030 901821</table>
<ul><li>Paris, France<br>01 42 68 53 00<li lang=de-AT>Wien: 01 5123456</ul>
<p id=later></p></html>"""


def test_each_contact_is_read_in_its_own_country(page: Page, page_server: PageServer) -> None:
    """The text of each contact shows the country of that contact's number, and has no effect on the
    numbers of the other contacts. This also holds for a contact that the page adds later."""
    page.goto(page_server.add(CONTACTS))
    first = ["(212) 736-5003", "2127365008", "+44 20 7946 0018"]
    rest = ["+44 20 7946 0018", "020 7946 0019", "030 901820", "01 42 68 53 00", "01 5123456"]
    expect_painted(page, [*first, *rest])
    page.evaluate("later.textContent = 'Bob 212-736-5009'")
    expect_painted(page, [*first, *rest, "212-736-5009"])


FILLING = """<!doctype html><title>x</title><p>030 901821</p><p id=tick></p><script>
let count = 1000;
setInterval(() => (tick.textContent = `650-253-${count++}`), 100);
</script>"""


def test_a_page_that_fills_itself_is_looked_at_again(page: Page, page_server: PageServer) -> None:
    """Text that the page adds later can change the country of numbers that were read before."""
    page.goto(page_server.add(FILLING))
    Painted(page, "+16502531002").box()
    page.evaluate("document.body.append('+49 30 901820, +49 30 901822, +49 30 901823')")
    Painted(page, "+4930901821").box()
