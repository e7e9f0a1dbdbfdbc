"""A client that stops reading, on a real connection, is cut off; nobody else waits for it."""

import json
import socket

import pytest
from websockets.client import ClientProtocol
from websockets.datastructures import Headers
from websockets.uri import parse_uri

from activity import log
from live import journal
from live import line as lines

pytestmark = pytest.mark.django_db(transaction=True)

SMALL = 8192
BURSTS, BURST = 40, 100


@pytest.fixture
def small_buffers(monkeypatch):
    """So that a few hundred kilobytes fill what lies between the server and a client."""
    monkeypatch.setattr(lines, "PATIENCE", 1.0)
    plain = socket.socket

    def narrow(*given, **rest):
        made = plain(*given, **rest)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL)
        return made

    monkeypatch.setattr("tests.live.sockets.socket.socket", narrow)


class Sleeper:
    """Follows a stream and never takes a byte of it."""

    def __init__(self, house, stream: str) -> None:
        self.protocol = ClientProtocol(parse_uri(house.url), origin=house.origin)
        self.socket = socket.create_connection(("127.0.0.1", house.port))
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
        request = self.protocol.connect()
        request.headers = Headers(request.headers)
        self.protocol.send_request(request)
        self.flush()
        while self.protocol.handshake_exc is None and self.protocol.state.name == "CONNECTING":
            self.protocol.receive_data(self.socket.recv(4096))
        here = journal.position(stream)
        wanted = {"stream": stream, "epoch": here.epoch, "since": here.heads[stream]}
        frame = json.dumps({"type": "subscribe", "streams": [wanted]})
        self.protocol.send_text(frame.encode())
        self.flush()

    def flush(self) -> None:
        for data in self.protocol.data_to_send():
            self.socket.sendall(data)


def test_a_client_that_stops_reading_is_cut_off_and_the_others_get_everything(
    small_buffers, house, connect, group
):
    watcher = connect()
    watcher.follow(group.stream)
    sleeper = Sleeper(house, group.stream)

    for burst in range(1, BURSTS + 1):
        with log.writing():
            for _ in range(BURST):
                log.record("group.changed", [group.stream], object_id=group.pk)
        so_far = list(range(1, burst * BURST + 1))
        watcher.until(lambda so_far=so_far: watcher.client.seqs(group.stream) == so_far, 2.0)

    sleeper_is_gone(house, watcher)
    sleeper.socket.close()


def sleeper_is_gone(house, watcher) -> None:
    for _ in range(50):
        if len(house.hub.members) == 1:
            return
        with pytest.raises(TimeoutError):
            watcher.until(lambda: False, within=0.1)
    pytest.fail("The sleeper was still held after five seconds.")
