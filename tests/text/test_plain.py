"""The bare words, for those who read without a page."""

import json

import pytest

from tests import realdata
from text.markup import render
from text.plain import from_html, shorten


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("", ""),
        ("<p>One<br>two</p>\n<p>three</p>", "One\ntwo\nthree"),
        ("<p>a <strong>b</strong>c &lt;d&gt; &amp; e</p>", "a bc <d> & e"),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "a\nb"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>", "a b\n1 2"),
        ('<p><a href="http://a.example">here</a></p>', "here"),
        ("a<script>alert(1)</script>b<style>p{}</style>c", "abc"),
        ("5 < 6 and <", "5 < 6 and <"),
    ],
)
def test_words_come_out_of_html_by_lines(html, words):
    assert from_html(html) == words


def test_what_was_written_with_signs_is_read_as_it_was_written():
    assert from_html(render("1 < 2 & <b>3</b>\n\n**really**")) == "1 < 2 & <b>3</b>\nreally"


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("a short one", 20, "a short one"),
        ("exactly", 7, "exactly"),
        ("a bench at every stop", 13, "a bench at…"),
        ("a bench at every stop", 11, "a bench at…"),
        ("a bench, every stop", 9, "a bench…"),
        ("line\none\n\ntwo", 20, "line one two"),
        ("x" * 50, 10, "x" * 9 + "…"),
        ("字" * 50, 10, "字" * 9 + "…"),
        ("", 5, ""),
    ],
)
def test_a_text_is_cut_between_words(text, limit, short):
    assert shorten(text, limit) == short
    assert len(short) <= limit


@pytest.mark.realdata
def test_hostile_strings_have_words_too():
    for text in json.loads(realdata.path("attacks/blns/blns.json").read_text()):
        words = from_html(render(text))
        assert len(shorten(words, 80)) <= 80
