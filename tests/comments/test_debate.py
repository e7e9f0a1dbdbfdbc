"""Points, comments, replies and marks: what is stored, counted and told."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from activity.errors import EditConflict
from activity.models import Event
from comments import queries
from comments.actions import (
    edit_comment,
    hide_comment,
    hold_comment,
    mark_comment,
    restore_comment,
    withdraw_comment,
    write_comment,
)
from comments.models import Comment

pytestmark = pytest.mark.django_db


def say(author, idea, text="Well said.", **rest):
    return write_comment(author=author, idea=idea, text=text, **rest)


def test_points_and_replies_are_counted_on_the_idea_and_above(ada, bob, idea):
    point = say(bob, idea, side=1)
    say(ada, idea, side=-1)
    reply = say(ada, idea, parent=point)
    say(bob, idea, parent=reply)
    idea.refresh_from_db()
    point.refresh_from_db()
    assert (idea.points_for, idea.points_against) == (1, 1)
    assert (idea.comment_count, idea.debater_count) == (4, 2)
    assert point.reply_count == 2
    hide_comment(comment=reply, moderator=None, rule="insult")
    idea.refresh_from_db()
    point.refresh_from_db()
    assert idea.comment_count == 3 and point.reply_count == 1
    restore_comment(comment=reply, moderator=None)
    idea.refresh_from_db()
    assert idea.comment_count == 4


def test_a_point_has_500_characters_and_a_comment_10000(bob, idea):
    with pytest.raises(ValidationError):
        say(bob, idea, "x" * 501, side=1)
    say(bob, idea, "x" * 10_000)
    with pytest.raises(ValidationError):
        say(bob, idea, "x" * 10_001)


def test_the_same_key_answers_with_the_same_comment(bob, idea):
    first = say(bob, idea, key="form-1")
    assert say(bob, idea, key="form-1").pk == first.pk and Comment.objects.count() == 1


def test_an_outdated_edit_is_answered_with_what_is_there(bob, idea):
    comment = say(bob, idea)
    edit_comment(author=bob, comment=comment, text="Better said.", version=1)
    with pytest.raises(EditConflict) as caught:
        edit_comment(author=bob, comment=comment, text="Otherwise said.", version=1)
    assert caught.value.current.text == "Better said."


def test_a_held_comment_is_seen_by_its_author_and_moderators_only(ada, bob, mod, idea):
    comment = say(bob, idea)
    hold_comment(comment=comment, moderator=None)
    seen_by = [u for u in (ada, bob, mod) if Comment.objects.visible_to(u).filter(pk=comment.pk)]
    assert seen_by == [bob, mod]


def test_a_removed_comment_leaves_a_mark_that_nobody_else_reads(ada, bob, idea):
    root = say(bob, idea)
    say(ada, idea, parent=root)
    withdraw_comment(author=bob, comment=root)
    page = queries.comments(idea, ada)
    viewer = queries.Viewer(ada.pk, moderates=False)
    drawn = queries.nodes(page.rows[0], queries.replies(page.rows, ada)[root.pk], viewer=viewer)
    assert [node.readable for node in drawn] == [False, True]


def test_marks_rank_a_point_and_nobody_marks_their_own(ada, bob, mod, idea):
    weak, strong = say(bob, idea, side=1), say(bob, idea, side=1)
    mark_comment(person=ada, comment=strong, convincing=True)
    mark_comment(person=mod, comment=weak, convincing=False)
    assert [c.pk for c in queries.points(idea, ada, 1).rows] == [strong.pk, weak.pk]
    with pytest.raises(PermissionDenied):
        mark_comment(person=bob, comment=strong, convincing=True)
    mark_comment(person=ada, comment=strong, convincing=None)
    strong.refresh_from_db()
    assert strong.convincing == 0


def test_replies_deeper_than_three_are_drawn_flat_and_named(bob, idea):
    above = root = say(bob, idea)
    for _ in range(5):
        above = say(bob, idea, parent=above)
    below = queries.replies([root], bob)[root.pk]
    drawn = queries.nodes(root, below, viewer=queries.Viewer(bob.pk, moderates=False))
    assert [node.level for node in drawn] == [0, 1, 2, 3, 3, 3]
    assert [bool(node.in_reply_to) for node in drawn] == [False] * 4 + [True] * 2


def test_events_are_numbered_without_gaps(bob, idea):
    for _ in range(3):
        say(bob, idea)
    numbers = Event.objects.filter(stream__key=f"idea:{idea.pk}").order_by("seq")
    assert list(numbers.values_list("seq", flat=True)) == [1, 2, 3, 4]
