"""The debate's numbers, counted from the rows under the idea's lock, so that they cannot drift."""

from collections import Counter

from comments.models import PATH_STEP, Comment
from ideas.actions.raise_debate import DebateNumbers, set_debate_numbers


def count_debate(idea_id: int) -> None:
    """Count what is shown under an idea and store it there."""
    shown = Comment.objects.shown().filter(idea_id=idea_id)
    rows = list(shown.values_list("parent_id", "side", "author_id"))
    points = Counter(side for parent_id, side, _author in rows if parent_id is None)
    authors = {author_id for _parent, _side, author_id in rows if author_id}
    set_debate_numbers(
        idea_id=idea_id,
        numbers=DebateNumbers(
            points_for=points[Comment.Side.FOR],
            points_against=points[Comment.Side.AGAINST],
            comment_count=len(rows),
            debater_count=len(authors),
        ),
    )


def count_replies(comment: Comment) -> None:
    """Count the shown replies below each ancestor of a contribution."""
    if comment.root_id is None:
        return
    paths = Comment.objects.shown().filter(root_id=comment.root_id).values_list("path", flat=True)
    below: Counter[int] = Counter()
    for path in paths:
        below.update(ancestors(path))
    for pk in ancestors(comment.path):
        Comment.objects.filter(pk=pk).update(reply_count=below[pk])


def ancestors(path: str) -> list[int]:
    """Ids above a contribution, from its root down, read from its path."""
    ids = [int(path[at : at + PATH_STEP]) for at in range(0, len(path), PATH_STEP)]
    return ids[:-1]


def path_below(parent: Comment | None, pk: int) -> str:
    return (parent.path if parent else "") + str(pk).zfill(PATH_STEP)
