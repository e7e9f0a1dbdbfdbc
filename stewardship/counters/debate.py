"""The debate's numbers: on an idea, on what is replied to, and what people find convincing."""

from collections import Counter
from collections.abc import Collection, Iterator
from functools import partial

from django.db.models import Count, F, Q

from comments.actions.mark import BEST_Z, count_marks
from comments.actions.numbers import ancestors
from comments.models import Comment
from ideas.models import Idea
from ideas.scores import wilson
from stewardship.counters.drift import Check, Drift, chunks, compared
from stewardship.counters.expected import debate_numbers

CLOSE = 1e-9
NAMES = {
    "points_for": "points for",
    "points_against": "points against",
    "comment_count": "contributions",
    "debater_count": "people in the debate",
}


def _numbers(column: str, only: Collection[int] | None) -> Iterator[Drift]:
    expected = debate_numbers()[column]
    for ids in chunks(Idea, only):
        yield from compared(Idea.objects.filter(pk__in=ids), column, expected)


def _mend_numbers(ids: list[int]) -> None:
    list(Idea.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    Idea.objects.filter(pk__in=ids).update(
        **debate_numbers(), debate_version=F("debate_version") + 1
    )


def _replies(only: Collection[int] | None) -> Iterator[Drift]:
    """A reply counts for everything above it, so whole ideas are read."""
    ideas = only if only is None else _ideas_of(only)
    for ids in chunks(Idea, ideas):
        for drift in _replies_under(ids):
            if only is None or drift.object_id in only:
                yield drift


def _replies_under(idea_ids: list[int]) -> Iterator[Drift]:
    rows = Comment.objects.filter(idea_id__in=idea_ids)
    below: Counter[int] = Counter()
    for path in rows.shown().filter(depth__gt=0).values_list("path", flat=True).iterator():
        below.update(ancestors(path))
    for pk, stored in rows.values_list("pk", "reply_count").iterator():
        if stored != below[pk]:
            yield Drift(pk, stored, below[pk])


def _ideas_of(comments: Collection[int]) -> set[int]:
    return set(Comment.objects.filter(pk__in=comments).values_list("idea_id", flat=True))


def _mend_replies(ids: list[int]) -> None:
    ideas = sorted(_ideas_of(ids))
    list(Idea.objects.select_for_update().filter(pk__in=ideas).order_by("pk"))
    for drift in list(_replies_under(ideas)):
        Comment.objects.filter(pk=drift.object_id).update(reply_count=drift.counted)


def _marks(only: Collection[int] | None) -> Iterator[Drift]:
    for ids in chunks(Comment, only):
        counted = Comment.objects.filter(pk__in=ids).annotate(
            yes=Count("marks", filter=Q(marks__convincing=True)),
            no=Count("marks", filter=Q(marks__convincing=False)),
        )
        columns = ("pk", "convincing", "not_convincing", "best", "yes", "no")
        for pk, convincing, against, best, yes, no in counted.values_list(*columns).order_by():
            expected = (yes, no, wilson(yes, yes + no, BEST_Z))
            if (convincing, against) != (yes, no) or abs(best - expected[2]) > CLOSE:
                yield Drift(pk, (convincing, against, best), expected)


def _mend_marks(ids: list[int]) -> None:
    for comment in Comment.objects.select_for_update().filter(pk__in=ids).order_by("pk"):
        count_marks(comment)


CHECKS = (
    *(Check(name, partial(_numbers, column), _mend_numbers) for column, name in NAMES.items()),
    Check("replies", _replies, _mend_replies),
    Check("marks", _marks, _mend_marks),
)
