"""Reading the numbered log for sockets, polls and pages: where it stands, and what came since."""

from dataclasses import dataclass

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast

from activity.models import Event, LiveEpoch, Stream
from live import protocol
from live.protocol import Wanted

MOST_REPLAYED = 300
PAGE = 500

Line = tuple[int, str]
COLUMNS = ("seq", "kind", "idea_id", "comment_id", "object_id", "version", "numbers")


@dataclass(frozen=True)
class Position:
    """What a page holds before it reads its data: the epoch, and the head of every stream."""

    epoch: str
    heads: dict[str, int]


@dataclass(frozen=True)
class Replay:
    """The answer to one subscription: events up to `head`, or why the page must be read anew."""

    wanted: Wanted
    epoch: str
    head: int
    events: list[Line]
    why: str = ""

    @property
    def message(self) -> str:
        key = self.wanted.stream
        if self.why:
            return protocol.resync(key, self.epoch, self.head, self.why)
        return protocol.subscribed(key, self.epoch, self.head, [text for _, text in self.events])


def position(*keys: str) -> Position:
    """Epoch and heads in one query; a stream that has not begun stands at 0."""
    streams = Stream.objects.filter(key__in=keys).values_list("key", "head")
    epochs = LiveEpoch.objects.values_list(Cast(F("epoch"), CharField()), Value(-1))
    found = dict(streams.union(epochs, all=True))
    epoch = next((key for key, head in found.items() if head == -1), "")
    return Position(epoch, {key: found.get(key, 0) for key in keys})


def replay(wanted: list[Wanted]) -> list[Replay]:
    """What each client missed. Heads are read before events, so that none is promised too soon."""
    keys = [one.stream for one in wanted]
    here = position(*keys)
    oldest = dict(Stream.objects.filter(key__in=keys).values_list("key", "oldest"))
    whys = {w.stream: _why_not(w, here, oldest.get(w.stream, 1)) for w in wanted}
    missing = {w.stream: w.since for w in wanted if not whys[w.stream]}
    behind = {key: since for key, since in missing.items() if since < here.heads[key]}
    news = since_then(behind, MOST_REPLAYED)
    return [_answer(one, here, whys[one.stream], news.get(one.stream, [])) for one in wanted]


def since_then(positions: dict[str, int], most: int = PAGE) -> dict[str, list[Line]]:
    """The next events of each stream after its position, at most `most` of each, in order."""
    if not positions:
        return {}
    here = Q()
    for key, since in positions.items():
        here |= Q(stream__key=key, seq__gt=since, seq__lte=since + most)
    rows = Event.objects.filter(here).order_by("stream__key", "seq")
    found: dict[str, list[Line]] = {}
    for row in rows.values("stream__key", *COLUMNS):
        key = row.pop("stream__key")
        found.setdefault(key, []).append((row["seq"], protocol.event(row)))
    return found


def _why_not(wanted: Wanted, here: Position, oldest: int) -> str:
    head = here.heads[wanted.stream]
    if wanted.epoch != here.epoch:
        return "epoch"
    if wanted.since > head:
        return "ahead"
    if wanted.since < oldest - 1:
        return "pruned"
    return "behind" if head - wanted.since > MOST_REPLAYED else ""


def _answer(wanted: Wanted, here: Position, why: str, news: list[Line]) -> Replay:
    """Events that came after the head was read are given too; those pruned meanwhile are a gap."""
    head, last = here.heads[wanted.stream], wanted.since + len(news)
    whole = [seq for seq, _ in news] == [*range(wanted.since + 1, last + 1)]
    if not why and (last < head or not whole):
        why = "pruned"
    if why:
        return Replay(wanted, here.epoch, head, [], why)
    return Replay(wanted, here.epoch, last, news)
