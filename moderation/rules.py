"""Who may flag and who may decide. A `why_not_…` answers with a sentence, empty when one may."""

from django.utils.translation import gettext as _

from comments.models import Comment
from communities.models import Group
from communities.roles import Roles
from communities.rules import can_moderate
from ideas.models import Idea
from moderation.models import Decision, Standing, standing

Act = Decision.Act

# What may be done from each state, and every act has its opposite among them.
OPEN_ACTS: dict[Standing, tuple[Act, ...]] = {
    Standing.SHOWN: (Act.APPROVE, Act.HIDE, Act.HOLD),
    Standing.HELD: (Act.APPROVE, Act.RESTORE, Act.HIDE),
    Standing.HIDDEN: (Act.RESTORE, Act.HOLD),
}
NEEDS_REASON = frozenset({Act.HIDE, Act.HOLD})


def acts_on(content: Idea | Comment) -> tuple[Act, ...]:
    return OPEN_ACTS[standing(content)]


def why_not_flag(person_id: int | None, content: Idea | Comment) -> str:
    if person_id is not None and content.author_id == person_id:
        return _("These are your own words; you can change them or take them back.")
    if content.hidden_at:
        return _("This was taken off the page already.")
    return ""


def why_not_decide(roles: Roles, group: Group, content: Idea | Comment) -> str:
    if not can_moderate(roles, group):
        return _("Only a moderator of this group decides that.")
    if content.author_id is not None and content.author_id == roles.person_id:
        return _("Somebody else decides on your own words.")
    return ""
