"""Following an idea: by taking part, by a press; ended by one press or by a mail's own link."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from activity import clock
from activity.log import writing
from ideas.models import Idea
from notifications.models import Follow


def follow_idea(*, person: User, idea: Idea) -> Follow:
    """Hear of an idea from now on, also after having ended it. Again changes nothing."""
    with writing():
        if not Idea.objects.visible_to(person).filter(pk=idea.pk).exists():
            raise PermissionDenied(_("This idea is not open to you."))
        follow_by_taking_part(person_id=person.pk, idea_id=idea.pk)
        follow = Follow.objects.select_for_update().get(person=person, idea_id=idea.pk)
        if follow.ended_at:
            follow.since, follow.ended_at = clock.now(), None
            follow.save(update_fields=["since", "ended_at"])
    return follow


def unfollow_idea(*, person: User, idea: Idea) -> None:
    """One press: hear no more of an idea, however one came to follow it, and in whatever state
    the idea is."""
    with writing():
        follow_by_taking_part(person_id=person.pk, idea_id=idea.pk)
        _end(Follow.objects.filter(person=person, idea_id=idea.pk))


def follow_by_taking_part(*, person_id: int, idea_id: int) -> None:
    """Who writes or votes follows; a follow that was deliberately ended stays ended."""
    with writing():
        Follow.objects.bulk_create(
            [Follow(person_id=person_id, idea_id=idea_id, since=clock.now())],
            ignore_conflicts=True,
        )


def follow_after_vote(voter_id: int, idea_id: int) -> None:
    """What voting calls in the transaction of a vote; it tells nobody."""
    follow_by_taking_part(person_id=voter_id, idea_id=idea_id)


def end_follow_by_token(token: str) -> bool:
    """What the link of a mail does: the token is the right to do so. False when it is unknown."""
    with writing():
        return _end(Follow.objects.filter(token=token))


def _end(follows: QuerySet[Follow]) -> bool:
    if not follows.exists():
        return False
    follows.filter(ended_at__isnull=True).update(ended_at=clock.now())
    return True
