"""Every mail is a row until it has gone: never lost, never sent by two workers, given up aloud."""

import json
import logging
import smtplib
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import connection

from activity import clock, log
from notifications.actions import deliver
from notifications.actions.deliver import LEASE, MOST_ATTEMPTS, deliver_due, wait_after
from notifications.actions.keep import forget_old_mails
from notifications.letters import as_message, letter_of
from notifications.models import OutgoingMail
from tests import realdata

NOW = datetime(2030, 5, 6, 12, 0, tzinfo=UTC)


def post(subject: str = "Your code", to: str = "ada@example.org") -> OutgoingMail:
    send_mail(subject, "It is 4711.", None, [to])
    return OutgoingMail.objects.latest("pk")


def message_of(mail: OutgoingMail) -> EmailMessage:
    letter = letter_of(mail)
    assert letter
    return as_message(mail, letter, mail.to)


def due_at(moment) -> int:
    with clock.at(moment):
        return deliver_due()


@pytest.mark.django_db
def test_a_mail_is_a_row_in_the_transaction_of_its_cause(outside):
    with pytest.raises(ZeroDivisionError), log.writing():
        post()
        _ = 1 / 0
    assert not OutgoingMail.objects.exists()
    post()
    assert outside.went == []
    assert deliver_due() == 1
    assert outside.went[0].to == ["ada@example.org"]
    assert outside.went[0].body == "It is 4711."


@pytest.mark.django_db
def test_html_and_headers_survive_the_row_and_hidden_recipients_stay_hidden(outside):
    mail = EmailMultiAlternatives(
        "S",
        "plain",
        "desk@example.org",
        ["a@example.org"],
        cc=["b@example.org"],
        bcc=["c@example.org"],
        headers={"X-Cause": "test"},
    )
    mail.attach_alternative("<p>html</p>", "text/html")
    mail.send()
    deliver_due()
    assert [sent.to for sent in outside.went] == [
        ["a@example.org", "b@example.org"],
        ["c@example.org"],
    ]
    sent = outside.went[0]
    assert sent.alternatives[0].content == "<p>html</p>"
    assert outside.headers(sent)["X-Cause"] == "test"
    assert sent.from_email == "desk@example.org"


@pytest.mark.django_db
def test_an_attachment_is_refused_at_once_instead_of_lost(outside):
    mail = EmailMessage("S", "B", None, ["a@example.org"])
    mail.attach("a.txt", "text", "text/plain")
    with pytest.raises(ValueError, match="no attachments"):
        mail.send()


@pytest.mark.django_db
@pytest.mark.parametrize("broken", ["S\nBcc: v@example.org", "S\r\n\r\nbody", "S\x00"])
def test_a_broken_header_is_refused_at_once_instead_of_in_the_worker(outside, broken):
    with pytest.raises(ValueError):
        post(broken)
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_an_error_of_the_mail_server_keeps_the_mail_for_later(outside):
    mail = post()
    with clock.at(NOW):
        OutgoingMail.objects.update(next_try_at=NOW)
    outside.errors.append(smtplib.SMTPServerDisconnected("gone"))
    assert due_at(NOW) == 0
    mail.refresh_from_db()
    assert mail.attempts == 1
    assert mail.last_error == "SMTPServerDisconnected: gone"
    assert mail.next_try_at == NOW + timedelta(minutes=1)
    assert due_at(NOW + timedelta(seconds=59)) == 0
    assert due_at(NOW + timedelta(seconds=61)) == 1
    assert len(outside.went) == 1


@pytest.mark.django_db
def test_a_mail_that_never_goes_is_given_up_and_reported(outside, caplog):
    mail = post()
    moment = NOW
    OutgoingMail.objects.update(next_try_at=NOW)
    waits = []
    for _ in range(MOST_ATTEMPTS):
        outside.errors.append(OSError("no route"))
        with caplog.at_level(logging.ERROR):
            due_at(moment)
        mail.refresh_from_db()
        waits.append(mail.next_try_at - moment)
        moment = mail.next_try_at
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=3), timedelta(minutes=9)]
    assert mail.given_up_at
    assert not mail.sent_at
    assert "given up" in caplog.text
    assert due_at(moment + timedelta(days=9)) == 0
    assert OutgoingMail.objects.filter(pk=mail.pk).exists()


def test_the_wait_grows_to_six_hours_and_no_further():
    assert wait_after(1) == timedelta(minutes=1)
    assert wait_after(MOST_ATTEMPTS - 1) == wait_after(50) == timedelta(hours=6)


@pytest.mark.django_db
def test_one_bad_mail_does_not_stop_the_others(outside):
    post("first")
    post("second")
    outside.errors.append(smtplib.SMTPRecipientsRefused({}))
    assert deliver_due() == 1
    assert [mail.subject for mail in outside.went] == ["second"]


@pytest.mark.django_db
def test_a_broken_server_costs_only_a_few_mails_an_attempt(outside):
    for n in range(20):
        post(f"mail {n}")
    outside.errors.extend(OSError("down") for _ in range(50))
    deliver_due()
    assert OutgoingMail.objects.filter(attempts__gt=0).count() == deliver.FAILURES_A_ROUND


@pytest.mark.django_db
def test_a_worker_killed_after_leasing_leaves_the_mail_to_the_next(outside):
    post()
    OutgoingMail.objects.update(next_try_at=NOW)
    with clock.at(NOW):
        leased = deliver._lease()
    assert leased
    assert due_at(NOW + LEASE - timedelta(seconds=1)) == 0
    assert due_at(NOW + LEASE + timedelta(seconds=1)) == 1
    assert OutgoingMail.objects.get().attempts == 2


@pytest.mark.django_db
def test_a_mail_that_kills_its_workers_is_given_up_too(outside):
    post()
    OutgoingMail.objects.update(next_try_at=NOW, attempts=MOST_ATTEMPTS)
    assert due_at(NOW) == 0
    assert OutgoingMail.objects.get().given_up_at
    assert outside.went == []


@pytest.mark.django_db
def test_a_worker_thought_dead_overwrites_nothing(outside):
    post()
    OutgoingMail.objects.update(next_try_at=NOW)
    with clock.at(NOW):
        slow = deliver._lease()
    due_at(NOW + LEASE * 2)
    assert slow
    deliver._put_off(slow, OSError("late"))
    mail = OutgoingMail.objects.get()
    assert mail.sent_at
    assert mail.last_error == ""


@pytest.mark.django_db
def test_the_message_id_stays_the_same_when_a_mail_is_sent_again(outside):
    mail = post()
    ids = {message_of(mail).extra_headers["Message-ID"] for _ in "ab"}
    assert len(ids) == 1
    assert ids.pop().endswith("@folkmoot.example>")


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_send_each_mail_once(outside):
    for n in range(24):
        post(f"mail {n}")
    gate = threading.Barrier(4)

    def work():
        gate.wait()
        try:
            while OutgoingMail.objects.due().exists():
                deliver_due()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    subjects = [mail.subject for mail in outside.went]
    assert len(subjects) == len(set(subjects)) == 24


@pytest.mark.django_db
@pytest.mark.realdata
def test_no_string_of_the_attacks_puts_a_header_into_a_mail(outside):
    for attack in json.loads(realdata.path("attacks/headers/crlf-injection.json").read_text()):
        for fields in ({"subject": attack}, {"to": attack}):
            try:
                mail = post(**fields)
            except ValueError:
                continue
            sent = message_of(mail).message()
            assert sent.get("Bcc") is None
            assert sent.get("X") is None
            assert b"\nBcc:" not in bytes(sent)
    assert not OutgoingMail.objects.filter(subject__contains="\n").exists()


@pytest.mark.django_db
def test_old_mails_that_have_gone_are_forgotten_and_others_kept(outside):
    sent, waiting = post("sent"), post("waiting")
    long_ago = clock.now() - timedelta(days=15)
    OutgoingMail.objects.filter(pk=sent.pk).update(sent_at=long_ago)
    OutgoingMail.objects.filter(pk=waiting.pk).update(created_at=long_ago)
    assert forget_old_mails() == 1
    assert OutgoingMail.objects.get() == waiting
