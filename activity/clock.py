"""The only clock of the house: rules, actions and sweeps ask it, so that time can stand still."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    return _told.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let an import or the demo write what happened at `moment` (aware)."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
