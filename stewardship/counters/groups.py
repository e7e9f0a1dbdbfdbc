"""How many ideas and members a group has."""

from collections.abc import Collection, Iterator
from functools import partial
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from communities.models import Group, Membership
from ideas.models import Idea
from stewardship.counters.drift import Check, Drift, chunks, compared


def _expected() -> dict[str, Any]:
    ideas = Idea.objects.listed().filter(group_id=OuterRef("pk"))
    members = Membership.objects.standing().filter(group_id=OuterRef("pk"))
    return {
        "idea_count": _count(ideas, Count("pk")),
        "member_count": _count(members, Count("person_id", distinct=True)),
    }


def _count(rows: Any, what: Count) -> Coalesce:
    counted = rows.order_by().values("group_id").annotate(n=what).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def _numbers(column: str, only: Collection[int] | None) -> Iterator[Drift]:
    for ids in chunks(Group, only):
        yield from compared(Group.objects.filter(pk__in=ids), column, _expected()[column])


def _mend(ids: list[int]) -> None:
    list(Group.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    Group.objects.filter(pk__in=ids).update(**_expected())


CHECKS = (
    Check("ideas of a group", partial(_numbers, "idea_count"), _mend),
    Check("members of a group", partial(_numbers, "member_count"), _mend),
)
