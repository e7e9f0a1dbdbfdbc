"""Database work of the sockets: off the event loop, on a few lasting threads.

The threads last, so that their connections do: a new SQLite connection per question would cost
more than the question.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import close_old_connections, connection, connections


class Desk:
    """A pool of `people` threads that answer questions to the database."""

    def __init__(self, name: str, people: int) -> None:
        self._pool = ThreadPoolExecutor(people, thread_name_prefix=f"live-{name}")
        self._people = people

    async def ask[Answer](self, question: Callable[..., Answer], *given: Any) -> Answer:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, _answer, question, given)

    def close(self) -> None:
        """Finish what is being asked and give the connections back."""
        for _ in range(self._people):
            self._pool.submit(connections.close_all)
        self._pool.shutdown(wait=True)


class Watchman:
    """Knows for free whether another connection has written into an SQLite file.

    `PRAGMA data_version` is per connection: always ask from the same thread.
    """

    def __init__(self) -> None:
        self._seen: int | None = None

    def something_moved(self) -> bool:
        """True on other databases, which have no such number."""
        if connection.vendor != "sqlite":
            return True
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            now = cursor.fetchone()[0]
        before, self._seen = self._seen, now
        return now != before

    def forget(self) -> None:
        """Look again next time, whatever the number says."""
        self._seen = None


def _answer[Answer](question: Callable[..., Answer], given: tuple[Any, ...]) -> Answer:
    close_old_connections()
    try:
        return question(*given)
    finally:
        close_old_connections()
