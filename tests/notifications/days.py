"""The time of the tests of mails: a noon, the morning after it, and what is said and sent then."""

from datetime import UTC, datetime

from activity import clock, log
from comments.models import Comment
from notifications.actions.deliver import deliver_due
from notifications.actions.rounds import mail_at_once, mail_daily

NOON = datetime(2030, 5, 6, 12, 0, tzinfo=UTC)
MORNING = datetime(2030, 5, 7, 7, 10, tzinfo=UTC)


def send(moment=None) -> None:
    """One round of the worker."""
    with clock.at(moment or clock.now()):
        mail_at_once()
        mail_daily()
        deliver_due()


def said(idea, author, text="Shade matters.", moment=NOON) -> Comment:
    """A comment at `moment`, written past the phases of the group."""
    with clock.at(moment), log.writing():
        comment = Comment.objects.create(idea=idea, author=author, text=text, html=f"<p>{text}</p>")
        log.record(
            "comment.published",
            [idea.stream],
            idea_id=idea.pk,
            comment_id=comment.pk,
            actor_id=author.pk,
        )
    return comment
