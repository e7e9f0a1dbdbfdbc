"""From one sentence to a published idea, with an account or before one has any."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from communities.actions import create_group, grant_role
from frontend.forms.idea import TITLE_LIMIT
from ideas.actions import propose_idea, start_draft
from ideas.models import Idea
from tests.cast import person, running, words

ANSWERS = {"q-problem": "Waiting hurts.", "q-solution": "A bench.", "q-impact": "More people wait."}


def start(client: Client, group, title="Benches at every stop", **more):
    url = reverse("propose", args=[group.community.slug, group.slug])
    return client.post(url, {"title": title, "seen": "yes", **more})


def walk(client: Client, url: str) -> str:
    """Answer every screen from the one at `url` to the preview, whose address is answered."""
    for step, text in ANSWERS.items():
        assert url.endswith(step)
        url = client.post(url, {f"answer_{step[2:]}": text}).url
    url = client.post(url, {"summary": "Somewhere to sit."}).url
    return client.post(url, {"tags": "Seats, stops", "place": "Everywhere"}).url


def test_an_idea_grows_one_question_a_screen_and_is_published_after_a_look(client, ada, group):
    client.force_login(ada)
    look = walk(client, start(client, group).url)
    draft = Idea.objects.get()
    page = client.get(look).content.decode()
    assert draft.published_at is None
    assert "Waiting hurts." in page
    assert "Everybody will see it" in page
    answer = client.post(reverse("draft_publication", args=[draft.pk]))
    assert answer.url == reverse("idea_published", args=[draft.pk])
    draft.refresh_from_db()
    assert draft.published_at
    assert sorted(tag.name for tag in draft.tags.all()) == ["seats", "stops"]
    done = client.get(answer.url).content.decode()
    assert reverse("idea", args=[draft.pk, draft.slug]) in done
    assert "Vote for it yourself?" in done


def test_a_visitor_writes_first_and_signs_in_last_and_nothing_is_lost(client, ada, group):
    look = walk(client, start(client, group).url)
    assert not Idea.objects.exists()
    page = client.get(look).content.decode()
    assert "Waiting hurts." in page
    assert f"{reverse('account_login')}?next={look}" in page
    client.force_login(ada)
    draft = client.get(look)
    idea = Idea.objects.get()
    assert draft.url == reverse("draft_step", args=[idea.pk, "look"])
    assert idea.author == ada
    assert [a.text for a in idea.answers_given.all()] == list(ANSWERS.values())
    client.post(reverse("draft_publication", args=[idea.pk]))
    assert client.get(look).url == reverse("propose", args=[group.community.slug, group.slug])
    assert Idea.objects.count() == 1


def test_signing_in_with_a_password_keeps_what_a_visitor_wrote(client, ada, group):
    ada.emailaddress_set.create(email=ada.email, verified=True, primary=True)
    look = walk(client, start(client, group).url)
    sent = {"login": ada.email, "password": "correct horse", "next": look}
    answer = client.post(reverse("account_login"), sent)
    assert answer.url == look
    client.get(look)
    assert Idea.objects.get().author == ada


def test_pressing_twice_makes_one_draft_and_one_idea(client, ada, group):
    client.force_login(ada)
    first = start(client, group, key="made-with-the-form")
    again = start(client, group, key="made-with-the-form")
    assert first.url == again.url
    draft = Idea.objects.get()
    walk(client, first.url)
    url = reverse("draft_publication", args=[draft.pk])
    assert client.post(url).url == reverse("idea_published", args=[draft.pk])
    assert client.post(url).status_code in {302, 303}
    assert draft.revisions.count() == 1


def test_the_form_carries_a_key_a_clock_and_a_trap(client, ada, group):
    client.force_login(ada)
    page = client.get(reverse("propose", args=[group.community.slug, group.slug])).content.decode()
    assert re.search(r'name="key" value="[\w-]{16,}"', page)
    assert 'name="form_clock"' in page
    assert 'name="homepage"' in page


def test_what_is_like_it_comes_up_before_the_first_question(client, bob, idea, group):
    client.force_login(bob)
    url = reverse("propose_similar", args=[group.community.slug, group.slug])
    live = client.get(url, {"title": "benches at stop"}).content.decode()
    assert idea.title in live
    assert 'name="seen"' in live
    answer = start(client, group, "Benches at each stop", seen="")
    assert answer.url.endswith("/alike")
    page = client.get(answer.url).content.decode()
    assert reverse("vote", args=[idea.pk]) in page
    assert "Mine is different" in page


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("x" * (TITLE_LIMIT + 1), "at most 120"),
        ("   ", "Please write something"),
        ("Ben\x00ches", "NUL"),
    ],
)
def test_a_refused_sentence_stays_in_the_box(client, ada, group, title, sentence):
    client.force_login(ada)
    answer = start(client, group, title)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert title.replace("\x00", "") in page.replace("\x00", "")
    assert 'role="alert"' in page
    assert not Idea.objects.exists()


def test_a_missing_answer_keeps_an_idea_a_draft_and_says_where_it_is_missing(client, ada, group):
    client.force_login(ada)
    start(client, group)
    draft = Idea.objects.get()
    answer = client.post(reverse("draft_publication", args=[draft.pk]))
    assert answer.status_code == 400
    assert reverse("draft_step", args=[draft.pk, "q-problem"]) in answer.content.decode()
    assert client.get(reverse("draft", args=[draft.pk])).url.endswith("q-problem")
    draft.refresh_from_db()
    assert draft.published_at is None


def test_outside_the_phase_the_page_says_why_not(client, ada, community):
    closed = create_group(community=community, slug="closed", name="C", phases=running("vote"))
    for user in (None, ada):
        if user:
            client.force_login(user)
        answer = client.get(reverse("propose", args=[community.slug, "closed"]))
        assert answer.status_code == 403
        assert "not being collected" in answer.content.decode()
    assert start(client, closed).status_code == 403


def test_a_secret_group_is_not_there(client, stranger, community):
    create_group(
        community=community, slug="s", name="S", visibility="secret", phases=running("propose")
    )
    client.force_login(stranger)
    assert client.get(reverse("propose", args=[community.slug, "s"])).status_code == 404


def test_a_draft_is_its_authors_alone(client, ada, bob, mod, group):
    client.force_login(ada)
    start(client, group)
    draft = Idea.objects.get()
    assert draft.title in client.get(reverse("drafts")).content.decode()
    for other in (bob, mod):
        client.force_login(other)
        for name in ("draft", "draft_removal", "draft_publication"):
            url = reverse(name, args=[draft.pk])
            answer = client.post(url) if name != "draft" else client.get(url)
            assert answer.status_code == 404, name
    assert Idea.objects.filter(pk=draft.pk).exists()


def test_many_drafts_cost_no_more_queries_than_one(client, ada, group):
    client.force_login(ada)
    counts = []
    for more in (1, 12):
        for n in range(more):
            start_draft(author=ada, group=group, words=words(f"Draft {more} {n}"))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("drafts")).content.decode()
        counts.append(len(queries))
    assert "Draft 12 11" in page
    assert counts[0] == counts[1] <= 8


def test_a_draft_is_thrown_away_after_asking_and_its_form_makes_no_other(client, ada, group):
    client.force_login(ada)
    start(client, group, key="once")
    draft = Idea.objects.get()
    url = reverse("draft_removal", args=[draft.pk])
    assert draft.title in client.get(url).content.decode()
    assert Idea.objects.exists()
    assert client.post(url).url == reverse("drafts")
    assert not Idea.objects.exists()
    again = start(client, group, key="once")
    assert again.status_code == 400
    assert "thrown away" in again.content.decode()


def test_the_ask_box_leads_to_the_groups_that_take_ideas(client, ada, group, community):
    create_group(community=community, slug="voting", name="Only voting", phases=running("vote"))
    page = client.get(reverse("propose_somewhere"), {"title": "More benches"}).content.decode()
    assert f"{reverse('propose', args=[community.slug, group.slug])}?title=More+benches" in page
    assert "Only voting" not in page


def test_a_member_of_a_secret_group_reads_who_will_see_it(client, community):
    group = create_group(
        community=community, slug="s", name="Inner", visibility="secret", phases=running("propose")
    )
    eve = person("Eve")
    grant_role(admin=None, person=eve, role="member", group=group)
    client.force_login(eve)
    start(client, group)
    look = reverse("draft_step", args=[Idea.objects.get().pk, "look"])
    assert "Only the invited members of Inner" in client.get(look).content.decode()


def test_a_wrong_category_or_too_many_tags_stay_in_the_form(client, ada, group):
    client.force_login(ada)
    start(client, group)
    url = reverse("draft_step", args=[Idea.objects.get().pk, "belongs"])
    many = ", ".join(f"tag {n}" for n in range(12))
    answer = client.post(url, {"tags": many, "category": "9" * 30})
    assert answer.status_code == 400
    assert many in answer.content.decode()


def test_a_published_idea_is_no_draft_any_more(client, ada, group):
    idea = propose_idea(author=ada, group=group, words=words())
    client.force_login(ada)
    answer = client.get(reverse("draft_step", args=[idea.pk, "title"]))
    assert answer.url == reverse("idea", args=[idea.pk, idea.slug])
