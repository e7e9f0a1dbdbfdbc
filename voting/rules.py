"""Who may vote on what, and why not."""

from django.utils.translation import gettext as _

from communities.models import Phase
from communities.roles import Roles
from communities.rules import why_not_take_part
from ideas.models import Idea


def why_not_vote(roles: Roles, idea: Idea) -> str:
    """Empty when this person may vote on this idea now."""
    if idea.withdrawn_at:
        return _("This idea was withdrawn; its votes stay as they are.")
    if not idea.is_shown:
        return _("This idea is not on the page.")
    return why_not_take_part(roles, idea.group, Phase.Kind.VOTE)


def can_vote(roles: Roles, idea: Idea) -> bool:
    return not why_not_vote(roles, idea)
