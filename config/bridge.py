"""From the event loop to Django's WSGI handler and back, so that no slow client holds a thread.

The body is read before a thread is taken, and an answer is handed over in pieces that fit its
queue; who comes when too many wait is asked to come again.
"""

import asyncio
import tempfile
from typing import IO, Any

from a2wsgi import WSGIMiddleware
from django.db import connections

from config import env

MOST_WAITING = 200
LARGEST_BODY = 12_000_000
KEPT_IN_MEMORY = 1_000_000
BODY_SECONDS = 60
PIECE = 65_536
QUEUED_PIECES = 64


class Bridge:
    def __init__(self, pages: Any) -> None:
        self._threads = env.number("PAGE_THREADS", 2)
        self._pages = WSGIMiddleware(pages, self._threads, QUEUED_PIECES)
        self._inside = 0

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if self._inside >= MOST_WAITING:
            await _refuse(send, 503, b"Many people are here just now. Please try again.")
            return
        self._inside += 1
        try:
            await self._answer(scope, receive, send)
        finally:
            self._inside -= 1

    def close(self) -> None:
        """Give the threads' database connections back and let the threads go."""
        for _ in range(self._threads):
            self._pages.executor.submit(connections.close_all)
        self._pages.executor.shutdown(wait=True)

    async def _answer(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        with tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY) as body:
            try:
                async with asyncio.timeout(BODY_SECONDS):
                    whole = await _collect(receive, body)
            except TimeoutError:
                await _refuse(send, 408, b"Sending this took too long. Please try again.")
                return
            except OverflowError:
                await _refuse(send, 413, b"This is too large; send less.")
                return
            if whole:
                clean: Any = scope | {"headers": _unambiguous(scope["headers"])}
                await self._pages(clean, _replay(body), send)


async def _collect(receive: Any, body: IO[bytes]) -> bool:
    """Read the whole body; False when the client went away. Raises OverflowError beyond the cap."""
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return False
        size += len(message.get("body", b""))
        if size > LARGEST_BODY:
            raise OverflowError
        body.write(message.get("body", b""))
        more = message.get("more_body", False)
    body.seek(0)
    return True


def _replay(body: IO[bytes]) -> Any:
    async def receive() -> dict[str, Any]:
        piece = body.read(PIECE)
        return {"type": "http.request", "body": piece, "more_body": len(piece) == PIECE}

    return receive


def _unambiguous(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Without names that hold an underscore: WSGI could not tell them from those with a dash."""
    return [(name, value) for name, value in headers if b"_" not in name]


async def _refuse(send: Any, status: int, sentence: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"5")]
    headers += [(b"connection", b"close"), (b"content-length", str(len(sentence)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence})
