"""A page asks the database as often for twenty-five things as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comments.actions import mark_comment, write_comment
from frontend.shapes.cards import idea_url
from ideas.actions import answer_idea, edit_idea, propose_idea
from ideas.models import Idea
from tests.cast import person, words
from voting.actions import cast_vote

VISITOR, SIGNED_IN = 12, 18


def queries(client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def counted(client, reader, url: str) -> tuple[int, int]:
    client.logout()
    visitor = queries(client, url)
    client.force_login(reader)
    return visitor, queries(client, url)


def page_of(group) -> str:
    return reverse("group", args=[group.community.slug, group.slug])


@pytest.fixture
def busy_idea(idea, ada, bob, official, department) -> Idea:
    """Changed, answered, argued and voted on, and read by somebody with a vote and a mark."""
    edit_idea(author=ada, idea=idea, words=words(tags=["streets"]), version=1, note="Clearer")
    answer_idea(
        official=official, idea=idea, department=department, text="We do it.", status="under_way"
    )
    cast_vote(voter=bob, idea=idea, stand=1)
    argue(idea, ada, bob)
    return Idea.objects.get(pk=idea.pk)


def argue(idea, author, reader) -> None:
    point = write_comment(author=author, idea=idea, text="It helps.", side=1)
    mark_comment(person=reader, comment=point, convincing=True)
    write_comment(author=author, idea=idea, text="It costs.", side=-1)
    comment = write_comment(author=author, idea=idea, text="And in winter?")
    write_comment(author=reader, idea=idea, text="Warm wood.", parent=comment)


def test_an_idea_asks_as_often_for_one_contribution_as_for_twenty_five(client, busy_idea, ada, bob):
    url = idea_url(busy_idea)
    few = counted(client, bob, url)
    for number in range(25):
        argue(busy_idea, person(f"Writer{number}"), person(f"Reader{number}"))
    assert counted(client, bob, url) == few
    assert few[0] <= VISITOR
    assert few[1] <= SIGNED_IN


def test_a_group_asks_as_often_for_one_idea_as_for_twenty_five(client, busy_idea, group, bob):
    url = page_of(group)
    few = counted(client, bob, url)
    for number in range(25):
        other = propose_idea(author=person(f"P{number}"), group=group, words=words(tags=["a"]))
        cast_vote(voter=bob, idea=other, stand=-1)
    assert counted(client, bob, url) == few
    assert few[0] <= VISITOR
    assert few[1] <= SIGNED_IN


def test_the_front_page_asks_as_often_for_one_idea_as_for_twenty_five(
    client, busy_idea, group, bob
):
    few = counted(client, bob, reverse("home"))
    for number in range(25):
        propose_idea(author=person(f"P{number}"), group=group, words=words(tags=["a"]))
    assert counted(client, bob, reverse("home")) == few
    assert few[0] <= VISITOR
    assert few[1] <= SIGNED_IN


def test_a_permanent_page_asks_as_often_for_a_long_thread(client, idea, ada, bob):
    first = write_comment(author=ada, idea=idea, text="First")
    url = reverse("comment", args=[first.pk])
    write_comment(author=bob, idea=idea, text="A reply", parent=first)
    few = counted(client, bob, url)
    for _number in range(25):
        write_comment(author=bob, idea=idea, text="A reply", parent=first)
    assert counted(client, bob, url) == few
    assert few[0] <= VISITOR
    assert few[1] <= SIGNED_IN
