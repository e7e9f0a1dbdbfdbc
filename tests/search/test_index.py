"""What lies in the index can be compared with what should, and goes in many at a time."""

import pytest
from django.db import connection

import search
from search.words import asked, folded

pytestmark = pytest.mark.django_db


def row(
    object_id: int,
    title: str = "Trees",
    *,
    kind: str = "idea",
    idea_id: int = 0,
    shown: bool = True,
) -> search.Row:
    return search.Row(kind, object_id, 7, idea_id or object_id, title, "Shade", shown)


def test_many_go_in_together_and_the_last_of_an_object_counts(django_assert_num_queries):
    many = [row(number) for number in range(1, 400)] + [row(399, "Fountains")]
    with django_assert_num_queries(2):
        search.index_many(many)
    assert len(list(search.rows("idea"))) == 399
    assert [hit.object_id for hit in search.query("fountain", group_ids=[7])] == [399]


def test_the_index_tells_what_it_holds(monkeypatch):
    monkeypatch.setattr("search.writing._PART_ROWS", 2)
    search.index_many([row(3), row(1), row(2, shown=False), row(9, kind="comment", idea_id=3)])
    search.show_idea(3, shown=False)
    held = {found.object_id: found for found in search.rows("idea")}
    assert sorted(held) == [1, 2, 3]
    assert held[1] == search.Indexed(1, 7, 1, True, True, search.digest("Trees", "Shade"))
    assert not held[2].shown
    assert held[3].shown
    assert not held[3].idea_shown
    assert [found.idea_shown for found in search.rows("comment")] == [False]


def test_drift_of_words_shows_in_the_digest():
    search.index_many([row(1)])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE search_entry SET words = 'other' WHERE object_id = 1")
    assert next(search.rows("idea")).digest != search.digest("Trees", "Shade")


def test_only_what_makes_a_difference_changes_the_digest():
    assert search.digest("Els col·lectius", "Cafè!") == search.digest("ELS COLLECTIUS", "cafe")
    assert search.digest("a b", "c") != search.digest("a", "b c")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL generates its columns")
def test_a_full_text_table_out_of_step_is_found_out():
    search.index_many([row(1)])
    assert search.faults() == []
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER search_entry_changed")
        cursor.execute("UPDATE search_entry SET title = 'other' WHERE object_id = 1")
    assert search.faults() == ["search_words", "search_titles"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("Ÿ Å É ñ Ø Æ ß İ ı", ["y", "a", "e", "n", "o", "ae", "ss", "i", "i"]),
        ("don't stop-gap 1.5 a_b", ["don", "t", "stop", "gap", "1", "5", "a", "b"]),
        ("½ ² ﬁ Ⅳ", ["1", "2", "2", "fi", "iv"]),
        ("שָׁלוֹם אֶל־עִיר", ["שלום", "אל", "עיר"]),
        ("ёлка Йод", ["елка", "иод"]),
        ("한국어 도서관", ["한국어", "도서관"]),
        ("東京tower", ["東京", "京", "tower"]),
        ("a\u200bb co\u00adop", ["ab", "coop"]),
        ("🚲 \ud800 \x00 …", []),
        ("x" * 300, ["x" * 100]),
    ],
)
def test_words_are_folded(text, words):
    assert folded(text) == words


def test_a_question_is_short_and_ends_in_a_beginning():
    words = asked("trees and shade and tre")
    assert [word.text for word in words] == ["trees", "and", "shade", "tre"]
    assert [word.is_beginning for word in words] == [False, False, False, True]
    assert len(asked(" ".join(f"w{number}" for number in range(100)))) == 12
    assert [word.text for word in asked("東京都")] == ["東京", "京都"]
