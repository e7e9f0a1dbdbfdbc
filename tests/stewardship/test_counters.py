"""Numbers that are wrong are found, named, and put right."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

import search
from comments.actions import mark_comment, write_comment
from comments.models import Comment
from communities.actions import join_group
from communities.models import Group
from ideas.actions import answer_idea, hide_idea, hold_idea, restore_idea
from ideas.models import Idea
from search.models import Entry
from stewardship.counters.check import check_counters, repair
from voting.actions import cast_vote, take_back_vote
from voting.models import Standing, Tally, Vote
from voting.orders import settle_standings

pytestmark = pytest.mark.django_db


@pytest.fixture
def lived(idea, ada, bob, stranger, official, department, group) -> Idea:
    """An idea with votes, points, replies, marks and an answer; every number is right."""
    join_group(person=bob, group=group)
    cast_vote(voter=bob, idea=idea, stand=1)
    cast_vote(voter=stranger, idea=idea, stand=-1)
    point = write_comment(author=bob, idea=idea, text="Knees hurt.", side=1)
    write_comment(author=ada, idea=idea, text="They do.", parent=point)
    write_comment(author=ada, idea=idea, text="Who pays?", side=-1)
    mark_comment(person=ada, comment=point, convincing=True)
    answer_idea(
        official=official, idea=idea, department=department, text="We build.", status="under_way"
    )
    settle_standings()
    return Idea.objects.get(pk=idea.pk)


def drifted() -> dict[str, list[int]]:
    """Ids by kind."""
    return {
        finding.kind: [drift.object_id for drift in finding.drifts]
        for finding in check_counters()
        if finding.drifts
    }


def mended() -> dict[str, list[int]]:
    for finding in list(check_counters()):
        if finding.drifts:
            repair(finding)
    return drifted()


def test_what_the_actions_wrote_is_right(lived) -> None:
    assert drifted() == {}


def test_taking_back_and_hiding_leave_right_numbers(lived, bob, mod) -> None:
    take_back_vote(voter=bob, idea=lived)
    hide_idea(idea=lived, moderator=mod, rule="spam")
    settle_standings()
    assert drifted() == {}


def test_a_held_idea_that_is_let_through_is_found_again(lived, mod) -> None:
    hold_idea(idea=lived, moderator=mod)
    assert drifted() == {}
    restore_idea(idea=lived, moderator=mod)
    assert drifted() == {}
    assert search.query("bench", group_ids=[lived.group_id])


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("points_for", "points for"),
        ("points_against", "points against"),
        ("comment_count", "contributions"),
        ("debater_count", "people in the debate"),
    ],
)
def test_a_wrong_number_of_the_debate_is_found_and_mended(lived, column: str, kind: str) -> None:
    before = getattr(lived, column)
    Idea.objects.filter(pk=lived.pk).update(**{column: 40})
    assert drifted() == {kind: [lived.pk]}
    assert mended() == {}
    lived.refresh_from_db()
    assert getattr(lived, column) == before


def test_a_wrong_number_of_replies_is_found_and_mended(lived) -> None:
    point = Comment.objects.get(text="Knees hurt.")
    Comment.objects.filter(pk=point.pk).update(reply_count=9)
    assert drifted() == {"replies": [point.pk]}
    assert mended() == {}


@pytest.mark.parametrize("change", [{"convincing": 5}, {"not_convincing": 5}, {"best": 0.9}])
def test_wrong_marks_are_found_and_mended(lived, change) -> None:
    point = Comment.objects.get(text="Knees hurt.")
    Comment.objects.filter(pk=point.pk).update(**change)
    assert drifted() == {"marks": [point.pk]}
    assert mended() == {}


def test_a_tally_that_lost_a_vote_is_found_and_mended(lived) -> None:
    Tally.objects.create(idea=lived, slot=7, votes_for=-3, votes_against=3, version=2)
    version = sum(Tally.objects.values_list("version", flat=True))
    assert drifted()["votes"] == [lived.pk]
    assert mended() == {}
    tally = Tally.objects.get()
    assert (tally.votes_for, tally.votes_against, tally.version) == (1, 1, version + 1)


def test_votes_without_a_tally_are_found_and_mended(lived) -> None:
    Tally.objects.all().delete()
    assert drifted()["votes"] == [lived.pk]
    assert mended() == {}
    assert Vote.objects.count() == 2


def test_a_wrong_place_in_the_order_is_found_and_one_that_waits_is_not(lived) -> None:
    Standing.objects.filter(pk=lived.pk).update(top=0.99)
    assert drifted() == {"order Top": [lived.pk]}
    assert mended() == {}
    Tally.objects.filter(idea=lived).update(version=99)
    assert drifted() == {}


@pytest.mark.parametrize(
    ("column", "kind"),
    [("idea_count", "ideas of a group"), ("member_count", "members of a group")],
)
def test_a_wrong_number_of_a_group_is_found_and_mended(lived, column: str, kind: str) -> None:
    Group.objects.filter(pk=lived.group_id).update(**{column: 12})
    assert drifted() == {kind: [lived.group_id]}
    assert mended() == {}
    assert getattr(Group.objects.get(), column) == 1


@pytest.mark.parametrize("kind", ["idea", "comment", "answer"])
def test_a_gap_in_the_index_is_found_and_mended(lived, kind: str) -> None:
    (pk, *_rest) = Entry.objects.filter(kind=kind).values_list("object_id", flat=True)
    search.drop(kind, pk)
    assert drifted() == {f"index of {kind}s": [pk]}
    assert mended() == {}


@pytest.mark.parametrize("change", [{"words": "gulls"}, {"shown": False}, {"group_id": 4711}])
def test_a_wrong_entry_of_the_index_is_found_and_mended(lived, change) -> None:
    entry = Entry.objects.filter(kind="comment").first()
    Entry.objects.filter(pk=entry.pk).update(**change)
    assert drifted() == {"index of comments": [entry.object_id]}
    assert mended() == {}


def test_an_entry_of_something_gone_is_found_and_dropped(lived) -> None:
    search.index("comment", 4711, group_id=1, idea_id=1, title="", words="ghost", shown=True)
    assert drifted() == {"index of comments": [4711]}
    assert mended() == {}


def test_a_full_text_table_that_lags_is_found_and_mended(lived) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL generates its full-text columns itself")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_words (search_words) VALUES ('delete-all')")
    assert "full-text tables" in drifted()
    assert mended() == {}
    assert search.query("knees", group_ids=[lived.group_id])


def test_the_command_names_what_drifted_and_fails_until_it_is_mended(lived, capsys) -> None:
    call_command("check_counters")
    assert "Every number says what its rows say." in capsys.readouterr().out
    Idea.objects.filter(pk=lived.pk).update(points_for=7)
    with pytest.raises(CommandError, match="drifted"):
        call_command("check_counters")
    assert f"points for: 1 wrong\n  {lived.pk}: 7 stored, 1 counted" in capsys.readouterr().out
    call_command("check_counters", "--repair")
    call_command("check_counters")
