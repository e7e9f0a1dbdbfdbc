"""Who is about to propose sees first whether somebody has said it already."""

import pytest

import search

pytestmark = pytest.mark.django_db

TITLES = {
    1: "An online course in customer service for public employees",
    2: "A course for the public on cooking",
    3: "Customer service on Saturdays",
    4: "Benches at the bus stop",
    5: "A bench for the old bus stop",
    6: "Trees for the public",
}


@pytest.fixture(autouse=True)
def ideas() -> None:
    search.index_many(
        search.Row("idea", number, 7, number, title, "public service, at length", shown=True)
        for number, title in TITLES.items()
    )


def similar(text: str, **rest) -> list[int]:
    return search.similar(text, group_ids=[7], **rest)


def test_all_words_in_a_title_come_first_and_the_newest_of_them_before():
    assert similar("bus stop") == [5, 4]
    assert similar("online cour")[0] == 1


def test_rare_words_say_more_than_common_ones():
    assert similar("customer service training for staff")[0] in {1, 3}
    assert similar("Trees along the river for the public")[0] == 6


def test_a_title_that_shares_only_little_words_is_not_alike():
    assert 6 not in similar("customer service online for the employees")


def test_words_below_the_title_do_not_make_an_idea_alike():
    assert similar("length") == []


def test_comments_are_never_alike():
    search.index(
        "comment", 9, group_id=7, idea_id=4, title="Fountains", words="Fountains", shown=True
    )
    assert similar("fountains") == []


@pytest.mark.parametrize("text", ["", "   ", "?!", "\x00", "zebra", "zebra giraffe"])
def test_nothing_is_like_nothing(text):
    assert similar(text) == []


def test_a_limit_is_kept():
    assert len(similar("public service", limit=1)) == 1
