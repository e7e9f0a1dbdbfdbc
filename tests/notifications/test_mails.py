"""Mails: at once or once a day, written from what their reader may see when they leave."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils.translation import override

from activity import clock, log
from comments.actions import hide_comment, write_comment
from communities.actions import change_visibility
from communities.models import Community
from ideas.actions import answer_idea, edit_idea
from ideas.models import Idea
from notifications.actions import (
    change_mail_preference,
    follow_idea,
    mark_all_read,
    rounds,
    unfollow_idea,
)
from notifications.actions.deliver import deliver_due
from notifications.actions.rounds import mail_at_once, mail_daily
from notifications.models import Follow, MailPreference, Notification, OutgoingMail
from tests.cast import open_group, person, words
from tests.notifications.test_births import answer, decide

pytestmark = pytest.mark.django_db

NOON = datetime(2030, 5, 6, 12, 0, tzinfo=UTC)
MORNING = datetime(2030, 5, 7, 7, 10, tzinfo=UTC)


def at(moment):
    return clock.at(moment)


def send(moment=None) -> None:
    with at(moment or clock.now()):
        mail_at_once()
        mail_daily()
        deliver_due()


def said(idea, author, text="Shade matters.", moment=NOON):
    """A comment at `moment`, written past the phases of the group."""
    with at(moment), log.writing():
        from comments.models import Comment

        comment = Comment.objects.create(idea=idea, author=author, text=text, html=f"<p>{text}</p>")
        log.record(
            "comment.published",
            [idea.stream],
            idea_id=idea.pk,
            comment_id=comment.pk,
            actor_id=author.pk,
        )
    return comment


def test_an_answer_leaves_at_once_with_why_and_one_click_unsubscribe(
    outside, ada, idea, official, department
):
    answer(official, idea, department)
    send()
    (mail,) = outside.went
    sent = outside.headers(mail)
    follow = Follow.objects.get(person=ada)
    stop = f"https://folkmoot.example/mail/stop/idea/{follow.token}"
    assert mail.to == ["ada@example.org"]
    assert sent["List-Unsubscribe"] == f"<{stop}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent["Subject"] == "Streets answered “Benches at every stop”: under way."
    assert "You get this mail because you proposed this idea." in mail.body
    assert "We begin in May." in mail.body
    assert "https://folkmoot.example" + reverse("idea", args=[idea.pk, idea.slug]) in mail.body
    assert stop in mail.body
    assert stop in mail.alternatives[0].content
    assert "style" not in mail.alternatives[0].content


def test_a_second_round_sends_nothing_again(outside, ada, idea, official, department):
    answer(official, idea, department)
    send()
    send()
    assert len(outside.went) == 1
    assert OutgoingMail.objects.get().sent_at


def test_a_decision_says_why_and_its_link_stops_mails_at_once(outside, bob, mod, idea):
    comment = write_comment(author=bob, idea=idea, text="You fool.")
    hide_comment(comment=comment, moderator=mod, rule="insult")
    decide(mod, comment=comment)
    send()
    (mail,) = outside.went
    assert "took your comment on “Benches at every stop” off the page: insult" in mail.subject
    assert "It insults the driver." in mail.body
    assert "because it is about your own words" in mail.body
    token = MailPreference.objects.get(person=bob).token
    assert f"/mail/stop/at-once/{token}" in outside.headers(mail)["List-Unsubscribe"]


def test_a_mail_is_in_the_language_of_its_reader(outside, ada, idea, official, department):
    ada.language = "de"
    ada.save()
    with override("es"):
        answer(official, idea, department)
        send()
    assert '<html lang="de"' in outside.went[0].alternatives[0].content


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
    with at(MORNING):
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
            with at(MORNING):
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


def test_what_is_hidden_before_the_mail_leaves_is_not_in_it(outside, ada, bob, mod, idea):
    seen, hidden = said(idea, bob, "Shade matters."), said(idea, bob, "Buy my pills.")
    with at(MORNING):
        mail_daily()
    hide_comment(comment=hidden, moderator=mod, rule="advertising")
    with at(MORNING):
        deliver_due()
    (mail,) = outside.went
    assert "Shade matters." in mail.body
    assert "pills" not in mail.body
    assert "pills" not in mail.alternatives[0].content
    assert seen.pk != hidden.pk


def test_a_mail_with_nothing_left_to_tell_does_not_leave(outside, ada, bob, mod, idea):
    comment = said(idea, bob, "Buy my pills.")
    with at(MORNING):
        mail_daily()
    hide_comment(comment=comment, moderator=mod, rule="advertising")
    with at(MORNING):
        deliver_due()
    assert outside.went == []
    mail = OutgoingMail.objects.get()
    assert mail.dropped_at
    assert not mail.sent_at


def test_who_may_no_longer_see_the_group_is_not_mailed(
    outside, ada, bob, group, idea, official, department
):
    follow_idea(person=bob, idea=idea)
    answer(official, idea, department)
    mail_at_once()
    admin = person("Root", is_superuser=True)
    change_visibility(admin=admin, group=group, visibility="secret")
    deliver_due()
    assert outside.went == []


def test_ending_a_follow_or_reading_it_first_saves_the_mail(
    outside, ada, bob, stranger, idea, official, department
):
    follow_idea(person=bob, idea=idea)
    follow_idea(person=stranger, idea=idea)
    answer(official, idea, department)
    unfollow_idea(person=bob, idea=idea)
    mark_all_read(person=ada, up_to=Notification.objects.latest("pk").pk)
    send()
    assert [mail.to for mail in outside.went] == [["stranger@example.org"]]


def test_what_was_read_after_the_mail_was_made_is_not_sent(
    outside, ada, idea, official, department
):
    answer(official, idea, department)
    mail_at_once()
    mark_all_read(person=ada, up_to=Notification.objects.latest("pk").pk)
    deliver_due()
    assert outside.went == []


@pytest.mark.parametrize(("at_once", "daily"), [(True, False), (False, True), (False, False)])
def test_only_the_mails_one_chose_come(
    outside, ada, bob, idea, official, department, at_once, daily
):
    change_mail_preference(person=ada, at_once=at_once, daily=daily)
    answer(official, idea, department)
    said(idea, bob)
    send(MORNING)
    assert len(outside.went) == at_once + daily
    assert not Notification.objects.filter(person=ada, mailed_at=None).exists()
    assert Notification.objects.visible_to(ada).count() == 2


def test_switching_mails_off_counts_for_one_that_was_already_made(
    outside, ada, idea, official, department
):
    answer(official, idea, department)
    mail_at_once()
    change_mail_preference(person=ada, at_once=False, daily=True)
    deliver_due()
    assert outside.went == []


def test_a_changed_address_gets_the_mail(outside, ada, idea, official, department):
    answer(official, idea, department)
    mail_at_once()
    ada.email = "new@example.org"
    ada.save()
    deliver_due()
    assert outside.went[0].to == ["new@example.org"]


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


def test_answering_costs_no_mail_in_the_request(
    outside, ada, idea, official, department, django_assert_max_num_queries
):
    answer_idea(official=official, idea=idea, department=department, text="Yes.", status="done")
    assert outside.went == []
    assert not OutgoingMail.objects.exists()
