"""A batch of contributions of one depth, with the numbers they raise and their index."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, Greatest, LPad

import search
from accounts.models import User
from comments.actions.numbers import ancestors
from comments.models import PATH_STEP, Comment
from communities.models import Group
from ideas.models import Idea
from stewardship.counters.expected import debate_numbers
from stewardship.imports import batches
from stewardship.imports.ready import ReadyComment
from text.markup import RULES_VERSION


def put(rows: list[ReadyComment], group: Group, source: str) -> None:
    """Write contributions that are not there yet, below parents that are."""
    ideas = _locked_ideas(rows, source)
    parents = _parents(rows, source)
    authors = batches.keys(User, source, (row.author.id for row in rows))
    made = Comment.objects.bulk_create(
        Comment(
            idea_id=ideas[row.idea],
            author_id=authors.get(row.author.id),
            **_below(parents[row.parent] if row.parent else None),
            **_fields(row, source),
        )
        for row in rows
    )
    _give_paths([comment.pk for comment in made])
    _raise_replies(parents[row.parent] for row in rows if row.parent)
    _raise_debate(ideas)
    search.index_many(
        search.Row("comment", one.pk, group.pk, one.idea_id, "", one.text, one.is_shown)
        for one in made
    )


def _locked_ideas(rows: list[ReadyComment], source: str) -> dict[str, int]:
    """The ideas by their outside id, locked in one order, since their numbers follow."""
    ideas = Idea.objects.select_for_update().filter(
        source=source, external_id__in={row.idea for row in rows}
    )
    return dict(ideas.order_by("pk").values_list("external_id", "pk"))


def _parents(rows: list[ReadyComment], source: str) -> dict[str, Comment]:
    wanted = {row.parent for row in rows if row.parent}
    found = Comment.objects.filter(source=source, external_id__in=wanted)
    return {one.external_id: one for one in found.only("external_id", "root", "depth", "path")}


def _below(parent: Comment | None) -> dict[str, object]:
    if parent is None:
        return {"depth": 0}
    root = parent.root_id or parent.pk
    return {"parent_id": parent.pk, "root_id": root, "depth": parent.depth + 1}


def _fields(row: ReadyComment, source: str) -> dict[str, object]:
    return {
        "source": source,
        "external_id": row.id,
        "side": row.side,
        "text": row.body.text,
        "html": row.body.html,
        "language": row.language,
        "created_at": row.created_at,
        "imported_likes": row.likes,
        "imported_dislikes": row.dislikes,
        "render_version": RULES_VERSION,
    }


def _give_paths(made: list[int]) -> None:
    """A path holds the row's own id, which is known only now."""
    above = Comment.objects.filter(pk=OuterRef("parent_id")).values("path")
    own = LPad(Cast("pk", CharField()), PATH_STEP, Value("0"))
    Comment.objects.filter(pk__in=made).update(
        path=Concat(Coalesce(Subquery(above), Value("")), own)
    )


def _raise_replies(parents: Iterable[Comment]) -> None:
    """Add to everything above, in one statement for each different number."""
    below: Counter[int] = Counter()
    for parent in parents:
        below.update([*ancestors(parent.path), parent.pk])
    by_number: dict[int, list[int]] = defaultdict(list)
    for pk, number in below.items():
        by_number[number].append(pk)
    for number, pks in by_number.items():
        Comment.objects.filter(pk__in=pks).update(reply_count=F("reply_count") + number)


def _raise_debate(ideas: dict[str, int]) -> None:
    written = Comment.objects.filter(idea_id=OuterRef("pk")).order_by("-created_at")
    Idea.objects.filter(pk__in=ideas.values()).update(
        **debate_numbers(),
        debate_version=F("debate_version") + 1,
        active_at=Greatest("active_at", Subquery(written.values("created_at")[:1])),
    )
