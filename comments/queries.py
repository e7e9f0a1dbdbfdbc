"""Reads of a debate: points by side, threads by page, and what the viewer marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from activity.keyset import Key, Page, page
from comments.models import Comment, Mark
from ideas.models import Idea

ORDERS: dict[str, tuple[Key, ...]] = {
    "best": (Key("best"), Key("created_at"), Key("id")),
    "newest": (Key("created_at"), Key("id")),
    "oldest": (Key("created_at", descending=False), Key("id", descending=False)),
}
SHOWN_DEPTH = 3
POINTS_PAGE, THREADS_PAGE, REPLIES_PAGE = 10, 20, 200


@dataclass(frozen=True)
class Node:
    """A contribution in its place: `level` 0 to 3 as drawn; deeper ones name whom they answer."""

    comment: Comment
    level: int
    in_reply_to: Comment | None
    readable: bool


def order_keys(name: str) -> tuple[Key, ...]:
    """Keys of an order; an unknown name is read as best."""
    return ORDERS.get(name, ORDERS["best"])


def points(
    idea: Idea,
    user: Any,
    side: int,
    *,
    order: str = "best",
    after: str = "",
    size: int = POINTS_PAGE,
) -> Page[Comment]:
    """One column: points for or against, with marks where one was removed."""
    rows = Comment.objects.with_marks_for(user).points().filter(idea=idea, side=side)
    return page(rows.for_page(), order_keys(order), after=after, size=size)


def strongest(idea: Idea, user: Any, *, size: int = POINTS_PAGE) -> dict[int, list[Comment]]:
    """The first points of either side, best first, in one query: {1: […], -1: […]}."""
    place = Window(
        RowNumber(),
        partition_by=F("side"),
        order_by=[F("best").desc(), F("created_at").desc(), F("id").desc()],
    )
    rows = Comment.objects.with_marks_for(user).points().filter(idea=idea).annotate(place=place)
    found: dict[int, list[Comment]] = {Comment.Side.FOR: [], Comment.Side.AGAINST: []}
    for comment in rows.filter(place__lte=size).for_page().order_by("place"):  # type: ignore[misc]
        found[comment.side].append(comment)
    return found


def comments(
    idea: Idea, user: Any, *, order: str = "newest", after: str = "", size: int = THREADS_PAGE
) -> Page[Comment]:
    """Neutral comments at the top of their threads."""
    rows = Comment.objects.with_marks_for(user).filter(idea=idea, parent=None, side=0)
    return page(rows.for_page(), order_keys(order), after=after, size=size)


def replies(
    roots: Iterable[Comment], user: Any, *, limit: int = REPLIES_PAGE
) -> dict[int, list[Comment]]:
    """All below these contributions, by root, in reading order; one query, at most `limit`."""
    ids = [comment.root_id or comment.pk for comment in roots]
    rows = Comment.objects.with_marks_for(user).filter(root_id__in=ids).for_page()
    found: dict[int, list[Comment]] = {}
    for comment in rows.order_by("root_id", "path")[:limit]:
        found.setdefault(comment.root_id or 0, []).append(comment)
    return found


def nodes(root: Comment, below: list[Comment], *, viewer: "Viewer") -> list[Node]:
    """A thread as it is drawn: nested to level 3, then flat with "in reply to"."""
    by_id = {comment.pk: comment for comment in [root, *below]}
    drawn = []
    for comment in [root, *below]:
        deep = comment.depth > SHOWN_DEPTH
        parent = by_id.get(comment.parent_id or 0) if deep else None
        drawn.append(Node(comment, min(comment.depth, SHOWN_DEPTH), parent, viewer.reads(comment)))
    return drawn


@dataclass(frozen=True)
class Viewer:
    """Who looks at a debate: decides, without a query, whose words may be drawn."""

    person_id: int | None
    moderates: bool

    def reads(self, comment: Comment) -> bool:
        if comment.is_shown:
            return True
        if comment.withdrawn_at:
            return False
        own_held = bool(comment.held_at) and comment.author_id == self.person_id
        return self.moderates or (own_held and not comment.hidden_at)


def marks_of(user: Any, comment_ids: Iterable[int]) -> dict[int, bool]:
    """What this person marked, by contribution: for their own eyes, beside the page."""
    if not getattr(user, "is_authenticated", False):
        return {}
    mine = Mark.objects.filter(person_id=user.pk, comment_id__in=list(comment_ids))
    return dict(mine.values_list("comment_id", "convincing"))
