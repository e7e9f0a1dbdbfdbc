"""Reading the inbox: the unread count moves in every open window of that person."""

from accounts.models import User
from activity import clock, log
from activity.log import writing
from notifications.models import Notification, NotificationQuerySet


def mark_read(*, person: User, notification: Notification) -> None:
    """Take one thing off the unread count, in every open window of this person."""
    _read(person, Notification.objects.filter(pk=notification.pk))


def mark_all_read(*, person: User, up_to: int) -> None:
    """Everything up to the newest row that was on the page: what came since stays unread."""
    _read(person, Notification.objects.filter(pk__lte=up_to))


def _read(person: User, rows: NotificationQuerySet) -> None:
    with writing():
        if rows.unread().filter(person=person).update(read_at=clock.now()):
            log.record("inbox.changed", [f"user:{person.pk}"])
