"""Pages through the bridge: whole bodies, lasting threads, and no thread held by a slow client."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest

from config import bridge
from config.bridge import Bridge


def wsgi(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    body = environ["wsgi.input"].read()
    spoofed = environ.get("HTTP_X_FORWARDED_FOR", "none").encode()
    start("200 OK", [("X-Thread", threading.current_thread().name)])
    return [b"%d %s" % (len(body), spoofed)]


@pytest.fixture
def open_bridge(monkeypatch):
    monkeypatch.setenv("PAGE_THREADS", "2")
    bridges: list[Bridge] = []

    async def ask(pieces: list[bytes], headers=(), *, slow: float = 0.0) -> dict[str, Any]:
        if not bridges:
            bridges.append(Bridge(wsgi))
        return await one_request(bridges[0], pieces, list(headers), slow)

    yield ask
    for one in bridges:
        one.close()


async def one_request(to: Bridge, pieces: list[bytes], headers: list, slow: float) -> dict:
    said: dict[str, Any] = {"body": b""}
    left = list(pieces)

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(slow)
        piece = left.pop(0) if left else b""
        return {"type": "http.request", "body": piece, "more_body": bool(left)}

    async def send(message: dict[str, Any]) -> None:
        said.update({key: message[key] for key in ("status", "headers") if key in message})
        said["body"] += message.get("body", b"")

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "query_string": b"",
        "http_version": "1.1",
        "headers": headers,
    }
    await to(scope, receive, send)
    return said


def test_a_body_in_many_pieces_comes_whole(open_bridge):
    said = asyncio.run(open_bridge([b"x" * 70_000] * 30))
    assert said["body"] == b"2100000 none"


def test_a_body_without_end_is_refused(open_bridge, monkeypatch):
    monkeypatch.setattr(bridge, "LARGEST_BODY", 1000)
    assert asyncio.run(open_bridge([b"x" * 600] * 2))["status"] == 413


def test_who_sends_forever_holds_no_thread(open_bridge, monkeypatch):
    monkeypatch.setattr(bridge, "BODY_SECONDS", 0.3)

    async def scene() -> list[dict[str, Any]]:
        slow = [open_bridge([b"x"] * 100, slow=0.05) for _ in range(5)]
        return await asyncio.gather(*slow, open_bridge([b"quick"]))

    *slow, quick = asyncio.run(scene())
    assert quick["body"] == b"5 none"
    assert {said["status"] for said in slow} == {408}


def test_when_too_many_wait_the_next_is_asked_to_come_again(open_bridge, monkeypatch):
    monkeypatch.setattr(bridge, "MOST_WAITING", 2)

    async def scene() -> list[dict[str, Any]]:
        return await asyncio.gather(*(open_bridge([b"x"], slow=0.1) for _ in range(3)))

    answers = asyncio.run(scene())
    assert sorted(said["status"] for said in answers) == [200, 200, 503]


def test_a_header_cannot_pose_as_another(open_bridge):
    said = asyncio.run(open_bridge([b""], [(b"x_forwarded_for", b"6.6.6.6")]))
    assert said["body"] == b"0 none"


def test_the_same_few_threads_answer_everything(open_bridge):
    async def scene() -> set[bytes]:
        answers = await asyncio.gather(*(open_bridge([b"x"]) for _ in range(20)))
        return {dict(said["headers"])[b"x-thread"] for said in answers}

    assert len(asyncio.run(scene())) <= 2
