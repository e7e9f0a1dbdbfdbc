"""A group's page: its purpose, its phase, and its ideas in the order one chose."""

from datetime import timedelta

import pytest
from django.urls import reverse

from activity import clock
from communities.actions import create_group, grant_role
from communities.models import Group
from ideas.actions import answer_idea, hide_idea, propose_idea, withdraw_idea
from ideas.models import Category, Idea
from tests.cast import open_group, person, running, words

ADDRESS = "/c/wellbridge/service/"


def text(client, address=ADDRESS, **query) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_group_says_what_one_can_do_and_until_when(client, idea):
    html = text(client)
    assert "You can propose, discuss and vote here now." in html
    assert "closes in 28 days" in html or "closes in 29 days" in html
    assert "Propose an idea" in html
    assert 'data-live-stream="group:' in html


def test_a_closed_group_says_so_and_offers_nothing(client, idea, group):
    group.phases.update(closes_at=clock.now() - timedelta(minutes=1))
    html = text(client)
    assert "This group is closed." in html
    assert "Propose an idea" not in html
    assert 'class="votes' not in html


def test_a_list_offers_orders_with_the_sentence_why(client, idea):
    html = text(client)
    assert "Fair shuffle" in html
    assert "so that every idea is seen" in html
    assert "The latest first." in text(client, order="newest")


@pytest.mark.parametrize(
    "query",
    [
        {"order": "loudest"},
        {"category": "seven"},
        {"category": "9" * 40},
        {"status": "perhaps"},
        {"after": "broken"},
        {"after": "W10"},
    ],
)
def test_a_query_that_means_nothing_is_refused(client, idea, query):
    assert client.get(ADDRESS, query).status_code == 400


def test_pages_follow_by_key_and_lead_back_to_the_first(client, group):
    for number in range(27):
        propose_idea(author=person(f"P{number}"), group=group, words=words(f"Idea no {number}"))
    first = text(client, order="newest")
    assert "Idea no 26" in first
    assert "Idea no 1<" not in first
    address = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = text(client, ADDRESS + address)
    assert "Idea no 1<" in second
    assert "Idea no 26" not in second
    assert 'rel="prev" href="?order=newest"' in second
    assert "data-live-list" in first
    assert "data-live-list" not in second


def test_a_list_is_narrowed_by_category_tag_and_status(client, group, ada, bob):
    category = Category.objects.create(group=group, name="Streets")
    propose_idea(author=ada, group=group, words=words("In", category_id=category.pk, tags=["oak"]))
    propose_idea(author=bob, group=group, words=words("Out"))
    for query in ({"category": category.pk}, {"tag": "oak"}):
        html = text(client, **query)
        assert ">In</a>" in html
        assert ">Out</a>" not in html
    assert "No idea fits." in text(client, status="done")


def test_what_is_hidden_or_withdrawn_is_not_listed(client, group, ada, mod):
    hidden = propose_idea(author=ada, group=group, words=words("A hidden one"))
    gone = propose_idea(author=ada, group=group, words=words("A withdrawn one"))
    hide_idea(idea=hidden, moderator=mod, rule="insult")
    withdraw_idea(author=ada, idea=gone, because="Done")
    html = text(client)
    assert "A hidden one" not in html
    assert "A withdrawn one" not in html
    assert "No ideas yet" in html


def test_answers_moderators_and_rules_stand_beside_the_list(
    client, idea, official, department, mod
):
    answer_idea(
        official=official, idea=idea, department=department, text="Yes.", status="under_way"
    )
    html = text(client)
    assert "Answered so far" in html
    assert "Mod" in html
    assert "Argue about the idea, not the person." in html


def test_moderators_find_their_desk(client, idea, mod, bob):
    client.force_login(bob)
    assert "/c/wellbridge/service/desk" not in text(client)
    client.force_login(mod)
    assert "/c/wellbridge/service/desk" in text(client)


def test_a_secret_group_answers_as_a_missing_one(client, community, bob):
    secret = create_group(
        community=community, slug="quiet", name="Quiet", visibility=Group.Visibility.SECRET
    )
    client.force_login(bob)
    assert client.get("/c/wellbridge/quiet/").status_code == 404
    assert client.get(f"/groups/{secret.pk}/phases").status_code == 404
    assert "Quiet" not in text(client, "/c/wellbridge/")
    grant_role(admin=None, person=bob, role="member", group=secret)
    assert "Quiet" in text(client, "/c/wellbridge/quiet/")


def test_a_study_group_says_which_month_it_is_in(client, community):
    today = clock.now().date()
    create_group(
        community=community,
        slug="study",
        name="Awareness",
        kind=Group.Kind.STUDY_GROUP,
        phases=running("discuss"),
        starts_on=today - timedelta(days=130),
        ends_on=today + timedelta(days=144),
        charter="We look *closely*.",
    )
    html = text(client, "/c/wellbridge/study/")
    assert "Month 5 of 9" in html
    assert "<em>closely</em>" in html


def test_in_a_small_group_votes_are_shown_in_steps(client, community, ada):
    group = create_group(
        community=community,
        slug="inner",
        name="Inner",
        visibility=Group.Visibility.COMMUNITY,
        phases=running("propose", "vote"),
        question_set="service_improvement",
    )
    grant_role(admin=None, person=ada, role="member", community=community)
    propose_idea(author=ada, group=group, words=words())
    client.force_login(ada)
    html = text(client, "/c/wellbridge/inner/")
    assert "under 5" in html
    assert "tally__bar" not in html


def test_an_imported_idea_shows_its_support_apart_from_votes(client, idea):
    Idea.objects.filter(pk=idea.pk).update(imported_support=1720)
    html = text(client)
    assert "<b>1,720</b> supports, imported" in html


def test_a_community_lists_what_one_may_see(client, idea, community):
    html = text(client, "/c/wellbridge/")
    assert "Wellbridge" in html
    assert "Open now" in html
    assert client.get("/c/nowhere/").status_code == 404


def test_the_front_page_tells_what_came_of_an_idea(client, idea, official, department):
    answer_idea(
        official=official,
        idea=idea,
        department=department,
        text="We build twenty benches.",
        status="under_way",
        next_step="The first ten by May",
    )
    html = text(client, "/")
    assert "What should be better?" in html
    assert "We build twenty benches." in html
    assert "The first ten by May" in html
    assert "until the official answer" in html


def test_a_study_group_offers_proposing_to_those_only_who_may(client, community, bob):
    study = open_group(community, "study", kind="study_group")
    address = reverse("propose", args=[community.slug, study.slug])
    page = reverse("group", args=[community.slug, study.slug])
    assert address not in client.get(page).content.decode()
    grant_role(admin=None, person=bob, role="member", group=study)
    client.force_login(bob)
    assert address in client.get(page).content.decode()
