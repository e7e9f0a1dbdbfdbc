"""Verbs of communities and groups: set up, join, invite, give and end roles, turn phases."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from activity import clock, keys, limits, log
from activity.log import writing
from communities import question_sets
from communities.invitations import hashed
from communities.models import (
    Community,
    Department,
    Group,
    Invitation,
    Membership,
    Phase,
    Question,
    Role,
)
from communities.roles import roles_of
from communities.rules import can_administer
from text import intake

INVITATION_DAYS = 14


@dataclass(frozen=True)
class Stretch:
    """A phase to be: `kind`, and aware moments; `closes_at` None means open-ended."""

    kind: str
    opens_at: datetime
    closes_at: datetime | None = None


def create_community(
    *, slug: str, name: str, founder: User | None = None, **rest: Any
) -> Community:
    """Found a community; `founder` becomes its first admin."""
    community = Community(slug=slug, name=intake.words(name, limit=120, single_line=True), **rest)
    community.full_clean()
    with writing():
        community.save()
        if founder:
            _give(founder, Role.ADMIN, community=community)
    return community


def create_group(
    *,
    community: Community,
    slug: str,
    name: str,
    question_set: str = "open",
    phases: list[Stretch] | None = None,
    **rest: Any,
) -> Group:
    """Open a group with its questions (in the community's language) and its phases."""
    group = Group(community=community, slug=slug, name=name, **rest)
    group.full_clean()
    with writing(), override(community.language):
        group.save()
        _ask(group, question_set)
        Phase.objects.bulk_create(
            Phase(group=group, kind=p.kind, opens_at=p.opens_at, closes_at=p.closes_at)
            for p in phases or []
        )
    return group


def _ask(group: Group, question_set: str) -> None:
    asks = question_sets.SETS.get(question_set)
    if asks is None:
        raise ValidationError(_("Choose one of these sets: %s.") % ", ".join(question_sets.SETS))
    Question.objects.bulk_create(
        Question(
            group=group,
            key=ask.key,
            label=str(ask.label),
            help=str(ask.help),
            required=ask.required,
            place=place,
        )
        for place, ask in enumerate(asks)
    )


def change_visibility(*, admin: User, group: Group, visibility: str) -> Group:
    """Open or close a group; every page and socket follows within seconds."""
    with writing():
        fresh = Group.objects.select_for_update().get(pk=group.pk)
        if not can_administer(roles_of(admin), fresh):
            raise PermissionDenied(_("Only an admin changes who can see a group."))
        if visibility not in Group.Visibility.values:
            raise ValidationError(_("Choose public, community or secret."))
        fresh.visibility = visibility
        fresh.save(update_fields=["visibility"])
        log.record("group.changed", [fresh.stream], object_id=fresh.pk)
    return fresh


def grant_role(
    *,
    admin: User | None,
    person: User,
    role: str,
    community: Community | None = None,
    group: Group | None = None,
    department: Department | None = None,
    until: datetime | None = None,
) -> Membership:
    """Give `person` a role; `admin` None is the operator at the command line."""
    with writing():
        if admin:
            _must_administer(admin, community, group)
        return _give(
            person, role, community=community, group=group, department=department, until=until
        )


def end_role(*, admin: User | None, membership: Membership) -> None:
    """End a role now; the row stays as what was."""
    with writing():
        fresh = Membership.objects.select_for_update().get(pk=membership.pk)
        if admin and admin.pk != fresh.person_id:
            _must_administer(admin, fresh.community, fresh.group)
        fresh.until = clock.now()
        fresh.save(update_fields=["until"])
        _count_members(fresh.group)
        log.record("member.left", [f"user:{fresh.person_id}"], object_id=fresh.group_id)


def join_group(*, person: User, group: Group) -> Membership:
    """Become a member of a group that one can see; secret groups take an invitation."""
    with writing():
        fresh = Group.objects.visible_to(person).get(pk=group.pk)
        if fresh.visibility == Group.Visibility.SECRET:
            raise PermissionDenied(_("This group is by invitation."))
        return _give(person, Role.MEMBER, group=fresh)


def leave_group(*, person: User, group: Group) -> None:
    """End one's own membership; what one wrote stays."""
    with writing():
        rows = Membership.objects.standing().filter(person=person, group=group, role=Role.MEMBER)
        rows.update(until=clock.now())
        _count_members(group)
        log.record("member.left", [f"user:{person.pk}"], object_id=group.pk)


def invite(*, admin: User, group: Group, email: str, key: str = "") -> tuple[Invitation, str]:
    """Invite an address into a group; answers the row and the token, which is stored nowhere.

    The same `key` a second time answers with an empty token: the mail is on its way already.
    """
    address = email.strip().lower()
    validate_email(address)
    token = secrets.token_urlsafe(24)
    with writing():
        _must_administer(admin, None, group)
        keys.hold(admin.pk, key)
        made = keys.earlier(admin.pk, key, "invitation") if key else None
        if made and (before := Invitation.objects.filter(pk=made).first()):
            return before, ""
        limits.spend(f"person:{admin.pk}", "invite")
        Invitation.objects.filter(group=group, email=address, accepted_at=None).delete()
        invitation = Invitation.objects.create(
            group=group,
            email=address,
            token_hash=hashed(token),
            invited_by=admin,
            expires_at=clock.now() + timedelta(days=INVITATION_DAYS),
        )
        if key and not made:
            keys.remember(admin.pk, key, "invitation", invitation.pk)
    return invitation, token


def accept_invitation(*, person: User, token: str) -> Membership:
    """Enter by an invitation mailed to this person's address. Raises PermissionDenied otherwise."""
    with writing():
        found = Invitation.objects.select_for_update().filter(token_hash=hashed(token)).first()
        if not found or found.accepted_at or found.expires_at < clock.now():
            raise PermissionDenied(_("This invitation is used up or too old. Ask for a new one."))
        if found.email != (person.email or "").lower():
            raise PermissionDenied(_("This invitation went to another address."))
        found.accepted_at = clock.now()
        found.save(update_fields=["accepted_at"])
        return _give(person, Role.MEMBER, group=found.group)


def turn_phases() -> int:
    """Record the phases that opened or closed by the clock since the last sweep. Idempotent."""
    moment = clock.now()
    with writing():
        opened = Phase.objects.select_for_update().filter(opened_told=False, opens_at__lte=moment)
        closed = Phase.objects.select_for_update().filter(closed_told=False, closes_at__lte=moment)
        turned = {p.pk: p for p in [*opened, *closed]}
        for phase in turned.values():
            log.record("phase.turned", [f"group:{phase.group_id}"], object_id=phase.pk)
        Phase.objects.filter(pk__in=turned, opens_at__lte=moment).update(opened_told=True)
        Phase.objects.filter(pk__in=turned, closes_at__lte=moment).update(closed_told=True)
    return len(turned)


def _must_administer(admin: User, community: Community | None, group: Group | None) -> None:
    roles = roles_of(admin)
    mine = roles.by_community.get(community.pk, set()) if community else set()
    may = roles.is_admin(group) if group else roles.is_root or Role.ADMIN in mine
    if not may:
        raise PermissionDenied(_("Only an admin may do that."))


def _give(
    person: User,
    role: str,
    *,
    community: Community | None = None,
    group: Group | None = None,
    department: Department | None = None,
    until: datetime | None = None,
) -> Membership:
    membership, _new = Membership.objects.update_or_create(
        person=person,
        community=community,
        group=group,
        role=role,
        defaults={"since": clock.now(), "until": until, "department": department},
    )
    _count_members(group)
    log.record("member.joined", [f"user:{person.pk}"], object_id=group.pk if group else None)
    return membership


def _count_members(group: Group | None) -> None:
    if group:
        standing = Membership.objects.standing().filter(group_id=group.pk)
        people = standing.aggregate(n=Count("person_id", distinct=True))["n"]
        Group.objects.filter(pk=group.pk).update(member_count=people)
