"""Who of many people may see an idea, in one query: the inverse of `visible_to`, held to it by a
test, so that telling a thousand followers does not ask a thousand times."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from communities.models import Group, Membership, MembershipQuerySet, Role
from ideas.models import Idea


def of_idea(idea: Idea, people: Iterable[int]) -> set[int]:
    """Those among `people` who can sign in and see `idea` while it is shown; else nobody."""
    if not idea.is_shown:
        return set()
    known = User.objects.filter(pk__in=set(people), is_active=True)
    known = known.exclude(known=User.Known.IMPORTED)
    group = idea.group
    if group.visibility != Group.Visibility.PUBLIC:
        known = known.filter(Q(is_superuser=True) | Exists(_memberships_that_open(group)))
    return set(known.values_list("pk", flat=True))


def _memberships_that_open(group: Group) -> MembershipQuerySet:
    of_community = Q(community_id=group.community_id)
    if group.visibility != Group.Visibility.COMMUNITY:
        of_community &= Q(role=Role.ADMIN)
    mine = Membership.objects.standing().filter(person_id=OuterRef("pk"))
    return mine.filter(Q(group_id=group.pk) | of_community)
