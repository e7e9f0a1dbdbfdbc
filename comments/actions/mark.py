"""Convincing or not: one mark per person and contribution, apart from the vote on the idea."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from activity import clock, limits, log
from activity.log import writing
from comments.models import Comment, Mark
from comments.rules import why_not_mark
from communities.roles import roles_of
from ideas.models import Idea
from ideas.scores import wilson

BEST_Z = 1.28


def mark_comment(*, person: User, comment: Comment, convincing: bool | None) -> Comment:
    """Find a contribution convincing (True), not (False), or take the mark back (None)."""
    with writing():
        limits.spend(f"person:{person.pk}", "mark")
        idea, fresh = _markable(person, comment)
        if convincing is None:
            Mark.objects.filter(person=person, comment=fresh).delete()
        else:
            Mark.objects.update_or_create(
                person=person,
                comment=fresh,
                defaults={"convincing": convincing, "made_at": clock.now()},
            )
        count_marks(fresh)
        log.record(
            "comment.marked",
            [f"idea:{idea.pk}"],
            idea_id=idea.pk,
            comment_id=fresh.pk,
            numbers={"convincing": fresh.convincing, "not_convincing": fresh.not_convincing},
        )
    return fresh


def count_marks(comment: Comment) -> None:
    """Count the marks from their rows, under the contribution's lock."""
    marks = list(comment.marks.values_list("convincing", flat=True))
    comment.convincing = sum(marks)
    comment.not_convincing = len(marks) - comment.convincing
    comment.best = wilson(comment.convincing, len(marks), BEST_Z)
    comment.save(update_fields=["convincing", "not_convincing", "best"])


def _markable(person: User, comment: Comment) -> tuple[Idea, Comment]:
    ideas = Idea.objects.visible_to(person).select_related("group__community")
    idea = ideas.prefetch_related("group__phases").filter(pk=comment.idea_id).first()
    visible = Comment.objects.visible_to(person).filter(pk=comment.pk).exists()
    fresh = Comment.objects.select_for_update().filter(pk=comment.pk).first() if visible else None
    if not idea or not fresh:
        raise PermissionDenied(_("This contribution is not open to you."))
    if refusal := why_not_mark(roles_of(person), fresh, idea):
        raise PermissionDenied(refusal)
    return idea, fresh
