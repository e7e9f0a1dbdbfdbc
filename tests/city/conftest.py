"""A real city, imported once for all the tests of this folder, and emptied out after them."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command

import search
from communities.models import Group
from stewardship.imports.plan import Plan, prepare
from stewardship.imports.run import import_city
from stewardship.imports.setting import Target
from tests import realdata
from tests.stewardship.decidim import silent

CITY = Target("barcelona-2016")
PROPOSALS = "barcelona-2016/decidim-open-data-proposals.csv.gz"
COMMENTS = "barcelona-2016/decidim-open-data-comments.csv.gz"


@pytest.fixture(scope="package")
def plan() -> Plan:
    return prepare(realdata.path(PROPOSALS), realdata.path(COMMENTS), silent)


@pytest.fixture(scope="package")
def group(plan, django_db_setup, django_db_blocker) -> Iterator[Group]:
    with django_db_blocker.unblock():
        outcome = import_city(plan=plan, target=CITY, officials=["9262"], progress=silent)
    yield outcome.group
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
        # What was deleted row by row slows every later question down until the index is made anew.
        search.rebuild()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker takes all of this folder, so that the city is imported once."""
    for item in items:
        if "/city/" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("city"))
