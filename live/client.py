"""The reference client: follows streams without losing, repeating or reordering an event.

It is what `docs/live.md` describes, in the fewest lines; tests and the bench look through it.

    async with Client("ws://localhost:8000/ws/live", origin="http://localhost:8000") as client:
        await client.follow("group:7", epoch, since)
        await client.until(lambda: "idea.published" in client.kinds("group:7"))
"""

import asyncio
import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from live.protocol import SUBPROTOCOL


@dataclass
class Place:
    """Where the client stands in one stream, and what it has applied since it began."""

    epoch: str
    last: int
    events: list[dict[str, Any]] = field(default_factory=list)
    state: str = "asked"
    asked_again: bool = False


class Client:
    def __init__(self, url: str, *, origin: str | None, session: str = "") -> None:
        self._url, self._origin, self._session = url, origin, session
        self.places: dict[str, Place] = {}
        self.numbers: dict[int, dict[str, Any]] = {}
        self.frames: list[dict[str, Any]] = []
        self.retry_in: float | None = None
        self.close_code: int | None = None
        self._socket: ClientConnection | None = None
        self._listening: asyncio.Task[None] | None = None
        self._news = asyncio.Event()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self.cut()

    async def open(self) -> None:
        """Connect, or connect again; places are kept, so that `resume` goes on from them."""
        self.close_code = None
        cookies = {"Cookie": f"sessionid={self._session}"} if self._session else {}
        self._socket = await connect(
            self._url,
            origin=Origin(self._origin) if self._origin else None,
            subprotocols=[Subprotocol(SUBPROTOCOL)],
            additional_headers=cookies,
            compression=None,
            max_size=None,
        )
        self._listening = asyncio.create_task(self._listen(self._socket))

    async def cut(self) -> None:
        """Lose the connection, as a phone in a tunnel does."""
        if self._socket:
            await self._socket.close()
        if self._listening:
            with contextlib.suppress(asyncio.CancelledError):
                await self._listening

    async def follow(self, stream: str, epoch: str, since: int) -> None:
        self.places[stream] = Place(epoch, since)
        await self._subscribe(stream)

    async def resume(self) -> None:
        """After a cut: ask for everything since the last number applied, in every stream."""
        for stream in self.places:
            await self._subscribe(stream)

    async def watch(self, *ideas: int) -> None:
        await self.say({"type": "numbers", "ideas": list(ideas)})

    async def say(self, message: dict[str, Any]) -> None:
        await self.say_raw(json.dumps(message))

    async def say_raw(self, frame: str | bytes) -> None:
        if self._socket:
            await self._socket.send(frame)

    def kinds(self, stream: str) -> list[str]:
        return [event["kind"] for event in self.places[stream].events]

    def seqs(self, stream: str) -> list[int]:
        return [event["seq"] for event in self.places[stream].events]

    async def until(self, holds: Callable[[], Any], within: float = 5.0) -> None:
        """Wait for news until `holds()`. Raises TimeoutError after `within` seconds."""
        async with asyncio.timeout(within):
            while not holds():
                self._news.clear()
                await self._news.wait()

    async def _subscribe(self, stream: str) -> None:
        place = self.places[stream]
        wanted = {"stream": stream, "epoch": place.epoch, "since": place.last}
        await self.say({"type": "subscribe", "streams": [wanted]})

    async def _listen(self, socket: ClientConnection) -> None:
        try:
            async for frame in socket:
                message = json.loads(frame)
                self.frames.append(message)
                await self._hear(message)
                self._news.set()
        except ConnectionClosed:
            pass
        finally:
            self.close_code = socket.close_code
            self._news.set()

    async def _hear(self, message: dict[str, Any]) -> None:
        if "stream" in message and message["stream"] not in self.places:
            return
        match message["type"]:
            case "numbers":
                self.numbers |= {row["idea"]: row for row in message["ideas"]}
            case "bye":
                self.retry_in = message["retry_in"]
            case "heads":
                for stream, head in message["heads"].items():
                    if stream in self.places and head > self.places[stream].last:
                        await self._ask_again(stream)
            case "subscribed" | "events":
                await self._apply(message)
            case "resync" | "refused":
                await self._begin_anew(message)

    async def _apply(self, message: dict[str, Any]) -> None:
        place = self.places[message["stream"]]
        if message["type"] == "subscribed":
            place.state, place.epoch, place.asked_again = "on", message["epoch"], False
        for event in message["events"]:
            if event["seq"] == place.last + 1:
                place.last = event["seq"]
                place.events.append(event)
            elif event["seq"] > place.last:
                await self._ask_again(message["stream"])
                return

    async def _begin_anew(self, message: dict[str, Any]) -> None:
        """A page would read itself anew here; this client only takes the new position."""
        place = self.places[message["stream"]]
        place.state = message["type"]
        if message["type"] == "resync":
            place.epoch, place.last = message["epoch"], message["head"]
            await self._subscribe(message["stream"])

    async def _ask_again(self, stream: str) -> None:
        if not self.places[stream].asked_again:
            self.places[stream].asked_again = True
            await self._subscribe(stream)
