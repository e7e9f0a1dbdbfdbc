"""Who may do what with an idea. A `why_not_…` answers with a sentence, empty when one may."""

from django.utils.translation import gettext as _

from communities.models import Group, Phase
from communities.roles import Roles
from communities.rules import can_answer, open_kinds, why_not_take_part
from ideas.models import Idea

SOMEBODY = Roles(person_id=0)


def why_not_propose(roles: Roles, group: Group) -> str:
    return why_not_take_part(roles, group, Phase.Kind.PROPOSE)


def why_not_begin(roles: Roles, group: Group) -> str:
    """A visitor may begin wherever a signed-in person without a role could, and sign in last."""
    return why_not_propose(roles if roles.signed_in else SOMEBODY, group)


def why_not_edit(roles: Roles, idea: Idea) -> str:
    """Authors edit while ideas are collected or discussed; every version stays readable."""
    if not roles.signed_in or idea.author_id != roles.person_id:
        return _("Only its author edits an idea.")
    if idea.hidden_at or idea.withdrawn_at:
        return _("This idea was taken off the page and can no longer be edited.")
    if not {Phase.Kind.PROPOSE, Phase.Kind.DISCUSS} & open_kinds(idea.group):
        return _("Ideas can no longer be edited in this phase.")
    return ""


def why_not_withdraw(roles: Roles, idea: Idea) -> str:
    if not roles.signed_in or idea.author_id != roles.person_id:
        return _("Only its author withdraws an idea.")
    if not idea.published_at or idea.withdrawn_at or idea.hidden_at:
        return _("This idea is not on the page.")
    return ""


def why_not_answer(roles: Roles, idea: Idea) -> str:
    if not can_answer(roles, idea.group):
        return _("Only an official of this community answers in a department's name.")
    if not idea.is_shown or idea.withdrawn_at:
        return _("This idea is not on the page.")
    return ""


def can_edit_idea(roles: Roles, idea: Idea) -> bool:
    return not why_not_edit(roles, idea)


def can_withdraw_idea(roles: Roles, idea: Idea) -> bool:
    return not why_not_withdraw(roles, idea)


def can_answer_idea(roles: Roles, idea: Idea) -> bool:
    return not why_not_answer(roles, idea)
