"""The demo fills a site with a town that has lived a while, and tells one story."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import F

from accounts.models import User
from activity import clock
from activity.models import Event
from comments.models import Comment
from communities.models import Group
from communities.rules import open_kinds
from ideas.models import Answer, Idea, Revision
from moderation.models import Case, Decision
from notifications.models import Notification, OutgoingMail
from stewardship import demo
from stewardship.counters.check import check_counters
from stewardship.demo import script, town
from stewardship.demo.crowd import ballots
from voting.models import Vote
from voting.queries import exact

pytestmark = pytest.mark.django_db

COURSE = "online-course"


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """One demo for all the tests that only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.fill()
        yield
        transaction.set_rollback(True)


def told(name: str) -> script.Proposal:
    return next(one for one in script.proposals() if one.name == name)


def of(name: str) -> Idea:
    """The idea as it stands in the database, by the name of its file."""
    return Idea.objects.get(answers_given__text=told(name).words["impact"])


def known(key: str) -> User:
    return User.objects.get(email=town.address(key))


# --- the words ----------------------------------------------------------------------------------


def test_there_is_enough_to_look_at() -> None:
    kinds = script.people()
    assert len(script.proposals()) >= 40
    assert sum(len(one.said) for one in script.proposals()) >= 200
    assert len(town.keys_of(town.NEIGHBOURS)) >= 60
    assert len({name for kind in town.EVERYBODY for name in kinds[kind].values()}) >= 60


def test_no_text_is_there_twice_but_the_advertising() -> None:
    texts = Counter(one.text for idea in script.proposals() for one in idea.said)
    texts.update(text for idea in script.proposals() for text in idea.words.values())
    assert texts.most_common(1)[0][1] == 1


def test_both_sides_of_a_contested_idea_argue_equally_well() -> None:
    for name in ("appointments-only", "name-badges", "one-house-by-the-station"):
        idea = told(name)
        sides = {
            side: [one for one in idea.said if one.side == side] for side in ("for", "against")
        }
        assert abs(idea.votes["for"] - idea.votes["against"]) <= 1
        assert abs(len(sides["for"]) - len(sides["against"])) <= 1
        shares = {
            side: sum(one.convincing[0] for one in said) / sum(sum(one.convincing) for one in said)
            for side, said in sides.items()
        }
        assert abs(shares["for"] - shares["against"]) < 0.12, (name, shares)


def test_the_crowd_votes_the_same_way_every_time_and_people_as_they_argue() -> None:
    idea, people = told("name-badges"), town.keys_of(town.NEIGHBOURS)
    first = ballots(idea, people, Random(7))
    assert first == ballots(idea, people, Random(7))
    assert Counter(first.values()) == idea.votes
    assert (first["quentin"], first["marta"], first["keiko"]) == ("for", "against", "no_opinion")


def test_votes_that_nobody_could_cast_are_refused() -> None:
    with pytest.raises(ValueError, match="name-badges"):
        ballots(told("name-badges"), ["quentin", "marta", "dov"], Random(7))


# --- the town -----------------------------------------------------------------------------------


def test_the_groups_are_where_the_story_says(filled) -> None:
    groups = {group.slug: group for group in Group.objects.prefetch_related("phases")}
    assert {"propose", "vote"} <= open_kinds(groups["better-customer-service"])
    assert groups["better-customer-service"].kind == Group.Kind.OPEN_CALL
    assert open_kinds(groups["plain-words"]) == {"review"}
    assert open_kinds(groups["one-front-door"]) == {"discuss", "vote"}
    assert groups["behind-the-counter"].visibility == Group.Visibility.SECRET
    assert groups["behind-the-counter"].kind == Group.Kind.INTERNAL
    assert sorted(groups) == sorted({one.group for one in script.proposals()})


def test_the_study_groups_are_in_month_five_of_nine(filled) -> None:
    today = clock.now().date()
    for group in Group.objects.filter(slug__in=["awareness", "consolidation"]):
        assert group.kind == Group.Kind.STUDY_GROUP
        assert group.starts_on and group.ends_on and group.report_due_on
        assert group.next_session_at
        assert 4 * 30.5 < (today - group.starts_on).days < 5 * 30.5
        assert round((group.ends_on - group.starts_on).days / 30.5) == 9
        assert today < group.report_due_on
        assert clock.now() < group.next_session_at
        assert group.charter
        assert group.report


def test_everybody_can_sign_in_as_printed(filled) -> None:
    for one in demo.sign_ins():
        user = authenticate(username=one.address, password=demo.PASSWORD)
        assert user, one
        assert user.emailaddress_set.filter(verified=True, primary=True).exists()


def test_sixty_people_voted_and_every_number_says_what_its_rows_say(filled) -> None:
    assert Vote.objects.values("voter").distinct().count() >= 60
    for one in script.proposals():
        votes_for, against, no_opinion, _version = exact([of(one.name).pk])[of(one.name).pk]
        assert {"for": votes_for, "against": against, "no_opinion": no_opinion} == one.votes
    assert not [finding for finding in check_counters() if finding.drifts]


# --- the story ----------------------------------------------------------------------------------


def test_the_course_has_lived_a_whole_life(filled) -> None:
    course = of(COURSE)
    assert course.status == Idea.Status.UNDER_WAY
    assert "classroom" in course.title
    first, second = Revision.objects.filter(idea=course).order_by("version")
    assert "classroom" not in first.title + first.answers["solution"]
    assert "classroom" in second.answers["solution"]
    assert second.note
    statuses = Answer.objects.filter(idea=course).order_by("created_at", "pk")
    assert [answer.status for answer in statuses] == ["under_review", "under_way", "under_way"]
    assert "268" in statuses[2].text
    assert Vote.objects.filter(idea=course, cast_at__lt=course.edited_at).exists()
    assert course.points_for >= 4
    assert course.points_against >= 4


def test_a_thread_has_forty_replies(filled) -> None:
    assert Comment.objects.order_by("-reply_count")[0].reply_count == 40


def test_an_idea_is_written_from_right_to_left(filled) -> None:
    idea = of("two-languages")
    assert idea.language == "ar"
    assert any("\u0600" <= letter <= "\u06ff" for letter in idea.title)
    languages = set(Comment.objects.values_list("language", flat=True))
    assert languages == {"en", "es", "de", "ar"}


def test_what_was_not_taken_up_has_its_reason(filled) -> None:
    declined = Answer.objects.filter(status=Idea.Status.NOT_TAKEN_UP)
    assert declined.count() >= 1
    assert all("because" in answer.text for answer in declined)


def test_time_goes_forward(filled) -> None:
    now = clock.now()
    assert not Comment.objects.filter(created_at__gt=now).exists()
    assert not Vote.objects.filter(cast_at__gt=now).exists()
    assert not Vote.objects.filter(cast_at__lt=F("idea__published_at")).exists()
    assert not Comment.objects.filter(created_at__lt=F("idea__published_at")).exists()
    assert not Comment.objects.filter(created_at__lt=F("parent__created_at")).exists()
    assert Idea.objects.filter(published_at__gt=now - timedelta(days=2)).exists()


# --- the desk -----------------------------------------------------------------------------------


def test_spam_waits_in_the_queue_with_links_and_without(filled) -> None:
    waiting = Case.objects.open()
    signals = [{signal["name"] for signal in case.signals} for case in waiting]
    assert any("links" in names for names in signals)
    flattery = [case for case in waiting if "praise" in {one["name"] for one in case.signals}]
    assert flattery
    assert all("http" not in str(case.comment) for case in flattery)
    assert any(case.flag_count for case in waiting)
    moderators = waiting.visible_to(known("mira"))
    assert moderators.count() == waiting.count()


def test_a_held_item_is_seen_by_its_author_and_nobody_else(filled) -> None:
    ada = known("ada")
    held = Comment.objects.get(author=ada, held_at__isnull=False)
    assert Comment.objects.visible_to(ada).filter(pk=held.pk).exists()
    for other in (AnonymousUser(), known("bob"), known("samir")):
        assert not Comment.objects.visible_to(other).filter(pk=held.pk).exists()
    assert Notification.objects.filter(person=ada, decision__act=Decision.Act.HOLD).exists()


def test_what_was_removed_left_a_mark_and_a_reason(filled) -> None:
    removed = Comment.objects.filter(hidden_at__isnull=False)
    assert removed.count() == 2
    for comment in removed:
        assert not Comment.objects.visible_to(AnonymousUser()).filter(pk=comment.pk).exists()
        marks = Comment.objects.with_marks_for(AnonymousUser())
        assert marks.filter(pk=comment.pk).exists()
        assert comment.decisions.get().reason


def test_criticism_was_flagged_and_stays(filled) -> None:
    sharp = Comment.objects.get(text__contains="run a bath")
    assert sharp.is_shown
    assert sharp.decisions.get().act == Decision.Act.APPROVE


# --- quietly ------------------------------------------------------------------------------------


def test_the_past_is_mailed_to_nobody_and_recorded_once(filled) -> None:
    assert not OutgoingMail.objects.exists()
    waiting = Notification.objects.waiting()
    assert set(waiting.values_list("person__email", flat=True)) <= {town.address("ada")}
    assert Notification.objects.unread().filter(person=known("ada")).exists()
    long_ago = clock.now() - timedelta(days=21)
    assert not Event.objects.filter(created_at__lt=long_ago).exists()
    assert Event.objects.filter(kind="group.filled").count() == Group.objects.count()


def test_a_withdrawn_idea_says_why(filled) -> None:
    withdrawn = of("tablets-with-numbers")
    assert withdrawn.state == "withdrawn"
    assert "thirty degrees" in withdrawn.withdrawn_because
