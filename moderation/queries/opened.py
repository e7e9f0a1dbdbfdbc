"""The one thing a moderator has before them, with its case and what was decided on it."""

from dataclasses import dataclass
from typing import Any

from comments.models import Comment
from ideas.models import Idea
from moderation.actions.cases import target
from moderation.models import Case, Decision
from moderation.record import Record, records_of


@dataclass(frozen=True)
class Matter:
    """`seen` is the position of its log of decisions; the case is the open one, or the last."""

    content: Idea | Comment
    case: Case | None
    past: list[Decision]
    record: Record

    @property
    def seen(self) -> int:
        return self.past[0].pk if self.past else 0


def matter_of(content: Idea | Comment, case: Case | None = None) -> Matter:
    """`content` is read by `content_for`, or with its `case` by the queue; six queries at most."""
    if case is None:
        cases = Case.objects.filter(**target(content)).prefetch_related("flags")
        case = cases.order_by("-pk").first()
    decisions = Decision.objects.filter(**target(content)).select_related("moderator")
    past = list(decisions.order_by("-pk"))
    record = records_of([content.author_id]) if content.author_id else {}
    return Matter(content, case, past, record.get(content.author_id or 0, Record()))


def content_for(user: Any, model: type[Idea] | type[Comment], pk: int) -> Idea | Comment | None:
    """Content as this person may see it, with everything that is shown beside a decision."""
    if model is Comment:
        comments = Comment.objects.visible_to(user).select_related(
            "author", "parent__author", "idea__group__community"
        )
        return comments.filter(pk=pk).first()
    ideas = Idea.objects.visible_to(user).select_related("author", "group__community")
    return ideas.prefetch_related("answers_given__question").filter(pk=pk).first()
