"""Who may read which stream: every kind of stream × every kind of reader × every state."""

from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser

from activity.kinds import STREAM_KINDS
from communities.actions import create_community, end_role, grant_role
from communities.models import Membership
from ideas.actions import (
    hide_idea,
    hold_idea,
    propose_idea,
    start_draft,
    withdraw_idea,
)
from live import rights
from tests.cast import open_group, person, words

pytestmark = pytest.mark.django_db

PUBLIC, COMMUNITY, SECRET = "public", "community", "secret"
READERS = (
    "visitor",
    "citizen",
    "member_elsewhere",
    "member",
    "ex_member",
    "employee",
    "official",
    "moderator",
    "moderator_elsewhere",
    "admin",
    "deactivated",
)
SEES_GROUP = {
    PUBLIC: set(READERS),
    COMMUNITY: {"member", "employee", "official", "moderator", "admin"},
    SECRET: {"member", "moderator", "admin"},
}
SHOWN, MODERATED, NOBODY = "everybody here", "moderators", "the author alone"
AUDIENCE = {
    "published": SHOWN,
    "withdrawn": SHOWN,
    "draft": NOBODY,
    "held": MODERATED,
    "hidden": MODERATED,
}


def reader(kind: str, group):
    """Somebody of this kind; a moderator or admin is one of this very group."""
    if kind == "visitor":
        return AnonymousUser()
    user = person(kind.title(), is_active=kind != "deactivated")
    elsewhere = create_community(slug="elsewhere", name="Elsewhere")
    other = open_group(elsewhere, "other")
    match kind:
        case "member" | "moderator" | "admin":
            grant_role(admin=None, person=user, role=kind, group=group)
        case "ex_member":
            grant_role(admin=None, person=user, role="member", group=group)
            end_role(admin=None, membership=Membership.objects.get(person=user))
        case "employee" | "official":
            grant_role(admin=None, person=user, role=kind, community=group.community)
        case "member_elsewhere":
            grant_role(admin=None, person=user, role="member", group=other)
        case "moderator_elsewhere":
            grant_role(admin=None, person=user, role="moderator", community=elsewhere)
        case "deactivated":
            grant_role(admin=None, person=user, role="member", group=group)
    return user


def idea_in(state: str, group, author):
    if state == "draft":
        return start_draft(author=author, group=group, words=words())
    idea = propose_idea(author=author, group=group, words=words())
    match state:
        case "withdrawn":
            return withdraw_idea(author=author, idea=idea, because="It was built.")
        case "held":
            return hold_idea(idea=idea, moderator=None)
        case "hidden":
            return hide_idea(idea=idea, moderator=None, rule="spam")
    return idea


def sees_group(kind: str, visibility: str) -> bool:
    return kind in SEES_GROUP[visibility]


def sees_idea(kind: str, visibility: str, state: str) -> bool:
    if not sees_group(kind, visibility):
        return False
    if AUDIENCE[state] == MODERATED:
        return kind in {"moderator", "admin"}
    return AUDIENCE[state] == SHOWN


@pytest.mark.parametrize(("kind", "visibility"), list(product(READERS, SEES_GROUP)))
def test_who_reads_which_stream(community, ada, kind, visibility):
    group = open_group(community, "here", visibility=visibility)
    grant_role(admin=None, person=ada, role="member", group=group)
    ideas = {state: idea_in(state, group, ada) for state in AUDIENCE}
    user = reader(kind, group)
    expected = {
        group.stream: sees_group(kind, visibility),
        f"moderation:{group.pk}": kind in {"moderator", "admin"},
        f"user:{ada.pk}": False,
        f"user:{user.pk or 0}": kind not in {"visitor", "deactivated"},
    } | {ideas[state].stream: sees_idea(kind, visibility, state) for state in AUDIENCE}

    readable = rights.readable(user, expected)

    assert {key: key in readable for key in expected} == expected


def test_every_kind_of_stream_has_a_door():
    assert set(rights.DOORS) == STREAM_KINDS


def test_an_author_reads_the_streams_of_their_own_draft_and_held_idea(group, ada):
    draft, held = idea_in("draft", group, ada), idea_in("held", group, ada)
    assert rights.readable(ada, [draft.stream, held.stream]) == {draft.stream, held.stream}
