"""Mails are rows here as they are in the house."""

import pytest

from tests.notifications import mailbox


@pytest.fixture(autouse=True)
def _mails_are_rows(settings) -> None:
    settings.MAILERS = mailbox.MAILER
