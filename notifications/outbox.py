"""The mail backend of the house: a mail is a row in the transaction of its cause, sent by the worker."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from notifications.models import OutgoingMail


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [_row(message) for message in email_messages]
        return len(OutgoingMail.objects.bulk_create(rows))


def _row(message: EmailMessage) -> OutgoingMail:
    html = ""
    if isinstance(message, EmailMultiAlternatives) and message.alternatives:
        html = str(message.alternatives[0][0])
    return OutgoingMail(
        to=message.recipients(),
        sender=message.from_email,
        subject=message.subject,
        body=str(message.body),
        html=html,
        headers=dict(message.extra_headers),
    )
