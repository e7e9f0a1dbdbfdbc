"""A slow reader costs the others nothing, and gets the rest by number when it reads again."""

import asyncio
import json

import pytest

from live import line as lines
from live.door import Guest
from live.hub import Hub, Member
from live.journal import Replay
from live.line import Line
from live.protocol import Wanted


class Wire:
    """A client's end: takes what is sent at once, or only when told to."""

    def __init__(self) -> None:
        self.taken: list[dict] = []
        self.reads = asyncio.Event()
        self.reads.set()
        self.hung_up = False

    async def send(self, message: dict) -> None:
        await self.reads.wait()
        self.taken.append(message)

    def hang_up(self) -> None:
        self.hung_up = True

    @property
    def seqs(self) -> list[int]:
        said = [json.loads(m["text"]) for m in self.taken if m["type"] == "websocket.send"]
        return [event["seq"] for one in said for event in one.get("events", [])]


def seated(hub: Hub, wire: Wire) -> Member:
    member = Member(Guest(), Line(wire.send, wire.hang_up))
    hub.join(member)
    hub.attach(member, Replay(Wanted("group:1", "e", 0), "e", 0, []))
    return member


def event(seq: int) -> tuple[int, str]:
    return seq, json.dumps({"seq": seq})


def test_a_stalled_reader_does_not_stop_the_others():
    async def scene() -> None:
        hub, slow, quick = Hub("e"), Wire(), Wire()
        seated(hub, slow)
        seated(hub, quick)
        slow.reads.clear()

        for seq in range(1, 101):
            await hub.publish("group:1", [event(seq)])

        assert quick.seqs == list(range(1, 101))
        assert slow.seqs == []
        slow.reads.set()
        await asyncio.sleep(0.05)
        assert slow.seqs == list(range(1, 101))

    asyncio.run(scene())


def test_a_reader_that_slept_past_what_is_kept_is_told_where_the_stream_stands():
    async def scene() -> None:
        hub, slow = Hub("e"), Wire()
        seated(hub, slow)
        slow.reads.clear()
        for seq in range(1, 602):
            await hub.publish("group:1", [event(seq)])
        slow.reads.set()
        await asyncio.sleep(0.05)

        assert slow.seqs == [1]
        assert json.loads(slow.taken[-1]["text"]) == {
            "type": "heads",
            "epoch": "e",
            "heads": {"group:1": 601},
        }
        await hub.publish("group:1", [event(602)])
        assert slow.seqs == [1, 602]

    asyncio.run(scene())


def test_who_stalls_too_long_is_dropped(monkeypatch):
    async def scene() -> None:
        monkeypatch.setattr(lines, "PATIENCE", 0.01)
        hub, slow, quick = Hub("e"), Wire(), Wire()
        seated(hub, slow)
        seated(hub, quick)
        slow.reads.clear()
        await hub.publish("group:1", [event(1)])
        await asyncio.sleep(0.05)

        hub.hang_up_on_the_stalled()

        assert slow.hung_up
        assert not quick.hung_up

    asyncio.run(scene())


def test_answers_that_nobody_takes_close_the_socket():
    async def scene() -> None:
        wire = Wire()
        line = Line(wire.send, wire.hang_up)
        wire.reads.clear()
        for _ in range(30):
            line.say("x" * 10_000)
        assert wire.hung_up
        assert not line.open

    asyncio.run(scene())


def test_answers_keep_their_order_and_the_close_comes_last():
    async def scene() -> None:
        wire = Wire()
        line = Line(wire.send, wire.hang_up)
        wire.reads.clear()
        for number in range(5):
            line.say(str(number))
        line.close(4400, "Enough.")
        line.say("never")
        wire.reads.set()
        await asyncio.sleep(0.05)

        assert [m.get("text") for m in wire.taken[:-1]] == list("01234")
        assert wire.taken[-1] == {"type": "websocket.close", "code": 4400, "reason": "Enough."}

    asyncio.run(scene())


def test_a_broken_wire_is_noticed_and_stays_quiet():
    async def scene() -> None:
        async def broken(message: dict) -> None:
            raise ConnectionError

        line = Line(broken, lambda: None)
        line.say("x")
        assert not line.open

    asyncio.run(scene())


def test_the_same_text_goes_to_all_and_each_has_it_once():
    async def scene() -> None:
        hub, first, second = Hub("e"), Wire(), Wire()
        seated(hub, first)
        seated(hub, second)
        await hub.publish("group:1", [event(1), event(2)])
        await hub.publish("group:1", [event(1), event(2), event(3)])
        assert first.taken[-1]["text"] is second.taken[-1]["text"]
        assert first.seqs == second.seqs == [1, 2, 3]

    asyncio.run(scene())


def test_a_stopping_process_tells_each_its_own_moment_to_come_back():
    async def scene() -> None:
        hub, wires = Hub("e"), [Wire() for _ in range(20)]
        for wire in wires:
            seated(hub, wire)
        hub.goodbye()
        byes = [json.loads(wire.taken[-2]["text"]) for wire in wires]
        assert {bye["type"] for bye in byes} == {"bye"}
        assert len({bye["retry_in"] for bye in byes}) > 5
        assert all(0 < bye["retry_in"] <= 30 for bye in byes)
        assert {wire.taken[-1]["code"] for wire in wires} == {1012}

    asyncio.run(scene())


@pytest.mark.django_db(transaction=True)
def test_a_server_that_stops_says_goodbye(house, connect, group):
    watcher = connect()
    watcher.follow(group.stream)

    house.stop()

    watcher.is_closed(1012)
    assert watcher.client.retry_in
