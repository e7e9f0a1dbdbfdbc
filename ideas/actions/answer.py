"""What an official says, and the status an idea has from then on."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

import search
from accounts.models import User
from activity import clock, keys, log
from activity.log import writing
from communities.models import Department
from communities.roles import roles_of
from ideas.models import Answer, Idea
from ideas.rules import why_not_answer
from text import intake, markup

ANSWER_LIMIT = 10_000


def answer_idea(
    *,
    official: User,
    idea: Idea,
    department: Department,
    text: str,
    status: str,
    next_step: str = "",
    due_on: date | None = None,
    key: str = "",
) -> Answer:
    """Answer in the department's name; author and followers hear of it.

    Raises PermissionDenied for anybody but an official of the community, ValidationError for a
    department elsewhere, an unknown status or an empty text.
    """
    said = intake.words(text, limit=ANSWER_LIMIT)
    step = intake.words(next_step, limit=300, required=False, single_line=True)
    html = markup.render(said)
    if status not in Idea.Status.values:
        raise ValidationError({"status": _("Choose one of the statuses offered.")})
    with writing():
        keys.hold(official.pk, key)
        if key and (made := keys.earlier(official.pk, key, "answer")):
            return Answer.objects.get(pk=made)
        fresh = _answerable(official, idea, department)
        answer = Answer(idea=fresh, department=department, official=official, status=status)
        answer.text, answer.html, answer.created_at = said, html, clock.now()
        answer.next_step, answer.due_on = step, due_on
        answer.save()
        _follow(fresh, answer)
        if key:
            keys.remember(official.pk, key, "answer", answer.pk)
    return answer


def _answerable(official: User, idea: Idea, department: Department) -> Idea:
    ideas = Idea.objects.visible_to(official).select_related("group__community")
    fresh = ideas.select_for_update(of=("self",)).filter(pk=idea.pk).first()
    if not fresh:
        raise PermissionDenied(_("This idea is not open to you."))
    if refusal := why_not_answer(roles_of(official), fresh):
        raise PermissionDenied(refusal)
    if department.community_id != fresh.group.community_id:
        raise ValidationError({"department": _("Choose a department of this community.")})
    return fresh


def _follow(idea: Idea, answer: Answer) -> None:
    """The idea takes the answer's status; index and streams hear of both."""
    changed = idea.status != answer.status
    idea.status, idea.active_at = answer.status, clock.now()
    idea.save(update_fields=["status", "active_at"])
    _index(answer, idea)
    _tell(idea, answer, changed, answer.official_id)


def _index(answer: Answer, idea: Idea) -> None:
    search.index(
        "answer",
        answer.pk,
        group_id=idea.group_id,
        idea_id=idea.pk,
        title="",
        words=answer.text,
        shown=True,
    )


def _tell(idea: Idea, answer: Answer, changed: bool, actor_id: int | None) -> None:
    streams = [f"group:{idea.group_id}", f"idea:{idea.pk}"]
    log.record("idea.answered", streams, idea_id=idea.pk, object_id=answer.pk, actor_id=actor_id)
    if changed:
        log.record("idea.status_changed", streams, idea_id=idea.pk, object_id=answer.pk)
