"""The life of a database is told from another's, so that no old position is believed."""

import pytest
from django.core.management import call_command

from activity.models import LiveEpoch
from live import epoch

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    place = tmp_path / "folkmoot.sqlite3.live"
    monkeypatch.setattr(epoch, "_place", lambda: place)
    return place


def test_a_first_start_makes_an_epoch_and_a_second_keeps_it():
    first = epoch.check()
    assert first
    assert epoch.check() == first == epoch.current()
    assert LiveEpoch.objects.count() == 1


def test_another_database_in_the_same_place_begins_a_new_epoch(place):
    first = epoch.check()
    place.write_text("what another database would have said\n")
    assert epoch.check() != first
    assert epoch.check() == epoch.current()


def test_a_machine_that_has_no_word_yet_takes_over_that_of_the_database(place):
    first = epoch.check()
    place.unlink()
    assert epoch.check() == first
    assert place.read_text().strip() == LiveEpoch.objects.get().word


def test_an_older_copy_of_the_same_database_is_recognised(place):
    """On SQLite the word is another one after each start, so a copy from before has an older."""
    first = epoch.check()
    copy = LiveEpoch.objects.get()
    epoch.check()
    if LiveEpoch.objects.get().word == copy.word:
        pytest.skip("on a server database a restore is told by the command that does it")
    LiveEpoch.objects.filter(pk=copy.pk).update(word=copy.word)

    assert epoch.check() != first


def test_a_restore_and_a_reset_mint_a_new_one(capsys):
    first = epoch.check()
    second = epoch.renew()
    call_command("live", "reset")
    third = epoch.current()
    assert len({first, second, third}) == 3
    assert epoch.check() == third


def test_who_follows_another_process_agrees_at_the_next_start(place):
    epoch.check()
    epoch.renew()
    place.write_text("older\n")
    epoch.follow()
    now = epoch.current()
    assert epoch.check() == now
