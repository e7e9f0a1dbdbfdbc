"""What is known here of those who write: for screening, and beside a case for the moderator."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from activity import clock
from comments.models import Comment
from communities.models import Group, Role
from communities.roles import roles_of
from ideas.models import Idea, IdeaAnswer
from moderation.models import Case, Decision
from moderation.weights import KNOWN_AFTER, REPEATED_LOOK_BACK, REPEATED_WITHIN_DAYS

BETTER_KNOWN = {User.Known.EMPLOYEE, User.Known.IDENTIFIED}


@dataclass(frozen=True)
class Record:
    """A person's contributions on the page, and what moderators decided before."""

    ideas: int = 0
    comments: int = 0
    removed: int = 0
    kept: int = 0

    @property
    def contributions(self) -> int:
        return self.ideas + self.comments


def is_known(author_id: int, group_id: int) -> bool:
    """Whether this person is known better than by an address alone, or by what they wrote here."""
    author = User.objects.filter(pk=author_id).first()
    if author is None:
        return False
    if author.known in BETTER_KNOWN or _serves(author, group_id):
        return True
    ideas = Idea.objects.listed().filter(author_id=author_id)
    comments = Comment.objects.shown().filter(author_id=author_id)
    waiting = Case.objects.open()
    ideas = ideas.exclude(pk__in=waiting.filter(idea__author_id=author_id).values("idea_id"))
    comments = comments.exclude(
        pk__in=waiting.filter(comment__author_id=author_id).values("comment_id")
    )
    found = [*comments.values_list("pk")[:KNOWN_AFTER], *ideas.values_list("pk")[:KNOWN_AFTER]]
    return len(found) >= KNOWN_AFTER


def recent_texts(author_id: int, *, kind: str, without: int | None) -> list[str]:
    """What this person wrote of the same kind lately; `without` is what is being edited."""
    since = clock.now() - timedelta(days=REPEATED_WITHIN_DAYS)
    if kind == "comment":
        comments = Comment.objects.filter(author_id=author_id, created_at__gte=since)
        rows = comments.exclude(pk=without or 0).order_by("-pk").values_list("text", flat=True)
        return list(rows[:REPEATED_LOOK_BACK])
    ideas = Idea.objects.published().filter(author_id=author_id, created_at__gte=since)
    mine = ideas.exclude(pk=without or 0).order_by("-pk").prefetch_related("answers_given")
    return [words_of(idea) for idea in mine[:REPEATED_LOOK_BACK]]


def words_of(idea: Idea) -> str:
    """An idea as one plain text, in the shape in which it is screened."""
    answers = (answer.text for answer in idea.answers_given.all())
    return f"{idea.title}\n" + "\n\n".join([idea.summary, *answers])


def thread_words(idea_id: int) -> str:
    """What a comment stands under."""
    head = Idea.objects.filter(pk=idea_id).values_list("title", "summary").first() or ("", "")
    answers = IdeaAnswer.objects.filter(idea_id=idea_id).values_list("text", flat=True)
    return " ".join([*head, *answers])


def records_of(author_ids: Iterable[int]) -> dict[int, Record]:
    """The records of everybody on a page, in three queries."""
    ids = set(author_ids)
    ideas = _counted(Idea.objects.listed().filter(author_id__in=ids))
    comments = _counted(Comment.objects.shown().filter(author_id__in=ids))
    removed, kept = _decisions(ids)
    return {pk: Record(ideas.get(pk, 0), comments.get(pk, 0), removed[pk], kept[pk]) for pk in ids}


def _counted(rows: QuerySet[Any]) -> dict[int, int]:
    counted = rows.order_by().values("author_id").annotate(n=Count("pk"))
    return {row["author_id"]: row["n"] for row in counted}


def _decisions(ids: set[int]) -> tuple[Counter[int], Counter[int]]:
    """How often somebody's words were removed, and how often left or put back on the page."""
    removed: Counter[int] = Counter()
    kept: Counter[int] = Counter()
    mine = Q(idea__author_id__in=ids) | Q(comment__author_id__in=ids)
    decisions = Decision.objects.order_by().filter(mine).exclude(act=Decision.Act.HOLD)
    rows = decisions.values("act", "idea__author_id", "comment__author_id").annotate(n=Count("pk"))
    for row in rows:
        author = row["idea__author_id"] or row["comment__author_id"]
        (removed if row["act"] == Decision.Act.HIDE else kept)[author] += row["n"]
    return removed, kept


def _serves(author: User, group_id: int) -> bool:
    group = Group.objects.filter(pk=group_id).first()
    inside = {Role.EMPLOYEE, Role.OFFICIAL, Role.MODERATOR, Role.ADMIN}
    roles = roles_of(author)
    return group is not None and (roles.is_root or bool(inside & roles.in_group(group)))
