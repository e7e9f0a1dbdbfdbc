"""Mails are written when they leave, from what their reader may see and wants at that moment."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from activity import clock
from comments.actions import hide_comment, write_comment
from communities.actions import change_visibility
from ideas.actions import answer_idea
from notifications.actions import (
    change_mail_preference,
    follow_idea,
    mark_all_read,
    unfollow_idea,
)
from notifications.actions.deliver import deliver_due
from notifications.actions.rounds import mail_at_once, mail_daily
from notifications.models import Follow, MailPreference, Notification, OutgoingMail
from tests.cast import person
from tests.notifications.days import MORNING, said, send
from tests.notifications.test_births import answer, decide

pytestmark = pytest.mark.django_db


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


def test_what_is_hidden_before_the_mail_leaves_is_not_in_it(outside, ada, bob, mod, idea):
    seen, hidden = said(idea, bob, "Shade matters."), said(idea, bob, "Buy my pills.")
    with clock.at(MORNING):
        mail_daily()
    hide_comment(comment=hidden, moderator=mod, rule="advertising")
    with clock.at(MORNING):
        deliver_due()
    (mail,) = outside.went
    assert "Shade matters." in mail.body
    assert "pills" not in mail.body
    assert "pills" not in mail.alternatives[0].content
    assert seen.pk != hidden.pk


def test_a_mail_with_nothing_left_to_tell_does_not_leave(outside, ada, bob, mod, idea):
    comment = said(idea, bob, "Buy my pills.")
    with clock.at(MORNING):
        mail_daily()
    hide_comment(comment=comment, moderator=mod, rule="advertising")
    with clock.at(MORNING):
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


def test_answering_costs_no_mail_in_the_request(
    outside, ada, idea, official, department, django_assert_max_num_queries
):
    answer_idea(official=official, idea=idea, department=department, text="Yes.", status="done")
    assert outside.went == []
    assert not OutgoingMail.objects.exists()
