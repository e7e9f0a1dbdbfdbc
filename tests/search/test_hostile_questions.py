"""No punctuation, operator or oddity breaks a search, nor reaches the database's own language."""

import json
import random

import pytest

import search
from search.words import folded
from tests import realdata

pytestmark = pytest.mark.django_db

OPERATORS = [
    '"', "'", "''", '"""', "\\", "*", "a*", "^a", "a:b", "title:x", "(", ")", "a AND", "OR", "NOT",
    "NEAR(a b)", "a & b", "a | !b", "a <-> b", "a:*", ":*", "%", "%s", "%(x)s", "{0}", "_", "--",
    "; DROP TABLE search_entry", "a' OR 1=1 --", "\x00", "\ud800", "-", "+a", "@@", "1e5x 12e 0x1f",
    "$1", "?", "a\tb\nc", "𝔞", "🚲", "x" * 100_000, "é" * 5000, "字" * 5000, "a " * 5000,
]  # fmt: skip


@pytest.fixture(autouse=True)
def ideas() -> None:
    search.index("idea", 1, group_id=7, idea_id=1, title="Trees", words="and shade", shown=True)


@pytest.mark.parametrize("text", OPERATORS)
def test_no_operator_is_understood(text):
    search.query(text, group_ids=[7])
    search.similar(text, group_ids=[7])


def test_an_operator_is_a_word_like_others():
    assert search.query("trees NOT shade", group_ids=[7])
    assert not search.query("NOT", group_ids=[7])
    assert search.query("title:trees", group_ids=[7])


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("name", "every"),
    [
        ("attacks/blns/blns.json", 1),
        ("attacks/xss.json", 50),
        pytest.param("attacks/xss.json", 1, marks=pytest.mark.slow),
    ],
)
def test_hostile_strings_can_be_asked_for(name, every):
    """A minute for all of them, so that the short form asks for one in fifty."""
    for text in json.loads(realdata.path(name).read_text())[::every]:
        search.query(text, group_ids=[7])
        search.similar(text, group_ids=[7])


@pytest.mark.realdata
@pytest.mark.parametrize("name", ["attacks/blns/blns.json", "attacks/xss.json"])
def test_every_hostile_string_can_be_indexed_and_found_again(name):
    texts = json.loads(realdata.path(name).read_text())
    search.index_many(
        search.Row("comment", number, 8, 1, "", text, shown=True)
        for number, text in enumerate(texts)
    )
    worded = [number for number, text in enumerate(texts) if folded(text)]
    for number in random.Random(5).sample(worded, 200):
        last = texts[number][-400:] if len(texts[number]) > 400 else texts[number]
        hits = search.query(last, group_ids=[8], limit=500)
        assert hits, texts[number]
    assert search.faults() == []
