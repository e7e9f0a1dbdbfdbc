"""Finding ideas and contributions, only among what one may see: the filter is inside the SQL."""

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from search import scope, vendor
from search.scope import GroupIds, Scope
from search.words import Word, asked

# Ranking every match of a common word takes a third of a second at 100,000 ideas; the newest 500
# take milliseconds, and what matches well is hardly ever older than 500 others.
_CANDIDATES = 500
# How much of what was typed, in rare words rather than common ones, a title must share to be like.
_LIKE = 1 / 3


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. The higher the rank the better, within one search."""

    kind: str
    object_id: int
    idea_id: int
    rank: float


def query(
    text: str, *, group_ids: GroupIds, kinds: Collection[str] | None = None, limit: int = 50
) -> list[Hit]:
    """What holds every word of `text` in these groups, best first; else what holds any of them.

    Accents, case and punctuation do not matter, and the last word may be half typed. `kinds` is
    any of "idea", "comment", "answer". Hidden things are never found, and what is found still
    passes the door of its own room.
    """
    words, within = asked(text), scope.of(group_ids, kinds)
    if not words or within is None:
        return []
    return _best(words, within, limit, every=True) or _best(words, within, limit, every=False)


def similar(text: str, *, group_ids: GroupIds, limit: int = 3) -> list[int]:
    """Ids of ideas whose titles are like what a person is typing, so that one joins or differs.

    First the newest that hold every word, then those that share its rarer ones.
    """
    words, within = asked(text), scope.of(group_ids)
    if not words or within is None:
        return []
    found = [idea_id for idea_id, _title in _titles(words, within, limit, every=True)]
    if len(found) < limit and len(words) > 1:
        found += _alike(words, within)
    return list(dict.fromkeys(found))[:limit]


def _best(words: Sequence[Word], within: Scope, limit: int, *, every: bool) -> list[Hit]:
    ask = vendor.of(connection.vendor)
    statement, values = ask.best(ask.question(words, every=every), within, _CANDIDATES, limit)
    return [Hit(*row) for row in _fetched(statement, values)]


def _titles(words: Sequence[Word], within: Scope, limit: int, *, every: bool) -> list[Any]:
    ask = vendor.of(connection.vendor)
    return _fetched(*ask.newest_titles(ask.question(words, every=every), within, limit))


def _alike(words: Sequence[Word], within: Scope) -> list[int]:
    counts = _counts([word for word in words if _tells(word)] or words)
    weights = {word: 1 / math.log2(1 + count) for word, count in counts.items() if count}
    if not weights:
        return []
    candidates = _titles(_rarest(counts), within, _CANDIDATES, every=False)
    needed, score = sum(weights.values()) * _LIKE, _scoring(weights)
    scored = [(score(title), idea_id) for idea_id, title in candidates]
    return [idea_id for points, idea_id in sorted(scored, reverse=True) if points >= needed]


def _tells(word: Word) -> bool:
    """Articles and the like are short in every language with an alphabet, and dear to count."""
    return len(word.text) > 2 or not word.text.isascii()


def _counts(words: Sequence[Word]) -> dict[Word, int]:
    """How many titles hold each word, counted no further than the candidates go."""
    ask = vendor.of(connection.vendor)
    statement = "SELECT " + ", ".join([f"({ask.counting()})"] * len(words))
    values = [value for word in words for value in (ask.question([word], every=True), _CANDIDATES)]
    return dict(zip(words, _fetched(statement, values)[0], strict=True))


def _rarest(counts: dict[Word, int]) -> list[Word]:
    """The rarest word that occurs, and others while all their titles together can be weighed."""
    rarest: list[Word] = []
    total = 0
    for word, count in sorted(counts.items(), key=lambda item: item[1]):
        if count and (not rarest or total + count <= _CANDIDATES):
            rarest.append(word)
            total += count
    return rarest


def _scoring(weights: dict[Word, float]) -> Callable[[str], float]:
    def score(title: str) -> float:
        held = title.split()
        return sum(weight for word, weight in weights.items() if _is_among(word, held))

    return score


def _is_among(word: Word, held: list[str]) -> bool:
    if word.is_beginning:
        return any(other.startswith(word.text) for other in held)
    return word.text in held


def _fetched(statement: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
