"""How an idea stands, exactly, and as it may be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from ideas.models import Idea
from voting.models import Tally, Vote

STEP = 5


@dataclass(frozen=True)
class Numbers:
    """Votes on one idea as they may be shown. In a small group they move in steps of five, so that
    nobody can tell who voted how or when; `None` then reads "under 5"."""

    votes_for: int | None = 0
    votes_against: int | None = 0
    no_opinion: int | None = 0
    stepped: bool = False

    @property
    def total(self) -> int:
        return (self.votes_for or 0) + (self.votes_against or 0) + (self.no_opinion or 0)

    @property
    def percent_for(self) -> int:
        """Share of for among for and against, 0 to 100; 0 when there are none."""
        decided = (self.votes_for or 0) + (self.votes_against or 0)
        return round(100 * (self.votes_for or 0) / decided) if decided else 0


def exact(idea_ids: Iterable[int]) -> dict[int, tuple[int, int, int, int]]:
    """(for, against, no opinion, version) per idea, summed over its slots. Not for showing."""
    rows = Tally.objects.filter(idea_id__in=list(idea_ids)).values("idea_id")
    sums = rows.annotate(
        f=Sum("votes_for"), a=Sum("votes_against"), n=Sum("no_opinion"), v=Sum("version")
    )
    return {row["idea_id"]: (row["f"], row["a"], row["n"], row["v"]) for row in sums.order_by()}


def shown_numbers(ideas: Iterable[Idea]) -> dict[int, Numbers]:
    """The one function that turns votes into what anybody sees: page, API, live, mail, search.

    Needs `idea.group` loaded.
    """
    ideas = list(ideas)
    sums = exact(idea.pk for idea in ideas)
    return {idea.pk: _shown(idea, sums.get(idea.pk, (0, 0, 0, 0))) for idea in ideas}


def _shown(idea: Idea, counts: tuple[int, int, int, int]) -> Numbers:
    if not idea.group.is_small:
        return Numbers(*counts[:3])
    stepped = [_step(count) for count in counts[:3]]
    return Numbers(stepped[0], stepped[1], stepped[2], stepped=True)


def _step(count: int) -> int | None:
    return count - count % STEP if count >= STEP else None


def numbers_of(idea_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """What live pages are told beside the log: shown votes and the debate's numbers, per idea.

    Nothing in it depends on the viewer, and in a small group nothing moves with a single vote.
    """
    ideas = list(Idea.objects.filter(pk__in=list(idea_ids)).select_related("group"))
    sums = exact(idea.pk for idea in ideas)
    return {idea.pk: _frame(idea, sums.get(idea.pk, (0, 0, 0, 0))) for idea in ideas}


def _frame(idea: Idea, counts: tuple[int, int, int, int]) -> dict[str, Any]:
    shown = _shown(idea, counts)
    return {
        "version": idea.debate_version + (0 if shown.stepped else counts[3]),
        "for": shown.votes_for,
        "against": shown.votes_against,
        "no_opinion": shown.no_opinion,
        "stepped": shown.stepped,
        "points_for": idea.points_for,
        "points_against": idea.points_against,
        "comments": idea.comment_count,
    }


def stands_of(user: Any, idea_ids: Iterable[int]) -> dict[int, int]:
    """How this person voted, by idea: for their own eyes, beside the page."""
    if not getattr(user, "is_authenticated", False):
        return {}
    mine = Vote.objects.filter(voter_id=user.pk, idea_id__in=list(idea_ids))
    return dict(mine.values_list("idea_id", "stand"))
