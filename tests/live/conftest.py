"""A server and its sockets, for each test that asks for them."""

from collections.abc import Iterator

import pytest
from django.db import connection

from live import rounds
from tests.live.sockets import Crowd, House


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rights are asked more often than every four seconds, so that the tests are done sooner."""
    monkeypatch.setattr(rounds, "RIGHTS", 0.4)


@pytest.fixture
def house(transactional_db: None) -> Iterator[House]:
    house = House()
    house.start()
    yield house
    house.stop()
    connection.close()


@pytest.fixture
def connect(house: House) -> Iterator[Crowd]:
    """Connects a client, signed in when a user is given: `connect(ada)`."""
    crowd = Crowd(house)
    yield crowd
    crowd.stop()
