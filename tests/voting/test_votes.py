"""One person, one vote, an exact tally."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from ideas.actions import withdraw_idea
from tests.cast import person
from voting.actions import cast_vote, take_back_vote
from voting.models import Vote
from voting.queries import exact, shown_numbers, stands_of

pytestmark = pytest.mark.django_db


def counts(idea):
    return exact([idea.pk]).get(idea.pk, (0, 0, 0, 0))[:3]


def test_a_vote_counts_once_and_can_be_changed_and_taken_back(bob, idea):
    cast_vote(voter=bob, idea=idea, stand=1)
    cast_vote(voter=bob, idea=idea, stand=1)
    assert counts(idea) == (1, 0, 0)
    cast_vote(voter=bob, idea=idea, stand=-1)
    assert counts(idea) == (0, 1, 0)
    cast_vote(voter=bob, idea=idea, stand=0)
    assert counts(idea) == (0, 0, 1) and stands_of(bob, [idea.pk]) == {idea.pk: 0}
    take_back_vote(voter=bob, idea=idea)
    take_back_vote(voter=bob, idea=idea)
    assert counts(idea) == (0, 0, 0) and not Vote.objects.exists()


def test_nobody_votes_on_a_withdrawn_idea_nor_with_an_unknown_stand(ada, bob, idea):
    with pytest.raises(ValidationError):
        cast_vote(voter=bob, idea=idea, stand=2)
    withdraw_idea(author=ada, idea=idea, because="Done already")
    with pytest.raises(PermissionDenied):
        cast_vote(voter=bob, idea=idea, stand=1)


def test_a_small_group_shows_numbers_in_steps_of_five(community, idea, group):
    group.visibility = "community"
    group.save()
    voters = [person(f"V{n}") for n in range(6)]
    from communities.actions import grant_role

    for voter in voters:
        grant_role(admin=None, person=voter, role="member", community=community)
    idea.group.refresh_from_db()
    for number, voter in enumerate(voters, start=1):
        cast_vote(voter=voter, idea=idea, stand=1)
        shown = shown_numbers([idea])[idea.pk]
        assert shown.votes_for == (5 if number >= 5 else None) and shown.votes_against is None
