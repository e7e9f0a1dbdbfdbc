"""What the many do: votes, and marks on contributions.

They are written as rows, a bulk for each idea, since thousands of single actions would take
minutes; the counts are then made from these rows by the rooms themselves.
"""

from collections import Counter
from datetime import datetime, timedelta
from random import Random

from comments.actions.mark import count_marks
from comments.models import Comment, Mark
from communities.models import Phase
from notifications.models import Follow
from stewardship.demo.acts import Life
from stewardship.demo.script import Proposal, Said
from voting.models import Tally, Vote
from voting.orders import settle

STANDS = {"for": Vote.Stand.FOR, "against": Vote.Stand.AGAINST, "no_opinion": Vote.Stand.NO_OPINION}
MINUTE = timedelta(minutes=1)


def take_part(life: Life) -> None:
    """Vote on an idea and say which words convince, while that was open."""
    _vote(life)
    end = life.closing(Phase.Kind.DISCUSS)
    for one, comment in life.written:
        if sum(one.convincing):
            _mark(life, one, comment, end)


def ballots(told: Proposal, voters: list[str], random: Random) -> dict[str, str]:
    """Who stands where, so that the sums are those of the content: authors for their idea, points
    as they argue, named stands as told, everybody else by lot.

    Raises ValueError when these people cannot give those sums.
    """
    known = {told.author: "for"}
    known |= {one.by: one.side for one in told.said if one.side}
    known |= told.stands
    known = {key: stand for key, stand in known.items() if key in voters}
    left = Counter(told.votes)
    left.subtract(known.values())
    stands = [stand for stand, count in left.items() for _ in range(count)]
    others = [key for key in voters if key not in known]
    if min(left.values()) < 0 or len(stands) > len(others):
        raise ValueError(f"{told.name}: {len(voters)} people cannot vote {told.votes}.")
    random.shuffle(others)
    return known | dict(zip(others, stands, strict=False))


def _vote(life: Life) -> None:
    opening = life.group.phases.filter(kind=Phase.Kind.VOTE).first()
    begin = max(life.born, opening.opens_at) if opening else life.born
    end = life.closing(Phase.Kind.VOTE)
    chosen = ballots(life.told, life.town.voters(life.told.group), life.random)
    votes = [
        Vote(
            idea=life.idea,
            voter=life.town.people[key],
            stand=STANDS[stand],
            cast_at=_between(life.random, begin, end),
        )
        for key, stand in chosen.items()
    ]
    Vote.objects.bulk_create(votes)
    Follow.objects.bulk_create(
        [Follow(person_id=vote.voter_id, idea=life.idea, since=vote.cast_at) for vote in votes],
        ignore_conflicts=True,
    )
    sums = Counter(chosen.values())
    Tally.objects.create(
        idea=life.idea,
        votes_for=sums["for"],
        votes_against=sums["against"],
        no_opinion=sums["no_opinion"],
        version=len(votes),
    )
    settle([life.idea.pk])


def _mark(life: Life, one: Said, comment: Comment, end: datetime) -> None:
    convinced, unconvinced = one.convincing
    readers = [key for key in life.town.voters(life.told.group) if key != one.by]
    Mark.objects.bulk_create(
        Mark(
            comment=comment,
            person=life.town.people[key],
            convincing=place < convinced,
            made_at=_between(life.random, comment.created_at, end),
        )
        for place, key in enumerate(life.random.sample(readers, convinced + unconvinced))
    )
    comment.refresh_from_db(fields=["convincing", "not_convincing", "best"])
    count_marks(comment)


def _between(random: Random, begin: datetime, end: datetime) -> datetime:
    """Some moment of the stretch, more likely an early one: most people come in the first days."""
    return begin + MINUTE + (end - begin - MINUTE) * random.random() ** 2
