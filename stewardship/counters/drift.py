"""A stored number that is not what its rows say."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db.models import F, Model, Q, QuerySet

CHUNK = 2000


@dataclass(frozen=True)
class Drift:
    object_id: int
    stored: object
    counted: object


@dataclass(frozen=True)
class Check:
    """`find` looks at these ids, or at all of them; `mend` runs inside a transaction."""

    kind: str
    find: Callable[[Collection[int] | None], Iterator[Drift]]
    mend: Callable[[list[int]], None]


def chunks(model: type[Model], only: Collection[int] | None) -> Iterator[list[int]]:
    """Primary keys in order, some thousands at a time."""
    if only is not None:
        yield from map(list, batched(sorted(only), CHUNK))
        return
    rows: QuerySet[Any] = model._default_manager.order_by("pk")  # noqa: SLF001
    yield from map(list, batched(rows.values_list("pk", flat=True).iterator(CHUNK), CHUNK))


def compared(rows: QuerySet[Any], column: str, expected: Any) -> Iterator[Drift]:
    """Where `column` is not what the expression `expected` counts, compared in the database."""
    different = rows.annotate(counted_now=expected).exclude(Q(**{column: F("counted_now")}))
    for pk, stored, counted in different.values_list("pk", column, "counted_now"):
        yield Drift(pk, stored, counted)
