"""The socket: takes what a client says, one message at a time, and hands it to the hub."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Any

from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer

from live import door, journal, numbers, protocol, rights
from live.hub import Hub, Member
from live.journal import Replay
from live.line import Line
from live.protocol import BadMessageError, Subscribe, Unsubscribe, Wanted, WatchNumbers
from live.rights import Fact
from live.threads import Desk

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class House:
    """What a process with sockets has: made at its start, handed to every socket in its scope."""

    hub: Hub
    gate: Desk


class LiveConsumer(AsyncWebsocketConsumer):
    """One socket. It never touches the database in the event loop, and sends only by its line."""

    member: Member | None = None
    spent: int = 0
    second: int = 0

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Channels' own would visit a thread before each message to look after connections that
        this consumer does not have."""
        match message["type"]:
            case "websocket.connect":
                await self.connect()
            case "websocket.receive":
                await self._receive(message.get("text"))
            case "websocket.disconnect":
                self._leave()
                raise StopConsumer

    async def connect(self) -> None:
        self.house: House = self.scope["state"]["live"]
        self.address = door.address(self.scope)
        if not door.is_ours(self.scope):
            await self.close()
            return
        guest = await self._greet()
        if guest is None or not self.house.hub.cloakroom.enter(self.address, guest):
            await self._come_again()
            return
        self.member = Member(guest, Line(self.base_send, self._hang_up))
        offered = self.scope["subprotocols"]
        await self.accept(protocol.SUBPROTOCOL if protocol.SUBPROTOCOL in offered else None)
        self.house.hub.join(self.member)

    async def _receive(self, text: str | None) -> None:
        member = self.member
        if member is None or not member.line.open:
            return
        if not self._in_time():
            member.line.close(protocol.TOO_MANY, "At most 20 messages a second.")
            return
        try:
            await self._obey(member, protocol.understand(text or ""))
        except BadMessageError as error:
            member.line.close(protocol.BAD_MESSAGE, str(error))
        except Exception:
            logger.exception("A message of a live socket could not be answered.")
            member.line.close(1011, "Something went wrong here.")

    async def _obey(self, member: Member, message: protocol.Message) -> None:
        match message:
            case Subscribe(streams):
                await self._subscribe(member, streams)
            case Unsubscribe(keys):
                for key in keys:
                    self.house.hub.detach(member, key)
            case WatchNumbers(ideas):
                await self._watch(member, ideas)

    async def _subscribe(self, member: Member, wanted: list[Wanted]) -> None:
        if len(member.streams | {one.stream for one in wanted}) > protocol.MOST_STREAMS:
            member.line.close(protocol.TOO_MANY, "At most 64 streams a socket.")
            return
        answer = await self.house.gate.ask(_replays, member.guest, wanted)
        if answer is None:
            member.line.close(protocol.SIGNED_OUT, "This session is over.")
            return
        known, replays = answer
        member.known |= known
        for one in wanted:
            if replay := replays.get(one.stream):
                self.house.hub.attach(member, replay)
            else:
                self.house.hub.refuse(member, one.stream)

    async def _watch(self, member: Member, ideas: list[int]) -> None:
        answer = await self.house.gate.ask(_numbers, member.guest, ideas)
        if answer is None:
            member.line.close(protocol.SIGNED_OUT, "This session is over.")
            return
        known, rows = answer
        member.known |= known
        self.house.hub.watch(member, rows)

    def _in_time(self) -> bool:
        second = int(asyncio.get_running_loop().time())
        self.spent = self.spent + 1 if second == self.second else 1
        self.second = second
        return self.spent <= protocol.FRAMES_A_SECOND

    def _leave(self) -> None:
        if self.member:
            self.member.line.gone = True
            self.house.hub.leave(self.member)
            self.house.hub.cloakroom.leave(self.address, self.member.guest)
            self.member = None

    async def _greet(self) -> door.Guest | None:
        """Who this is; None while the database does not say."""
        try:
            return await self.house.gate.ask(door.guest, door.session_key(self.scope))
        except Exception:
            logger.exception("A live socket could not be opened.")
            return None

    async def _come_again(self) -> None:
        start = {"type": "websocket.http.response.start", "status": 503}
        await self.base_send(start | {"headers": [(b"retry-after", b"30")]})
        await self.base_send({"type": "websocket.http.response.body", "body": b""})

    def _hang_up(self) -> None:
        abort = self.scope["extensions"].get("folkmoot.abort")
        if abort:
            abort["call"]()


def _replays(
    guest: door.Guest, wanted: list[Wanted]
) -> tuple[frozenset[Fact], dict[str, Replay]] | None:
    """The replay of every stream this guest may read now; None when the session is over."""
    asked = _asked(guest, {one.stream for one in wanted})
    if asked is None:
        return None
    known, allowed = asked
    replays = journal.replay([one for one in wanted if one.stream in allowed])
    return known, {replay.wanted.stream: replay for replay in replays}


def _numbers(guest: door.Guest, ideas: list[int]) -> tuple[frozenset[Fact], dict[int, str]] | None:
    asked = _asked(guest, {f"idea:{idea_id}" for idea_id in ideas if idea_id})
    if asked is None:
        return None
    known, allowed = asked
    return known, numbers.read(protocol.parts(key)[1] for key in allowed)


def _asked(guest: door.Guest, keys: set[str]) -> tuple[frozenset[Fact], set[str]] | None:
    """What the rights hang on, read before they are asked, so that no change falls between."""
    people = {guest.person_id} if guest.person_id else set()
    facts = rights.facts({guest.session} - {""}, people, keys)
    user = door.person(guest.session)
    if guest.person_id and user.pk != guest.person_id:
        return None
    known = rights.of_one(facts, guest.session, guest.person_id, keys)
    return known, rights.readable(user, keys)
