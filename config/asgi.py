"""One process for everything: sockets under /ws, pages by way of a few lasting threads.

Django's own ASGI handler would cost about nine times the processor time for each page, and a new
database connection with it; through this bridge a page is answered by the ordinary WSGI handler.
"""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
pages = get_wsgi_application()

from config.bridge import Bridge  # noqa: E402  (needs the settings)
from live.house import LiveHouse  # noqa: E402  (needs the apps)


class Folkmoot:
    """The ASGI application. Its live part begins and ends with the server (lifespan)."""

    def __init__(self) -> None:
        self.house = LiveHouse()
        self._pages = Bridge(pages)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        match scope["type"]:
            case "http":
                await self._pages(scope, receive, send)
            case "websocket":
                await self.house.socket(scope, receive, send)
            case "lifespan":
                await self._live(scope, receive, send)

    async def _live(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        await receive()
        scope["state"]["live"] = await self.house.open()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.house.close()
        self._pages.close()
        await send({"type": "lifespan.shutdown.complete"})


application = Folkmoot()
