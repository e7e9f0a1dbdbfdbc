"""What an import brings in, rule by rule, from small files of our own."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import authenticate
from django.test import Client

import search
from accounts.models import User
from activity.models import Event
from comments.models import Comment
from communities.models import Group, Membership
from communities.roles import roles_of
from ideas.models import Answer, Category, Idea
from notifications.models import Notification, OutgoingMail
from stewardship.counters.check import check_counters
from tests.stewardship import decidim
from tests.stewardship.decidim import NOBODY, bring, comment, proposal, reply

pytestmark = pytest.mark.django_db


def test_authors_become_people_who_cannot_sign_in(tmp_path) -> None:
    bring(tmp_path, [proposal()])
    noor = User.objects.get(display_name="Noor")
    assert (noor.known, noor.email, noor.external_id) == ("imported", None, "7")
    assert not noor.has_usable_password()
    assert not noor.is_active
    assert authenticate(email="", password="") is None
    sent = Client().post("/accounts/password/reset/", {"email": ""})
    assert sent.status_code == 200
    assert not OutgoingMail.objects.exists()


def test_one_person_is_made_of_all_their_words(tmp_path) -> None:
    bring(tmp_path, [proposal(1), proposal(2)], [comment(1, author__id=7, author__name="Noor")])
    assert User.objects.get().date_joined == datetime(2016, 2, 1, 10, tzinfo=UTC)


def test_an_idea_without_an_author_shows_its_origin_and_nobody_is_invented(tmp_path) -> None:
    bring(tmp_path, [proposal(origin="meeting") | NOBODY])
    assert Idea.objects.values_list("author", "origin").get() == (None, "meeting")
    assert not User.objects.exists()


def test_an_author_without_an_id_is_nobody_and_the_report_says_so(tmp_path) -> None:
    plan = decidim.plan(tmp_path, [proposal() | {"author/id": ""}], [])
    assert [finding.outcome for finding in plan.report.findings] == ["noted"]
    assert not plan.people


def test_what_the_file_says_of_an_idea_is_kept(tmp_path) -> None:
    bring(tmp_path, [proposal(origin="organization")])
    idea = Idea.objects.select_related("category").get()
    assert (idea.category.name, idea.category.external_id) == ("Streets", "3")
    assert [tag.name for tag in idea.tags.all()] == ["Benches"]
    assert (idea.place, idea.origin, idea.language) == ("Harbour", "organisation", "ca")
    assert (idea.imported_support, idea.imported_likes) == (12, 4)
    assert (idea.reference, idea.source_url) == ("V-1", f"{decidim.SITE}1")
    assert idea.created_at == datetime(2016, 2, 1, 10, tzinfo=UTC)
    assert idea.published_at == datetime(2016, 2, 2, 10, tzinfo=UTC)
    assert idea.answers_given.get().html == "<p>People would like to sit down.</p>"


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("accepted", "under_way"),
        ("rejected", "not_taken_up"),
        ("evaluating", "under_review"),
        ("", "open"),
        ("sunk", "open"),
    ],
)
def test_a_state_becomes_a_status(tmp_path, state: str, status: str) -> None:
    plan = decidim.plan(tmp_path, [proposal(state=state)], [])
    assert plan.ideas[0].status == status
    assert len(plan.report.of("changed")) == (state == "sunk")


def test_a_withdrawn_proposal_is_withdrawn_and_not_counted(tmp_path) -> None:
    group = bring(tmp_path, [proposal(1, state="withdrawn"), proposal(2)]).group
    group.refresh_from_db()
    assert group.idea_count == 1
    assert Idea.objects.get(external_id="1").state == "withdrawn"


def test_an_answer_stands_in_the_name_of_the_community(tmp_path) -> None:
    bring(tmp_path, [proposal(answer="<p>We <b>will</b> build them.</p>")])
    answer = Answer.objects.get()
    assert answer.html == "<p>We <strong>will</strong> build them.</p>"
    assert (answer.official, answer.department.name) == (None, "voices.example")
    assert answer.status == "under_way"


def test_sides_likes_and_dates_of_contributions_are_kept(tmp_path) -> None:
    rows = [comment(1, alignment=1), comment(2, alignment=-1), comment(3, alignment=0)]
    bring(tmp_path, [proposal()], rows)
    said = list(Comment.objects.order_by("external_id").values_list("side", flat=True))
    assert said == [1, -1, 0]
    first = Comment.objects.get(external_id="1")
    assert (first.imported_likes, first.imported_dislikes, first.language) == (5, 2, "ca")
    assert first.created_at == datetime(2016, 3, 1, 10, tzinfo=UTC)
    assert (first.text, first.html) == ("Yes, please.", "<p>Yes, please.</p>")


def test_numbers_are_right_in_the_same_batch(tmp_path) -> None:
    rows = [
        comment(1, alignment=1),
        comment(2, alignment=-1, author__id=9, author__name="Lev"),
        reply(3, to=1),
        reply(4, to=3) | NOBODY,
    ]
    bring(tmp_path, [proposal(1), proposal(2)], rows)
    idea = Idea.objects.get(external_id="1")
    assert (idea.points_for, idea.points_against) == (1, 1)
    assert (idea.comment_count, idea.debater_count) == (4, 2)
    assert list(Comment.objects.order_by("pk").values_list("reply_count", flat=True)) == [
        2,
        0,
        1,
        0,
    ]
    assert Group.objects.get().idea_count == 2
    assert not [finding for finding in check_counters() if finding.drifts]


def test_a_reply_may_stand_before_what_it_answers(tmp_path) -> None:
    bring(tmp_path, [proposal()], [reply(1, to=2), comment(2), reply(3, to=1)])
    first, second, third = Comment.objects.order_by("external_id")
    assert (first.parent, third.parent, third.root) == (second, first, second)
    assert third.path == f"{second.pk:010}{first.pk:010}{third.pk:010}"


def test_a_reply_whose_parent_is_missing_is_kept_at_the_top_and_reported(tmp_path) -> None:
    plan = decidim.plan(tmp_path, [proposal()], [comment(1), reply(2, to=99)])
    assert [(one.id, one.depth, one.parent) for one in plan.comments] == [
        ("1", 0, ""),
        ("2", 0, ""),
    ]
    (finding,) = plan.report.of("changed")
    assert (finding.line, finding.id) == (3, "2")
    assert "99" in finding.reason


def test_replies_that_answer_each_other_in_a_circle_are_kept(tmp_path) -> None:
    bring(tmp_path, [proposal()], [reply(1, to=2), reply(2, to=3), reply(3, to=1)])
    assert sorted(Comment.objects.values_list("depth", flat=True)) == [0, 1, 2]


def test_a_reply_deeper_than_fifty_stands_beside_what_it_answers(tmp_path) -> None:
    rows = [comment(1), *(reply(number, to=number - 1) for number in range(2, 55))]
    bring(tmp_path, [proposal()], rows)
    depths = Comment.objects.order_by("-depth").values_list("depth", flat=True)
    assert list(depths[:4]) == [50, 50, 50, 50]
    assert not [finding for finding in check_counters() if finding.drifts]


def test_imported_html_goes_through_the_one_door(tmp_path) -> None:
    body = '<p onclick="x()">Hello <img src="//evil.example/x.png"><script>alert(1)</script></p>'
    plan = decidim.plan(tmp_path, [proposal()], [comment(1, body=body)])
    assert "script" not in plan.comments[0].body.html
    assert "onclick" not in plan.comments[0].body.html
    (finding,) = plan.report.of("changed")
    assert finding.reason == "body: not shown here: img, img[src], p[onclick], script"


def test_a_sentence_with_a_sign_of_less_is_no_html(tmp_path) -> None:
    text = "Motorbikes with emissions <100g/km & <quiet ones\n\npay half."
    bring(tmp_path, [proposal(body__ca=text)])
    answer = Idea.objects.get().answers_given.get()
    assert answer.text == text
    assert answer.html == (
        "<p>Motorbikes with emissions &lt;100g/km &amp; &lt;quiet ones</p><p>pay half.</p>"
    )


def test_a_title_that_is_too_long_begins_the_text(tmp_path) -> None:
    title = "A bench " * 60
    bring(tmp_path, [proposal(title__ca=title)])
    idea = Idea.objects.get()
    assert len(idea.title) <= 250
    assert idea.answers_given.get().text.startswith(title.strip())


def test_named_officials_hold_that_role_in_the_community(tmp_path) -> None:
    group = bring(tmp_path, [proposal()], [comment(1)], officials=["8"]).group
    membership = Membership.objects.get()
    assert (membership.role, membership.community) == ("official", group.community)
    assert not roles_of(membership.person).signed_in


def test_nobody_is_told_and_one_event_stands_for_the_run(tmp_path) -> None:
    group = bring(tmp_path, [proposal(1), proposal(2)], [comment(1)], officials=["8"]).group
    events = Event.objects.values_list("kind", "stream__key", "object_id")
    assert list(events) == [("group.filled", f"group:{group.pk}", group.pk)]
    assert not Notification.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_what_came_in_is_found_by_its_words(tmp_path) -> None:
    group = bring(tmp_path, [proposal()], [comment(1, body="<p>Where gulls nest</p>")]).group
    (hit,) = search.query("gulls", group_ids=[group.pk])
    assert (hit.kind, hit.object_id) == ("comment", Comment.objects.get().pk)
    assert search.query("benches", group_ids=[group.pk])


def test_the_group_is_made_with_the_times_of_what_was_written(tmp_path) -> None:
    group = bring(tmp_path, [proposal()], [comment(1)]).group
    assert (group.slug, group.community.slug) == ("voices", "voices-example")
    assert group.is_imported
    kinds = list(group.phases.order_by("opens_at").values_list("kind", "opened_told"))
    assert kinds == [("propose", True), ("discuss", True), ("review", True)]


def test_a_group_that_is_there_is_filled_and_keeps_its_own_ideas(tmp_path, idea) -> None:
    bring(tmp_path, [proposal()], group="service")
    group = Group.objects.get()
    assert (group.pk, group.idea_count) == (idea.group_id, 2)
    imported = Idea.objects.exclude(pk=idea.pk).get()
    assert imported.answers_given.get().question.key == "problem"


def test_categories_stand_in_the_order_of_the_other_platform(tmp_path) -> None:
    rows = [
        proposal(1, category__id=9, category__name__ca="Zoo"),
        proposal(2, category__id=2, category__name__ca="Parks"),
        proposal(3, category__id=9, category__name__ca="Zoo"),
    ]
    bring(tmp_path, rows)
    assert [one.name for one in Category.objects.all()] == ["Parks", "Zoo"]
