"""Backup and restore, whichever database it is."""

import os
from pathlib import Path
from types import ModuleType

from django.apps import apps
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from accounts.models import User
from communities.models import Group
from live import epoch
from stewardship.backup import postgres, sqlite

VENDORS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgres}


def make_backup(*, file: Path) -> int:
    """Copy the database into `file`, checked, readable by its owner alone; answers its bytes.

    Raises ValidationError where the file exists, cannot be written, or the copy is not sound.
    """
    if file.exists():
        raise ValidationError(f"{file} exists already. Choose another name.")
    partial = file.with_name(file.name + ".part")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        _vendor().copy(connection, partial)
        _to_disk(partial)
        partial.replace(file)
    except OSError as error:
        raise ValidationError(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        partial.unlink(missing_ok=True)
    return file.stat().st_size


def restore_backup(*, file: Path, over_content: bool = False) -> str:
    """Put `file` in the place of the configured database; answers the new epoch of live pages.

    Raises ValidationError, with the database untouched, for a file that is no sound backup of this
    kind of database or comes from a newer Folkmoot, and where the database has content and
    `over_content` is not set. Sessions come back as they were when the backup was made.
    """
    _vendor().check(file)
    if not over_content and _has_content():
        raise ValidationError(
            "The database has people or groups in it, which the restore would replace. "
            "Make a backup of it, then say --yes."
        )
    _refuse_newer(_vendor().migrations(file))
    connection.close()
    _vendor().put(connection, file)
    call_command("migrate", interactive=False, verbosity=0)
    caches["default"].clear()
    return epoch.renew()


def _vendor() -> ModuleType:
    return VENDORS[connection.vendor]


def _has_content() -> bool:
    tables = connection.introspection.table_names()
    return any(
        model._meta.db_table in tables and model._default_manager.exists()  # noqa: SLF001
        for model in (User, Group)
    )


def _refuse_newer(applied: set[tuple[str, str]]) -> None:
    """A backup whose migrations are unknown here would be read wrongly."""
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    ours = {config.label for config in apps.get_app_configs()}
    unknown = sorted(f"{app}.{name}" for app, name in applied - known if app in ours)
    if unknown:
        raise ValidationError(
            f"The backup was made by a newer Folkmoot ({', '.join(unknown[:3])} is not known "
            "here). Install that version first."
        )


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
