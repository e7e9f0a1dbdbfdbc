"""What the page of an idea shows of its debate, and the forms to take part in it."""

from typing import Any

from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activity.keyset import Page
from comments.models import Comment
from comments.queries import ORDERS, comments, strongest
from comments.rules import why_not_comment
from communities.roles import Roles
from frontend.forms.comments import words_form
from frontend.shapes.debate import SIDES, Desk, Node, threads
from frontend.shapes.group import Tab, pager_of
from ideas.models import Idea

FIRST_POINTS, POINTS_A_SIDE = 3, 8
NAMES = {
    "best": gettext_lazy("Best"),
    "newest": gettext_lazy("Newest"),
    "oldest": gettext_lazy("Oldest"),
}


def discussion(request: HttpRequest, idea: Idea, roles: Roles) -> dict[str, Any]:
    """Points, comments and everything below both: four queries, marks included."""
    order = request.GET.get("order", "best")
    page = _page(request, idea, order)
    sides = strongest(idea, request.user, size=POINTS_A_SIDE)
    roots = [*sides[1], *sides[-1], *page.rows]
    drawn = {n.comment.id: n for n in threads(roots, idea, request.user, roles)}
    desk = Desk(idea, roles, {})
    return {
        "discuss": {"open": desk.is_open, "why_not": _why_not(roles, idea, desk)},
        "points": _points(idea, sides, drawn),
        "comments": {
            "count": max(0, idea.comment_count - idea.points_for - idea.points_against),
            "orders": _tabs(order),
            "nodes": [drawn[comment.pk] for comment in page.rows],
            "insert": "end" if order == "oldest" else "start",
            "first_page": not request.GET.get("after"),
            "pager": pager_of(request.GET, page.next),
            "form": words_form(idea) if roles.signed_in and desk.is_open else None,
            "write_url": reverse("comments", args=[idea.pk]),
            "slot": f"write-comment-{idea.pk}",
        },
    }


def _page(request: HttpRequest, idea: Idea, order: str) -> Page[Comment]:
    if order not in ORDERS:
        raise BadRequest(_("There is no such order; choose best, newest or oldest."))
    try:
        return comments(idea, request.user, order=order, after=request.GET.get("after", ""))
    except ValidationError as error:
        raise BadRequest(" ".join(error.messages)) from None


def _why_not(roles: Roles, idea: Idea, desk: Desk) -> str:
    if desk.is_open:
        return ""
    return why_not_comment(roles if roles.signed_in else Roles(person_id=0), idea)


def _tabs(order: str) -> list[Tab]:
    return [Tab(f"?order={name}#comments", NAMES[name], name == order) for name in ORDERS]


def _points(idea: Idea, sides: dict[int, list[Comment]], drawn: dict[int, Node]) -> dict[str, Any]:
    """Strongest for and against take turns, so that on a phone neither side comes first thrice."""
    counts = {1: idea.points_for, -1: idea.points_against}
    address = reverse("comments", args=[idea.pk])
    first = _in_turn(*(side[:FIRST_POINTS] for side in sides.values()))
    rest = _in_turn(*(side[FIRST_POINTS:] for side in sides.values()))
    return {
        "sides": [
            {
                "key": SIDES[Comment.Side(side)],
                "count": counts[side],
                "write_url": f"{address}?side={SIDES[Comment.Side(side)]}",
                "slot": f"write-{SIDES[Comment.Side(side)]}-{idea.pk}",
                "more_url": _more(idea, side) if counts[side] > POINTS_A_SIDE else "",
            }
            for side in sides
        ],
        "strongest": [drawn[comment.pk] for comment in first],
        "rest": [drawn[comment.pk] for comment in rest],
    }


def _in_turn(one: list[Comment], other: list[Comment]) -> list[Comment]:
    longest = max(len(one), len(other))
    pairs = [(*one[n : n + 1], *other[n : n + 1]) for n in range(longest)]
    return [comment for pair in pairs for comment in pair]


def _more(idea: Idea, side: int) -> str:
    return reverse("points", args=[idea.pk, SIDES[Comment.Side(side)]])
