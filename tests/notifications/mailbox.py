"""A mail server of the tests: what went out, and errors on demand."""

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

went: list[EmailMessage] = []
errors: list[Exception] = []

MAILER = {
    "default": {"BACKEND": "notifications.outbox.OutboxBackend"},
    "outside": {"BACKEND": "tests.notifications.mailbox.Mailbox"},
}


class Mailbox(BaseEmailBackend):
    """Raises what waits in `errors`, one each time; else keeps the mail in `went`."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        if errors:
            raise errors.pop(0)
        for message in email_messages:
            message.message()
            went.append(message)
        return len(email_messages)


def empty() -> None:
    went.clear()
    errors.clear()


def headers(message: EmailMessage) -> Any:
    return message.message()
