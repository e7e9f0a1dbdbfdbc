"""Who may contribute, edit, take back and mark, and why not."""

from django.utils.translation import gettext as _

from comments.models import Comment
from communities.models import Phase
from communities.roles import Roles
from communities.rules import why_not_take_part
from ideas.models import Idea


def why_not_comment(roles: Roles, idea: Idea) -> str:
    if idea.withdrawn_at:
        return _("This idea was withdrawn; its debate stays readable.")
    if not idea.is_shown:
        return _("This idea is not on the page.")
    return why_not_take_part(roles, idea.group, Phase.Kind.DISCUSS)


def why_not_edit(roles: Roles, comment: Comment, idea: Idea) -> str:
    if not roles.signed_in or comment.author_id != roles.person_id:
        return _("Only its author edits a contribution.")
    if comment.hidden_at or comment.withdrawn_at:
        return _("This contribution was taken off the page.")
    return why_not_comment(roles, idea)


def why_not_withdraw(roles: Roles, comment: Comment) -> str:
    if not roles.signed_in or comment.author_id != roles.person_id:
        return _("Only its author takes a contribution back.")
    if comment.hidden_at:
        return _("This contribution was taken off the page.")
    return ""


def why_not_mark(roles: Roles, comment: Comment, idea: Idea) -> str:
    if not comment.is_shown:
        return _("This contribution is not on the page.")
    if roles.signed_in and comment.author_id == roles.person_id:
        return _("Others say whether your words convince.")
    return why_not_comment(roles, idea)


def can_comment(roles: Roles, idea: Idea) -> bool:
    return not why_not_comment(roles, idea)
