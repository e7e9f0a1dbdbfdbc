"""What people write becomes what they meant, and never more than that."""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings

from tests import realdata
from tests.text.harmless import harms
from text.markup import is_safe_address, render, render_html

REL = ' rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("", ""),
        ("One\ntwo\n\nthree", "<p>One<br>\ntwo</p>\n<p>three</p>"),
        ("**a** *b* ~~c~~ `d`", "<p><strong>a</strong> <em>b</em> <s>c</s> <code>d</code></p>"),
        ("1 < 2 & <b>3</b>", "<p>1 &lt; 2 &amp; &lt;b&gt;3&lt;/b&gt;</p>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("4. a\n5. b", '<ol start="4">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("```py\nx < y\n```", "<pre><code>x &lt; y\n</code></pre>"),
        ("[a](https://b.example)", f'<p><a href="https://b.example"{REL}>a</a></p>'),
        ("https://b.example/?c=d", None),
        ("[a](mailto:ada@b.example)", f'<p><a href="mailto:ada@b.example"{REL}>a</a></p>'),
        ('[a](http://b.example "c")', f'<p><a href="http://b.example"{REL}>a</a></p>'),
        ("مرحبا", "<p>مرحبا</p>"),
    ],
)
def test_markdown_says_what_it_means(source, html):
    if html is None:
        html = f'<p><a href="{source}"{REL}>{source}</a></p>'
    assert render(source) == html


def test_a_table_stays_a_table_and_carries_no_style():
    html = render("| a | b |\n|:-:|---|\n| 1 | 2 |")
    assert "<th>a</th>" in html
    assert "<td>2</td>" in html
    assert "style" not in html


def test_headings_stay_below_those_of_the_page():
    assert render("# a\n\n## b\n\n### c\n\n#### d") == (
        "<h4>a</h4>\n<h5>b</h5>\n<h6>c</h6>\n<h6>d</h6>"
    )
    assert render("a\n===") == "<h4>a</h4>"
    assert render_html("<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4>") == (
        "<h4>a</h4><h5>b</h5><h6>c</h6><h4>d</h4>"
    )


def test_only_whole_addresses_become_links_by_themselves():
    for words in [
        "el mercado.Es bueno",
        "www.b.example",
        "ada@b.example",
        "//b.example",
        "ftp://b",
    ]:
        assert "<a" not in render(words)


def test_a_picture_becomes_a_link_to_it():
    assert render("![tree](http://b.example/t.png)") == (
        f'<p>!<a href="http://b.example/t.png"{REL}>tree</a></p>'
    )


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http:evil.example",
        "http:/evil.example",
        "https:///evil.example",
        "http:\\\\evil.example",
        "http://bank.example@evil.example",
        "http://user:secret@evil.example/",
        "http://a.example/\\b",
        "http://a b.example",
        "http://a.example/ b",
        "http://a.example\n.b",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript:123",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        " https://a.example",
        "data:text/html,x",
        "vbscript:x",
        "ftp://a.example",
        "tel:112",
        "123:456",
        "1:2",
        "8080:x",
        "mailto:",
        "mailto:nobody",
        "mailto:a@b.example@c.example",
        "/ideas/7",
        "ideas",
        "#top",
        "?x",
        "",
    ],
)
def test_addresses_that_are_not_plainly_the_open_web_lead_nowhere(address):
    assert not is_safe_address(address)
    assert "href" not in render_html(f'<a href="{address}">x</a>')
    assert not harms(render(f"[x](<{address}>)"))  # Markdown may have made it a proper one


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example",
        "HTTP://A.example:8080/b?c=d#e",
        "https://a.example/@ada/1",
        "https://a.example?b=c@d",
        "https://es.wikipedia.org/wiki/Espa%C3%B1a_(pa%C3%ADs)",
        "mailto:ada@a.example",
        "mailto:ada@a.example?subject=Hello",
    ],
)
def test_addresses_of_the_open_web_and_of_mailboxes_are_kept(address):
    assert f'href="{address}"' in render_html(f'<a href="{address}">x</a>')


def test_imported_html_keeps_its_paragraphs_and_loses_what_acts():
    assert render_html(
        '<p onclick="x()">One<br/>two <b>bold</b> <i>slanted</i></p><script>alert(1)</script>'
        '<style>p{}</style><img src=x onerror=alert(1)><iframe src="//e"></iframe><!-- c -->'
        '<p style="color:red" class="a" id="b">three <a href="http://a.example" target="_blank">'
        "four</a>"
    ) == (
        "<p>One<br>two <strong>bold</strong> <em>slanted</em></p>alert(1)p{}"
        f'<p>three <a href="http://a.example"{REL}>four</a></p>'
    )


def test_a_number_of_a_list_is_a_number():
    assert render_html('<ol start="3"><li>a</li></ol>') == '<ol start="3"><li>a</li></ol>'
    for start in ("-1", "x", "9" * 20, "1 onclick"):
        assert render_html(f'<ol start="{start}"><li>a</li></ol>') == "<ol><li>a</li></ol>"


@pytest.mark.parametrize("through", [render, render_html])
def test_half_characters_and_nul_of_old_rows_harm_nobody(through):
    html = through("a\ud800b\x00c")
    html.encode()
    assert "\x00" not in html
    assert html.removeprefix("<p>").removesuffix("</p>") == "a\ufffdb\ufffdc"


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads take turns far more often than usual, so that what they share shows."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hasty")
def test_threads_do_not_mix_up_their_texts():
    def both(number: int) -> tuple[str, str]:
        text = f"**{number}** https://{number}.example <i>a</i>\n\n" * 5
        return render(text), render_html(text)

    numbers = list(range(150))
    alone = [both(number) for number in numbers]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(both, numbers))
    assert together == alone


@pytest.mark.realdata
@pytest.mark.parametrize("name", ["attacks/xss.json", "attacks/blns/blns.json"])
def test_no_hostile_string_comes_through_and_a_second_pass_changes_nothing(name):
    for text in json.loads(realdata.path(name).read_text()):
        for html in (render(text), render_html(text), render(f"[x](<{text}>)")):
            assert not harms(html), text
            assert render_html(html) == html, text


@pytest.mark.realdata
@pytest.mark.parametrize(
    "name", ["commonmark-spec", "cmark-regression", "markdown-it-xss", "markdown-it-fatal"]
)
def test_odd_markdown_is_harmless_and_settled(name):
    found = json.loads(realdata.path(f"attacks/markdown/{name}.json").read_text())
    for case in found:
        source = case["markdown"] if "markdown" in case else case["input"]
        html = render(source)
        assert not harms(html), source
        assert render_html(html) == html, source


@pytest.mark.realdata
def test_pathological_markdown_is_rendered_in_bounded_time():
    """In a process of its own, so that a text which never ends fails and does not hang."""
    recipes = json.loads(realdata.path("attacks/markdown/pathological.json").read_text())
    sources = [
        "".join(piece * times for piece, times in recipe["parts"])[:10_000]
        for recipe in recipes.values()
    ]
    program = (
        "import json, sys; from text.markup import render, render_html\n"
        "for source in json.load(sys.stdin): render(source); render_html(source); print('.')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(sources),
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.count(".") == len(sources) == 47
