"""Which part of the index a person may look into, as a condition inside the SQL."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

type GroupIds = QuerySet[Any, Any] | Iterable[int]


@dataclass(frozen=True, slots=True)
class Scope:
    """A condition on the entry `e` and its parameters."""

    condition: str
    values: tuple[Any, ...]


def of(group_ids: GroupIds, kinds: Collection[str] | None = None) -> Scope | None:
    """What is shown in these groups, of these kinds or of all; None where that is nothing.

    `group_ids` is a list of ids, or a queryset of groups or of their ids, which becomes part of
    the statement and costs no query of its own.
    """
    groups = _within(group_ids)
    if groups is None or (kinds is not None and not kinds):
        return None
    condition, values = (
        f"e.shown AND e.idea_shown AND e.group_id IN ({groups.condition})",
        groups.values,
    )
    if kinds is not None:
        condition += f" AND e.kind IN ({_places(len(kinds))})"
        values += tuple(kinds)
    return Scope(condition, values)


def _within(group_ids: GroupIds) -> Scope | None:
    if not isinstance(group_ids, QuerySet):
        ids = tuple(group_ids)
        return Scope(_places(len(ids)), ids) if ids else None
    if group_ids.query.values_select or group_ids.query.annotation_select:
        wanted = group_ids
    else:
        wanted = group_ids.values("pk")
    try:
        statement, values = wanted.order_by().query.sql_with_params()
    except EmptyResultSet:
        return None
    return Scope(statement, tuple(values))


def _places(count: int) -> str:
    return ", ".join(["%s"] * count)
