import pytest

from tests.notifications import mailbox


@pytest.fixture
def outside(settings):
    """Mails leave into `mailbox.went` instead of the world."""
    settings.MAILERS = mailbox.MAILER
    settings.SITE_ADDRESS = "https://folkmoot.example"
    mailbox.empty()
    yield mailbox
    mailbox.empty()
