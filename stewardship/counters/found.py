"""The search index against what it should find: words, place, and whether it may be found."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import batched

import search
from comments.models import Comment
from ideas.models import Answer, Idea
from stewardship.counters.drift import CHUNK, Check, Drift

type Expected = tuple[search.Row, bool]


@dataclass(frozen=True)
class Kind:
    """`all_ids` should be indexed; `rows` says how, and whether each one may be found."""

    name: str
    all_ids: Callable[[], Iterable[int]]
    rows: Callable[[list[int]], Iterator[Expected]]


def _ideas(ids: list[int]) -> Iterator[Expected]:
    ideas = Idea.objects.published().filter(pk__in=ids).prefetch_related("answers_given")
    for idea in ideas:
        words = "\n\n".join([idea.summary, *(one.text for one in idea.answers_given.all())])
        row = search.Row("idea", idea.pk, idea.group_id, idea.pk, idea.title, words, True)
        yield row, idea.is_shown


def _comments(ids: list[int]) -> Iterator[Expected]:
    rows = Comment.objects.filter(pk__in=ids).select_related("idea")
    for one in rows.defer("html", "idea__summary"):
        yield _row("comment", one, one.is_shown), one.is_shown and one.idea.is_shown


def _answers(ids: list[int]) -> Iterator[Expected]:
    for one in Answer.objects.filter(pk__in=ids).select_related("idea"):
        yield _row("answer", one, True), one.idea.is_shown


def _row(kind: str, one: Comment | Answer, shown: bool) -> search.Row:
    return search.Row(kind, one.pk, one.idea.group_id, one.idea_id, "", one.text, shown)


KINDS = (
    Kind("idea", lambda: Idea.objects.published().values_list("pk", flat=True), _ideas),
    Kind("comment", lambda: Comment.objects.values_list("pk", flat=True), _comments),
    Kind("answer", lambda: Answer.objects.values_list("pk", flat=True), _answers),
)


def _find(kind: Kind, only: Collection[int] | None) -> Iterator[Drift]:
    seen: set[int] = set()
    indexed = (row for row in search.rows(kind.name) if only is None or row.object_id in only)
    for part in batched(indexed, CHUNK):
        seen.update(row.object_id for row in part)
        expected = {row.object_id: (row, s) for row, s in kind.rows([r.object_id for r in part])}
        for row in part:
            wrong = _wrong(row, expected.get(row.object_id))
            if wrong:
                yield Drift(row.object_id, wrong, "as it is written")
    for pk in kind.all_ids():
        if pk not in seen and (only is None or pk in only):
            yield Drift(pk, "not in the index", "as it is written")


def _wrong(row: search.Indexed, expected: Expected | None) -> str:
    """What is wrong with an entry of the index; empty when nothing is."""
    if expected is None:
        return "in the index, but gone"
    wanted, shown = expected
    if row.digest != search.digest(wanted.title, wanted.words):
        return "other words"
    if (row.group_id, row.idea_id) != (wanted.group_id, wanted.idea_id):
        return "another place"
    if (row.shown and row.idea_shown) != shown:
        return "to be found" if row.shown and row.idea_shown else "not to be found"
    return ""


def _mend(kind: Kind, ids: list[int]) -> None:
    rows = [row for row, _shown in kind.rows(ids)]
    for gone in set(ids) - {row.object_id for row in rows}:
        search.drop(kind.name, gone)
    search.index_many(rows)
    for idea in Idea.objects.filter(pk__in={row.idea_id for row in rows}):
        search.show_idea(idea.pk, idea.is_shown)


def _faults(_only: Collection[int] | None) -> Iterator[Drift]:
    """The full-text tables behind the index; they hold no ids of ours."""
    for number, fault in enumerate(search.faults(), start=1):
        yield Drift(number, fault, "the same words as the index")


def _mend_faults(_ids: list[int]) -> None:
    search.rebuild()


CHECKS = (
    *(
        Check(f"index of {kind.name}s", partial(_find, kind), partial(_mend, kind))
        for kind in KINDS
    ),
    Check("full-text tables", _faults, _mend_faults),
)
