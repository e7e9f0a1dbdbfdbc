"""A server and its sockets, for each test that asks for them."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.live.sockets import Crowd, House


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
