"""The one action by which the debate raises an idea's numbers."""

from dataclasses import dataclass

from django.db.models import F

from activity import clock
from ideas.models import Idea


@dataclass(frozen=True)
class DebateNumbers:
    points_for: int
    points_against: int
    comment_count: int
    debater_count: int


def set_debate_numbers(*, idea_id: int, numbers: DebateNumbers) -> None:
    """Store what the debate counted; called inside the transaction that changed it."""
    Idea.objects.filter(pk=idea_id).update(
        points_for=numbers.points_for,
        points_against=numbers.points_against,
        comment_count=numbers.comment_count,
        debater_count=numbers.debater_count,
        debate_version=F("debate_version") + 1,
        active_at=clock.now(),
    )
