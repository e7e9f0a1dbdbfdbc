"""Beginning the demo anew. It deletes nothing but a demo."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from stewardship.demo.filling import is_filled, why_not_fill

OWN_FILE = "demo.sqlite3"


def reset() -> None:
    """Delete the demo's database.

    Raises CommandError for any database that holds something else, or whose tables cannot be read,
    unless it is the file that belongs to the demo.
    """
    file = Path(str(settings.DATABASES["default"]["NAME"]))
    if connection.vendor != "sqlite":
        _must_be_demo(unreadable_too=False)
        _drop_tables()
    elif file.exists():
        _must_be_demo(unreadable_too=file.name == OWN_FILE)
        connection.close()
        for part in ("", "-wal", "-shm"):
            file.with_name(file.name + part).unlink(missing_ok=True)


def _must_be_demo(*, unreadable_too: bool) -> None:
    if not connection.introspection.table_names():
        return
    try:
        refusal = why_not_fill()
        if not refusal and not is_filled() and not unreadable_too:
            refusal = _("The demo is not in this database.")
    except DatabaseError:
        refusal = "" if unreadable_too else _("Its tables are not those of the demo.")
    if refusal:
        raise CommandError(refusal + " " + _("Nothing was deleted."))


def _drop_tables() -> None:
    tables = [connection.ops.quote_name(name) for name in connection.introspection.table_names()]
    if tables:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {', '.join(tables)} CASCADE")
