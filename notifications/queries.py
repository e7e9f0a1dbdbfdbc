"""Reads of the inbox; every row passes `visible_to` when it is shown."""

from typing import Any

from ideas.models import Idea
from notifications.models import Follow, Notification, NotificationQuerySet

MOST_COUNTED = 99


def inbox(person: Any, *, before: int | None = None) -> NotificationQuerySet:
    """What this person was told, newest first, after the key of the page before."""
    rows = Notification.objects.visible_to(person).for_telling().order_by("-id")
    return rows.filter(pk__lt=before) if before is not None else rows


def unread_count(person: Any) -> int:
    """For the frame of every page: one query, which counts no further than one hundred."""
    return Notification.objects.visible_to(person).unread()[: MOST_COUNTED + 1].count()


def follows(person: Any, idea: Idea) -> bool:
    """Only ever asked for oneself: whom an idea's followers are is told to nobody."""
    if not getattr(person, "is_authenticated", False):
        return False
    return Follow.objects.filter(person_id=person.pk, idea=idea, ended_at__isnull=True).exists()
