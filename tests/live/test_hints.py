"""Hints make live pages fast; nothing they do may slow or fail a write."""

import contextlib
import socket
import time

import pytest
from django.conf import settings

from activity import log
from live import hints, rounds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def own_post(monkeypatch):
    monkeypatch.setattr(hints, "_posts", [])


def write(group) -> float:
    begin = time.monotonic()
    with log.writing():
        log.record("group.changed", [group.stream])
    return time.monotonic() - begin


def test_a_redis_that_is_away_costs_a_write_nothing(group, settings, own_post):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert max(write(group) for _ in range(5)) < 0.5


def test_a_redis_that_does_not_answer_costs_a_write_nothing(group, settings, own_post):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.REDIS_URL = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        assert max(write(group) for _ in range(5)) < 0.5


def test_without_redis_pages_go_on_by_polling(connect, group, settings, own_post, monkeypatch):
    monkeypatch.setattr(hints, "_ears", [])
    watcher = connect()
    monkeypatch.setattr(hints, "_ears", [])
    watcher.follow(group.stream)

    write(group)

    watcher.hears(group.stream, "group.changed")


def test_a_hint_that_fails_does_not_fail_the_write(group, monkeypatch):
    def broken(keys: list[str]) -> None:
        raise RuntimeError

    monkeypatch.setattr(hints, "_ears", [broken])
    write(group)
    assert log.heads([group.stream])[group.stream] >= 1


@pytest.mark.skipif(not settings.REDIS_URL, reason="FOLKMOOT_TEST_REDIS_URL is not set")
def test_with_redis_a_hint_crosses_processes_without_any_poll(no_poll, connect, group, monkeypatch):
    """Nothing looks by itself and nothing is said within the process: only Redis is left."""
    watcher = connect()
    watcher.follow(group.stream)
    monkeypatch.setattr(hints, "_ears", [])
    until_redis_listens(group, watcher)
    count = len(watcher.client.seqs(group.stream))

    write(group)

    watcher.until(lambda: len(watcher.client.seqs(group.stream)) > count, within=0.5)


@pytest.fixture
def no_poll(monkeypatch):
    monkeypatch.setattr(rounds, "POLL", 600.0)


def until_redis_listens(group, watcher) -> None:
    for _ in range(20):
        write(group)
        with contextlib.suppress(TimeoutError):
            watcher.until(lambda: watcher.client.seqs(group.stream), within=0.2)
            return
