"""A restore is rehearsed: what was written before the backup is back, what came after is gone."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from activity.models import LiveEpoch
from ideas.actions import propose_idea
from ideas.models import Idea
from live import epoch
from stewardship.counters.check import check_counters
from tests.cast import words
from tests.stewardship import contents
from voting.actions import cast_vote

pytestmark = pytest.mark.django_db(transaction=True)

EPOCH = "activity_liveepoch"


def without_epoch() -> dict[str, object]:
    return {table: rows for table, rows in contents.everything().items() if table != EPOCH}


@pytest.fixture
def backup(tmp_path, idea, bob) -> Path:
    """A backup of a site with an idea and a vote."""
    epoch.check()
    cast_vote(voter=bob, idea=idea, stand=1)
    file = tmp_path / "site.backup"
    call_command("backup", str(file))
    return file


def test_a_restore_brings_everything_back_and_a_new_epoch(backup, ada, group) -> None:
    before, life = without_epoch(), epoch.current()
    propose_idea(author=ada, group=group, words=words("Shade at every stop"))
    Idea.objects.filter(title="Benches at every stop").update(title="Overwritten")
    assert without_epoch() != before
    call_command("restore", str(backup), "--yes")
    assert without_epoch() == before
    assert not [finding for finding in check_counters() if finding.drifts]
    assert LiveEpoch.objects.get().epoch == epoch.current() != life


def test_people_go_on_writing_after_a_restore(backup, ada, group) -> None:
    call_command("restore", str(backup), "--yes")
    made = propose_idea(author=ada, group=group, words=words("Shade at every stop"))
    assert Idea.objects.count() == 2
    assert made.pk > Idea.objects.exclude(pk=made.pk).get().pk


def test_a_restore_into_an_empty_database_needs_no_yes(backup) -> None:
    before = without_epoch()
    call_command("flush", interactive=False, verbosity=0)
    call_command("restore", str(backup))
    assert without_epoch() == before


def test_a_database_with_content_is_not_replaced_by_accident(backup, ada, group) -> None:
    propose_idea(author=ada, group=group, words=words("Shade at every stop"))
    with pytest.raises(CommandError, match="--yes"):
        call_command("restore", str(backup))
    assert Idea.objects.count() == 2


def test_a_backup_is_readable_by_its_owner_alone_and_overwrites_nothing(backup) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(backup))
    assert not list(backup.parent.glob("*.part"))


def test_a_backup_that_cannot_be_written_says_so(tmp_path) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("backup", str(tmp_path / "nowhere" / "x"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("nothing", b""),
        ("words", b"this is no backup"),
        ("cut off", None),
        ("the other kind", b"PGDMP" if connection.vendor == "sqlite" else b"SQLite format 3\x00"),
    ],
)
def test_a_file_that_is_no_sound_backup_leaves_the_database_alone(backup, name, data) -> None:
    wrong = backup.with_name("wrong")
    whole = backup.read_bytes()
    wrong.write_bytes(whole[: len(whole) // 2] if data is None else data)
    before = contents.everything()
    with pytest.raises(CommandError):
        call_command("restore", str(wrong), "--yes")
    assert contents.everything() == before


def test_a_backup_of_something_else_is_refused(tmp_path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("made with SQLite alone")
    file = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE recipes (name)")
        other.commit()
    with pytest.raises(CommandError, match="not one of Folkmoot"):
        call_command("restore", str(file), "--yes")


def test_a_backup_of_a_newer_folkmoot_is_refused(tmp_path, idea) -> None:
    migration = ("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)",)
    with connection.cursor() as cursor:
        cursor.execute(*migration, ["ideas", "9999_from_tomorrow", "2026-01-01 00:00:00+00:00"])
    try:
        call_command("backup", str(tmp_path / "newer"))
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = %s", ["9999_from_tomorrow"])
    with pytest.raises(CommandError, match=r"newer Folkmoot \(ideas.9999_from_tomorrow"):
        call_command("restore", str(tmp_path / "newer"), "--yes")
    assert Idea.objects.exists()


def test_a_missing_file_is_said(tmp_path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("restore", str(tmp_path / "nowhere"))
