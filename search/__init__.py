"""One small index of ids and words, the same to its users on SQLite and on PostgreSQL."""

from search.finding import Hit, query, similar
from search.writing import (
    Indexed,
    Row,
    digest,
    drop,
    drop_group,
    drop_ideas,
    faults,
    index,
    index_many,
    rebuild,
    rows,
    show,
    show_idea,
)

__all__ = [
    "Hit",
    "Indexed",
    "Row",
    "digest",
    "drop",
    "drop_group",
    "drop_ideas",
    "faults",
    "index",
    "index_many",
    "query",
    "rebuild",
    "rows",
    "show",
    "show_idea",
    "similar",
]
