"""A stream as one process has it: the last events, serialised once, and the lines that take it."""

from collections import deque
from dataclasses import dataclass, field

from live import protocol
from live.line import Line

KEPT = 256


@dataclass(eq=False)
class Topic:
    """`lines` knows for each line the number up to which it has been sent the stream."""

    key: str
    head: int
    kept: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=KEPT))
    lines: dict[Line, int] = field(default_factory=dict)
    _frames: dict[int, str] = field(default_factory=dict)

    def grow(self, events: list[tuple[int, str]]) -> None:
        """Take the next events of the log; after a gap in it the older ones are of no use."""
        fresh = [one for one in events if one[0] > self.head]
        if not fresh:
            return
        if fresh[0][0] != self.head + 1:
            self.kept.clear()
        self.kept.extend(fresh)
        self.head = fresh[-1][0]
        self._frames.clear()

    def bring_up(self, line: Line, epoch: str) -> None:
        """Send a line whatever it lacks, by number; a busy one is left for when it is free."""
        since = self.lines[line]
        if since >= self.head or line.busy:
            return
        self.lines[line] = self.head
        if since + 1 < self.kept[0][0] if self.kept else True:
            line.say(protocol.heads(epoch, {self.key: self.head}))
        else:
            line.say(self._frame(since))

    def _frame(self, since: int) -> str:
        """The same text for every line that stands at the same number."""
        if since not in self._frames:
            texts = [text for seq, text in self.kept if seq > since]
            self._frames[since] = protocol.events(self.key, texts)
        return self._frames[since]
