"""One socket's writing end: in order, never waiting, never hoarding.

A message is sent at once. While the client is slow to take it the line is *busy*: answers to the
client wait in a short queue, whatever else happens meanwhile is only remembered by its place, and
is read from the log again when the line is free. One stalled reader costs the others nothing.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

LONGEST_QUEUE = 256_000
PATIENCE = 10.0

Send = Callable[[dict[str, Any]], Awaitable[None]]


class Line:
    """`when_free` is called each time the client has taken everything it was sent."""

    def __init__(self, send: Send, hang_up: Callable[[], None]) -> None:
        self._send = send
        self._hang_up = hang_up
        self._queue: deque[str] = deque()
        self._queued = 0
        self._sending: asyncio.Task[None] | None = None
        self._busy_since = 0.0
        self._closing: tuple[int, str] | None = None
        self.gone = False
        self.when_free: Callable[[], None] = _nothing

    @property
    def busy(self) -> bool:
        return self._sending is not None

    @property
    def open(self) -> bool:
        return not self.gone and self._closing is None

    def stalled(self, now: float) -> bool:
        return self.busy and now - self._busy_since > PATIENCE

    def say(self, text: str) -> None:
        """Send an answer, after those that wait already; too many waiting close the socket."""
        if not self.open:
            return
        if not self.busy:
            self._start({"type": "websocket.send", "text": text})
            return
        self._queue.append(text)
        self._queued += len(text)
        if self._queued > LONGEST_QUEUE:
            self.break_off()

    def close(self, code: int, reason: str = "") -> None:
        """Close after what waits has been taken."""
        if not self.open:
            return
        self._closing = (code, reason)
        if not self.busy:
            self._close_now()

    def break_off(self) -> None:
        """The client takes nothing any more: no polite close could reach it."""
        if not self.gone:
            self.gone = True
            self._queue.clear()
            self._hang_up()

    def _start(self, message: dict[str, Any]) -> None:
        loop = asyncio.get_running_loop()
        task = asyncio.Task(_run(self._send(message)), loop=loop, eager_start=True)
        if task.done():
            self._settle(task)
            return
        self._sending, self._busy_since = task, loop.time()
        task.add_done_callback(self._taken)

    def _taken(self, task: asyncio.Task[None]) -> None:
        self._sending = None
        self._settle(task)
        while self._queue and not self.busy and not self.gone:
            text = self._queue.popleft()
            self._queued -= len(text)
            self._start({"type": "websocket.send", "text": text})
        if self.busy or self.gone:
            return
        if self._closing:
            self._close_now()
        else:
            self.when_free()

    def _settle(self, task: asyncio.Task[None]) -> None:
        if task.cancelled() or task.exception():
            self.gone = True
            self._queue.clear()

    def _close_now(self) -> None:
        if self._closing and not self.gone:
            code, reason = self._closing
            self._start({"type": "websocket.close", "code": code, "reason": reason})
            self.gone = True


async def _run(sending: Awaitable[None]) -> None:
    await sending


def _nothing() -> None:
    pass
