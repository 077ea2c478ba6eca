"""Tests that `rewrite` makes links of the phone numbers in a file and changes nothing else in the
file."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from click_to_call.rewrite import linkify
from click_to_call.rewrite.engine import LIST, detection_folder, engine
from click_to_call.rewrite.linkify import PageRewriter, Rewriter, Scheme, TextRewriter
from click_to_call.rewrite.page_evidence import EvidenceReader


def rewrite_html(source: str, region: str, scheme: Scheme) -> str:
    return linkify.rewrite_html(engine(), source, region, scheme)


def rewrite_text(source: str, region: str, scheme: Scheme) -> str:
    return linkify.rewrite_text(engine(), source, region, scheme)


ANCHOR = re.compile(r'<a href="(?:tel|rcmobile|rcapp):[^"]*">(.*?)</a>', re.DOTALL)


@pytest.mark.parametrize(
    ("scheme", "href"),
    [
        ("tel", "tel:+14155552671"),
        ("rcmobile", "rcmobile://call?number=14155552671"),
        ("rcapp", "rcapp://r/call?number=+14155552671"),
    ],
)
def test_a_number_becomes_a_link(scheme: Scheme, href: str) -> None:
    text = "Call (415) 555-2671 now"
    assert rewrite_html(f"<p>{text}</p>", "US", scheme) == (
        f'<p>Call <a href="{href}">(415) 555-2671</a> now</p>'
    )
    assert rewrite_text(text, "US", scheme) == f"Call [(415) 555-2671]({href}) now"


def test_an_extension_is_kept() -> None:
    assert "tel:+14155552671;ext=12" in rewrite_text("415-555-2671 x12", "US", "tel")


@pytest.mark.parametrize(
    "source",
    [
        '<a href="/x">415-555-2671</a>',
        "<script>var a = '415-555-2671'</script>",
        "<style>/* 415-555-2671 */</style>",
        "<textarea>415-555-2671</textarea>",
        "<title>415-555-2671</title>",
        "<code>415-555-2671</code>",
        "<summary>415-555-2671</summary>",
        '<div role="button">415-555-2671</div>',
        "<span hidden>415-555-2671</span>",
        '<b style="display: none">415-555-2671</b>',
        '<div class="CodeMirror x">415-555-2671</div>',
        "<noscript>415-555-2671</noscript>",
        "<p>Fax: 415-555-2671</p>",
        "<p>Order #4155552671</p>",
        "<p>Invoice no. <b>4155552671</b></p>",
        "<button>415-555-2671</button>",
        "<div contenteditable>415-555-2671</div>",
        '<div contenteditable="plaintext-only"><b>415-555-2671</b></div>',
        "<select><option>415-555-2671</select>",
        "<!-- 415-555-2671 -->",
        '<img alt="415-555-2671">',
        "<p>Order 911, line 55555</p>",
        "<svg><text>415-555-2671</text></svg>",
    ],
)
def test_what_is_no_prose_stays(source: str) -> None:
    assert rewrite_html(source, "US", "tel") == source


def test_text_after_what_stays_is_rewritten_again() -> None:
    source = "<a><b>415-555-2671</a> 415-555-2672<br>415-555-2673<img> 415-555-2674"
    rewritten = rewrite_html(source, "US", "tel")
    assert ANCHOR.findall(rewritten) == ["415-555-2672", "415-555-2673", "415-555-2674"]


@pytest.mark.parametrize(
    "number", ["415&nbsp;555&nbsp;2671", "&#40;415&#41; 555&#x2011;2671", "415&#8209;555-2671"]
)
def test_character_references_are_read_and_kept(number: str) -> None:
    source = f"<td>T&amp;C {number}&nbsp;&lt;</td>"
    rewritten = rewrite_html(source, "US", "tel")
    assert rewritten == source.replace(number, f'<a href="tel:+14155552671">{number}</a>')


def test_everything_else_stays_to_the_letter() -> None:
    source = "<!DOCTYPE html>\r\n<P  CLASS=a\tid='x' >A &copy B 415-555-2671\r\n<?php x ?><br/>\n"
    rewritten = rewrite_html(source, "US", "tel")
    assert ANCHOR.sub(r"\1", rewritten) == source
    assert rewritten != source


def test_links_in_markdown_stay() -> None:
    text = "[415-555-2671](tel:+14155552671) <https://x.test/415-555-2671>"
    assert rewrite_text(text, "US", "tel") == text


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<b>",
                "</b>",
                "<a href=x>",
                "</a>",
                "<",
                "&",
                "&nbsp;",
                "&#40;",
                "415-555-2671",
                " ",
                "\n",
                "\r\n",
                "<!--",
                "-->",
                "<script>",
                "</script>",
                "ä💥",
                '"',
                "<br>",
                "x",
                "<?",
            ]
        ),
        max_size=20,
    ).map("".join)
)
def test_taking_the_links_away_gives_back_any_source(source: str) -> None:
    rewritten = rewrite_html(source, "US", "tel")
    assert re.sub(r'(?s)<a href="tel:[^"]*">((?:(?!</a>).)*)</a>', r"\1", rewritten) == source


def test_every_file_of_the_engine_is_loaded() -> None:
    folder = detection_folder()
    there = {file.relative_to(folder).as_posix() for file in folder.rglob("*.js")}
    assert there == set(json.loads((folder / LIST).read_text("utf-8")))


# --- reading a page as the extension does --------------------------------------------------------


def test_a_number_over_inline_elements_is_one_number() -> None:
    source = "<p>Tel. <b>(415)</b> <i>555</i><!-- x -->-<span>2671</span></p>"
    rewritten = rewrite_html(source, "US", "tel")
    assert ANCHOR.findall(rewritten) == ["(415)", "555", "2671"]
    assert ANCHOR.sub(r"\1", rewritten) == source
    assert rewritten.count("tel:+14155552671") == 3


@pytest.mark.parametrize(
    "source",
    [
        "<td>415</td><td>555-2671</td>",
        "415<br>555-2671",
        '<span style="display:block">415</span> 555-2671',
        "<b>415</b><img> 555-2671",
        "<pre>415\n555-2671</pre>",
        '<p style="white-space: pre-line">415\n555-2671</p>',
    ],
)
def test_what_a_person_sees_as_separate_is_no_number(source: str) -> None:
    assert rewrite_html(source, "US", "tel") == source


def test_a_line_end_that_collapses_parts_no_number() -> None:
    rewritten = rewrite_html("<p>Call 415-\n     555-2671 now</p>", "US", "tel")
    assert ANCHOR.findall(rewritten) == ["415-\n     555-2671"]


def test_text_in_pre_is_read() -> None:
    assert ANCHOR.findall(rewrite_html("<pre>415-555-2671</pre>", "US", "tel")) == ["415-555-2671"]


def test_a_label_in_another_element_tells_what_a_number_is() -> None:
    assert "<a" not in rewrite_html("<p><b>Fax:</b> 415-555-2671</p>", "US", "tel")
    assert not ANCHOR.search(rewrite_html("<a href=/x>Fax</a>: 415-555-2671", "US", "tel"))


def test_vanity_numbers_and_lists_are_found() -> None:
    assert "tel:+18003569377" in rewrite_html("<p>Call 1-800-FLOWERS</p>", "US", "tel")


def test_letters_outside_the_first_plane_move_nothing() -> None:
    text = "📞💥 415-555-2671 💥 415-555-2672"
    expected = "📞💥 [415-555-2671](tel:+14155552671) 💥 [415-555-2672](tel:+14155552672)"
    assert rewrite_text(text, "US", "tel") == expected


def test_elements_whose_end_is_left_out_end() -> None:
    source = "<ul><li role=link>415-555-2671<li>415-555-2672</ul><p>415-555-2673"
    found = ANCHOR.findall(rewrite_html(source, "US", "tel"))
    assert found == ["415-555-2672", "415-555-2673"]


def test_a_head_that_is_not_ended_ends_where_the_body_begins() -> None:
    source = "<html><head><title>415-555-2671</title><meta name=x><p>415-555-2672"
    assert ANCHOR.findall(rewrite_html(source, "US", "tel")) == ["415-555-2672"]


def test_a_part_that_a_page_may_show_later_is_rewritten() -> None:
    source = '<div hidden>415-555-2671</div><p style="display: none">415-555-2672'
    assert ANCHOR.findall(rewrite_html(source, "US", "tel")) == ["415-555-2671", "415-555-2672"]


def test_what_takes_no_room_is_no_part_of_the_line() -> None:
    source = "<p>Tel. <span hidden>+54</span>415-<b style='display: none'>9</b>555-2671</p>"
    assert ANCHOR.findall(rewrite_html(source, "US", "tel")) == ["415-", "555-2671"]


def test_a_place_to_jump_to_is_no_link() -> None:
    source = "<a name=top><h1>Us</h1><p>415-555-2671</p><a href=/x>415-555-2672</a>"
    assert ANCHOR.findall(rewrite_html(source, "US", "tel")) == ["415-555-2671"]


# --- evidence for a number that is not in the number's line ---------------------------------------


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<table><tr><th>Phone<th>Order no.<tr><td>4155552671<td>4155552672</table>", ["2671"]),
        (
            "<table><tr><th colspan=2>Phone<th>VAT no.<tr><td>x<td>4155552671<td>4155552672",
            ["2671"],
        ),
        ("<table><tr><th>Order ID<td>4155552671<tr><th>Phone<td>4155552672</table>", ["2672"]),
        ("<table><tr><td>Invoice no.<td>4155552671<tr><td>Mobile<td>4155552672", ["2672"]),
        ("<dl><dt>Case number<dd>4155552671<dt>Phone<dd>4155552672</dl>", ["2672"]),
        ("<div><b class=label>Order no.</b><p>4155552671</div><p>4155552672", ["2672"]),
        ("<p data-label='Account no.'>4155552671</p><p aria-label=Phone>4155552672", ["2672"]),
        ("<div id=l>Invoice no.</div><hr><p><i aria-labelledby=l>4155552671</i>", []),
        ("<p class=order-id>4155552671</p><p class=phone>4155552672</p>", ["2672"]),
        ("<h2>Order numbers</h2><p>4155552671<h2>Phone</h2><p>4155552672", ["2672"]),
        ("<p><i class=phone>4155552671</i> <i class=order-id>4155552672</i>", ["2671"]),
    ],
)
def test_what_a_page_says_about_a_number_is_heard(source: str, found: list[str]) -> None:
    for size in (1, 10_000):
        rewritten = in_pieces(PageRewriter(engine(), "US", "tel"), source, size)
        assert [text[-4:] for text in ANCHOR.findall(rewritten)] == found


def test_headers_without_end_take_no_memory() -> None:
    reader = EvidenceReader()
    reader.start("table", {})
    for number in range(3_000):
        reader.start("tr", {})
        reader.start("th", {"id": f"h{number}", "data-field": str(number)})
        reader.text(f"Phone {number}")
    reader.start("tr", {})
    reader.start("td", {})
    reader.text("4155552671")
    labels = [statement.label for statement in reader.said() if statement.source == "header"]
    assert labels == [f"Phone {number}" for number in (2999, 2998, 2997, 2996)]


# --- a source in pieces --------------------------------------------------------------------------


def in_pieces(rewriter: Rewriter, source: str, size: int) -> str:
    pieces = [source[at : at + size] for at in range(0, len(source), size)]
    return "".join([*map(rewriter.feed, pieces), rewriter.finish()])


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_the_size_of_the_pieces_changes_nothing(size: int) -> None:
    page = "<p>T&amp;C <b>415</b>&nbsp;555-2671</p><script>x='415-555-2671'</script>Tel 4155552672"
    whole = rewrite_html(page, "US", "tel")
    assert whole.count("<a ") == 3
    assert in_pieces(PageRewriter(engine(), "US", "tel"), page, size) == whole
    text = "Call 415-555-2671\nor (415) 555-2672 x12\n"
    whole = rewrite_text(text, "US", "tel")
    assert in_pieces(TextRewriter(engine(), "US", "tel"), text, size) == whole


@pytest.mark.parametrize("between", [" and so on ", "\n", "&amp; "])
def test_a_line_that_does_not_end_loses_nothing(between: str) -> None:
    source = between.join(["prose without end 415-555-2671"] * 9_000)
    for rewriter in (PageRewriter(engine(), "US", "tel"), TextRewriter(engine(), "US", "tel")):
        rewritten = in_pieces(rewriter, source, 50_000)
        assert rewriter.count == 9_000
        plain = re.sub(r'<a href="tel:[^"]*">([^<]*)</a>', r"\1", rewritten)
        assert re.sub(r"\[([^\]]*)\]\(tel:[^)]*\)", r"\1", plain) == source
