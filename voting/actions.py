"""Casting a vote and taking it back: exact under any race, on both databases.

The vote row is taken first (inserted, or locked), the difference computed from what it held, and
the tally touched last, in a slot that few others touch at the same time.
"""

import secrets
from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from accounts.models import User
from activity import clock, limits
from activity.log import writing
from communities.roles import roles_of
from ideas.models import Idea
from voting.models import SLOTS, Vote
from voting.orders import settle
from voting.rules import why_not_vote

AfterVote = Callable[[int, int], None]
_after: list[AfterVote] = []

INSERT = (
    "INSERT INTO voting_vote (idea_id, voter_id, stand, cast_at) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (voter_id, idea_id) DO NOTHING RETURNING id"
)
TOUCH = (
    "INSERT INTO voting_tally (idea_id, slot, votes_for, votes_against, no_opinion, version) "
    "VALUES (%s, %s, %s, %s, %s, 1) ON CONFLICT (idea_id, slot) DO UPDATE SET "
    "votes_for = voting_tally.votes_for + excluded.votes_for, "
    "votes_against = voting_tally.votes_against + excluded.votes_against, "
    "no_opinion = voting_tally.no_opinion + excluded.no_opinion, "
    "version = voting_tally.version + 1"
)


def after_vote(listener: AfterVote) -> None:
    """Let `listener(voter_id, idea_id)` run in the transaction of each vote; called at start-up."""
    if listener not in _after:
        _after.append(listener)


def cast_vote(*, voter: User, idea: Idea, stand: int) -> Vote:
    """Stand for (1), against (−1) or have no opinion (0) on an idea; again changes it.

    Raises PermissionDenied with the reason when this person may not vote on it now.
    """
    if stand not in Vote.Stand.values:
        raise ValidationError({"stand": _("Vote for, against or no opinion.")})
    with writing():
        limits.spend(f"person:{voter.pk}", "vote")
        fresh = _votable(voter, idea)
        before = _take(voter, fresh, stand)
        _touch(fresh.pk, before, stand)
        for listener in _after:
            listener(voter.pk, fresh.pk)
    return Vote(idea=fresh, voter=voter, stand=stand)


def take_back_vote(*, voter: User, idea: Idea) -> None:
    """Leave no vote behind. Without one, nothing changes."""
    with writing():
        limits.spend(f"person:{voter.pk}", "vote")
        fresh = _votable(voter, idea)
        vote = Vote.objects.select_for_update().filter(voter=voter, idea=fresh).first()
        if vote:
            vote.delete()
            _touch(fresh.pk, vote.stand, None)


def _votable(voter: User, idea: Idea) -> Idea:
    ideas = Idea.objects.visible_to(voter).select_related("group__community")
    fresh = ideas.prefetch_related("group__phases").filter(pk=idea.pk).first()
    if not fresh:
        raise PermissionDenied(_("This idea is not open to you."))
    if refusal := why_not_vote(roles_of(voter), fresh):
        raise PermissionDenied(refusal)
    return fresh


def _take(voter: User, idea: Idea, stand: int) -> int | None:
    """Make the voter's row say `stand`; answer what it said before, None when it is new.

    Between the refused insert and the lock the row may be taken back by the same person elsewhere,
    so the pair is tried again.
    """
    while True:
        with connection.cursor() as cursor:
            cursor.execute(INSERT, [idea.pk, voter.pk, stand, _moment()])
            if cursor.fetchone():
                return None
        vote = Vote.objects.select_for_update().filter(voter=voter, idea=idea).first()
        if vote:
            before, vote.stand = vote.stand, stand
            vote.save(update_fields=["stand"])
            return before


def _moment() -> str | datetime | None:
    return connection.ops.adapt_datetimefield_value(clock.now())


def _touch(idea_id: int, before: int | None, after: int | None) -> None:
    """Add the difference to one slot: the last statement, since everybody wants this row."""
    change = {stand: (after == stand) - (before == stand) for stand in Vote.Stand.values}
    if not any(change.values()):
        return
    alone = connection.vendor == "sqlite"
    slot = 0 if alone else secrets.randbelow(SLOTS)
    with connection.cursor() as cursor:
        cursor.execute(TOUCH, [idea_id, slot, change[1], change[-1], change[0]])
    if alone:
        settle([idea_id])
