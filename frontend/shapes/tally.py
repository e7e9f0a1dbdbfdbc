"""An idea's numbers in words and as a bar."""

from dataclasses import dataclass

from ideas.models import Idea
from voting.queries import Numbers

FEW = 5


@dataclass(frozen=True)
class Bar:
    """Three stretches in per cent of those who took part, and where each begins."""

    votes_for: float
    no_opinion: float
    votes_against: float

    @property
    def against_from(self) -> float:
        return round(self.votes_for + self.no_opinion, 2)


@dataclass(frozen=True)
class Tally:
    """`kind` tells the template and live pages apart: none, few, many or stepped."""

    idea_id: int
    numbers: Numbers
    version: int
    imported: int

    @property
    def kind(self) -> str:
        if self.numbers.stepped:
            return "stepped"
        total = self.numbers.total
        return "none" if not total else "few" if total < FEW else "many"

    @property
    def share(self) -> int:
        """Per cent of everybody who took part, those without an opinion included."""
        return round(100 * (self.numbers.votes_for or 0) / self.numbers.total)

    @property
    def bar(self) -> Bar:
        whole = self.numbers.total or 1
        parts = (self.numbers.votes_for, self.numbers.no_opinion, self.numbers.votes_against)
        return Bar(*(round(100 * (part or 0) / whole, 2) for part in parts))


def tally_of(idea: Idea, numbers: Numbers) -> Tally:
    return Tally(idea.pk, numbers, idea.debate_version, idea.imported_support)
