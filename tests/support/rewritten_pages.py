"""Provides pages on which the command `rewrite` and the extension must make the same links."""

from typing import Final

US: Final = '<!doctype html><html lang="en-US"><title>x</title><body>'

BODIES: Final[dict[str, str]] = {
    "prose": "<p>Ring 415-555-2671 now, or (213) 373-4253 x12.</p>",
    "split": "<p>Ben <b>213-</b>373-<i>4254</i>! Ann <span>(415)</span> <span>555</span>-<em>2672",
    "lists": "<ul><li>415-555-2671, 415-555-2672<li>Fax 415-555-2673<li>415-555-2674 / 75</ul>",
    "vanity": "<p>1-800-FLOWERS, 1-800-PAINTER, and 800-356-9377.</p>",
    "own links": '<p><a class=own href="tel:+14155552671">415-555-2671</a> or 415-555-2672'
    '<p><a class=own href="/x">415-555-2673</a> <a name=top>415-555-2674</a>',
    "controls": "<button>415-555-2671</button><label>Phone <input value=415-555-2672></label>"
    "<textarea>415-555-2673</textarea><select><option>415-555-2674</select><p>415-555-2675",
    "code": "<pre>Tel 213-373-4255\nFax 213-373-4256\n213\n373-4257</pre><code>415-555-2671</code>",
    "hidden": "<p hidden>415-555-2671</p><p style='display:none'>415-555-2672</p>"
    "<p style='visibility:hidden'>415-555-2673</p><p>415-<b hidden>0</b>555-2674</p>",
    "column headers": "<table><thead><tr><th>Name<th>Phone<th>Invoice no.<th>Fax</thead><tbody>"
    "<tr><td>Ann<td>4155552671<td>4155552672<td>415-555-2673"
    "<tr><td>Ben<td>415.555.2674<td>2133734253<td>4155552675</table>",
    "spanning headers": "<table><tr><th rowspan=2>Order ID<th colspan=2>Contact"
    "<tr><th>Mobile<th>Fax<tr><td>4155552671<td>4155552672<td>4155552673</table>",
    "row headers": "<table><tr><th>Phone<td>4155552671<tr><th>Tracking number<td>4155552672"
    "<tr><td>Mobile<td>4155552673<tr><td>Customer number<td>4155552674</table>",
    "first row heads": "<table><tr><td>Name<td>Tax ID<td>Telephone"
    "<tr><td>Ann<td>4155552671<td>4155552672</table>",
    "named headers": "<table><tr><th id=a>Case no.<th id=b>Phone<tr><td headers=a>4155552671"
    "<td headers=b>4155552672</table>",
    "terms": "<dl><dt>Phone<dd>4155552671<dd>4155552672<dt>Order number<dd>4155552673"
    "<dt>Fax<dd>415-555-2674</dl>",
    "named elements": "<span class=phone>4155552671</span><br><span class=order-id>4155552672"
    "</span><br><span itemprop=telephone>4155552673</span><div data-field=invoiceNumber>4155552674"
    "</div><p id=fax>415-555-2675</p>",
    "labelled elements": "<p aria-label='Phone'>4155552671</p>"
    "<p title='Order number'>4155552672</p><div data-label='Account no.'>4155552673</div>",
    "labels before": "<div><span class=label>Invoice no.</span><span>4155552671</span></div>"
    "<div><div>Phone</div><div>4155552672</div></div><div><b>Order ID</b><p>4155552673</p></div>",
    "headings": "<h2>Order numbers</h2><p>4155552671</p><p>4155552672</p>"
    "<h2>Phone</h2><p>4155552673</p>",
    "identifiers": "<p>Order #4155552671. ISBN 978-0-306-40615-7. $415,555.26. 2026-11-30 12:00."
    "<p>IP 192.168.100.200, VAT DE123456789, 415-555-2671.",
    "character references": "<p>T&amp;C 415&nbsp;555&nbsp;2671 &copy; "
    "&#40;415&#41; 555&#x2011;2672",
    "line ends": "<p>Call 415-\n   555-2671\n or\n(415)\n555-2672</p><p>415<br>555-2673</p>",
    "apart": "<span style='display:block'>415</span> 555-2671 <i style='float:left'>415</i>555-2672"
    "<p>415<img>555-2673 <b>415-555</b><b>-2674</b>",
    "editors": "<p contenteditable>415-555-2671</p><div class=CodeMirror>415-555-2672</div>"
    "<div role=textbox>415-555-2673</div><p contenteditable=false>415-555-2674",
    "nested tables": "<table><tr><th>Invoice no.<th>Notes<tr><td>4155552671<td><table><tr><th>Phone"
    "<tr><td>4155552672</table></table><p>415-555-2673",
    "headers in a table of their own": "<div><div><table><tr><th>Phone<th>Case ID</table></div>"
    "<div><table><tr><td>4155552671<td>4155552672</table></div></div>",
    "order of a ledger": "<table><caption>Phones</caption><tr><th>#<th>Number<th>Amount"
    "<tr><td>1<td>(415) 555-2671<td>$415.55<tr><td>2<td>415 555 2672<td>$1,555.26</table>",
    "custom elements": "<x-phone>415-555-2671</x-phone><p><x-a>415</x-a>-555-2672</p>"
    "<order-id>4155552673</order-id>",
    "unclosed": "<ul><li hidden>415-555-2671<li>415-555-2672</ul><p>415-555-2673<p>415-555-2674"
    "<table><tr><td>415<td>555-2675",
    "foreign numbers": "<p>+44 20 7946 0958, +49 30 901820, 020 7946 0959, 00 33 1 42 68 53 00",
}

PAGES: Final[dict[str, str]] = {name: US + body for name, body in BODIES.items()} | {
    "a German page": '<!doctype html><html lang="de"><body><p>Tel. 030 901820, Fax 030 901821'
    "<table><tr><th>Kunde<th>Rechnungsnr.<th>Telefon<tr><td>Ada<td>030901822<td>030 901823</table>"
    "<dl><dt>Mobil<dd>0151 23456789<dt>Auftragsnummer<dd>0301234567</dl>",
    "a British page": '<!doctype html><html lang="en-GB"><body><p>020 7946 0958 or +1 415 555 2671'
    "<p>Order 02079460959",
    "a French address": '<!doctype html><html lang="fr"><body><address>12 rue X, 75001 Paris, '
    "France<br>01 42 68 53 00</address><p>SIRET 732 829 320 00074</p>",
    "a page in Latin": "<!doctype html><html><body><p>Lorem 415-555-2671 ipsum 212 555 0198 dolor",
}
