"""What a process with sockets does again and again: read what moved, look whether something did,
tell numbers, ask whether everybody may still be here, and say where the streams stand.

No round can end the others: what goes wrong in one is logged, and it goes round again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from django.conf import settings

from live import door, epoch, hints, journal, numbers, protocol, rights
from live.hub import Hub, Member
from live.threads import Desk, Watchman

POLL, NUMBERS, RIGHTS, BEACON, STALLED = 0.5, 1.0, 4.0, 25.0, 1.0

logger = logging.getLogger(__name__)


class Rounds:
    """`reader` is one thread, so that `PRAGMA data_version` is always asked on one connection."""

    def __init__(self, hub: Hub, reader: Desk, gate: Desk) -> None:
        self.hub, self.reader, self.gate = hub, reader, gate
        self._log_watch, self._numbers_watch = Watchman(), Watchman()
        self._tasks: list[asyncio.Task[None]] = []
        self._ear: hints.Ear | None = None

    def start(self) -> None:
        loop = asyncio.get_running_loop()
        self._ear = hints.listen(loop, self.hub.wake)
        rounds = [
            _always(self._read, 0),
            _always(self._poll, POLL),
            _always(self._numbers, NUMBERS),
            _always(self._rights, RIGHTS),
            _always(self._beacon, BEACON),
            _always(self._stalled, STALLED),
        ]
        if settings.REDIS_URL:
            rounds.append(hints.overhear(self.hub.wake, self.hub.wake_all))
        self._tasks = [loop.create_task(one) for one in rounds]

    async def stop(self) -> None:
        if self._ear:
            hints.forget(self._ear)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _read(self) -> None:
        await self.hub.bell.wait()
        self.hub.bell.clear()
        moved, self.hub.moved = self.hub.moved, set()
        since = {key: self.hub.topics[key].head for key in moved if key in self.hub.topics}
        try:
            news = await self.reader.ask(journal.since_then, since)
        except Exception:
            self._log_watch.forget()
            raise
        for key, events in news.items():
            await self.hub.publish(key, events)
            if len(events) == journal.PAGE:
                self.hub.wake([key])

    async def _poll(self) -> None:
        before = {key: topic.head for key, topic in self.hub.topics.items()}
        if not before:
            return
        found = await self.reader.ask(self._look, list(before))
        if found is None:
            return
        if found.epoch != self.hub.epoch or any(found.heads[key] < before[key] for key in before):
            await self._turn(found.epoch)
            return
        self.hub.wake(key for key, head in found.heads.items() if head > before[key])

    def _look(self, keys: list[str]) -> journal.Position | None:
        if not self._log_watch.something_moved():
            return None
        try:
            return journal.position(*keys)
        except Exception:
            self._log_watch.forget()
            raise

    async def _turn(self, found: str) -> None:
        """Another epoch was minted; or none was although a head fell, and then it is done here."""
        same = found == self.hub.epoch
        self._log_watch.forget()
        self._numbers_watch.forget()
        if same:
            found = await self.gate.ask(epoch.renew)
        else:
            await self.gate.ask(epoch.follow)
        logger.warning("The event log began a new epoch; every socket comes in anew.")
        self.hub.turn(found)

    async def _numbers(self) -> None:
        watched = list(self.hub.watchers)
        if watched:
            rows = await self.reader.ask(self._count, watched)
            await self.hub.tell_numbers(rows)

    def _count(self, idea_ids: list[int]) -> dict[int, str]:
        if not self._numbers_watch.something_moved():
            return {}
        try:
            return numbers.read(idea_ids)
        except Exception:
            self._numbers_watch.forget()
            raise

    async def _rights(self) -> None:
        members = [member for member in self.hub.members if member.keys or member.guest.session]
        if not members:
            return
        sessions = {m.guest.session for m in members if m.guest.session}
        people = {m.guest.person_id for m in members if m.guest.person_id}
        keys = {key for member in members for key in member.keys}
        facts = await self.gate.ask(rights.facts, sessions, people, keys)
        for member in members:
            guest, known = member.guest, member.known_here()
            now = rights.of_one(facts, guest.session, guest.person_id, member.keys)
            if now != known:
                member.known = now
                await self._ask_again(member)

    async def _ask_again(self, member: Member) -> None:
        """Something this socket's rights hang on has changed: ask the doors themselves."""
        verdict = await self.gate.ask(_verdict, member.guest, frozenset(member.keys))
        if verdict is None:
            member.line.close(protocol.SIGNED_OUT, "This session is over.")
            return
        lost, removed = verdict
        if lost - removed:
            member.line.close(protocol.NOT_YOURS, "You may no longer read this.")
            return
        for key in removed:
            self.hub.refuse(member, key)
            member.shown.pop(protocol.parts(key)[1], None)

    async def _beacon(self) -> None:
        self.hub.beacon()

    async def _stalled(self) -> None:
        self.hub.hang_up_on_the_stalled()


def _verdict(guest: door.Guest, keys: frozenset[str]) -> tuple[set[str], set[str]] | None:
    """(lost, of these only removed), or None when the session stands for this person no more."""
    user = door.person(guest.session)
    if guest.person_id and user.pk != guest.person_id:
        return None
    lost = set(keys) - rights.readable(user, keys)
    return lost, rights.only_removed(user, lost) if lost else set()


async def _always(work: Callable[[], Awaitable[None]], every: float) -> None:
    while True:
        await asyncio.sleep(every)
        try:
            await work()
        except Exception:
            logger.exception("A round of the live pages failed; it goes on.")
            await asyncio.sleep(POLL)
