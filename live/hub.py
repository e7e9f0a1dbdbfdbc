"""Everybody with a socket in this process, and the one place that writes to them.

A stream is read once and serialised once, whoever many take it (measured: a consumer per socket in
the usual way needs ten times the processor time). All of this runs in the event loop's thread.
"""

import asyncio
import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from live import protocol
from live.door import Cloakroom, Guest
from live.journal import Replay
from live.line import Line
from live.rights import Fact
from live.topic import Topic

BREATH = 500
RETURNS_A_SECOND = 70
LONGEST_RETURN = 30.0


@dataclass(eq=False)
class Member:
    """A socket: who it is, its line, what it takes. `shown` maps ideas to the numbers sent."""

    guest: Guest
    line: Line
    streams: set[str] = field(default_factory=set)
    shown: dict[int, str] = field(default_factory=dict)
    due: set[int] = field(default_factory=set)
    known: frozenset[Fact] = frozenset()

    @property
    def keys(self) -> set[str]:
        """Every stream whose right this socket uses; numbers take the right of their idea."""
        return self.streams | {f"idea:{idea_id}" for idea_id in self.shown}

    def known_here(self) -> frozenset[Fact]:
        """What was true when the rights were last asked, of what this socket still uses."""
        about = {f"session:{self.guest.session}", f"person:{self.guest.person_id}"} | self.keys
        return frozenset(fact for fact in self.known if fact[0] in about)


class Hub:
    def __init__(self, epoch: str) -> None:
        self.epoch = epoch
        self.members: set[Member] = set()
        self.topics: dict[str, Topic] = {}
        self.numbers: dict[int, str] = {}
        self.watchers: dict[int, set[Member]] = {}
        self.cloakroom = Cloakroom()
        self.moved: set[str] = set()
        self.bell = asyncio.Event()
        self.loop = asyncio.get_running_loop()

    def join(self, member: Member) -> None:
        self.members.add(member)
        member.line.when_free = lambda: self._catch_up(member)
        member.line.say(protocol.hello(self.epoch))

    def leave(self, member: Member) -> None:
        self.members.discard(member)
        for key in list(member.streams):
            self.detach(member, key)
        self.watch(member, {})

    def wake(self, keys: Iterable[str]) -> None:
        """Something was written into these streams; those that nobody takes are passed over."""
        here = self.topics.keys() & set(keys)
        if here:
            self.moved |= here
            self.bell.set()

    def wake_all(self) -> None:
        self.wake(list(self.topics))

    def attach(self, member: Member, replay: Replay) -> None:
        """Answer a subscription. From here on the stream goes on by itself, unless the page must
        be read anew; then the client subscribes again from the head it was told."""
        key = replay.wanted.stream
        member.line.say(replay.message)
        if replay.why or not member.line.open or member not in self.members:
            self.detach(member, key)
            return
        topic = self.topics.setdefault(key, Topic(key, replay.head))
        topic.lines[member.line] = replay.head
        member.streams.add(key)
        topic.bring_up(member.line, self.epoch)
        if replay.head > topic.head:
            self.wake([key])

    def refuse(self, member: Member, key: str) -> None:
        self.detach(member, key)
        member.line.say(protocol.refused(key))

    def detach(self, member: Member, key: str) -> None:
        member.streams.discard(key)
        topic = self.topics.get(key)
        if topic is None:
            return
        topic.lines.pop(member.line, None)
        if not topic.lines:
            del self.topics[key]

    async def publish(self, key: str, events: list[tuple[int, str]]) -> None:
        """New events of one stream, to all its lines; pausing for others in a long row."""
        topic = self.topics.get(key)
        if topic is None:
            return
        topic.grow(events)
        for count, line in enumerate(list(topic.lines), start=1):
            if line in topic.lines:
                topic.bring_up(line, self.epoch)
            if count % BREATH == 0:
                await asyncio.sleep(0)

    def watch(self, member: Member, rows: dict[int, str]) -> None:
        """Replace the ideas whose numbers a socket shows, and send these numbers in full."""
        for idea_id in member.shown.keys() - rows.keys():
            watchers = self.watchers.get(idea_id, set())
            watchers.discard(member)
            if not watchers:
                self.watchers.pop(idea_id, None)
                self.numbers.pop(idea_id, None)
        if member not in self.members:
            member.shown = {}
            return
        member.shown = {}
        for idea_id, text in rows.items():
            self.watchers.setdefault(idea_id, set()).add(member)
            member.shown[idea_id] = self.numbers.setdefault(idea_id, text)
        if rows:
            member.line.say(protocol.numbers(list(member.shown.values())))

    async def tell_numbers(self, rows: dict[int, str]) -> None:
        """Send the numbers that changed; a busy line gets the latest when it is free."""
        count = 0
        for idea_id, text in rows.items():
            if idea_id not in self.watchers or self.numbers.get(idea_id) == text:
                continue
            self.numbers[idea_id] = text
            frame = protocol.numbers([text])
            for member in list(self.watchers[idea_id]):
                self._tell(member, idea_id, text, frame)
                count += 1
                if count % BREATH == 0:
                    await asyncio.sleep(0)

    def beacon(self) -> None:
        """Where every stream stands, so that a client that lost something finds it out."""
        for member in self.members:
            if member.streams and not member.line.busy:
                heads = {key: self.topics[key].head for key in member.streams if key in self.topics}
                member.line.say(protocol.heads(self.epoch, heads))

    def hang_up_on_the_stalled(self) -> None:
        now = asyncio.get_running_loop().time()
        for member in list(self.members):
            if member.line.stalled(now):
                member.line.break_off()

    def turn(self, epoch: str) -> None:
        """The database is another one now: nobody's position counts, all come in anew."""
        self.epoch = epoch
        self.numbers.clear()
        self.topics.clear()
        for member in list(self.members):
            member.streams.clear()
            member.line.close(protocol.OTHER_EPOCH, "The numbering began anew.")

    def goodbye(self) -> None:
        """The process stops: each client is told its own moment to come back."""
        spread = min(LONGEST_RETURN, max(2.0, len(self.members) / RETURNS_A_SECOND))
        for member in list(self.members):
            member.line.say(protocol.bye(random.uniform(0.5, spread)))  # noqa: S311
            member.line.close(protocol.COMING_BACK, "This server restarts.")

    def _catch_up(self, member: Member) -> None:
        for key in list(member.streams):
            topic = self.topics.get(key)
            if topic and not member.line.busy and member.line in topic.lines:
                topic.bring_up(member.line, self.epoch)
        due, member.due = member.due, set()
        for idea_id in due:
            text = self.numbers.get(idea_id)
            if text and idea_id in member.shown:
                self._tell(member, idea_id, text, protocol.numbers([text]))

    def _tell(self, member: Member, idea_id: int, text: str, frame: str) -> None:
        if member.line.busy:
            member.due.add(idea_id)
        elif member.shown.get(idea_id) != text:
            member.shown[idea_id] = text
            member.line.say(frame)
