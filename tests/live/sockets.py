"""A real server in a thread, real sockets to it, and other processes that write: for the tests."""

import asyncio
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.test import Client as Browser

from config.processes import Server, server
from live import journal
from live.client import Client

PATIENCE = 10.0


class House:
    """The server of this site on a port of its own."""

    def __init__(self) -> None:
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        self.url = f"ws://127.0.0.1:{self.port}/ws/live"
        self.server: Server = server("127.0.0.1", self.port)
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        self.server.run(sockets=[self.socket])

    def start(self) -> None:
        self._thread.start()
        for _ in range(200):
            if self.server.started:
                return
            threading.Event().wait(0.05)
        raise RuntimeError("The server did not start.")

    def stop(self) -> None:
        self.server.should_exit = True
        self._thread.join(PATIENCE)

    def cut_all(self) -> None:
        """Close every socket, as a restart does."""
        self.hub.loop.call_soon_threadsafe(self.hub.goodbye)

    @property
    def hub(self) -> Any:
        return self.server.lifespan.state["live"].hub


class Crowd:
    """Clients in a thread of their own, so that a test stays plain and may use the database."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        self._clients: list[Client] = []

    def __call__(self, user: Any = None, origin: str = "", **rest: Any) -> "Watcher":
        session = sign_in(user) if user else ""
        client = Client(self.house.url, origin=origin or self.house.origin, session=session, **rest)
        self.run(client.open())
        self._clients.append(client)
        return Watcher(self, client, session)

    def run[Answer](self, work: Coroutine[Any, Any, Answer]) -> Answer:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)

    def stop(self) -> None:
        for client in self._clients:
            self.run(client.cut())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(PATIENCE)
        self.loop.close()


class Watcher:
    """One client, asked from a plain test."""

    def __init__(self, crowd: Crowd, client: Client, session: str) -> None:
        self.crowd, self.client, self.session = crowd, client, session

    def follow(self, *streams: str, epoch: str | None = None, since: int | None = None) -> None:
        """Follow from where the streams stand now, as a page that was just read does."""
        here = journal.position(*streams)
        for stream in streams:
            start = here.heads[stream] if since is None else since
            begin = here.epoch if epoch is None else epoch
            self.crowd.run(self.client.follow(stream, begin, start))
            self.until(partial(self._answered, stream), 3.0)

    def _answered(self, stream: str) -> bool:
        return self.state(stream) != "asked"

    def state(self, stream: str) -> str:
        return self.client.places[stream].state

    def say(self, message: dict[str, Any]) -> None:
        self.crowd.run(self.client.say(message))

    def say_raw(self, frame: str | bytes) -> None:
        self.crowd.run(self.client.say_raw(frame))

    def watch(self, *ideas: int) -> None:
        self.crowd.run(self.client.watch(*ideas))

    def cut(self) -> None:
        self.crowd.run(self.client.cut())

    def back(self) -> None:
        self.cut()
        self.crowd.run(self.client.open())
        self.crowd.run(self.client.resume())

    def until(self, holds: Callable[[], Any], within: float = 5.0) -> None:
        self.crowd.run(self.client.until(holds, within))

    def hears(self, stream: str, kind: str, within: float = 1.0) -> None:
        """The event comes, within a second unless said otherwise."""
        self.until(lambda: kind in self.client.kinds(stream), within)

    def is_closed(self, code: int, within: float = 5.0) -> None:
        self.until(lambda: self.client.close_code is not None, within)
        assert self.client.close_code == code

    def has(self, kind: str) -> list[dict[str, Any]]:
        return [frame for frame in self.client.frames if frame["type"] == kind]


def sign_in(user: Any) -> str:
    browser = Browser()
    browser.force_login(user)
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


class Elsewhere:
    """A second process on the same database: it starts, waits for a word, does its work, ends.

    So the second that a test allows begins when the work does, not when Python starts.
    """

    def __init__(self, work: str) -> None:
        before = "import django; django.setup()\nimport sys; print('ready', flush=True); input()\n"
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"{before}{work}\nprint('done', flush=True)\n"],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": database_url()},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout
        assert self._process.stdout.readline() == "ready\n"

    def go(self) -> None:
        """Do the work; returns when it has been committed over there."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "done\n"

    def end(self) -> None:
        assert self._process.wait(20) == 0


def database_url() -> str:
    """The address of the database that the tests made."""
    here = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{here['NAME']}"
    person = f"{quote(here['USER'])}:{quote(here['PASSWORD'])}"
    return f"postgres://{person}@{here['HOST']}:{here['PORT']}/{here['NAME']}"
