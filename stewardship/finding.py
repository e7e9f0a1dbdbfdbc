"""Search over everything one may see: ideas, contributions and official answers."""

from dataclasses import dataclass
from typing import Any

import search
from comments.models import Comment
from communities.models import Group
from ideas.models import Answer, Idea
from text.plain import from_html

KINDS = ("idea", "comment", "answer")
LONGEST = 200


@dataclass(frozen=True)
class Found:
    """One result: the idea it is in, and the words that matched."""

    kind: str
    idea: Idea
    words: str
    comment: Comment | None = None
    answer: Answer | None = None


def find(user: Any, text: str, *, kinds: tuple[str, ...] = KINDS, limit: int = 50) -> list[Found]:
    """Best first. The index is asked only for groups one may see, and every result passes
    `visible_to` once more; punctuation and operators are plain characters."""
    groups = Group.objects.visible_to(user).values("pk")
    hits = search.query(text[:LONGEST], group_ids=groups, kinds=list(kinds), limit=limit)
    ids = {kind: [hit.object_id for hit in hits if hit.kind == kind] for kind in KINDS}
    ideas = _ideas(user, {hit.idea_id for hit in hits})
    comments = _by_id(Comment.objects.visible_to(user).for_page(), ids["comment"])
    answers = _by_id(Answer.objects.visible_to(user), ids["answer"])
    results = [_found(hit, ideas, comments, answers) for hit in hits]
    return [result for result in results if result]


def similar(user: Any, text: str, *, limit: int = 3) -> list[Idea]:
    """Ideas one may see whose titles are like these words: shown before somebody proposes again."""
    groups = Group.objects.visible_to(user).values("pk")
    ids = search.similar(text[:LONGEST], group_ids=groups, limit=limit)
    ideas = _ideas(user, set(ids))
    return [ideas[pk] for pk in ids if pk in ideas]


def _ideas(user: Any, ids: set[int]) -> dict[int, Idea]:
    rows = Idea.objects.visible_to(user).shown().for_cards().filter(pk__in=ids)
    return {idea.pk: idea for idea in rows}


def _by_id(rows: Any, ids: list[int]) -> dict[int, Any]:
    return {row.pk: row for row in rows.filter(pk__in=ids)} if ids else {}


def _found(
    hit: Any, ideas: dict[int, Idea], comments: dict[int, Comment], answers: dict[int, Answer]
) -> Found | None:
    idea = ideas.get(hit.idea_id)
    if idea is None:
        return None
    if hit.kind == "idea":
        return Found("idea", idea, idea.summary)
    if hit.kind == "comment" and (comment := comments.get(hit.object_id)):
        return Found("comment", idea, from_html(comment.html), comment=comment)
    if hit.kind == "answer" and (answer := answers.get(hit.object_id)):
        return Found("answer", idea, from_html(answer.html), answer=answer)
    return None
