"""How a notification is born: in the transaction of its event, so that a rollback leaves none.

Nobody is told of a vote, since no event exists for one; nobody is told of their own act; one person
gets one row for one event. Who has ended a follow hears no more of that idea, except what was
decided on their own words.
"""

from collections.abc import Callable
from dataclasses import dataclass

from activity import clock, log
from activity.log import News
from comments.models import Comment
from ideas.models import Answer, Idea
from moderation.models import Decision, Standing
from notifications import audience
from notifications.actions.follow import follow_by_taking_part
from notifications.models import Follow, Notification

Kind, Why = Notification.Kind, Notification.Why


@dataclass(frozen=True)
class _Reason:
    """Why one person hears of something, and as what."""

    kind: str
    why: str


def hear(news: News) -> None:
    """The listener of the event log; what it writes commits or vanishes with the event."""
    if birth := BIRTHS.get(news.kind):
        birth(news)


def _of_own_idea(news: News) -> None:
    if news.idea_id and news.actor_id:
        follow_by_taking_part(person_id=news.actor_id, idea_id=news.idea_id)


def _of_answer(news: News) -> None:
    answer = Answer.objects.filter(pk=news.object_id or 0).first()
    if answer and (idea := _shown(news.idea_id)):
        _tell_all(idea, _hearers(idea, Kind.ANSWER), news, Notification(answer=answer))


def _of_status(news: News) -> None:
    """A status that came with an answer is told by the answer."""
    if news.object_id is None and (idea := _shown(news.idea_id)):
        _tell_all(idea, _hearers(idea, Kind.STATUS), news, Notification(status=idea.status))


def _of_edit(news: News) -> None:
    if idea := _shown(news.idea_id):
        _tell_all(idea, _hearers(idea, Kind.EDIT), news, Notification(version=idea.version))


def _of_comment(news: News) -> None:
    """Also when one that was held comes free."""
    comment = Comment.objects.select_related("parent").filter(pk=news.comment_id or 0).first()
    if comment is None:
        return
    if comment.author_id:
        follow_by_taking_part(person_id=comment.author_id, idea_id=comment.idea_id)
    idea = _shown(comment.idea_id)
    if idea is None or not comment.is_shown:
        return
    hearers = _hearers(idea, Kind.COMMENT)
    if comment.parent and comment.parent.author_id:
        _add_replied_to(hearers, comment.parent.author_id, idea)
    hearers.pop(comment.author_id or 0, None)
    _tell_all(idea, hearers, news, Notification(comment=comment))


def _of_decision(news: News) -> None:
    """The author of the words hears it whatever became of them."""
    decisions = Decision.objects.select_related("idea", "comment__idea")
    decision = decisions.filter(pk=news.object_id or 0).first()
    if decision is None or not _is_news(decision):
        return
    words = decision.comment or decision.idea
    if words is None or words.author_id in {None, news.actor_id, decision.moderator_id}:
        return
    idea = decision.comment.idea if decision.comment else words
    row = Notification(comment=decision.comment, decision=decision)
    _write(idea.pk, {words.author_id: _Reason(Kind.DECISION, Why.WORDS)}, row)


BIRTHS: dict[str, Callable[[News], None]] = {
    "idea.published": _of_own_idea,
    "idea.held": _of_own_idea,
    "idea.answered": _of_answer,
    "idea.status_changed": _of_status,
    "idea.edited": _of_edit,
    "comment.published": _of_comment,
    "comment.held": _of_comment,
    "comment.restored": _of_comment,
    "case.decided": _of_decision,
}


def _is_news(decision: Decision) -> bool:
    """To approve what was on the page all along changes nothing for its author."""
    return decision.act != Decision.Act.APPROVE or decision.was == Standing.HELD


def _shown(idea_id: int | None) -> Idea | None:
    idea = Idea.objects.select_related("group").filter(pk=idea_id or 0).first()
    return idea if idea and idea.is_shown else None


def _hearers(idea: Idea, kind: str) -> dict[int, _Reason]:
    """Followers and the author, without those who ended their follow."""
    follows = dict(Follow.objects.filter(idea=idea).values_list("person_id", "ended_at"))
    hearers = {pk: _Reason(kind, Why.FOLLOW) for pk, ended in follows.items() if not ended}
    if idea.author_id and not follows.get(idea.author_id):
        hearers[idea.author_id] = _Reason(kind, Why.AUTHOR)
    return hearers


def _add_replied_to(hearers: dict[int, _Reason], person_id: int, idea: Idea) -> None:
    ended = Follow.objects.filter(idea=idea, person_id=person_id, ended_at__isnull=False)
    if person_id in hearers or not ended.exists():
        hearers[person_id] = _Reason(Kind.REPLY, Why.WORDS)


def _tell_all(idea: Idea, hearers: dict[int, _Reason], news: News, pattern: Notification) -> None:
    may_see = audience.of_idea(idea, hearers) - {news.actor_id}
    _write(idea.pk, {pk: hearers[pk] for pk in sorted(may_see)}, pattern)


def _write(idea_id: int, hearers: dict[int, _Reason], pattern: Notification) -> None:
    """One row each, as `pattern` says; the constraints keep out who was told of it before."""
    if not hearers or _was_told_before(pattern):
        return
    rows = [
        Notification(
            person_id=person_id,
            kind=reason.kind,
            why=reason.why,
            idea_id=idea_id,
            comment=pattern.comment,
            answer=pattern.answer,
            decision=pattern.decision,
            version=pattern.version,
            status=pattern.status,
            created_at=clock.now(),
        )
        for person_id, reason in hearers.items()
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    log.record("inbox.changed", [f"user:{person_id}" for person_id in hearers])


def _was_told_before(pattern: Notification) -> bool:
    """A contribution is news when it is published or, if it was held then, when it comes free."""
    if pattern.comment is None or pattern.decision is not None:
        return False
    return Notification.objects.filter(comment=pattern.comment, decision__isnull=True).exists()
