"""Everything that can wait comes in one mail a day, in the morning of where one takes part."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from activity import clock
from communities.models import Community
from ideas.actions import edit_idea
from ideas.models import Idea
from notifications.actions import (
    follow_idea,
    rounds,
)
from notifications.actions.rounds import mail_at_once, mail_daily
from notifications.models import MailPreference, Notification, OutgoingMail
from tests.cast import open_group, words
from tests.notifications.days import MORNING, NOON, said, send
from tests.notifications.test_births import answer

pytestmark = pytest.mark.django_db


def test_everything_else_waits_for_one_mail_in_the_morning(outside, ada, bob, idea):
    said(idea, bob, "Shade matters.")
    said(idea, bob, "So do backs.", NOON + timedelta(minutes=1))
    send(NOON + timedelta(hours=1))
    send(datetime(2030, 5, 7, 6, 50, tzinfo=UTC))
    assert outside.went == []
    send(MORNING)
    (mail,) = outside.went
    assert mail.subject == "2 things are new"
    assert "Shade matters." in mail.body
    assert "So do backs." in mail.body
    token = MailPreference.objects.get(person=ada).token
    assert f"/mail/stop/daily/{token}" in outside.headers(mail)["List-Unsubscribe"]


def test_there_is_one_daily_mail_a_day(outside, ada, bob, idea):
    said(idea, bob)
    send(MORNING)
    said(idea, bob, "Later.", MORNING + timedelta(minutes=5))
    for hour in range(1, 23):
        send(MORNING + timedelta(hours=hour))
    assert len(outside.went) == 1
    send(MORNING + timedelta(days=1))
    assert len(outside.went) == 2


def test_a_worker_that_looked_too_early_makes_no_second_daily_mail(ada, bob, idea):
    said(idea, bob)
    with clock.at(MORNING):
        assert rounds._mail_people([ada.pk]) == 1
        said(idea, bob, "Meanwhile.", MORNING)
        assert rounds._mail_people([ada.pk]) == 0
    assert Notification.objects.waiting().count() == 1


@pytest.mark.django_db(transaction=True)
def test_three_workers_at_once_make_one_mail_of_each_kind(ada, bob, idea, official, department):
    said(idea, bob)
    answer(official, idea, department)
    gate = threading.Barrier(3)

    def work():
        gate.wait()
        try:
            with clock.at(MORNING):
                mail_at_once()
                mail_daily()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    made = OutgoingMail.objects.filter(person=ada).values_list("kind", flat=True)
    assert sorted(made) == ["at_once", "daily"]


def test_the_morning_is_that_of_the_community(outside, ada, bob, community, idea):
    Community.objects.filter(pk=community.pk).update(time_zone="Pacific/Auckland")
    said(idea, bob)
    send(datetime(2030, 5, 6, 18, 50, tzinfo=UTC))
    assert outside.went == []
    send(datetime(2030, 5, 6, 19, 5, tzinfo=UTC))
    assert len(outside.went) == 1


def test_two_mornings_of_one_person_are_still_one_mail_a_day(outside, ada, bob, idea):
    far = Community.objects.create(slug="far", name="Far", time_zone="Pacific/Auckland")
    group = open_group(far, "there")
    other = Idea.objects.create(group=group, author=ada, title="T", published_at=clock.now())
    said(idea, bob)
    said(other, bob)
    for hour in range(24):
        send(datetime(2030, 5, 6, 19, 5, tzinfo=UTC) + timedelta(hours=hour))
    assert len(outside.went) == 1


def test_what_comes_between_two_mornings_waits_until_the_last_mail_is_a_while_ago(
    outside, ada, bob, idea
):
    far = Community.objects.create(slug="far", name="Far", time_zone="Pacific/Auckland")
    group = open_group(far, "there")
    other = Idea.objects.create(group=group, author=ada, title="T", published_at=clock.now())
    said(other, bob)
    first = datetime(2030, 5, 6, 19, 5, tzinfo=UTC)
    send(first)
    said(idea, bob, "Between.", first + timedelta(hours=1))
    for hours, mails in ((12, 1), (15, 1), (17, 2)):
        send(first + timedelta(hours=hours))
        assert len(outside.went) == mails


def test_a_worker_that_was_away_in_the_morning_catches_up_but_not_at_night(outside, ada, bob, idea):
    said(idea, bob)
    send(datetime(2030, 5, 7, 22, 0, tzinfo=UTC))
    assert outside.went == []
    send(datetime(2030, 5, 8, 11, 0, tzinfo=UTC))
    assert len(outside.went) == 1


def test_an_edit_and_a_reply_are_in_the_daily_mail(outside, ada, bob, idea):
    follow_idea(person=bob, idea=idea)
    edit_idea(author=ada, idea=idea, words=words("Benches with backs"), version=1)
    send(clock.now() + timedelta(days=1) - timedelta(hours=clock.now().hour - 8))
    (mail,) = outside.went
    assert "“Benches with backs” was edited by its author." in mail.body


def test_a_long_day_is_cut_and_says_so(outside, ada, bob, idea):
    for n in range(65):
        said(idea, bob, f"Number {n}.")
    send(MORNING)
    assert "Number 59." in outside.went[0].body
    assert "Number 60." not in outside.went[0].body
    assert "There is more in your inbox." in outside.went[0].body
