"""On which database and with which hint the suite runs; imported before Django is set up.

Left alone it is a SQLite file and the hint within the process. FOLKMOOT_TEST_DATABASE_URL and
FOLKMOOT_TEST_REDIS_URL name servers to run on instead; whatever DATABASE_URL says is not touched,
so that nobody's own data is ever tested upon.
"""

import os
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import django
import pytest
from django.conf import settings
from django.db.backends.postgresql.operations import DatabaseOperations

REDIS_DATABASES = 16


def choose() -> None:
    """Point the settings at the profile and start Django."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "FOLKMOOT_MODE": "test"}
    _pass_on("FOLKMOOT_TEST_DATABASE_URL", "DATABASE_URL")
    _pass_on("FOLKMOOT_TEST_REDIS_URL", "REDIS_URL")
    if os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = _redis_of_this_worker(os.environ["REDIS_URL"])
    django.setup()
    if not settings.TESTING:
        pytest.exit("DJANGO_SETTINGS_MODULE was loaded too early; unset it and run again.", 4)
    DatabaseOperations.sql_flush = _delete_rows  # type: ignore[method-assign]


def name() -> str:
    """The profile in words, such as "PostgreSQL and Redis"."""
    database = "SQLite" if "sqlite" in settings.DATABASES["default"]["ENGINE"] else "PostgreSQL"
    return f"{database} and {'Redis' if settings.REDIS_URL else 'the hint in the process'}"


def _delete_rows(
    operations: DatabaseOperations, style: Any, tables: list[str], **_rest: Any
) -> list[str]:
    """Empty PostgreSQL between tests row by row: TRUNCATE makes every table's files anew, which
    took three seconds a test. The constraints are deferred, so no order is needed."""
    return [f"DELETE FROM {operations.quote_name(table)}" for table in tables]


def _pass_on(given: str, wanted: str) -> None:
    os.environ.pop(wanted, None)
    if os.environ.get(given):
        os.environ[wanted] = os.environ[given]


def _redis_of_this_worker(url: str) -> str:
    """Every xdist worker counts and forgets in a numbered database of its own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    parts = urlsplit(url)
    number = int(parts.path.strip("/") or 0) + int(worker)
    return urlunsplit(parts._replace(path=f"/{number % REDIS_DATABASES}"))
