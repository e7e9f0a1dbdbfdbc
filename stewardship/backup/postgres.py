"""PostgreSQL: its own tools, pg_dump and pg_restore, of the version of the server or newer."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.conninfo import make_conninfo

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
    with _reached(database) as where:
        options = ["--format=custom", "--no-owner", "--no-privileges"]
        _run(["pg_dump", *options, f"--file={file}", f"--dbname={where}"])
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
    with tempfile.NamedTemporaryFile(suffix=".sql") as script, _reached(database) as where:
        options = ["--clean", "--if-exists", "--no-owner", "--no-privileges"]
        _run(["pg_restore", *options, f"--file={script.name}", str(file)])
        whole = ["--single-transaction", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
        what = [f"--command={EMPTY}", f"--file={script.name}"]
        _run(["psql", *whole, *what, f"--dbname={where}"])


@contextmanager
def _reached(database: BaseDatabaseWrapper) -> Iterator[str]:
    """How the tools reach the database; the password lies in a file that only we can read, since
    a command line can be seen by everybody on the machine."""
    settings = database.settings_dict
    known = {"host": "HOST", "port": "PORT", "user": "USER", "dbname": "NAME"}
    parts = {name: str(settings[key]) for name, key in known.items() if settings.get(key)}
    if "sslmode" in settings["OPTIONS"]:
        parts["sslmode"] = str(settings["OPTIONS"]["sslmode"])
    with tempfile.NamedTemporaryFile("w", suffix=".pgpass") as secret:
        password = str(settings.get("PASSWORD") or "")
        secret.write("*:*:*:*:" + password.replace("\\", "\\\\").replace(":", "\\:") + "\n")
        secret.flush()
        yield make_conninfo(**parts, passfile=secret.name, options=LOCKS)


def _run(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise ValidationError(
            f"{command[0]} is not installed. Install the client of PostgreSQL."
        ) from None
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise ValidationError(f"{command[0]} failed: {said[-1] if said else done.returncode}")
    return done.stdout
