"""Flags: by anybody, one for each person, counted and never acting by themselves."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from activity.limits import TooMany
from comments.models import Comment
from moderation import queries
from moderation.actions import decide, flag
from moderation.models import Case, Flag
from tests.cast import person

pytestmark = pytest.mark.django_db


def test_however_many_flag_it_only_a_person_removes_it(stranger, comment):
    for number in range(8):
        flag(flagger=person(f"Flagger{number}"), content=comment, rule="insult")
    case = Case.objects.get()
    assert case.flag_count == 8
    assert Comment.objects.visible_to(stranger).filter(pk=comment.pk).exists()


def test_a_second_flag_by_the_same_person_changes_the_first(ada, comment):
    flag(flagger=ada, content=comment, rule="insult", explanation="Rude.")
    flag(flagger=ada, content=comment, rule="threat", explanation="He means it.")
    assert list(Flag.objects.values_list("rule", "explanation")) == [("threat", "He means it.")]
    assert Case.objects.get().flag_count == 1


def test_visitors_flag_within_a_limit_for_their_network(comment):
    for number in range(10):
        flag(
            flagger=None,
            content=comment,
            rule="insult",
            explanation=f"No. {number}",
            address_prefix="192.0.2.0/24",
        )
    with pytest.raises(TooMany):
        flag(flagger=None, content=comment, rule="insult", address_prefix="192.0.2.0/24")
    flag(flagger=None, content=comment, rule="insult", address_prefix="198.51.100.0/24")
    assert Case.objects.get().flag_count == 11


def test_pressing_twice_flags_once_also_for_visitors(comment):
    for _ in range(2):
        flag(flagger=None, content=comment, rule="insult", explanation="Rude.")
    assert Flag.objects.count() == 1


def test_a_flag_is_told_to_the_desk_alone(ada, comment, news):
    with news() as heard:
        flag(flagger=ada, content=comment, rule="insult")
    desk = f"moderation:{comment.idea.group_id}"
    assert [(stream, kind) for stream, kind, *_ in heard] == [
        (desk, "case.opened"),
        (desk, "comment.flagged"),
    ]


def test_one_flags_neither_ones_own_words_nor_what_one_cannot_see(bob, stranger, comment, spam):
    with pytest.raises(PermissionDenied):
        flag(flagger=bob, content=comment, rule="insult")
    with pytest.raises(PermissionDenied):
        flag(flagger=stranger, content=spam, rule="advertising")
    with pytest.raises(PermissionDenied):
        flag(flagger=None, content=spam, rule="advertising")


@pytest.mark.parametrize(
    "given", [{"rule": "criticism"}, {"rule": ""}, {"rule": "insult", "explanation": "x" * 1001}]
)
def test_a_flag_names_a_rule_and_explains_in_a_thousand_characters(ada, comment, given):
    with pytest.raises(ValidationError):
        flag(flagger=ada, content=comment, **given)
    assert not Case.objects.exists()


def test_after_a_decision_a_new_flag_opens_a_new_case(ada, mod, comment):
    first = flag(flagger=ada, content=comment, rule="insult").case
    decide(moderator=mod, on=first, act="approve", version=1)
    second = flag(flagger=ada, content=comment, rule="threat").case
    assert first.pk != second.pk and list(Case.objects.open()) == [second]


def test_the_queue_shows_held_then_flagged_then_suspected(mod, ada, bob, idea, comment, spam):
    from comments.actions import write_comment

    suspected = write_comment(author=bob, idea=idea, text="More at https://example.com/benches")
    assert not suspected.held_at
    flag(flagger=ada, content=comment, rule="insult")
    rows = queries.queue(mod).rows
    assert [case.content.pk for case in rows] == [spam.pk, comment.pk, suspected.pk]
    one = queries.queue(mod, size=1)
    rest = queries.queue(mod, after=one.next, size=5)
    assert [case.pk for case in one.rows + rest.rows] == [case.pk for case in rows]
