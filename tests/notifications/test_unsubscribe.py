"""One click ends a mail, signed out and without a form's token; looking at the link does not."""

import pytest
from django.test import Client
from django.urls import reverse

from notifications.actions import follow_idea
from notifications.actions.prefer import have_preferences
from notifications.models import Follow, MailPreference

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def program():
    """A mail program: nobody is signed in, and forms' tokens are checked as in production."""
    return Client(enforce_csrf_checks=True)


def link(what: str, token: str) -> str:
    return reverse("stop_mail", args=[what, token])


def test_one_click_ends_the_follow_signed_out(program, bob, idea):
    follow = follow_idea(person=bob, idea=idea)
    url = link("idea", follow.token)
    assert program.post(url, ONE_CLICK).status_code == 200
    ended = Follow.objects.get(pk=follow.pk).ended_at
    assert ended
    assert program.post(url, ONE_CLICK).status_code == 200
    assert Follow.objects.get(pk=follow.pk).ended_at == ended


@pytest.mark.parametrize(("what", "left"), [("at-once", (False, True)), ("daily", (True, False))])
def test_one_click_ends_one_kind_of_mail(program, bob, what, left):
    have_preferences([bob.pk])
    preference = MailPreference.objects.get(person=bob)
    assert program.post(link(what, preference.token), ONE_CLICK).status_code == 200
    preference.refresh_from_db()
    assert (preference.at_once, preference.daily) == left


def test_looking_at_the_link_changes_nothing_and_shows_one_button(program, bob, idea):
    follow = follow_idea(person=bob, idea=idea)
    answer = program.get(link("idea", follow.token))
    page = answer.content.decode()
    assert Follow.objects.get(pk=follow.pk).ended_at is None
    assert "Stop these mails" in page
    assert '<form method="post">' in page
    assert "no-store" in answer["Cache-Control"]
    assert idea.title not in page


@pytest.mark.parametrize("what", ["idea", "at-once", "daily", "everything"])
def test_an_unknown_token_is_no_page_and_ends_nothing(program, bob, idea, what):
    follow = follow_idea(person=bob, idea=idea)
    have_preferences([bob.pk])
    for token in ("a" * 32, follow.token[:-1], "%00"):
        assert program.post(f"/mail/stop/{what}/{token}", ONE_CLICK).status_code in {400, 404}
    assert Follow.objects.get(pk=follow.pk).ended_at is None
    preference = MailPreference.objects.get(person=bob)
    assert preference.at_once
    assert preference.daily


def test_a_token_of_one_thing_does_not_end_another(program, bob, idea):
    follow = follow_idea(person=bob, idea=idea)
    have_preferences([bob.pk])
    token = MailPreference.objects.get(person=bob).token
    assert program.post(link("idea", token)).status_code == 404
    assert program.post(link("daily", follow.token)).status_code == 404


def test_every_other_form_still_asks_for_its_token(program, bob, idea):
    program.force_login(bob)
    assert program.post(reverse("follow", args=[idea.pk])).status_code == 403
    assert program.post(reverse("mail_preference")).status_code == 403
