"""Decisions: who may, what follows, what the author is told, and that each has its opposite."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from activity.errors import EditConflict
from comments.actions import edit_comment, withdraw_comment
from comments.models import Comment
from communities.actions import create_community, grant_role
from ideas.models import Idea
from moderation import queries
from moderation.actions import decide, flag
from moderation.models import Case, Decision
from tests.cast import open_group, person

pytestmark = pytest.mark.django_db

WHY = {"rule": "insult", "reason": "It calls a neighbour names."}


def test_a_hidden_comment_goes_and_its_author_hears_the_rule_and_the_reason(bob, ada, mod, comment):
    decide(moderator=mod, on=comment, act="hide", version=1, **WHY)
    assert not Comment.objects.visible_to(ada).filter(pk=comment.pk)
    told = queries.statement_for(bob, Comment.objects.get(pk=comment.pk))
    assert told and told.rule == "insult or harassment" and told.decision.reason == WHY["reason"]
    assert queries.statement_for(ada, comment) is None


def test_every_act_has_its_opposite(mod, comment, idea):
    seen = 0
    for act, standing in [
        ("hide", "hidden"),
        ("restore", "shown"),
        ("hold", "held"),
        ("approve", "shown"),
        ("hold", "held"),
        ("restore", "shown"),
        ("hide", "hidden"),
        ("hold", "held"),
        ("hide", "hidden"),
        ("restore", "shown"),
    ]:
        made = decide(moderator=mod, on=comment, act=act, version=1, seen=seen, **WHY)
        seen = made.pk
        comment.refresh_from_db()
        idea.refresh_from_db()
        assert comment.state == standing
        assert idea.comment_count == (standing == "shown")
        assert Case.objects.open().exists() == (standing == "held")
    assert Case.objects.count() == 1 and Decision.objects.count() == 10


def test_an_idea_is_hidden_and_put_back_the_same_way(ada, bob, mod, idea):
    hidden = decide(moderator=mod, on=idea, act="hide", version=1, **WHY)
    assert not Idea.objects.visible_to(bob).exists()
    decide(moderator=mod, on=idea, act="restore", version=1, seen=hidden.pk)
    assert Idea.objects.visible_to(bob).exists()
    assert queries.mark_of(Idea.objects.get(pk=idea.pk)) is None


@pytest.mark.parametrize("missing", ["rule", "reason"])
@pytest.mark.parametrize("act", ["hide", "hold"])
def test_taking_words_away_needs_a_rule_and_a_reason(mod, comment, act, missing):
    with pytest.raises(ValidationError) as caught:
        decide(moderator=mod, on=comment, act=act, version=1, **(WHY | {missing: ""}))
    assert missing in caught.value.message_dict and not Decision.objects.exists()


def test_the_database_too_refuses_a_removal_without_a_reason(mod, comment):
    case = Case.objects.create(group_id=comment.idea.group_id, comment=comment)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(case=case, comment=comment, act="hide", rule="insult", reason="")


def test_nobody_decides_on_their_own_words(bob, group, comment):
    grant_role(admin=None, person=bob, role="moderator", group=group)
    with pytest.raises(PermissionDenied):
        decide(moderator=bob, on=comment, act="approve", version=1)


def roles(community, group, here: bool):
    """The cast of the matrix: one person for each role, here or in another community."""
    if not here:
        community = create_community(slug="elsewhere", name="Elsewhere")
        group = open_group(community, "other")
    for role in ("member", "employee", "official", "moderator", "admin"):
        for place in ({"community": community}, {"group": group}):
            who = person(f"{role}{next(iter(place))}")
            grant_role(admin=None, person=who, role=role, **place)
            yield role, who


@pytest.mark.parametrize("here", [True, False])
def test_only_moderators_and_admins_of_this_place_decide(community, group, comment, here):
    for role, who in roles(community, group, here):
        may = here and role in {"moderator", "admin"}
        assert bool(queries.desks(who)) == (role in {"moderator", "admin"}), role
        assert Case.objects.visible_to(who).exists() is False
        if may:
            seen = queries.last_decisions([comment]).get(("comment", comment.pk), 0)
            decide(moderator=who, on=comment, act="approve", version=1, seen=seen)
        else:
            with pytest.raises(PermissionDenied):
                decide(moderator=who, on=comment, act="approve", version=1)
        Decision.objects.all().delete()
        Case.objects.all().delete()


def test_a_moderator_of_the_community_does_not_look_into_a_secret_group(mod, ada, community):
    secret = open_group(community, "secret", visibility="secret")
    grant_role(admin=None, person=ada, role="member", group=secret)
    hidden_away = Idea.objects.create(group=secret, author=ada, title="Quiet")
    Case.objects.create(group=secret, idea=hidden_away)
    assert not Case.objects.visible_to(mod).exists() and secret not in queries.desks(mod)


def test_a_decision_on_an_outdated_text_is_refused(bob, mod, comment):
    edit_comment(author=bob, comment=comment, text="Benches are dear.", version=1)
    with pytest.raises(EditConflict) as caught:
        decide(moderator=mod, on=comment, act="hide", version=1, **WHY)
    assert caught.value.current.text == "Benches are dear."


def test_a_decision_after_somebody_elses_is_refused(mod, ada, community, comment):
    other = person("Maria")
    grant_role(admin=None, person=other, role="moderator", community=community)
    case = flag(flagger=ada, content=comment, rule="insult").case
    decide(moderator=other, on=case, act="hold", version=1, **WHY)
    with pytest.raises(EditConflict):
        decide(moderator=mod, on=case, act="approve", version=1)
    assert Decision.objects.count() == 1


def test_what_its_author_took_back_is_decided_no_more(bob, ada, mod, comment):
    case = flag(flagger=ada, content=comment, rule="insult").case
    withdraw_comment(author=bob, comment=comment)
    assert not Case.objects.open().exists()
    with pytest.raises(PermissionDenied):
        decide(moderator=mod, on=case, act="approve", version=1)


def test_the_same_key_decides_once(mod, comment):
    made = {
        decide(moderator=mod, on=comment, act="hide", version=1, key="k", **WHY).pk
        for _ in range(2)
    }
    assert len(made) == 1


def test_a_decision_is_recorded_for_the_desk_and_the_author_alone(bob, mod, comment, news):
    with news() as heard:
        made = decide(moderator=mod, on=comment, act="approve", version=1)
    about = ("case.decided", comment.idea_id, comment.pk)
    group = comment.idea.group_id
    assert [h for h in heard if h[1] == "case.decided"] == [
        (f"moderation:{group}", *about),
        (f"user:{bob.pk}", *about),
    ]
    assert made.was == "shown"
