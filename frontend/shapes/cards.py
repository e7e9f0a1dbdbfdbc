"""Ideas as cards in a list: no popularity of authors, numbers in words, one press to vote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from communities.roles import Roles
from frontend.shapes.ballot import Ballot, ballot_of
from frontend.shapes.status import Badge, badge_of
from frontend.shapes.tally import Tally, tally_of
from ideas.models import Idea
from voting.queries import shown_numbers, stands_of


@dataclass(frozen=True)
class Card:
    id: int
    version: int
    url: str
    title: str
    summary: str
    language: str
    category: str
    published_at: datetime | None
    active_at: datetime
    status: Badge
    tally: Tally
    points_for: int
    points_against: int
    comments: int
    vote: Ballot | None
    group_name: str
    group_url: str


def cards_of(
    ideas: Sequence[Idea], user: Any, roles: Roles, *, voting: bool = True, grouped: bool = False
) -> list[Card]:
    """Two queries at most, however many ideas. With `voting`, `idea.group.phases` is loaded."""
    numbers = shown_numbers(ideas)
    mine = stands_of(user, [idea.pk for idea in ideas]) if voting else {}
    return [
        _card(
            idea,
            tally_of(idea, numbers[idea.pk]),
            ballot_of(idea, roles, mine.get(idea.pk)) if voting else None,
            grouped=grouped,
        )
        for idea in ideas
    ]


def idea_url(idea: Idea) -> str:
    return reverse("idea", args=[idea.pk, idea.slug])


def group_url(idea: Idea) -> str:
    return reverse("group", args=[idea.group.community.slug, idea.group.slug])


def _card(idea: Idea, tally: Tally, vote: Ballot | None, *, grouped: bool) -> Card:
    return Card(
        id=idea.pk,
        version=idea.version,
        url=idea_url(idea),
        title=idea.title,
        summary=idea.summary,
        language=idea.language,
        category=idea.category.name if idea.category else "",
        published_at=idea.published_at,
        active_at=idea.active_at,
        status=badge_of(idea),
        tally=tally,
        points_for=idea.points_for,
        points_against=idea.points_against,
        comments=idea.comment_count,
        vote=vote,
        group_name=idea.group.name if grouped else "",
        group_url=group_url(idea) if grouped else "",
    )
