"""Writing in small batches: each is one transaction of at most 200 rows of the file.

Every batch reads again what is there, so that a run may be killed anywhere and run again, and two
runs at the same time make each row once.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import batched
from typing import Protocol

from django.db import connection
from django.db.models import Model, QuerySet

from activity import log
from activity.log import writing
from communities.models import Group
from stewardship.imports.plan import Progress

SIZE = 200
# SQLite wakes a waiting writer of another process only now and then; without a gap it would sleep
# through the whole import.
PAUSE = 0.02


class Known(Protocol):
    """A row to which the other platform gave an id."""

    id: str


@dataclass(frozen=True)
class Writer:
    """Brings rows of one source into one group."""

    group: Group
    source: str
    progress: Progress

    def bring[T: Known](
        self, what: str, model: type[Model], rows: Iterable[T], put: Callable[[list[T]], None]
    ) -> int:
        """Hand `put` those rows that are not there yet, batch by batch; answers how many."""
        here = set(keys(model, self.source))
        absent = [row for row in rows if row.id not in here]
        written = 0
        for batch in batched(absent, SIZE):
            written += self._write(model, list(batch), put)
            self.progress(what, written, len(absent))
            pause()
        return written

    def _write[T: Known](
        self, model: type[Model], batch: list[T], put: Callable[[list[T]], None]
    ) -> int:
        with log.quiet(), writing():
            Group.objects.select_for_update().get(pk=self.group.pk)
            here = keys(model, self.source, [row.id for row in batch])
            fresh = [row for row in batch if row.id not in here]
            if fresh:
                put(fresh)
        return len(fresh)


def keys(model: type[Model], source: str, ids: Iterable[str] | None = None) -> dict[str, int]:
    """Primary keys by the ids of the other platform: of these ids, or of all that came."""
    rows: QuerySet[Model] = model._default_manager.filter(source=source)  # noqa: SLF001
    if ids is not None:
        rows = rows.filter(external_id__in=set(ids))
    return dict(rows.values_list("external_id", "pk"))


def pause() -> None:
    """Let others write."""
    if connection.vendor == "sqlite":
        time.sleep(PAUSE)
