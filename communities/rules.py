"""Who may do what in a group now. Each `why_not_…` answers with a sentence, empty when one may."""

from django.utils.translation import gettext as _

from activity import clock
from communities.models import Group, Phase, Role
from communities.roles import Roles


def open_kinds(group: Group) -> set[str]:
    """The kinds of phase that are open by the clock (uses prefetched phases)."""
    return {phase.kind for phase in group.phases.all() if phase.is_open()}


def why_not_take_part(roles: Roles, group: Group, kind: str) -> str:
    """Why this person cannot propose, discuss or vote here now."""
    if not roles.signed_in:
        return _("Sign in to take part.")
    if group.visibility == Group.Visibility.SECRET and not roles.is_member(group):
        return _("Only invited members take part here.")
    studies = group.kind == Group.Kind.STUDY_GROUP and kind == Phase.Kind.PROPOSE
    if studies and not roles.is_member(group) and not roles.is_moderator(group):
        return _("Members of this study group propose here; you may discuss and vote.")
    if group.kind == Group.Kind.INTERNAL and not _works_here(roles, group):
        return _("This group is for employees.")
    if kind not in open_kinds(group):
        return _closed(group, kind)
    return ""


def _works_here(roles: Roles, group: Group) -> bool:
    inside = {Role.EMPLOYEE, Role.OFFICIAL, Role.MODERATOR, Role.ADMIN}
    return roles.is_root or bool(inside & roles.in_group(group)) or group.pk in roles.by_group


def _closed(group: Group, kind: str) -> str:
    later = clock.now()
    coming = any(p.kind == kind and p.opens_at > later for p in group.phases.all())
    sentences: dict[str, str] = {
        Phase.Kind.PROPOSE: _("New ideas are not being collected now."),
        Phase.Kind.DISCUSS: _("The discussion is closed now."),
        Phase.Kind.VOTE: _("Voting is closed now."),
    }
    return sentences.get(kind, "") + (" " + _("It opens later.") if coming else "")


def can_administer(roles: Roles, group: Group) -> bool:
    return roles.is_admin(group)


def can_moderate(roles: Roles, group: Group) -> bool:
    return roles.is_moderator(group)


def can_answer(roles: Roles, group: Group) -> bool:
    """Only officials speak in a department's name; moderating does not entitle to it."""
    return roles.is_official(group)
