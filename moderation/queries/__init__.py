"""Reads of moderation: for the desk, and for those whose words it was about."""

from moderation.queries.desk import decided_lately, desks, last_decisions, queue, two_at_random
from moderation.queries.opened import Matter, content_for, matter_of
from moderation.queries.told import (
    Mark,
    Statement,
    comment_mark_for,
    mark_for,
    mark_of,
    own_hidden,
    rule_name,
    statement_for,
    statement_of,
    why_held,
)

__all__ = [
    "Mark",
    "Matter",
    "Statement",
    "comment_mark_for",
    "content_for",
    "decided_lately",
    "desks",
    "last_decisions",
    "mark_for",
    "mark_of",
    "matter_of",
    "own_hidden",
    "queue",
    "rule_name",
    "statement_for",
    "statement_of",
    "two_at_random",
    "why_held",
]
