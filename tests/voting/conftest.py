"""Fifty threads meet inside a transaction, so on PostgreSQL each needs a connection at once."""

import pytest
from django.db import connection


@pytest.fixture
def pool_of_sixty():
    if connection.vendor != "postgresql":
        yield
        return
    options = connection.settings_dict["OPTIONS"]
    before = options.get("pool")
    connection.close()
    connection.close_pool()
    options["pool"] = {"min_size": 1, "max_size": 60, "timeout": 30}
    yield
    connection.close()
    connection.close_pool()
    options["pool"] = before
