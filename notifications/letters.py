"""What a mail says: written when it is sent, from what its reader may see and wants at that moment.

Every mail says why it came and carries one link that ends it, as a header (RFC 8058) and in words.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.models import User
from notifications import addresses
from notifications.models import (
    Follow,
    MailPreference,
    Notification,
    NotificationQuerySet,
    OutgoingMail,
    Stop,
)
from notifications.wording import Told, in_words
from text import plain

MOST_IN_A_MAIL = 60
SUBJECT_LIMIT = 150


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str
    html: str
    headers: dict[str, str]


def letter_of(mail: OutgoingMail) -> Letter | None:
    """The mail in its reader's language; None when nothing is left that they may see and want."""
    if mail.person is None:
        return Letter(mail.subject, mail.body, mail.html, mail.headers)
    with override(mail.person.language):
        told = in_words(mail.person, _still_wanted(mail, mail.person)[: MOST_IN_A_MAIL + 1])
        return _written(mail, mail.person, told) if told else None


def as_message(mail: OutgoingMail, letter: Letter, to: list[str]) -> EmailMultiAlternatives:
    """The mail as it goes out. Its Message-ID stays the same when it is sent again, so that a mail
    program shows it once."""
    host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    number = f"<{mail.pk}.{int(mail.created_at.timestamp())}@{host}>"
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.body,
        from_email=mail.sender,
        to=to,
        headers={"Message-ID": number, **letter.headers},
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def _still_wanted(mail: OutgoingMail, person: User) -> NotificationQuerySet:
    """Its rows without what was hidden, read, unfollowed or switched off since it was made."""
    rows = Notification.objects.visible_to(person).unread().filter(mail=mail)
    if not getattr(MailPreference.objects.get(person=person), mail.kind):
        return rows.none()
    ended = Follow.objects.filter(person=person, ended_at__isnull=False)
    unfollowed = Q(idea_id__in=ended.values("idea_id")) & ~Q(kind=Notification.Kind.DECISION)
    return rows.exclude(unfollowed).for_telling().order_by("id")


def _written(mail: OutgoingMail, person: User, told: list[Told]) -> Letter:
    shown = told[:MOST_IN_A_MAIL]
    stop, stop_words = _stop(mail, person, shown[0])
    context: dict[str, Any] = {
        "person": person,
        "told": [(item, addresses.absolute(item.path) if item.path else "") for item in shown],
        "more": len(told) > len(shown),
        "why": _why(mail, shown[0]),
        "stop": stop,
        "stop_words": stop_words,
        "inbox": addresses.absolute(addresses.of_inbox()),
        "choices": addresses.absolute(addresses.of_choices()),
        "subject": _subject(mail, shown),
    }
    return Letter(
        subject=context["subject"],
        body=render_to_string("notifications/mail/told.txt", context),
        html=render_to_string("notifications/mail/told.html", context),
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )


def _subject(mail: OutgoingMail, told: list[Told]) -> str:
    """On one line, whatever an idea's title brings along."""
    if mail.kind == OutgoingMail.Kind.AT_ONCE:
        line = told[0].sentence
    else:
        number = len(told)
        line = ngettext("%(n)d thing is new", "%(n)d things are new", number) % {"n": number}
    return plain.shorten(line, SUBJECT_LIMIT)


def _why(mail: OutgoingMail, first: Told) -> str:
    if mail.kind == OutgoingMail.Kind.DAILY:
        return _("You get this mail once a day because you take part in these ideas.")
    return _("You get this mail because %(reason)s.") % {"reason": first.because}


def _stop(mail: OutgoingMail, person: User, first: Told) -> tuple[str, str]:
    """The link that ends such mails, and what it says it does."""
    if mail.kind == OutgoingMail.Kind.AT_ONCE and first.row.kind != Notification.Kind.DECISION:
        follow = Follow.objects.get(person=person, idea_id=first.row.idea_id)
        return addresses.of_stop(Stop.FOLLOW, follow.token), _("No more about this idea")
    token = MailPreference.objects.get(person=person).token
    if mail.kind == OutgoingMail.Kind.DAILY:
        return addresses.of_stop(Stop.DAILY, token), _("No more daily mails")
    return addresses.of_stop(Stop.AT_ONCE, token), _("No more such mails at once")
