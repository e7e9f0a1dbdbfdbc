"""Tallies are on every open page within two seconds, and no vote is an event."""

import pytest

from activity.models import Event
from comments.actions import write_comment
from tests.cast import person
from tests.live.sockets import Elsewhere
from voting.actions import cast_vote

pytestmark = pytest.mark.django_db(transaction=True)


def test_numbers_come_in_full_when_one_asks_for_them(connect, idea, bob):
    cast_vote(voter=bob, idea=idea, stand=1)
    watcher = connect()

    watcher.watch(idea.pk)

    watcher.until(lambda: idea.pk in watcher.client.numbers)
    assert watcher.client.numbers[idea.pk]["for"] == 1
    assert watcher.client.numbers[idea.pk]["points_for"] == 0


def test_a_vote_is_seen_within_two_seconds_and_recorded_nowhere(connect, idea, bob):
    watcher = connect()
    watcher.watch(idea.pk)
    watcher.until(lambda: idea.pk in watcher.client.numbers)
    before = Event.objects.count()

    cast_vote(voter=bob, idea=idea, stand=-1)

    watcher.until(lambda: watcher.client.numbers[idea.pk]["against"] == 1, within=2.0)
    assert Event.objects.count() == before
    assert len(watcher.has("numbers")) == 2


def test_a_vote_cast_in_another_process_is_seen_within_two_seconds(connect, idea, bob):
    watcher = connect()
    watcher.watch(idea.pk)
    watcher.until(lambda: idea.pk in watcher.client.numbers)
    other = Elsewhere(
        "from accounts.models import User\nfrom ideas.models import Idea\n"
        "from voting.actions import cast_vote\n"
        f"cast_vote(voter=User.objects.get(pk={bob.pk}), "
        f"idea=Idea.objects.get(pk={idea.pk}), stand=1)"
    )

    other.go()

    watcher.until(lambda: watcher.client.numbers[idea.pk]["for"] == 1, within=2.0)
    other.end()


def test_many_votes_are_few_messages(connect, idea):
    """One at most each second, so that nobody can tell who voted when."""
    voters = [person(f"Voter{number}") for number in range(12)]
    watcher = connect()
    watcher.watch(idea.pk)
    watcher.until(lambda: idea.pk in watcher.client.numbers)

    for voter in voters:
        cast_vote(voter=voter, idea=idea, stand=1)

    watcher.until(lambda: watcher.client.numbers[idea.pk]["for"] == 12, within=2.0)
    assert len(watcher.has("numbers")) <= 4


def test_points_are_counted_live(connect, idea, bob):
    watcher = connect()
    watcher.watch(idea.pk)
    watcher.until(lambda: idea.pk in watcher.client.numbers)

    write_comment(author=bob, idea=idea, text="Knees hurt.", side=1)

    watcher.until(lambda: watcher.client.numbers[idea.pk]["points_for"] == 1, within=2.0)


def test_a_small_group_shows_no_single_vote(connect, community, ada, bob):
    from communities.actions import grant_role
    from ideas.actions import propose_idea
    from tests.cast import open_group, words

    group = open_group(community, "team", visibility="secret")
    for member in (ada, bob):
        grant_role(admin=None, person=member, role="member", group=group)
    idea = propose_idea(author=ada, group=group, words=words())
    watcher = connect(ada)
    watcher.watch(idea.pk)
    watcher.until(lambda: idea.pk in watcher.client.numbers)

    cast_vote(voter=bob, idea=idea, stand=1)
    write_comment(author=bob, idea=idea, text="Good.", side=1)

    watcher.until(lambda: watcher.client.numbers[idea.pk]["points_for"] == 1, within=2.0)
    assert watcher.client.numbers[idea.pk]["for"] is None
