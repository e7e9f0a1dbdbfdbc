"""Reads of the inbox; every row passes `visible_to` when it is shown."""

from typing import Any

from activity.keyset import Key
from ideas.models import Idea
from notifications.models import (
    Follow,
    MailPreference,
    Notification,
    NotificationQuerySet,
    Stop,
)

MOST_COUNTED = 99
NEWEST = (Key("id"),)


def inbox(person: Any) -> NotificationQuerySet:
    """What this person was told, in the order `NEWEST`."""
    return Notification.objects.visible_to(person).for_telling().order_by("-id")


def unread_count(person: Any) -> int:
    """For the frame of every page: one query, which counts no further than one hundred."""
    return Notification.objects.visible_to(person).unread()[: MOST_COUNTED + 1].count()


def follows(person: Any, idea: Idea) -> bool:
    """Only ever asked for oneself: whom an idea's followers are is told to nobody."""
    if not getattr(person, "is_authenticated", False):
        return False
    return Follow.objects.filter(person_id=person.pk, idea=idea, ended_at__isnull=True).exists()


def chosen_mails(person: Any) -> dict[str, bool]:
    """Which mails this person wants; without a choice, both."""
    chosen = MailPreference.objects.filter(person_id=person.pk).first() or MailPreference()
    return {"at_once": chosen.at_once, "daily": chosen.daily}


def can_stop(*, what: str, token: str) -> bool:
    """Whether a mail's link is one that was ever given out."""
    if what == Stop.FOLLOW:
        return Follow.objects.filter(token=token).exists()
    return what in Stop.values and MailPreference.objects.filter(token=token).exists()
