"""What every test stands on: the profile, empty caches, a report of what ran."""

# ruff: noqa: E402

from tests import profile

profile.choose()

import pytest
from django.conf import settings
from django.core.cache import caches

from tests.cast import (
    ada,
    bob,
    community,
    department,
    group,
    idea,
    mod,
    official,
    stranger,
)
from tests.reporting import pytest_report_header, pytest_terminal_summary

__all__ = [
    "ada",
    "bob",
    "community",
    "department",
    "group",
    "idea",
    "mod",
    "official",
    "pytest_report_header",
    "pytest_terminal_summary",
    "stranger",
]


@pytest.fixture(autouse=True)
def _empty_caches(request: pytest.FixtureRequest) -> None:
    """No test counts on, or is throttled by, what an earlier one left in a cache."""
    caches["pieces"].clear()
    marker = request.node.get_closest_marker("django_db")
    if settings.REDIS_URL:
        caches["default"].clear()
    elif marker and marker.kwargs.get("transaction"):
        request.getfixturevalue("transactional_db")
        caches["default"].clear()
