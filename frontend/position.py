"""Where the live streams of a page stand, read before the page's data and in one query."""

from dataclasses import dataclass

from django.http import HttpRequest

from live import journal


@dataclass(frozen=True)
class Position:
    """The epoch, the heads of the page's streams in their order, and that of the reader's inbox."""

    epoch: str
    heads: dict[str, int]
    user_head: int

    @property
    def head(self) -> int:
        """Of the page's one stream; 0 where it has none."""
        return next(iter(self.heads.values()), 0)


def position(request: HttpRequest, *streams: str) -> Position:
    """Read once per request; what comes later in the request gets the same answer."""
    known: Position | None = getattr(request, "live_position", None)
    if known is None:
        inbox = f"user:{request.user.pk}"
        found = journal.position(*streams, inbox)
        heads = {stream: found.heads[stream] for stream in streams}
        known = Position(found.epoch, heads, found.heads[inbox])
        request.live_position = known  # type: ignore[attr-defined]
    return known
