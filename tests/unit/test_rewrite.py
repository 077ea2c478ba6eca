"""A file's numbers become links, and nothing else changes."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from native_host.rewrite import Scheme, rewrite_html, rewrite_text

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
        "<pre>415-555-2671</pre>",
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
    assert re.sub(r'<a href="tel:[^"]*">((?:(?!</a>).)*)</a>', r"\1", rewritten) == source
