"""After each commit: tell those who hold sockets which streams moved.

A hint is only the fast way; the log is polled as well. It never makes a write wait or fail: within
the process it is one call into the event loop, and Redis is spoken to by a thread of its own.
"""

import asyncio
import contextlib
import json
import logging
import os
import queue
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import redis
import redis.asyncio
from django.conf import settings
from django.db import connection

logger = logging.getLogger(__name__)
Ear = Callable[[list[str]], None]

TIMEOUT = 0.5
REST = 1.0
MOST_WAITING = 1000
_ears: list[Ear] = []


def give(keys: list[str]) -> None:
    """Called by `activity.log` after a commit, in the thread of the writer."""
    for ear in _ears:
        ear(keys)
    if settings.REDIS_URL:
        _post().send(keys)


def listen(loop: asyncio.AbstractEventLoop, wake: Callable[[Iterable[str]], None]) -> Ear:
    """Let `wake` be called in `loop` for every hint of this process; `forget` the answer later."""

    def ear(keys: list[str]) -> None:
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(wake, keys)

    _ears.append(ear)
    return ear


def forget(ear: Ear) -> None:
    if ear in _ears:
        _ears.remove(ear)


class Post:
    """A thread that publishes hints; while Redis is away they are dropped: the poll finds all."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self._box: queue.Queue[list[str]] = queue.Queue(MOST_WAITING)
        self._away_until = 0.0
        self._redis = redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT
        )
        self._channel = channel()
        threading.Thread(target=self._work, name="live-post", daemon=True).start()

    def send(self, keys: list[str]) -> None:
        with contextlib.suppress(queue.Full):
            self._box.put_nowait(keys)

    def _work(self) -> None:
        while True:
            keys = set(self._box.get())
            with contextlib.suppress(queue.Empty):
                while len(keys) < MOST_WAITING:
                    keys.update(self._box.get_nowait())
            if time.monotonic() >= self._away_until:
                self._publish(sorted(keys))

    def _publish(self, keys: list[str]) -> None:
        try:
            self._redis.publish(self._channel, json.dumps(keys))
        except (redis.RedisError, OSError):
            self._away_until = time.monotonic() + REST
            logger.warning("Redis does not take hints; live pages go on by polling.")


async def overhear(wake: Callable[[Iterable[str]], None], wake_all: Callable[[], None]) -> None:
    """Pass on the hints of other processes for ever; after every break look at everything."""
    while True:
        try:
            await _overhear_once(wake, wake_all)
        except (redis.RedisError, OSError, ValueError):
            logger.warning("Redis gives no hints; live pages go on by polling.")
        await asyncio.sleep(REST)


async def _overhear_once(
    wake: Callable[[Iterable[str]], None], wake_all: Callable[[], None]
) -> None:
    client = redis.asyncio.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=TIMEOUT)
    async with client, client.pubsub(ignore_subscribe_messages=True) as heard:
        await heard.subscribe(channel())
        wake_all()
        async for message in heard.listen():
            wake([str(key) for key in json.loads(message["data"])])


def channel() -> str:
    """Sites that share a Redis hear each other's hints only when their databases are namesakes,
    and then look once in vain."""
    return f"folkmoot.hints.{Path(str(connection.settings_dict['NAME'])).name}"


_posts: list[Post] = []
_gate = threading.Lock()


def _post() -> Post:
    """One per process, made when it is first needed and again after a fork."""
    with _gate:
        if not _posts or _posts[-1].process != os.getpid():
            _posts[:] = [Post()]
        return _posts[-1]
