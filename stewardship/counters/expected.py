"""What the stored numbers of an idea should be, as expressions over the rows they count."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from comments.models import Comment


def debate_numbers() -> dict[str, Any]:
    """Each number of the debate by its column; for a query over ideas."""
    shown = Comment.objects.shown().filter(idea_id=OuterRef("pk"))
    tops = shown.filter(parent=None)
    return {
        "points_for": _count(tops.filter(side=Comment.Side.FOR)),
        "points_against": _count(tops.filter(side=Comment.Side.AGAINST)),
        "comment_count": _count(shown),
        "debater_count": _count(shown, Count("author_id", distinct=True)),
    }


def _count(rows: QuerySet[Comment], what: Count | None = None) -> Coalesce:
    counted = rows.order_by().values("idea_id").annotate(n=what or Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
