"""The mail backend: a mail is a row in the transaction of its cause, and the worker sends it."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from activity import clock
from notifications.actions.keep import keep_mails
from notifications.models import OutgoingMail


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Raises ValueError for a header with a line break, for NUL and for an attachment, which a
        row does not hold: better at once, to whoever asked, than later in the worker."""
        keep_mails([row for message in email_messages for row in _rows(message)])
        return len(email_messages)


def _rows(message: EmailMessage) -> list[OutgoingMail]:
    """One for the open recipients together, and one for each hidden one."""
    message.message()
    if message.attachments:
        raise ValueError("Mails of Folkmoot carry no attachments.")
    if "\x00" in "".join([str(message.subject), str(message.body), *message.recipients()]):
        raise ValueError("A mail holds no NUL.")
    groups = [[*message.to, *message.cc], *([address] for address in message.bcc)]
    return [_row(message, group) for group in groups if group]


def _row(message: EmailMessage, to: list[str]) -> OutgoingMail:
    html = ""
    if isinstance(message, EmailMultiAlternatives) and message.alternatives:
        html = str(message.alternatives[0][0])
    return OutgoingMail(
        to=to,
        sender=message.from_email,
        subject=str(message.subject),
        body=str(message.body),
        html=html,
        headers={name: str(value) for name, value in message.extra_headers.items()},
        created_at=clock.now(),
        next_try_at=clock.now(),
    )
