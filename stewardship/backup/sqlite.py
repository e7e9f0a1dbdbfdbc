"""SQLite: its own online copy, which sees one moment however much is written meanwhile."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db.backends.base.base import BaseDatabaseWrapper

MAGIC = b"SQLite format 3\x00"
PATIENCE = 60.0


def copy(database: BaseDatabaseWrapper, file: Path) -> None:
    with closing(_read_only(_path(database))) as source, closing(sqlite3.connect(file)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    check(file)


def check(file: Path) -> None:
    """Raises ValidationError unless every page, index and reference of the copy is sound."""
    try:
        with file.open("rb") as opened:
            magic = opened.read(len(MAGIC))
    except OSError as error:
        raise ValidationError(f"{file} cannot be read: {error.strerror}.") from error
    if magic != MAGIC:
        raise ValidationError(f"{file} is not a backup of an SQLite database.")
    try:
        with closing(_read_only(file)) as found:
            faults = found.execute("PRAGMA integrity_check(5)").fetchall()
            strays = found.execute("PRAGMA foreign_key_check").fetchmany(5)
    except sqlite3.DatabaseError as error:
        raise ValidationError(f"{file} is damaged: {error}.") from error
    if faults != [("ok",)] or strays:
        raise ValidationError(f"{file} is damaged: {faults[:1]} {strays[:1]}.")


def migrations(file: Path) -> set[tuple[str, str]]:
    try:
        with closing(_read_only(file)) as found:
            return set(found.execute("SELECT app, name FROM django_migrations"))
    except sqlite3.DatabaseError:
        raise ValidationError(f"{file} is a database, but not one of Folkmoot.") from None


def put(database: BaseDatabaseWrapper, file: Path) -> None:
    """Through SQLite's own copy as well: all or nothing, and other processes see it happen."""
    path = _path(database)
    with (
        closing(_read_only(file)) as source,
        closing(sqlite3.connect(path, timeout=PATIENCE)) as target,
    ):
        target.execute("PRAGMA journal_mode=WAL")
        try:
            source.backup(target)
        except sqlite3.OperationalError as error:
            raise ValidationError(f"The database could not be replaced: {error}.") from error


def _path(database: BaseDatabaseWrapper) -> Path:
    path = Path(str(database.settings_dict["NAME"]))
    if not path.is_absolute():
        raise ValidationError("A database in memory is neither backed up nor restored.")
    return path


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", timeout=PATIENCE, uri=True)
