"""Writing the index: always in the transaction of the words themselves, so that both come or go.

No model is imported here, since this is read while Django is still finding its apps.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db import connection

from search import vendor
from search.words import folded

# One statement of 200 rows, eight values each, is far below any database's limit.
_BATCH = 200
_PART_ROWS = 1000
# An idea's flag lies on every row below it; what is new under a hidden idea takes that flag over.
_NEW_ROW = (
    "(%s, %s, %s, %s, %s, COALESCE((SELECT i.idea_shown FROM search_entry i"
    " WHERE i.kind = 'idea' AND i.object_id = %s), TRUE), %s, %s)"
)
_UPSERT = """
INSERT INTO search_entry (kind, object_id, group_id, idea_id, shown, idea_shown, title, words)
VALUES {rows}
ON CONFLICT (kind, object_id) DO UPDATE SET group_id = excluded.group_id,
    idea_id = excluded.idea_id, shown = excluded.shown, title = excluded.title,
    words = excluded.words
"""
_PART = """
SELECT id, object_id, group_id, idea_id, shown, idea_shown, title, words FROM search_entry
WHERE kind = %s AND id > %s ORDER BY id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Row:
    """Something to be found: its title and words as plain text, its place, and whether it shows."""

    kind: str
    object_id: int
    group_id: int
    idea_id: int
    title: str
    words: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index holds of an object; `digest` equals `digest(title, words)` of its words."""

    object_id: int
    group_id: int
    idea_id: int
    shown: bool
    idea_shown: bool
    digest: str


def index(
    kind: str,
    object_id: int,
    *,
    group_id: int,
    idea_id: int,
    title: str,
    words: str,
    shown: bool,
) -> None:
    """Make an idea, comment or answer findable by its plain words, or bring them up to date."""
    index_many([Row(kind, object_id, group_id, idea_id, title, words, shown)])


def index_many(rows: Iterable[Row]) -> None:
    """The same for many at once; where an object comes twice, the last one counts."""
    for batch in batched(rows, _BATCH):
        _write({(row.kind, row.object_id): row for row in batch})


def show(kind: str, object_id: int, shown: bool) -> None:
    """Let one idea, comment or answer be found, or not; its words stay as they are."""
    statement = "UPDATE search_entry SET shown = %s WHERE kind = %s AND object_id = %s"
    _execute(statement, [shown, kind, object_id])


def show_idea(idea_id: int, shown: bool) -> None:
    """The same for an idea with everything below it, which keeps its own flags for later."""
    _execute("UPDATE search_entry SET idea_shown = %s WHERE idea_id = %s", [shown, idea_id])


def drop(kind: str, object_id: int) -> None:
    _execute("DELETE FROM search_entry WHERE kind = %s AND object_id = %s", [kind, object_id])


def drop_ideas(idea_ids: Iterable[int]) -> None:
    """Forget these ideas with everything below them."""
    for batch in batched(idea_ids, _BATCH):
        places = ", ".join(["%s"] * len(batch))
        _execute(f"DELETE FROM search_entry WHERE idea_id IN ({places})", list(batch))  # noqa: S608


def drop_group(group_id: int) -> None:
    """Forget everything of a group, for undoing an import or removing the group."""
    _execute("DELETE FROM search_entry WHERE group_id = %s", [group_id])


def rows(kind: str) -> Iterator[Indexed]:
    """Everything indexed of a kind, for finding drift."""
    last = 0
    while part := _part(kind, last):
        for _id, object_id, group_id, idea_id, shown, idea_shown, title, words in part:
            flags = bool(shown), bool(idea_shown)
            yield Indexed(object_id, group_id, idea_id, *flags, _hash(title, words))
        last = part[-1][0]


def digest(title: str, words: str) -> str:
    """What `rows` gives for an object with this title and these words, when nothing drifted."""
    return _hash(_stored(title), _stored(words))


def faults() -> list[str]:
    """Where the full-text tables disagree with the index they were made from; empty when sound."""
    return vendor.of(connection.vendor).faults()


def rebuild() -> None:
    """Make the full-text tables anew from the index."""
    vendor.of(connection.vendor).rebuild()


def _write(rows: dict[tuple[str, int], Row]) -> None:
    # In sorted order, so that two writers who meet on several rows wait and do not deadlock.
    values: list[Any] = []
    for _key, row in sorted(rows.items()):
        values += [row.kind, row.object_id, row.group_id, row.idea_id, row.shown, row.idea_id]
        values += [_stored(row.title), _stored(row.words)]
    _execute(_UPSERT.format(rows=", ".join([_NEW_ROW] * len(rows))), values)


def _part(kind: str, after: int) -> list[tuple[int, int, int, int, bool, bool, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_PART, [kind, after, _PART_ROWS])
        return cursor.fetchall()


def _stored(text: str) -> str:
    return " ".join(folded(text))


def _hash(title: str, words: str) -> str:
    return hashlib.sha256(f"{title}\n{words}".encode()).hexdigest()[:32]


def _execute(statement: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
