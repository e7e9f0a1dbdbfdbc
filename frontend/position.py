"""Where the live streams of a page stand, read before the page's data and in one query."""

from dataclasses import dataclass

from django.http import HttpRequest

from live import journal


@dataclass(frozen=True)
class Position:
    """The epoch, the head of the page's own stream, and that of the reader's inbox."""

    epoch: str
    head: int
    user_head: int


def position(request: HttpRequest, stream: str = "") -> Position:
    """Read once per request; what comes later in the request gets the same answer."""
    known: Position | None = getattr(request, "live_position", None)
    if known is None:
        inbox = f"user:{request.user.pk}"
        found = journal.position(*filter(None, [stream, inbox]))
        known = Position(found.epoch, found.heads.get(stream, 0), found.heads[inbox])
        request.live_position = known  # type: ignore[attr-defined]
    return known
