"""Reads of communities beyond their one door."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from activity import clock
from communities.invitations import hashed
from communities.models import Department, Group, Invitation, Membership, Role


def moderators_of(group: Group) -> list[str]:
    """Names of those who moderate here, in the group or its whole community: everybody may know."""
    standing = Membership.objects.standing().filter(role=Role.MODERATOR)
    here = standing.filter(Q(group=group) | Q(community_id=group.community_id))
    names = here.values_list("person__display_name", flat=True)
    return list(names.distinct().order_by("person__display_name"))


def departments_of(official: User, group: Group) -> QuerySet[Department, Any]:
    """In whose name this official answers here: their own department, else any of the community."""
    ours = Department.objects.filter(community_id=group.community_id).order_by("name", "pk")
    standing = Membership.objects.standing().filter(person=official, role=Role.OFFICIAL)
    here = standing.filter(Q(group=group) | Q(community_id=group.community_id))
    own = ours.filter(pk__in=here.exclude(department=None).values("department_id"))
    return own if own.exists() else ours


def members_of(group: Group) -> list[Membership]:
    """Everybody with a standing role of this very group, by name."""
    rows = Membership.objects.standing().filter(group=group).select_related("person")
    return list(rows.order_by("person__display_name", "pk"))


def open_invitations(group: Group) -> list[Invitation]:
    """Those not yet accepted nor too old, newest first."""
    rows = Invitation.objects.filter(group=group, accepted_at=None, expires_at__gt=clock.now())
    return list(rows.order_by("-created_at"))


def invitation_by(token: str) -> Invitation | None:
    """What a good token invites to; whoever holds it may read the group's name."""
    rows = Invitation.objects.select_related("group__community", "invited_by")
    good = rows.filter(accepted_at=None, expires_at__gt=clock.now())
    return good.filter(token_hash=hashed(token)).first()
