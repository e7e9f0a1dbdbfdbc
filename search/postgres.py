"""Finding on PostgreSQL, by tsvector columns which the database keeps itself."""

from collections.abc import Sequence
from typing import Any

from search.scope import Scope
from search.words import Word

# Ranking every match is what costs: only the newest are ranked. A title counts ten times.
_BEST = """
SELECT kind, object_id, idea_id, ts_rank(document, to_tsquery('simple', %s), 1) AS rank FROM (
    SELECT e.id, e.kind, e.object_id, e.idea_id, e.document FROM search_entry e
    WHERE e.document @@ to_tsquery('simple', %s) AND {scope}
    ORDER BY e.id DESC LIMIT %s
) AS newest ORDER BY rank DESC, id DESC LIMIT %s
"""
_NEWEST_TITLES = """
SELECT e.idea_id, e.title FROM search_entry e
WHERE e.kind = 'idea' AND e.titled @@ to_tsquery('simple', %s) AND {scope}
ORDER BY e.id DESC LIMIT %s
"""
_COUNT_OF_TITLES = """
SELECT count(*) FROM (
    SELECT 1 FROM search_entry
    WHERE kind = 'idea' AND titled @@ to_tsquery('simple', %s) LIMIT %s
) AS counted
"""


def best(question: str, scope: Scope, candidates: int, limit: int) -> tuple[str, list[Any]]:
    values = [question, question, *scope.values, candidates, limit]
    return _BEST.format(scope=scope.condition), values


def question(words: Sequence[Word], *, every: bool) -> str:
    # Words hold letters, marks and digits alone; in quotes none of them is an operator.
    terms = (f"'{word.text}':*" if word.is_beginning else f"'{word.text}'" for word in words)
    return (" & " if every else " | ").join(terms)


def newest_titles(question: str, scope: Scope, limit: int) -> tuple[str, list[Any]]:
    return _NEWEST_TITLES.format(scope=scope.condition), [question, *scope.values, limit]


def counting() -> str:
    return _COUNT_OF_TITLES


def faults() -> list[str]:
    """None: the columns are generated, so they cannot disagree."""
    return []


def rebuild() -> None:
    """Nothing: the columns are generated."""
