"""Finding on SQLite, by FTS5."""

from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError, connection, transaction

from search.scope import Scope
from search.words import Word

# CROSS JOIN holds SQLite to asking the full-text table first. The newest come first in the order
# of its rows, so the cap ends the work; a title counts four times as much as the words below it.
_BEST = """
SELECT kind, object_id, idea_id, -distance FROM (
    SELECT e.id, e.kind, e.object_id, e.idea_id, bm25(search_words, 4.0, 1.0) AS distance
    FROM search_words CROSS JOIN search_entry e ON e.id = search_words.rowid
    WHERE search_words MATCH %s AND {scope}
    ORDER BY search_words.rowid DESC LIMIT %s
) ORDER BY distance, id DESC LIMIT %s
"""
_NEWEST_TITLES = """
SELECT e.idea_id, e.title
FROM search_titles CROSS JOIN search_entry e ON e.id = search_titles.rowid
WHERE search_titles MATCH %s AND {scope}
ORDER BY search_titles.rowid DESC LIMIT %s
"""
# FTS5 compares itself with the table it was made from, and fails where they differ.
_CHECKS = {
    table: f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)"  # noqa: S608
    for table in ("search_words", "search_titles")
}


def best(question: str, scope: Scope, candidates: int, limit: int) -> tuple[str, list[Any]]:
    return _BEST.format(scope=scope.condition), [question, *scope.values, candidates, limit]


def question(words: Sequence[Word], *, every: bool) -> str:
    # Words hold letters, marks and digits alone; in quotes none of them is an operator.
    terms = (f'"{word.text}"*' if word.is_beginning else f'"{word.text}"' for word in words)
    return (" AND " if every else " OR ").join(terms)


def newest_titles(question: str, scope: Scope, limit: int) -> tuple[str, list[Any]]:
    return _NEWEST_TITLES.format(scope=scope.condition), [question, *scope.values, limit]


def counting() -> str:
    return (
        "SELECT count(*) FROM (SELECT 1 FROM search_titles WHERE search_titles MATCH %s LIMIT %s)"
    )


def faults() -> list[str]:
    return [name for name, statement in _CHECKS.items() if not _passes(statement)]


def rebuild() -> None:
    """Make the full-text tables anew from the index."""
    with connection.cursor() as cursor:
        for name in _CHECKS:
            cursor.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')")  # noqa: S608


def _passes(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        return False
    return True
