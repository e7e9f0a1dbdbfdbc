"""What a person is, here and now: the one value that rules take, read in one query."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from communities.models import Group, Membership, Role


@dataclass(frozen=True)
class Roles:
    """A person's standing roles by community and by group. A visitor has none."""

    person_id: int | None = None
    is_root: bool = False
    by_community: dict[int, set[str]] = field(default_factory=dict)
    by_group: dict[int, set[str]] = field(default_factory=dict)

    @property
    def signed_in(self) -> bool:
        return self.person_id is not None

    @property
    def moderates_somewhere(self) -> bool:
        """Whether there is a desk for this person at all."""
        held = set().union(*self.by_community.values(), *self.by_group.values())
        return self.is_root or bool(held & {Role.MODERATOR, Role.ADMIN})

    def in_group(self, group: Group) -> set[str]:
        """Roles that count in this group: its own and its community's."""
        own = self.by_group.get(group.pk, set())
        return own | self.by_community.get(group.community_id, set())

    def is_admin(self, group: Group) -> bool:
        return self.is_root or Role.ADMIN in self.in_group(group)

    def is_moderator(self, group: Group) -> bool:
        """Moderators of the group or its community, and admins."""
        return self.is_admin(group) or Role.MODERATOR in self.in_group(group)

    def is_official(self, group: Group) -> bool:
        return self.is_root or Role.OFFICIAL in self.in_group(group)

    def is_member(self, group: Group) -> bool:
        return self.is_root or group.pk in self.by_group or self.is_admin(group)


VISITOR = Roles()


def roles_of(user: Any) -> Roles:
    """Read afresh what `user` is; imported and deactivated people are visitors."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return VISITOR
    communities: dict[int, set[str]] = defaultdict(set)
    groups: dict[int, set[str]] = defaultdict(set)
    rows = Membership.objects.standing().filter(person_id=user.pk)
    for community_id, group_id, role in rows.values_list("community_id", "group_id", "role"):
        if group_id:
            groups[group_id].add(role)
        else:
            communities[community_id].add(role)
    return Roles(user.pk, user.is_superuser, dict(communities), dict(groups))


def moderated_groups(user: Any) -> QuerySet[Group, Any]:
    """Group ids in which `user` may moderate, as a query to be used inside another one."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return Group.objects.none().values("pk")
    if user.is_superuser:
        return Group.objects.values("pk")
    mine = Membership.objects.standing().filter(
        person_id=user.pk, role__in=[Role.MODERATOR, Role.ADMIN]
    )
    return Group.objects.filter(
        Q(pk__in=mine.filter(group__isnull=False).values("group_id"))
        | Q(community_id__in=mine.filter(community__isnull=False).values("community_id"))
    ).values("pk")
