"""Reads of communities beyond their one door."""

from django.db.models import Q

from communities.models import Group, Membership, Role


def moderators_of(group: Group) -> list[str]:
    """Names of those who moderate here, in the group or its whole community: everybody may know."""
    standing = Membership.objects.standing().filter(role=Role.MODERATOR)
    here = standing.filter(Q(group=group) | Q(community_id=group.community_id))
    names = here.values_list("person__display_name", flat=True)
    return list(names.distinct().order_by("person__display_name"))
