"""The live part of a process: opened at its start, closed at its end, its doorman in between."""

from typing import Any

from live import epoch
from live.consumer import House, LiveConsumer
from live.hub import Hub
from live.rounds import Rounds
from live.threads import Desk

PATH = "/ws/live"
GATE_KEEPERS = 2


class LiveHouse:
    """Made in the event loop of the process that holds the sockets."""

    def __init__(self) -> None:
        self._consumer = LiveConsumer.as_asgi()

    async def open(self) -> House:
        self._reader, self._gate = Desk("reader", 1), Desk("gate", GATE_KEEPERS)
        self.hub = Hub(await self._gate.ask(epoch.check))
        self._rounds = Rounds(self.hub, self._reader, self._gate)
        self._rounds.start()
        return House(self.hub, self._gate)

    async def close(self) -> None:
        self.hub.goodbye()
        await self._rounds.stop()
        self._reader.close()
        self._gate.close()

    async def socket(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """An ASGI application for websockets; other paths than ours are closed."""
        if scope["path"] != PATH:
            await send({"type": "websocket.close"})
            return
        await self._consumer(scope, receive, send)
