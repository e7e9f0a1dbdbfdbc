"""Opening a case and keeping in it what a program noticed; inside somebody else's transaction."""

from dataclasses import asdict
from typing import Any

from activity import clock, log
from activity.log import writing
from activity.screening import PUBLISH, Verdict
from comments.models import Comment
from ideas.models import Idea
from moderation.models import Case, Tier


def keep(content: Idea | Comment, verdict: Verdict) -> None:
    """Store what screening found beside the content; a clean text opens nothing.

    An edit replaces what was found in the version before it, and frees nothing that is held.
    """
    with writing():
        case = open_case_of(content)
        if case is None and verdict.outcome == PUBLISH:
            return
        is_new = case is None
        case = case or new_case(content)
        case.score = verdict.score
        case.signals = [asdict(signal) for signal in verdict.signals]
        case.held = content.held_at is not None
        place(case)
        case.save()
        if is_new:
            tell_opened(case, content)


def open_case_of(content: Idea | Comment) -> Case | None:
    """The one case that waits, locked. Callers hold the lock of the idea."""
    rows = Case.objects.select_for_update().filter(closed_at__isnull=True, **target(content))
    return rows.first()


def new_case(content: Idea | Comment) -> Case:
    return Case(group_id=group_id_of(content), opened_at=clock.now(), **target(content))


def place(case: Case) -> None:
    """Where the queue shows it."""
    case.tier = Tier.WAITING if case.held else Tier.FLAGGED if case.flag_count else Tier.SUSPECTED


def tell_opened(case: Case, content: Idea | Comment) -> None:
    log.record(
        "case.opened",
        [f"moderation:{case.group_id}"],
        object_id=case.pk,
        version=content.version,
        **about(content),
    )


def target(content: Idea | Comment) -> dict[str, Any]:
    return {"comment": content} if isinstance(content, Comment) else {"idea": content}


def about(content: Idea | Comment) -> dict[str, Any]:
    """The ids by which events name the content."""
    if isinstance(content, Comment):
        return {"idea_id": content.idea_id, "comment_id": content.pk}
    return {"idea_id": content.pk}


def group_id_of(content: Idea | Comment) -> int:
    if isinstance(content, Idea):
        return content.group_id
    return Idea.objects.values_list("group_id", flat=True).get(pk=content.idea_id)
