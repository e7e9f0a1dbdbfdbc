"""The rows of the mails: kept with their cause, forgotten when they are old."""

from datetime import timedelta

from activity import clock
from activity.log import writing
from notifications.models import OutgoingMail

KEPT = timedelta(days=14)


def keep_mails(rows: list[OutgoingMail]) -> None:
    """In the transaction of what they are about: a rollback sends nothing."""
    with writing():
        OutgoingMail.objects.bulk_create(rows)


def forget_old_mails() -> int:
    """A mail that has gone holds people's words: two weeks later its row goes as well."""
    limit = clock.now() - KEPT
    gone = 0
    for column in ("sent_at", "dropped_at"):
        with writing():
            gone += OutgoingMail.objects.filter(**{f"{column}__lt": limit}).delete()[0]
    return gone
