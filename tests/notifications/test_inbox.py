"""The inbox: pages by key, what one may see now, the unread count; the same in JSON."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from activity.models import Event
from comments.actions import hide_comment, write_comment
from communities.actions import change_visibility
from ideas.models import Idea
from notifications.actions import mark_read
from notifications.models import Follow, MailPreference, Notification
from notifications.queries import unread_count
from tests.cast import open_group, person
from tests.notifications.test_births import answer, decide

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return APIClient()


def speak(bob, idea, number=1):
    return [write_comment(author=bob, idea=idea, text=f"Thought {n}.") for n in range(number)]


def test_the_inbox_shows_what_was_told(client, ada, bob, idea):
    speak(bob, idea)
    client.force_login(ada)
    page = client.get(reverse("inbox")).content.decode()
    assert "Bob commented on “Benches at every stop”." in page
    assert "Thought 0." in page
    assert "because you proposed this idea" in page


def test_a_visitor_is_led_to_sign_in(client):
    for name in ("inbox", "inbox_count", "mail_preference"):
        assert client.get(reverse(name)).status_code == 302


def test_what_was_hidden_since_is_neither_shown_nor_counted(client, ada, bob, mod, idea):
    (comment,) = speak(bob, idea)
    hide_comment(comment=comment, moderator=mod, rule="insult")
    client.force_login(ada)
    assert "Thought" not in client.get(reverse("inbox")).content.decode()
    assert unread_count(ada) == 0
    assert APIClient().get("/api/v1/inbox/").status_code in {401, 403}


def test_a_group_that_was_closed_takes_its_news_along(client, ada, bob, group, idea):
    carol = person("Carol")
    Follow.objects.create(person=carol, idea=idea)
    speak(bob, idea)
    change_visibility(admin=person("Root", is_superuser=True), group=group, visibility="secret")
    client.force_login(carol)
    assert "Benches" not in client.get(reverse("inbox")).content.decode()


def test_a_decision_stays_where_the_idea_is_closed_and_names_no_title(
    client, bob, mod, group, idea
):
    (comment,) = speak(bob, idea)
    hide_comment(comment=comment, moderator=mod, rule="insult")
    decide(mod, comment=comment)
    change_visibility(admin=person("Root", is_superuser=True), group=group, visibility="secret")
    client.force_login(bob)
    page = client.get(reverse("inbox")).content.decode()
    assert "took your comment on an idea off the page" in page
    assert "It insults the driver." in page
    assert "Benches" not in page


def test_nobody_reads_or_marks_what_others_were_told(client, ada, bob, idea):
    speak(bob, idea)
    row = Notification.objects.get()
    client.force_login(bob)
    assert client.post(reverse("notification_reading", args=[row.pk])).status_code == 404
    row.refresh_from_db()
    assert row.read_at is None
    assert "Thought" not in client.get(reverse("inbox")).content.decode()
    client.post(reverse("inbox_reading"), {"up_to": row.pk})
    assert unread_count(ada) == 1


def test_the_pages_follow_a_key_and_meet_no_row_twice(client, ada, bob, idea):
    speak(bob, idea, 25)
    client.force_login(ada)
    first = client.get(reverse("inbox")).content.decode()
    onward = first.partition('rel="next" href="')[2].partition('"')[0]
    speak(bob, idea, 2)
    second = client.get(onward).content.decode()
    assert "Thought 24." in first
    assert "Thought 4." in second
    assert "Thought 5." not in second
    assert 'rel="next"' not in second
    assert client.get(reverse("inbox") + "?after=broken").status_code == 400


@pytest.mark.parametrize("number", [1, 20])
def test_a_page_costs_the_same_at_one_row_and_at_twenty(
    client, ada, bob, idea, number, django_assert_max_num_queries
):
    speak(bob, idea, number)
    client.force_login(ada)
    with django_assert_max_num_queries(10):
        client.get(reverse("inbox"))


def test_the_frame_counts_with_one_query(ada, bob, idea, django_assert_num_queries):
    speak(bob, idea, 3)
    with django_assert_num_queries(1):
        assert unread_count(ada) == 3


def test_reading_one_and_reading_all_move_the_count_live(client, ada, bob, idea):
    speak(bob, idea, 3)
    rows = list(Notification.objects.order_by("id"))
    client.force_login(ada)
    Event.objects.all().delete()
    client.post(reverse("notification_reading", args=[rows[0].pk]))
    assert unread_count(ada) == 2
    client.post(reverse("inbox_reading"), {"up_to": rows[1].pk})
    assert unread_count(ada) == 1
    assert Event.objects.filter(kind="inbox.changed", stream__key=f"user:{ada.pk}").count() == 2
    mark_read(person=ada, notification=rows[0])
    assert Event.objects.filter(kind="inbox.changed").count() == 2


def test_one_press_in_the_page_answers_with_the_row(client, ada, bob, idea):
    speak(bob, idea)
    row = Notification.objects.get()
    client.force_login(ada)
    url = reverse("notification_reading", args=[row.pk])
    part = client.post(url, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith(f'<article class="told" id="told-{row.pk}"')
    assert "Mark as read" not in part


def test_the_badge_is_a_fragment_of_its_own(client, ada, bob, idea):
    speak(bob, idea, 2)
    client.force_login(ada)
    part = client.get(reverse("inbox_count")).content.decode()
    assert 'id="inbox-count"' in part
    assert ">2<" in part


@pytest.mark.parametrize("up_to", ["", "x", "0", "-1", "9" * 30, "1.5", "\x00"])
def test_a_broken_number_marks_nothing(client, api, ada, bob, idea, up_to):
    speak(bob, idea)
    client.force_login(ada)
    api.force_authenticate(ada)
    assert client.post(reverse("inbox_reading"), {"up_to": up_to}).status_code == 302
    assert api.put("/api/v1/inbox/reading/", {"up_to": up_to}).status_code == 400
    assert unread_count(ada) == 1


def test_a_number_beyond_every_database_is_no_error(client, api, ada):
    client.force_login(ada)
    api.force_authenticate(ada)
    beyond = 10**25
    assert client.post(f"/inbox/{beyond}/reading").status_code == 404
    assert api.put(f"/api/v1/inbox/{beyond}/reading/").status_code == 404
    assert api.put(f"/api/v1/ideas/{beyond}/follow/").status_code == 404


def test_page_and_api_tell_the_same(client, api, ada, bob, idea, official, department):
    speak(bob, idea)
    answer(official, idea, department)
    client.force_login(ada)
    api.force_authenticate(ada)
    page = client.get(reverse("inbox")).content.decode()
    told = api.get("/api/v1/inbox/").json()["results"]
    assert [item["kind"] for item in told] == ["answer", "comment"]
    for item in told:
        assert item["sentence"] in page
        assert f'href="{item["url"]}"' in page
    one = told[0]["id"]
    assert api.put(f"/api/v1/inbox/{one}/reading/").json() == {"unread": 1}
    assert len(api.get("/api/v1/inbox/?unread=1").json()["results"]) == 1
    assert api.get("/api/v1/inbox/?unread=maybe").status_code == 400
    assert api.put("/api/v1/inbox/reading/", {"up_to": one}).json() == {"unread": 0}


def test_following_by_page_and_by_api_is_the_same(client, api, bob, idea):
    client.force_login(bob)
    api.force_authenticate(bob)
    path, url = f"/api/v1/ideas/{idea.pk}/follow/", reverse("follow", args=[idea.pk])
    assert client.post(url, {"follow": "yes"}).status_code in {302, 303}
    assert api.get(path).json() == {"following": True}
    client.post(url, {"follow": "no"})
    assert api.get(path).json() == {"following": False}
    assert api.put(path).json() == api.put(path).json() == {"following": True}
    assert api.delete(path).json() == {"following": False}
    assert client.get(url).status_code == 302
    assert not Follow.objects.filter(ended_at=None, person=bob).exists()


def test_nobody_follows_what_they_cannot_see(client, api, bob, community):
    hidden = open_group(community, "secret", visibility="secret")
    idea = Idea.objects.create(group=hidden, title="T", published_at="2026-01-01T00:00Z")
    client.force_login(bob)
    api.force_authenticate(bob)
    assert client.post(reverse("follow", args=[idea.pk])).status_code == 404
    assert api.put(f"/api/v1/ideas/{idea.pk}/follow/").status_code == 404
    assert not Follow.objects.filter(person=bob).exists()


def test_mails_are_chosen_by_page_and_by_api(client, api, bob):
    client.force_login(bob)
    api.force_authenticate(bob)
    assert api.get("/api/v1/mail-preference/").json() == {"at_once": True, "daily": True}
    client.post(reverse("mail_preference"), {"at_once": "on"})
    assert api.get("/api/v1/mail-preference/").json() == {"at_once": True, "daily": False}
    both = {"at_once": False, "daily": True}
    assert api.put("/api/v1/mail-preference/", both).json() == both
    assert MailPreference.objects.get(person=bob).daily
    assert api.put("/api/v1/mail-preference/", {"daily": "perhaps"}).status_code == 400
    assert 'name="daily" ' in client.get(reverse("mail_preference")).content.decode()
