"""How a write says what happened: `writing()` is the transaction, `record()` the sentence.

Events wait in the action, one per stream; the outermost `writing()` numbers and inserts them as its
very last statements, streams in sorted order, so that number order is commit order, a rollback
leaves no gap, and two crossing actions cannot wait for each other. After the commit, and never
before, the hints are given.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import batched
from threading import local
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from activity import clock
from activity.kinds import KINDS
from activity.models import Event, Stream

logger = logging.getLogger(__name__)

STREAMS_AT_ONCE = 500


@dataclass(frozen=True)
class News:
    """What listeners hear inside the transaction; `actor_id` is never stored nor sent."""

    kind: str
    idea_id: int | None
    comment_id: int | None
    object_id: int | None
    actor_id: int | None


@dataclass
class _Act:
    """The action under way in this thread."""

    depth: int = 0
    quiet: bool = False
    broken: bool = False
    waiting: dict[str, list[Event]] = field(default_factory=dict)


Listener = Callable[[News], None]
Hint = Callable[[list[str]], None]
_listeners: list[Listener] = []
_hints: list[Hint] = []
_here = local()


def listen(listener: Listener) -> None:
    """Let `listener` hear every event inside its transaction; called once, at start-up."""
    if listener not in _listeners:
        _listeners.append(listener)


def on_hint(hint: Hint) -> None:
    """Let `hint` be called after each commit with the stream keys that moved."""
    if hint not in _hints:
        _hints.append(hint)


@contextmanager
def writing() -> Iterator[None]:
    """The one transaction of an action. Nested actions join the outermost one.

    Raises RuntimeError when a nested action failed and somebody swallowed its error: half an
    action is never committed.
    """
    act = _act()
    if act.depth:
        with _nested(act):
            yield
        return
    try:
        with transaction.atomic():
            act.depth = 1
            yield
            if act.broken:
                raise RuntimeError("A nested action failed, so nothing of this one is kept.")
            keys = _number(act)
            transaction.on_commit(lambda: _give_hints(keys))
    finally:
        _here.act = _Act(quiet=act.quiet)


@contextmanager
def _nested(act: _Act) -> Iterator[None]:
    act.depth += 1
    try:
        yield
    except BaseException:
        act.broken = True
        raise
    finally:
        act.depth -= 1


@contextmanager
def quiet() -> Iterator[None]:
    """Bulk work (import, demo): what happens inside is recorded in no stream and told to nobody."""
    act = _act()
    before, act.quiet = act.quiet, True
    try:
        yield
    finally:
        _act().quiet = before


def record(
    kind: str,
    streams: Iterable[str],
    *,
    idea_id: int | None = None,
    comment_id: int | None = None,
    object_id: int | None = None,
    version: int | None = None,
    numbers: dict[str, Any] | None = None,
    actor_id: int | None = None,
) -> None:
    """Say in every one of `streams` that `kind` happened; only inside `writing()`."""
    act = _act()
    if not act.depth:
        raise RuntimeError(f"{kind} was recorded outside of writing()")
    if act.quiet:
        return
    for key in sorted(set(streams)):
        if key.partition(":")[0] not in KINDS[kind]:
            raise ValueError(f"{kind} does not belong into {key}")
        event = Event(
            kind=kind,
            idea_id=idea_id,
            comment_id=comment_id,
            object_id=object_id,
            version=version,
            numbers=numbers,
            created_at=clock.now(),
        )
        act.waiting.setdefault(key, []).append(event)
    news = News(kind, idea_id, comment_id, object_id, actor_id)
    for listener in _listeners:
        listener(news)


def _act() -> _Act:
    if not hasattr(_here, "act"):
        _here.act = _Act()
    return _here.act


def _number(act: _Act) -> list[str]:
    """Give the waiting events their numbers, streams in sorted order: the lock order of all."""
    keys = sorted(act.waiting)
    for some in batched(keys, STREAMS_AT_ONCE):
        for key, stream_id, head in _advance([(key, len(act.waiting[key])) for key in some]):
            events = act.waiting[key]
            for place, event in enumerate(events, start=head - len(events) + 1):
                event.stream_id, event.seq = stream_id, place
    Event.objects.bulk_create([event for key in keys for event in act.waiting[key]])
    return keys


def _advance(raises: list[tuple[str, int]]) -> list[tuple[str, int, int]]:
    """Raise the heads of these streams, in this order, making those that are new; answers key, id
    and head of each. The rows stay locked until the commit."""
    rows = ", ".join(["(%s, %s, 1)"] * len(raises))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO activity_stream (key, head, oldest) VALUES {rows} "  # noqa: S608 - marks
            "ON CONFLICT (key) DO UPDATE SET head = activity_stream.head + excluded.head "
            "RETURNING key, id, head",
            [value for raised in raises for value in raised],
        )
        return cursor.fetchall()


def _give_hints(keys: list[str]) -> None:
    for hint in _hints if keys else ():
        try:
            hint(keys)
        except Exception:
            logger.exception("A hint failed; the poll will find the events.")


def heads(keys: Iterable[str]) -> dict[str, int]:
    """Where each stream stands now; 0 for one that has not begun. Read before a page's data."""
    found = dict(Stream.objects.filter(key__in=set(keys)).values_list("key", "head"))
    return {key: found.get(key, 0) for key in keys}


def prune(key: str, before: int) -> int:
    """Drop the events of a stream up to number `before`; answer how many went."""
    stream = Stream.objects.get(key=key)
    gone, _ = Event.objects.filter(stream=stream, seq__lte=before).delete()
    Stream.objects.filter(pk=stream.pk).update(oldest=F("oldest") + gone)
    return gone
