"""The server of the one-process house: uvicorn, with what live pages need of it."""

import socket
from typing import Any

import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from live.protocol import FRAME_BYTES

BACKLOG = 2048
GRACE_SECONDS = 8
LIFE_SIGN_SECONDS = 20


class Socket(WebSocketsSansIOProtocol):
    """uvicorn's websocket, which can also be dropped: a client that takes nothing any more would
    never receive a polite close."""

    async def run_asgi(self) -> None:
        extensions: Any = self.scope["extensions"]
        extensions["folkmoot.abort"] = {"call": self.transport.abort}
        await super().run_asgi()


class Server(uvicorn.Server):
    """Before it stops it tells every socket when to come back."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        house = self.lifespan.state.get("live")
        if house:
            house.hub.goodbye()
        await super().shutdown(sockets)


def server(host: str, port: int, *, log_level: str = "warning") -> Server:
    """A server of this site, not yet running; `.run()` serves until it is told to stop."""
    config = uvicorn.Config(
        "config.asgi:Folkmoot",
        factory=True,
        host=host,
        port=port,
        ws=Socket,
        ws_max_size=FRAME_BYTES,
        ws_per_message_deflate=False,
        ws_ping_interval=LIFE_SIGN_SECONDS,
        ws_ping_timeout=LIFE_SIGN_SECONDS,
        lifespan="on",
        log_level=log_level,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return Server(config)


def serve(host: str, port: int) -> None:
    """Serve pages and sockets on one port until a signal ends it."""
    server(host, port).run()
