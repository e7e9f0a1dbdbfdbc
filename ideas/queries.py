"""Reads of ideas beyond `visible_to`: filters of lists, the timeline, what was removed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _

from communities.models import Group
from ideas.models import Answer, Idea, Revision, Tag


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; every part comes from an allow-list."""

    category_id: int | None = None
    tag: str = ""
    status: str = ""


@dataclass(frozen=True)
class Moment:
    """One line of an idea's timeline. `kind`: published, edited, answered, withdrawn."""

    kind: str
    at: datetime
    version: int = 0
    note: str = ""
    answer: Answer | None = None


def filtered(ideas: Any, filters: Filters) -> Any:
    """Raises ValidationError for a status that does not exist."""
    if filters.category_id is not None:
        ideas = ideas.filter(category_id=filters.category_id)
    if filters.tag:
        ideas = ideas.filter(idea_tags__tag__slug=filters.tag)
    if filters.status:
        if filters.status not in Idea.Status.values:
            raise ValidationError({"status": _("There is no such status.")})
        ideas = ideas.filter(status=filters.status)
    return ideas


def popular_tags(group: Group, limit: int = 12) -> list[Tag]:
    """The group's most used tags, for its filter."""
    listed = Idea.objects.listed().filter(group=group)
    tags = Tag.objects.filter(idea_tags__content_object__in=listed.values("pk"))
    return list(tags.annotate(uses=Count("idea_tags")).order_by("-uses", "name")[:limit])


def answers_of(idea: Idea) -> list[Answer]:
    """Newest first: the first one stands at the top of the page."""
    return list(idea.answers.select_related("department"))


def latest_answers(group: Group, user: Any, *, size: int = 5) -> list[Answer]:
    """The newest answer of each idea of a group answered last; at most `size` ideas."""
    newer = Answer.objects.filter(idea_id=OuterRef("idea_id"), pk__gt=OuterRef("pk"))
    rows = Answer.objects.visible_to(user).filter(~Exists(newer), idea__group=group)
    return list(rows.select_related("idea", "department").order_by("-created_at", "-pk")[:size])


def revisions_of(idea: Idea) -> list[Revision]:
    return list(idea.revisions.all())


def timeline(idea: Idea, answers: list[Answer], revisions: list[Revision]) -> list[Moment]:
    """What became of the idea, oldest first; takes what the page has read already."""
    moments = [
        Moment("edited", r.created_at, r.version, r.note) for r in revisions if r.version > 1
    ]
    moments += [Moment("answered", a.created_at, answer=a) for a in answers]
    if idea.published_at:
        moments.append(Moment("published", idea.published_at))
    if idea.withdrawn_at:
        moments.append(Moment("withdrawn", idea.withdrawn_at, note=idea.withdrawn_because))
    return sorted(moments, key=lambda moment: moment.at)
