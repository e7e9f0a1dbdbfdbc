"""What the inbox, its API and the mails say of one row: the same sentence everywhere."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from comments.models import Comment
from ideas.models import Idea
from moderation.models import Decision
from notifications import addresses
from notifications.models import Notification
from text import plain

EXCERPT = 200
Kind = Notification.Kind


@dataclass(frozen=True)
class Told:
    """A row in words: `excerpt` is somebody's own, `path` where it happened if one may go."""

    row: Notification
    sentence: str
    excerpt: str
    path: str
    because: str


def in_words(person: Any, rows: Iterable[Notification]) -> list[Told]:
    """Rows that `visible_to` gave, as this person reads them, in the language that is active.

    A decision on one's words is told even where the idea is closed to one: then without its title.
    """
    kept = list(rows)
    closed = _closed_ideas(person, {row.idea_id for row in kept if row.decision_id})
    return [_told(row, row.idea_id not in closed) for row in kept]


def _closed_ideas(person: Any, ids: set[int]) -> set[int]:
    """Only a decision is told whatever became of its idea, so only there one has to ask."""
    if not ids:
        return set()
    seen = Idea.objects.visible_to(person) | Idea.objects.filter(author_id=person.pk)
    return ids - set(seen.filter(pk__in=ids).values_list("pk", flat=True))


def _told(row: Notification, named: bool) -> Told:
    title = _("“%s”") % row.idea.title if named else _("an idea")
    sentence = SENTENCES[row.kind](row) % {"title": title, **_values(row)}
    path = addresses.of(row) if named else ""
    return Told(row, sentence, _excerpt(row), path, _because(row))


def _values(row: Notification) -> dict[str, str]:
    author = row.comment.author if row.comment else None
    return {
        "who": author.display_name if author else _("Somebody"),
        "department": row.answer.department.name if row.answer else "",
        "status": _status(row),
        "rule": row.decision.get_rule_display() if row.decision else "",
    }


def _status(row: Notification) -> str:
    value = row.answer.status if row.answer else row.status
    return str(dict(Idea.Status.choices).get(value, ""))


def _because(row: Notification) -> str:
    return str(Notification.Why(row.why).label)


def _excerpt(row: Notification) -> str:
    """A statement of reasons is told whole; other people's words are cut."""
    if row.decision:
        return row.decision.reason
    html = row.answer.html if row.answer else row.comment.html if row.comment else ""
    return plain.shorten(plain.from_html(html), EXCERPT)


def _of_contribution(row: Notification) -> str:
    side = row.comment.side if row.comment and row.comment.is_point else Comment.Side.NEUTRAL
    if side == Comment.Side.FOR:
        return _("%(who)s wrote a point for %(title)s.")
    if side == Comment.Side.AGAINST:
        return _("%(who)s wrote a point against %(title)s.")
    return _("%(who)s commented on %(title)s.")


def _of_decision(row: Notification) -> str:
    act = row.decision.act if row.decision else ""
    if row.comment_id:
        return _of_decided_comment(act)
    if act == Decision.Act.HIDE:
        return _("A moderator took your idea %(title)s off the page: %(rule)s.")
    if act == Decision.Act.HOLD:
        return _("A moderator is checking your idea %(title)s: %(rule)s.")
    return _("Your idea %(title)s is on the page.")


def _of_decided_comment(act: str) -> str:
    if act == Decision.Act.HIDE:
        return _("A moderator took your comment on %(title)s off the page: %(rule)s.")
    if act == Decision.Act.HOLD:
        return _("A moderator is checking your comment on %(title)s: %(rule)s.")
    return _("Your comment on %(title)s is on the page.")


SENTENCES: dict[str, Callable[[Notification], str]] = {
    Kind.ANSWER: lambda row: _("%(department)s answered %(title)s: %(status)s."),
    Kind.STATUS: lambda row: _("%(title)s is now %(status)s."),
    Kind.REPLY: lambda row: _("%(who)s replied to you on %(title)s."),
    Kind.COMMENT: _of_contribution,
    Kind.EDIT: lambda row: _("%(title)s was edited by its author."),
    Kind.DECISION: _of_decision,
}
