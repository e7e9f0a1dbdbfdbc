"""The world is built once for all the tests of this folder, and rolled back at their end."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from config import api_throttles
from tests.matrix.world import World, build


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with pytest.MonkeyPatch.context() as patched, django_db_blocker.unblock():
        _hasten(patched)
        with transaction.atomic():
            yield build()
            transaction.set_rollback(True)
        logging.disable(logging.NOTSET)


def _hasten(patched: pytest.MonkeyPatch) -> None:
    """Thousands of questions: no throttle, no line of log each, no copy of what templates knew,
    and no count of the unread in every frame (the inbox has rows of its own)."""
    logging.disable(logging.WARNING)
    for rate in (api_throttles.VisitorRate, api_throttles.PersonRate):
        patched.setattr(rate, "allow_request", lambda self, request, view: True)
    patched.setattr("django.test.client.store_rendered_templates", lambda *_, **__: None)
    patched.setattr("frontend.context.unread_count", lambda person: 7)
