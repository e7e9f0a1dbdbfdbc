"""The mails' way out of the house: leased, sent, tried again later, given up with a report."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.core.mail import mailers
from django.core.mail.backends.base import BaseEmailBackend

from activity import clock
from activity.log import writing
from notifications.letters import Letter, as_message, letter_of
from notifications.models import OutgoingMail

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
MOST_ATTEMPTS = 8
FAILURES_A_ROUND = 5


def is_mail_due() -> bool:
    return OutgoingMail.objects.due().exists()


def deliver_due(stopping: Callable[[], bool] = lambda: False) -> int:
    """Send what is due, one leased row after the other; answers how many have gone.

    A round ends after a few failures: whatever is wrong with the mail server should not cost every
    waiting mail an attempt.
    """
    mailer = mailers["outside"]
    delivered = failures = 0
    try:
        while failures < FAILURES_A_ROUND and not stopping() and (mail := _lease()):
            if _deliver(mail, mailer):
                delivered += 1
            else:
                failures += 1
                mailer.close()
    finally:
        mailer.close()
    return delivered


def wait_after(attempts: int) -> timedelta:
    """A minute after the first failure, each time three times as long, at most six hours."""
    return min(FIRST_WAIT * 3 ** min(attempts - 1, MOST_ATTEMPTS), LONGEST_WAIT)


def _lease() -> OutgoingMail | None:
    """Take one mail for this worker alone. A worker killed now leaves it to whoever comes after the
    lease; the attempt is counted here, so that a mail that kills its worker is given up too."""
    if not is_mail_due():
        return None
    with writing():
        due = OutgoingMail.objects.due().select_for_update(skip_locked=True, of=("self",))
        mail = due.select_related("person").order_by("next_try_at", "id").first()
        if mail:
            mail.attempts, mail.leased_until = mail.attempts + 1, clock.now() + LEASE
            mail.save(update_fields=["attempts", "leased_until"])
    return mail


def _deliver(mail: OutgoingMail, mailer: BaseEmailBackend) -> bool:
    if mail.attempts > MOST_ATTEMPTS:
        _give_up(mail, "Its workers ended while they sent it.")
        return False
    try:
        letter = letter_of(mail)
        if letter is None:
            _end(mail, dropped_at=clock.now())
            return True
        to = [mail.person.email] if mail.person and mail.person.email else mail.to
        mailer.open()
        mailer.send_messages([as_message(mail, letter, to)])
    except Exception as error:  # noqa: BLE001 - whatever it was, the mail is not lost
        _put_off(mail, error)
        return False
    _end(mail, sent_at=clock.now(), **_kept(letter, to))
    return True


def _kept(letter: Letter, to: list[str]) -> dict[str, object]:
    return {
        "to": to,
        "subject": letter.subject,
        "body": letter.body,
        "html": letter.html,
        "headers": letter.headers,
    }


def _put_off(mail: OutgoingMail, error: Exception) -> None:
    """Never lost on an error: tried again later, and after the last attempt kept and reported."""
    name = f"{type(error).__name__}: {error}"[:500]
    if mail.attempts >= MOST_ATTEMPTS:
        _give_up(mail, name)
        return
    logger.warning("Mail %s did not go (attempt %s): %s", mail.pk, mail.attempts, name)
    _end(mail, next_try_at=clock.now() + wait_after(mail.attempts), last_error=name)


def _give_up(mail: OutgoingMail, why: str) -> None:
    logger.error("Mail %s is given up after %s attempts: %s", mail.pk, mail.attempts, why)
    _end(mail, given_up_at=clock.now(), last_error=why)


def _end(mail: OutgoingMail, **changes: object) -> None:
    """Only while the lease is ours: a worker that was thought dead overwrites nothing."""
    with writing():
        mine = OutgoingMail.objects.filter(pk=mail.pk, leased_until=mail.leased_until)
        mine.update(leased_until=None, **changes)
