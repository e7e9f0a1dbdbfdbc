"""A debate as it is drawn: contributions in their places, with what the reader may do to each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from comments.models import POINT_LIMIT, Comment
from comments.queries import Node as Place
from comments.queries import Viewer, marks_of, nodes, replies
from comments.rules import why_not_comment, why_not_edit, why_not_mark, why_not_withdraw
from communities.models import Phase
from communities.roles import Roles
from communities.rules import open_kinds
from ideas.models import Idea
from moderation.models import Rule
from moderation.queries import why_held
from text.plain import shorten

SIDES = {Comment.Side.FOR: "for", Comment.Side.AGAINST: "against", Comment.Side.NEUTRAL: ""}
MANY_REPLIES, FIRST_REPLIES, EXCERPT = 4, 3, 200


@dataclass(frozen=True)
class Act:
    url: str
    name: str
    icon: str


@dataclass(frozen=True)
class Answered:
    id: int
    name: str


@dataclass(frozen=True)
class Contribution:
    """One contribution; where `mark` says why it is gone, nothing of it is here."""

    id: int
    version: int
    side: str
    list: str
    url: str
    mark: str = ""
    author: str = ""
    html: str = ""
    language: str = ""
    created_at: datetime | None = None
    edited: bool = False
    held: str = ""
    folded: str = ""
    reply_to: Answered | None = None
    convincing: int = 0
    not_convincing: int = 0
    mine: str = ""
    can_mark: bool = False
    mark_url: str = ""
    reply_url: str = ""
    can_reply: bool = False
    acts: tuple[Act, ...] = ()
    imported_likes: int = 0
    here: bool = False


@dataclass
class Node:
    """A contribution with what hangs below it; of many replies the later ones are folded."""

    comment: Contribution
    children: list["Node"] = field(default_factory=list)
    folded: list["Node"] = field(default_factory=list)
    flat: bool = False

    @property
    def size(self) -> int:
        """This one and everything below it."""
        return 1 + sum(node.size for node in (*self.children, *self.folded))

    @property
    def folded_count(self) -> int:
        return sum(node.size for node in self.folded)


@dataclass(frozen=True)
class Desk:
    """From where a debate is drawn: the reader's rights and own marks, read once for the page."""

    idea: Idea
    roles: Roles
    marks: dict[int, bool]
    held: dict[tuple[str, int], str] = field(default_factory=dict)
    here: int = 0

    @property
    def viewer(self) -> Viewer:
        return Viewer(self.roles.person_id, self.roles.is_moderator(self.idea.group))

    @property
    def is_open(self) -> bool:
        """Whether anybody, or this person when signed in, may add words now."""
        if self.roles.signed_in:
            return not why_not_comment(self.roles, self.idea)
        return self.idea.takes_part and Phase.Kind.DISCUSS in open_kinds(self.idea.group)


def threads(
    roots: Sequence[Comment], idea: Idea, user: Any, roles: Roles, **rest: Any
) -> list[Node]:
    """Draw these roots with everything below them; two queries.

    `limit` says how many replies are read. `here` names one to point at: nothing is folded then.
    """
    here = rest.pop("here", 0)
    below = replies(roots, user, **rest)
    every = [*roots, *(comment for thread in below.values() for comment in thread)]
    marks = marks_of(user, (comment.pk for comment in every))
    desk = Desk(idea, roles, marks, why_held(roles.person_id, every), here)
    drawn = [_thread(root, below.get(root.pk, []), desk) for root in roots]
    if not here:
        _fold(drawn)
    return drawn


def single(comment: Comment, idea: Idea, user: Any, roles: Roles) -> Node:
    """One contribution by itself, as its fragment shows it."""
    held = why_held(roles.person_id, [comment])
    desk = Desk(idea, roles, marks_of(user, [comment.pk]), held)
    deep = comment.depth > 3 and comment.parent is not None
    place = Place(comment, 0, comment.parent if deep else None, desk.viewer.reads(comment))
    return Node(_contribution(place, desk))


def _thread(root: Comment, below: list[Comment], desk: Desk) -> Node:
    top, *rest = nodes(root, below, viewer=desk.viewer)
    line = [Node(_contribution(top, desk))]
    for place in rest:
        above = line[min(place.level, len(line)) - 1]
        node = Node(_contribution(place, desk))
        above.children.append(node)
        above.flat = above.flat or place.in_reply_to is not None
        line[place.level :] = [node]
    return line[0]


def _fold(nodes_here: Iterable[Node]) -> None:
    """Points stand side by side, so what answers them is folded; elsewhere only what is long."""
    for node in nodes_here:
        _fold(node.children)
        shown = 0 if node.comment.side else FIRST_REPLIES
        if node.comment.side or len(node.children) > MANY_REPLIES:
            node.folded, node.children = node.children[shown:], node.children[:shown]


def _contribution(place: Place, desk: Desk) -> Contribution:
    comment = place.comment
    plain = Contribution(
        id=comment.pk,
        version=comment.version,
        side=SIDES[Comment.Side(comment.side)] if comment.is_point else "",
        list=_list(comment),
        url=reverse("comment", args=[comment.pk]),
        here=comment.pk == desk.here,
    )
    if not place.readable:
        return _with(plain, mark=_mark(comment))
    return _with(plain, **_words(place, desk), **_rights(comment, desk))


def _with(shape: Contribution, **more: Any) -> Contribution:
    return Contribution(**(vars(shape) | more))


def _list(comment: Comment) -> str:
    if comment.parent_id:
        return f"replies-{comment.parent_id}"
    return f"points-{comment.idea_id}" if comment.is_point else f"comments-{comment.idea_id}"


def _words(place: Place, desk: Desk) -> dict[str, Any]:
    comment = place.comment
    long = comment.is_point and len(comment.text) > POINT_LIMIT
    return {
        "author": author_name(comment),
        "html": comment.html,
        "language": comment.language,
        "created_at": comment.created_at,
        "edited": comment.edited_at is not None,
        "held": desk.held.get(("comment", comment.pk), "") or _held(comment),
        "folded": shorten(comment.text, EXCERPT) if long else "",
        "reply_to": _answered(place.in_reply_to),
        "convincing": comment.convincing,
        "not_convincing": comment.not_convincing,
        "imported_likes": comment.imported_likes,
    }


def _rights(comment: Comment, desk: Desk) -> dict[str, Any]:
    mine = desk.marks.get(comment.pk)
    markable = desk.is_open and comment.is_shown and not why_not_mark_signed(comment, desk)
    return {
        "mine": "" if mine is None else "yes" if mine else "no",
        "can_mark": markable and desk.roles.signed_in,
        "mark_url": reverse("mark", args=[comment.pk]) if markable else "",
        "reply_url": reverse("replies", args=[comment.pk])
        if desk.is_open and comment.is_shown
        else "",
        "can_reply": desk.roles.signed_in,
        "acts": tuple(_acts(comment, desk)),
    }


def why_not_mark_signed(comment: Comment, desk: Desk) -> str:
    """A visitor's press leads to signing in, so only a signed-in person is refused here."""
    return why_not_mark(desk.roles, comment, desk.idea) if desk.roles.signed_in else ""


def _acts(comment: Comment, desk: Desk) -> Iterable[Act]:
    if not why_not_edit(desk.roles, comment, desk.idea):
        yield Act(reverse("comment_edit", args=[comment.pk]), _("Edit"), "pencil")
    if not why_not_withdraw(desk.roles, comment):
        yield Act(reverse("comment_withdrawal", args=[comment.pk]), _("Take back"), "undo-2")
    elif comment.is_shown:
        yield Act(reverse("comment_flag", args=[comment.pk]), _("Flag"), "flag")
    if desk.viewer.moderates:
        yield Act(reverse("desk_comment", args=[comment.pk]), _("Moderate"), "shield")


def author_name(comment: Comment) -> str:
    return comment.author.display_name if comment.author else _("Somebody who left")


def _answered(comment: Comment | None) -> Answered | None:
    if not comment:
        return None
    name = author_name(comment) if comment.is_shown else _("a removed contribution")
    return Answered(comment.pk, name)


def _held(comment: Comment) -> str:
    if comment.hidden_at:
        return _("Off the page. Moderators still see it.")
    if comment.held_at:
        return _("Waiting for a moderator. Only its author and moderators see it so far.")
    return ""


def _mark(comment: Comment) -> str:
    if comment.withdrawn_at:
        return _("Its author took this contribution back.")
    if not comment.hidden_at:
        return _("This contribution is not on the page.")
    day = formats.date_format(comment.hidden_at, "DATE_FORMAT")
    if comment.hidden_rule not in Rule.values:
        return _("A contribution was removed here on %(day)s.") % {"day": day}
    sentence = _("A contribution was removed here on %(day)s: %(rule)s.")
    return sentence % {"day": day, "rule": Rule(comment.hidden_rule).label}
