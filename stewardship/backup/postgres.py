"""PostgreSQL: its own tools, pg_dump and pg_restore, of the version of the server or newer."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db.backends.base.base import BaseDatabaseWrapper

MAGIC = b"PGDMP"
# A server still at work holds locks; better to say so than to wait for ever.
LOCKS = "-c lock_timeout=30000"
EMPTY = """
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', one.tablename);
  END LOOP;
END $$
"""
MIGRATION = re.compile(r"^\d+\t(?P<app>[^\t]+)\t(?P<name>[^\t]+)\t", re.MULTILINE)


def copy(database: BaseDatabaseWrapper, file: Path) -> None:
    _run(["pg_dump", "-Fc", "--no-owner", "--no-privileges", f"--file={file}"], database)
    check(file)


def check(file: Path) -> None:
    """Raises ValidationError unless the archive can be read to its end."""
    try:
        with file.open("rb") as opened:
            magic = opened.read(len(MAGIC))
    except OSError as error:
        raise ValidationError(f"{file} cannot be read: {error.strerror}.") from error
    if magic != MAGIC:
        raise ValidationError(f"{file} is not a backup of a PostgreSQL database.")
    _run(["pg_restore", f"--file={os.devnull}", str(file)])


def migrations(file: Path) -> set[tuple[str, str]]:
    said = _run(["pg_restore", "--data-only", "--table=django_migrations", "--file=-", str(file)])
    found = {(one["app"], one["name"]) for one in MIGRATION.finditer(said)}
    if not found:
        raise ValidationError(f"{file} is a database, but not one of Folkmoot.")
    return found


def put(database: BaseDatabaseWrapper, file: Path) -> None:
    """Everything in one transaction: while it runs people see the old content, or wait."""
    database.close_pool()  # type: ignore[attr-defined]
    with tempfile.NamedTemporaryFile(suffix=".sql") as script:
        options = ["--clean", "--if-exists", "--no-owner", "--no-privileges"]
        _run(["pg_restore", *options, f"--file={script.name}", str(file)])
        whole = ["--single-transaction", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
        _run(["psql", *whole, f"--command={EMPTY}", f"--file={script.name}"], database)


def _run(command: list[str], database: BaseDatabaseWrapper | None = None) -> str:
    environment = os.environ | (_access(database) if database else {})
    try:
        done = subprocess.run(  # noqa: S603
            command, env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise ValidationError(
            f"{command[0]} is not installed. Install the client of PostgreSQL."
        ) from None
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise ValidationError(f"{command[0]} failed: {said[-1] if said else done.returncode}")
    return done.stdout


def _access(database: BaseDatabaseWrapper) -> dict[str, str]:
    """Where the database is, in the environment: a password on the command line can be seen."""
    settings = database.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    access = {name: str(settings[key]) for name, key in names.items() if settings.get(key)}
    options = settings.get("OPTIONS", {})
    if "sslmode" in options:
        access["PGSSLMODE"] = str(options["sslmode"])
    return access | {"PGDATABASE": str(settings["NAME"]), "PGOPTIONS": LOCKS}
