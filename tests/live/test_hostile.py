"""Bad frames, foreign pages and floods: closed with a code, and the others notice nothing."""

import contextlib
import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as some
from websockets.exceptions import ConnectionClosed, InvalidStatus

from activity import log
from live import door, protocol
from live.client import Client
from tests import realdata

pytestmark = pytest.mark.django_db(transaction=True)

OWN_BAD_FRAMES = [
    {"type": "subscribe"},
    {"type": "subscribe", "streams": None},
    {"type": "subscribe", "streams": ["group:1"]},
    {"type": "subscribe", "streams": [{"stream": "group:1", "epoch": "a", "since": -1}]},
    {"type": "subscribe", "streams": [{"stream": "group:1", "epoch": "a", "since": True}]},
    {"type": "subscribe", "streams": [{"stream": "group:1", "epoch": "a", "since": 2**63}]},
    {"type": "subscribe", "streams": [{"stream": "group:1", "epoch": None, "since": 0}]},
    {"type": "subscribe", "streams": [{"stream": "group:1\x00", "epoch": "a", "since": 0}]},
    {"type": "subscribe", "streams": [{"stream": "group:١", "epoch": "a", "since": 0}]},
    {"type": "subscribe", "streams": [{"stream": "group:\ud800", "epoch": "a", "since": 0}]},
    {"type": "subscribe", "streams": [{"stream": "secret:1", "epoch": "a", "since": 0}]},
    {"type": "subscribe", "streams": [{"stream": "group:1", "epoch": "a" * 99, "since": 0}]},
    {"type": "subscribe", "streams": [{}] * 65},
    {"type": "numbers", "ideas": [1.5]},
    {"type": "numbers", "ideas": list(range(101))},
    {"type": "unsubscribe", "streams": [7]},
    {"type": "event.push", "data": 1},
]


def hostile_frames() -> list[str]:
    frames = json.loads(realdata.path("attacks/ws/bad-messages.json").read_text())
    return [*frames, *map(json.dumps, OWN_BAD_FRAMES)]


def test_every_hostile_frame_closes_its_socket_and_no_other(connect, group, caplog):
    quiet = connect()
    quiet.follow(group.stream)

    for frame in hostile_frames():
        sender = connect()
        sender.say_raw(frame)
        sender.until(lambda sender=sender: sender.client.close_code is not None)
        assert sender.client.close_code in {4400, 1009}, frame[:80]

    with log.writing():
        log.record("group.changed", [group.stream])
    quiet.hears(group.stream, "group.changed")
    assert not [r for r in caplog.records if r.exc_info or r.levelno >= logging.ERROR]


def test_a_frame_of_bytes_is_a_bad_message(connect):
    sender = connect()
    sender.say_raw(b"\xff\xfe")
    sender.is_closed(4400)


def test_a_frame_over_16_kb_is_closed_as_too_large(connect):
    sender = connect()
    sender.say_raw("x" * (protocol.FRAME_BYTES + 1))
    sender.is_closed(1009)


def test_more_than_twenty_messages_a_second_close_the_socket(connect):
    sender = connect()
    for _ in range(45):
        if sender.client.close_code is None:
            with contextlib.suppress(ConnectionClosed):
                sender.say({"type": "unsubscribe", "streams": []})
    sender.is_closed(4429)


def test_a_socket_takes_so_many_streams_and_no_more(connect, idea, monkeypatch):
    assert protocol.MOST_STREAMS == 64
    monkeypatch.setattr(protocol, "MOST_STREAMS", 1)
    sender = connect()
    sender.follow(idea.stream)

    with pytest.raises(TimeoutError):
        sender.follow(idea.group.stream)

    sender.is_closed(4429)


FOREIGN = [
    "https://127.0.0.1:{port}",
    "http://127.0.0.1",
    "http://127.0.0.1:1",
    "http://evil.example:{port}",
    "http://127.0.0.1:{port}.evil.example",
    "http://sub.127.0.0.1:{port}",
    "null",
    None,
]


def test_a_page_from_elsewhere_is_refused(house, connect):
    """Another scheme, port, host or subdomain, a page without an origin, and none at all."""
    for origin in FOREIGN:
        client = Client(house.url, origin=origin and origin.format(port=house.port))
        with pytest.raises(InvalidStatus) as refusal:
            connect.run(client.open())
        assert refusal.value.response.status_code == 403, origin


def test_in_production_only_a_listed_origin_is_ours(settings):
    settings.PRODUCTION = True
    settings.LIVE_ORIGINS = ["https://moot.example"]
    settings.ALLOWED_HOSTS = ["moot.example"]

    def ours(origin: str) -> bool:
        return door.is_ours({"headers": [(b"origin", origin.encode()), (b"host", b"moot.example")]})

    assert ours("https://moot.example")
    assert not ours("http://moot.example")
    assert not ours("https://moot.example:444")
    assert not ours("https://a.moot.example")


@pytest.mark.parametrize(
    "cookie", ['sessionid="\\000\\001"', "sessionid=" + "x" * 9999, "=;=", "é"]
)
def test_a_strange_cookie_is_no_session(cookie):
    scope = {"headers": [(b"cookie", cookie.encode())]}
    assert door.guest(door.session_key(scope)) == door.Guest()


def test_one_person_does_not_fill_the_house(connect, bob, monkeypatch):
    monkeypatch.setattr(door, "MOST_PER_PERSON", 3)
    sockets = [connect(bob) for _ in range(3)]

    with pytest.raises(InvalidStatus) as refusal:
        connect(bob)
    assert refusal.value.response.status_code == 503
    assert refusal.value.response.headers["Retry-After"]

    sockets[0].cut()
    sockets[1].until(lambda: len(connect.house.hub.members) == 2)
    connect(bob)


def test_an_address_has_room_for_an_office_and_not_for_a_flood(connect, settings):
    settings.LIVE_SOCKETS_PER_ADDRESS = 2
    connect()
    connect()
    with pytest.raises(InvalidStatus):
        connect()


any_json = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=20),
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.dictionaries(some.sampled_from(["type", "streams", "stream", "since"]), inner)
    ),
    max_leaves=12,
)


@given(any_json | some.text())
def test_whatever_is_said_is_either_understood_or_a_bad_message(said):
    text = said if isinstance(said, str) else json.dumps(said)
    try:
        message = protocol.understand(text)
    except protocol.BadMessageError:
        return
    assert isinstance(message, protocol.Subscribe | protocol.Unsubscribe | protocol.WatchNumbers)
