"""Tallies and card numbers go beside the log: the latest wins, and no vote is an event."""

from collections.abc import Iterable

from live import protocol
from voting.queries import numbers_of


def read(idea_ids: Iterable[int]) -> dict[int, str]:
    """The numbers of these ideas as everybody may know them, serialised."""
    rows = numbers_of(idea_ids)
    return {idea_id: protocol.numbers_of_idea(idea_id, row) for idea_id, row in rows.items()}
