"""What the front page tells: what needs people now, what moves, and what came of earlier ideas."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Sum

from activity import clock
from communities.models import Group, Phase
from ideas.models import Answer, Idea

HEARD = (Idea.Status.UNDER_WAY, Idea.Status.DONE)


@dataclass(frozen=True)
class Figures:
    """Of public groups, whoever looks; `days_to_answer` is a median, None before the first."""

    ideas: int
    contributions: int
    answered: int
    days_to_answer: int | None


def closing_soon(user: Any, *, size: int = 3) -> list[Group]:
    """Groups in which one can propose, discuss or vote, those that close first in front."""
    moment = clock.now()
    still = Q(closes_at__isnull=True) | Q(closes_at__gt=moment)
    phases = Phase.objects.filter(still, opens_at__lte=moment).exclude(kind=Phase.Kind.REVIEW)
    rows = (
        Group.objects.visible_to(user)
        .for_cards()
        .filter(Exists(phases.filter(group=OuterRef("pk"))))
    )
    end = Min("phases__closes_at", filter=Q(phases__closes_at__gt=moment))
    return list(rows.annotate(end=end).order_by(F("end").asc(nulls_last=True), "pk")[:size])


def heard(user: Any, *, size: int = 3) -> list[list[Answer]]:
    """Ideas that were taken up, by their newest answer; each with all its answers, newest first."""
    answers = Answer.objects.visible_to(user).filter(
        idea__status__in=HEARD, idea__withdrawn_at__isnull=True, idea__hidden_at__isnull=True
    )
    newer = Answer.objects.filter(idea_id=OuterRef("idea_id"), pk__gt=OuterRef("pk"))
    newest = answers.filter(~Exists(newer)).order_by("-created_at", "-pk")
    ids = list(newest.values_list("idea_id", flat=True)[:size])
    rows = answers.filter(idea_id__in=ids).select_related("idea", "department")
    return [[row for row in _newest_first(rows) if row.idea_id == pk] for pk in ids]


def moving(user: Any, *, size: int = 5) -> list[Idea]:
    """Ideas that people did something about last."""
    rows = Idea.objects.visible_to(user).listed()
    return list(rows.for_cards().order_by("-active_at", "-pk")[:size])


def figures() -> Figures:
    """Two queries, the same for everybody."""
    public = Idea.objects.listed().filter(group__visibility=Group.Visibility.PUBLIC)
    sums = public.aggregate(ideas=Count("pk"), contributions=Sum("comment_count"))
    first = Answer.objects.filter(idea__in=public.filter(source="").values("pk")).values("idea_id")
    waits = first.annotate(first=Min("created_at")).order_by()
    pairs = waits.values_list("first", "idea__published_at")
    days = sorted((answered - published).days for answered, published in pairs if published)
    return Figures(
        sums["ideas"], sums["contributions"] or 0, len(days), days[len(days) // 2] if days else None
    )


def _newest_first(answers: Iterable[Answer]) -> list[Answer]:
    return sorted(answers, key=lambda answer: (answer.created_at, answer.pk), reverse=True)
