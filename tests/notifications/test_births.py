"""People are told in the transaction of what happened: the right ones, once, and of no vote."""

import pytest

from accounts.models import User
from activity import clock, log
from activity.models import Event
from comments.actions import hide_comment, hold_comment, restore_comment, write_comment
from communities.actions import change_visibility, end_role, grant_role
from ideas.actions import answer_idea, edit_idea, hold_idea
from ideas.models import Idea
from moderation import actions as moderation
from moderation.models import Case, Decision
from notifications import audience
from notifications.actions import follow_idea, unfollow_idea
from notifications.models import Follow, Notification
from notifications.wording import in_words
from tests.cast import open_group, person, words
from voting.actions import cast_vote, take_back_vote

pytestmark = pytest.mark.django_db


def told(user) -> list[tuple[str, str]]:
    rows = Notification.objects.filter(person=user).order_by("id")
    return list(rows.values_list("kind", "why"))


def answer(official, idea, department, status="under_way"):
    return answer_idea(
        official=official, idea=idea, department=department, text="We begin in May.", status=status
    )


def decide(moderator, *, idea=None, comment=None, act="hide", was="shown") -> Decision:
    """A decision as moderation records it."""
    group = (idea or comment.idea).group
    with log.writing():
        case = Case.objects.create(group=group, idea=idea, comment=comment)
        decision = Decision.objects.create(
            case=case,
            idea=idea,
            comment=comment,
            moderator=moderator,
            act=act,
            was=was,
            rule="insult",
            reason="It insults the driver.",
        )
        log.record(
            "case.decided",
            [f"moderation:{group.pk}"],
            object_id=decision.pk,
            actor_id=moderator.pk,
        )
    return decision


def test_author_and_followers_hear_of_an_answer_once(
    ada, bob, stranger, idea, official, department
):
    follow_idea(person=bob, idea=idea)
    answer(official, idea, department)
    assert told(ada) == [("answer", "author")]
    assert told(bob) == [("answer", "follow")]
    assert told(stranger) == told(official) == []


def test_a_status_without_an_answer_is_told(ada, idea):
    with log.writing():
        Idea.objects.filter(pk=idea.pk).update(status="done")
        log.record("idea.status_changed", [idea.stream], idea_id=idea.pk)
    assert told(ada) == [("status", "author")]
    assert Notification.objects.get().status == "done"


def test_a_reply_is_told_as_a_reply_and_only_once(ada, bob, stranger, idea):
    first = write_comment(author=bob, idea=idea, text="Which stops?")
    write_comment(author=stranger, idea=idea, text="All of them.", parent=first)
    assert told(bob) == [("reply", "words")]
    assert told(ada) == [("comment", "author")] * 2
    assert told(stranger) == []


def test_nobody_is_told_of_their_own_act(ada, idea):
    first = write_comment(author=ada, idea=idea, text="More to come.")
    write_comment(author=ada, idea=idea, text="Here it is.", parent=first)
    assert told(ada) == []


def test_followers_hear_of_an_edit(ada, bob, idea):
    follow_idea(person=bob, idea=idea)
    edit_idea(author=ada, idea=idea, words=words("Benches with backs"), version=1)
    assert told(bob) == [("edit", "follow")]
    assert told(ada) == []


def test_writing_and_voting_follow_and_a_deliberate_end_stays(ada, bob, idea):
    cast_vote(voter=bob, idea=idea, stand=1)
    assert Follow.objects.get(person=bob).ended_at is None
    unfollow_idea(person=bob, idea=idea)
    cast_vote(voter=bob, idea=idea, stand=-1)
    write_comment(author=bob, idea=idea, text="A bench needs shade.")
    assert Follow.objects.get(person=bob).ended_at is not None
    follow_idea(person=bob, idea=idea)
    assert Follow.objects.get(person=bob).ended_at is None


def test_one_press_ends_it_for_the_author_too(ada, bob, idea, official, department):
    unfollow_idea(person=ada, idea=idea)
    answer(official, idea, department)
    mine = write_comment(author=ada, idea=idea, text="Thank you.")
    write_comment(author=bob, idea=idea, text="Indeed.", parent=mine)
    assert told(ada) == []


def test_nobody_is_told_who_voted(ada, bob, idea):
    cast_vote(voter=bob, idea=idea, stand=1)
    cast_vote(voter=bob, idea=idea, stand=-1)
    take_back_vote(voter=bob, idea=idea)
    assert not Notification.objects.exists()
    assert not Event.objects.filter(kind="inbox.changed").exists()


def test_a_rollback_leaves_no_notification_and_no_follow(ada, bob, idea):
    class Broken(Exception):
        pass

    with pytest.raises(Broken), log.writing():
        write_comment(author=bob, idea=idea, text="Never said.")
        assert told(ada)
        raise Broken
    assert told(ada) == []
    assert not Follow.objects.filter(person=bob).exists()
    assert not Event.objects.filter(kind="inbox.changed").exists()


def test_the_inbox_of_each_person_told_moves(ada, bob, idea):
    write_comment(author=bob, idea=idea, text="Good.")
    streams = Event.objects.filter(kind="inbox.changed").values_list("stream__key", flat=True)
    assert list(streams) == [f"user:{ada.pk}"]


def test_bulk_work_tells_nobody(ada, bob, idea):
    with log.quiet():
        write_comment(author=bob, idea=idea, text="Imported.")
    assert told(ada) == []


def test_a_decision_reaches_the_author_of_the_words_alone(ada, bob, mod, idea):
    comment = write_comment(author=bob, idea=idea, text="You fool.")
    Notification.objects.all().delete()
    hide_comment(comment=comment, moderator=mod, rule="insult")
    decide(mod, comment=comment)
    assert told(bob) == [("decision", "words")]
    assert told(ada) == told(mod) == []


def test_approving_what_was_never_held_is_no_news(ada, mod, idea):
    decide(mod, idea=idea, act="approve")
    assert told(ada) == []
    decide(mod, comment=write_comment(author=ada, idea=idea, text="x"), act="approve", was="held")
    assert told(ada) == [("decision", "words")]


def test_what_was_held_is_told_when_it_comes_free_and_only_then(ada, bob, mod, idea):
    with log.quiet():
        comment = write_comment(author=bob, idea=idea, text="Held at first.")
        hold_comment(comment=comment, moderator=None)
    with log.writing():
        log.record("comment.held", ["moderation:1"], idea_id=idea.pk, comment_id=comment.pk)
    assert told(ada) == []
    restore_comment(comment=comment, moderator=mod)
    assert told(ada) == [("comment", "author")]
    assert told(bob) == []
    hide_comment(comment=comment, moderator=mod, rule="insult")
    restore_comment(comment=comment, moderator=mod)
    assert told(ada) == [("comment", "author")]


def test_what_comes_back_is_no_news_to_those_who_follow_since(ada, bob, stranger, mod, idea):
    comment = write_comment(author=bob, idea=idea, text="Hidden by mistake.")
    follow_idea(person=stranger, idea=idea)
    hide_comment(comment=comment, moderator=mod, rule="insult")
    restore_comment(comment=comment, moderator=mod)
    assert told(stranger) == []


def test_nobody_is_told_of_words_under_a_held_idea(ada, bob, mod, idea):
    follow_idea(person=bob, idea=idea)
    hold_idea(idea=idea, moderator=mod)
    edit_idea(author=ada, idea=idea, words=words("Benches for all"), version=1)
    assert told(bob) == []


def test_who_cannot_see_the_idea_gets_no_row(
    ada, bob, community, group, idea, official, department
):
    admin = person("Root", is_superuser=True)
    follow_idea(person=bob, idea=idea)
    change_visibility(admin=admin, group=group, visibility="secret")
    answer(admin_as(official, group), idea, department)
    assert told(bob) == []


def admin_as(official, group):
    grant_role(admin=None, person=official, role="member", group=group)
    return official


@pytest.mark.parametrize("visibility", ["public", "community", "secret"])
def test_the_audience_equals_visible_to_for_everybody(community, visibility, ada):
    group = open_group(community, "here", visibility=visibility)
    elsewhere = open_group(community, "elsewhere")
    for role in ("member", "employee", "official", "moderator", "admin"):
        grant_role(admin=None, person=person(f"in-{role}"), role=role, group=group)
        grant_role(admin=None, person=person(f"c-{role}"), role=role, community=community)
        grant_role(admin=None, person=person(f"else-{role}"), role=role, group=elsewhere)
    ended = grant_role(admin=None, person=person("past"), role="member", group=group)
    end_role(admin=None, membership=ended)
    gone = person("gone", is_active=False)
    grant_role(admin=None, person=gone, role="admin", community=community)
    person("root", is_superuser=True)
    idea = Idea.objects.create(group=group, title="T", published_at=clock.now())
    people = list(User.objects.all())
    seen = {p.pk for p in people if Idea.objects.visible_to(p).filter(pk=idea.pk) and p.is_active}
    assert audience.of_idea(idea, [p.pk for p in people]) == seen
    assert len(seen) in {len(people) - 1, len(people) - 8, len(people) - 12}


def test_imported_people_are_told_nothing(ada, bob, idea):
    User.objects.filter(pk=ada.pk).update(known="imported", email=None)
    write_comment(author=bob, idea=idea, text="Hello?")
    assert told(ada) == []


def test_births_cost_the_same_for_one_follower_and_for_thirty(
    bob, idea, django_assert_max_num_queries
):
    for n in range(30):
        follow_idea(person=person(f"p{n}"), idea=idea)
    with django_assert_max_num_queries(45):
        write_comment(author=bob, idea=idea, text="To many.")
    assert Notification.objects.count() == 31


def test_what_a_moderator_decides_reaches_the_author_with_the_reason(ada, bob, mod, idea):
    comment = write_comment(author=bob, idea=idea, text="You fool.")
    moderation.decide(
        moderator=mod, on=comment, act="hide", version=1, rule="insult", reason="Be kind."
    )
    assert told(bob) == [("decision", "words")]
    (item,) = in_words(bob, Notification.objects.visible_to(bob).for_telling())
    assert item.sentence.startswith("A moderator took your comment on “Benches at every stop”")
    assert item.excerpt == "Be kind."
