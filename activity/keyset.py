"""Pages by key: the next page begins after the last row seen, wherever that row is now.

A key is an orderable field or annotation, unique together; the token carries the last row's values.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

LONGEST_TOKEN = 600


@dataclass(frozen=True)
class Key:
    """One column of an order: `name` and its direction."""

    name: str
    descending: bool = True

    @property
    def sql(self) -> str:
        return f"-{self.name}" if self.descending else self.name

    @property
    def beyond(self) -> str:
        return f"{self.name}__{'lt' if self.descending else 'gt'}"


@dataclass(frozen=True)
class Page[M: Model]:
    """Rows of one page, and the token of the next, empty when there is none."""

    rows: list[M]
    next: str


def page[M: Model](
    rows: QuerySet[M], keys: Sequence[Key], *, after: str = "", size: int = 20
) -> Page[M]:
    """The `size` rows after the token. Raises ValidationError for a token that is none."""
    ordered = rows.order_by(*(key.sql for key in keys))
    if after:
        ordered = ordered.filter(_beyond(keys, _fitting(rows, keys, _open(after, len(keys)))))
    found = list(ordered[: size + 1])
    more = len(found) > size
    return Page(found[:size], _close(found[size - 1], keys) if more else "")


def _beyond(keys: Sequence[Key], values: list[Any]) -> Q:
    """(a beyond x) or (a = x and b beyond y) or …"""
    wanted, equal = Q(), Q()
    for key, value in zip(keys, values, strict=True):
        wanted |= equal & Q(**{key.beyond: value})
        equal &= Q(**{key.name: value})
    return wanted


def _close(row: Model, keys: Sequence[Key]) -> str:
    values = [_plain(getattr(row, key.name)) for key in keys]
    return urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _plain(value: Any) -> Any:
    return {"at": value.isoformat()} if isinstance(value, datetime) else value


def _fitting[M: Model](rows: QuerySet[M], keys: Sequence[Key], values: list[Any]) -> list[Any]:
    """The values as their columns hold them, since a token comes back from outside."""
    try:
        return [_column(rows, k.name).to_python(v) for k, v in zip(keys, values, strict=True)]
    except (ValidationError, ValueError, TypeError, OverflowError):
        raise _broken() from None


def _column[M: Model](rows: QuerySet[M], name: str) -> Any:
    annotation = rows.query.annotations.get(name)
    known = rows.model._meta  # noqa: SLF001 - Django's documented way to a model's fields
    return annotation.output_field if annotation else known.get_field(name)


def _broken() -> ValidationError:
    return ValidationError(_("This page address is broken; start from the first page."), "cursor")


def _open(token: str, length: int) -> list[Any]:
    wrong = _broken()
    if len(token) > LONGEST_TOKEN:
        raise wrong
    try:
        values = json.loads(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except ValueError:
        raise wrong from None
    if not isinstance(values, list) or len(values) != length:
        raise wrong
    return [_value(value, wrong) for value in values]


def _value(value: Any, wrong: ValidationError) -> Any:
    if isinstance(value, dict) and isinstance(value.get("at"), str):
        try:
            value = parse_datetime(value["at"])
        except ValueError:
            raise wrong from None
    if isinstance(value, bool) or not isinstance(value, int | float | str | datetime):
        raise wrong
    if isinstance(value, int | float) and not abs(value) < 2**63:
        raise wrong
    return _in_utc(value, wrong) if isinstance(value, datetime) else value


def _in_utc(moment: datetime, wrong: ValidationError) -> datetime:
    """The first and the last day of the calendar have no moment in every zone."""
    try:
        return moment.astimezone(UTC)
    except (OverflowError, ValueError):
        raise wrong from None
