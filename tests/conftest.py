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
    if settings.REDIS_URL:
        caches["default"].clear()
    elif _really_commits(request):
        request.getfixturevalue("transactional_db")
        caches["default"].clear()


def _really_commits(request: pytest.FixtureRequest) -> bool:
    """The cache table is no model's, so what such a test leaves in it stays."""
    marker = request.node.get_closest_marker("django_db")
    asked = bool(marker and marker.kwargs.get("transaction"))
    return asked or "transactional_db" in request.fixturenames
