"""Everything in the database, to see that nothing of it changed."""

from typing import Any

from django.apps import apps
from django.db import connection

# Sign-ins, caches and Django's own bookkeeping are no content.
ASIDE = {"django_session", "django_migrations", "folkmoot_cache", "django_content_type"}


def everything() -> dict[str, list[Any]]:
    """Every row of every table of ours."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table) for table in sorted(tables - ASIDE)}


def counts() -> dict[str, int]:
    """How many rows each table has, where it has any."""
    return {table: len(rows) for table, rows in everything().items() if rows}


def _rows(cursor: Any, table: str) -> list[Any]:
    cursor.execute(f'SELECT * FROM "{table}"')
    return sorted(cursor.fetchall(), key=repr)
