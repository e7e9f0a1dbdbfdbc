"""The judgement that the rooms ask for before a write: explained signals, no network, no deletion.

The worst that follows from a score is that a newcomer's words wait for a person.
"""

from collections.abc import Iterator

from activity.circumstances import Circumstances
from activity.screening import HOLD as HOLDS
from activity.screening import PUBLISH, Draft, Signal, Verdict
from activity.screening import QUEUE as QUEUES
from moderation import reading, record
from moderation.actions.cases import keep
from moderation.weights import (
    FAST_SECONDS,
    HOLD,
    MORE_LINKS,
    MOST_LINK_POINTS,
    POINTS,
    QUEUE,
    REPEATED_WORDS,
)

__all__ = ["ask", "keep"]


def ask(draft: Draft, circumstances: Circumstances) -> Verdict:
    """Whether to publish, to publish and show a moderator, or to hold; and why, in signals."""
    author = _Author(draft)
    signals = tuple(_signals(draft, circumstances, author))
    score = sum(signal.points for signal in signals)
    if score < QUEUE:
        return Verdict(PUBLISH, score, signals)
    holds = score >= HOLD and not author.is_known
    return Verdict(HOLDS if holds else QUEUES, score, signals)


class _Author:
    """Asks who writes only when some signal depends on it, and once."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._known: bool | None = None

    @property
    def is_known(self) -> bool:
        if self._known is None:
            self._known = record.is_known(self._draft.author_id, self._draft.group_id)
        return self._known


def _signals(draft: Draft, circumstances: Circumstances, author: _Author) -> Iterator[Signal]:
    yield from _of_links(draft, author)
    yield from _of_words(draft, author)
    if _was_said_before(draft):
        yield _signal("repeated")
    if circumstances.trap_filled:
        yield _signal("trap")
    seconds = circumstances.seconds_to_fill
    if seconds is not None and seconds < FAST_SECONDS:
        yield _signal("fast")


def _of_links(draft: Draft, author: _Author) -> Iterator[Signal]:
    hosts = reading.hosts(draft.words)
    if hosts and not author.is_known:
        points = min(POINTS["links"] + MORE_LINKS * (len(hosts) - 1), MOST_LINK_POINTS)
        yield Signal("links", points, {"count": len(hosts)})
    if host := reading.shortener_among(hosts):
        yield _signal("shortener", host=host)


def _of_words(draft: Draft, author: _Author) -> Iterator[Signal]:
    if phrase := reading.invitation_in(draft.words):
        yield _signal("invitation", phrase=phrase)
    if reading.is_shouted(draft.words):
        yield _signal("shouting")
    if (phrase := _empty_praise(draft)) and not author.is_known:
        yield _signal("praise", phrase=phrase)


def _empty_praise(draft: Draft) -> str:
    """Praise in a comment that takes up no word of the idea it stands under."""
    phrase = reading.praise_in(draft.words) if draft.kind == "comment" else ""
    if not phrase or draft.idea_id is None:
        return ""
    return "" if reading.shares_a_word(draft.words, record.thread_words(draft.idea_id)) else phrase


def _was_said_before(draft: Draft) -> bool:
    said = reading.normalised(draft.words)
    if said.count(" ") + 1 < REPEATED_WORDS:
        return False
    texts = record.recent_texts(draft.author_id, kind=draft.kind, without=draft.content_id)
    return any(reading.normalised(text) == said for text in texts)


def _signal(name: str, **values: str) -> Signal:
    return Signal(name, POINTS[name], values)
