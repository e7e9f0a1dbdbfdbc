"""The table of the index, and the twin by which each database finds its words."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# The words arrive folded and parted by spaces, so the plainest tokenizer is the right one.
SQLITE = [
    """
    CREATE VIRTUAL TABLE search_words USING fts5(title, words, content='search_entry',
        content_rowid='id', tokenize='ascii', prefix='2 3')
    """,
    "CREATE VIEW search_idea_title AS SELECT id, title FROM search_entry WHERE kind = 'idea'",
    """
    CREATE VIRTUAL TABLE search_titles USING fts5(title, content='search_idea_title',
        content_rowid='id', tokenize='ascii', prefix='2 3 4')
    """,
    """
    CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_words (rowid, title, words) VALUES (new.id, new.title, new.words);
        INSERT INTO search_titles (rowid, title)
            SELECT new.id, new.title WHERE new.kind = 'idea';
    END
    """,
    """
    CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_words (search_words, rowid, title, words)
            VALUES ('delete', old.id, old.title, old.words);
        INSERT INTO search_titles (search_titles, rowid, title)
            SELECT 'delete', old.id, old.title WHERE old.kind = 'idea';
    END
    """,
    """
    CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry
    WHEN old.title <> new.title OR old.words <> new.words BEGIN
        INSERT INTO search_words (search_words, rowid, title, words)
            VALUES ('delete', old.id, old.title, old.words);
        INSERT INTO search_titles (search_titles, rowid, title)
            SELECT 'delete', old.id, old.title WHERE old.kind = 'idea';
        INSERT INTO search_words (rowid, title, words) VALUES (new.id, new.title, new.words);
        INSERT INTO search_titles (rowid, title)
            SELECT new.id, new.title WHERE new.kind = 'idea';
    END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER search_entry_changed",
    "DROP TRIGGER search_entry_removed",
    "DROP TRIGGER search_entry_added",
    "DROP TABLE search_titles",
    "DROP VIEW search_idea_title",
    "DROP TABLE search_words",
]
POSTGRESQL = [
    """
    ALTER TABLE search_entry
    ADD COLUMN document tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('pg_catalog.simple', title), 'A')
        || setweight(to_tsvector('pg_catalog.simple', words), 'D')
    ) STORED,
    ADD COLUMN titled tsvector GENERATED ALWAYS AS (
        to_tsvector('pg_catalog.simple', title)
    ) STORED
    """,
    "CREATE INDEX search_entry_document ON search_entry USING gin (document)",
    "CREATE INDEX search_entry_titled ON search_entry USING gin (titled) WHERE kind = 'idea'",
]
POSTGRESQL_BACK = [
    "DROP INDEX search_entry_titled",
    "DROP INDEX search_entry_document",
    "ALTER TABLE search_entry DROP COLUMN titled, DROP COLUMN document",
]


def make_twin(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def remove_twin(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


def _run(editor: BaseDatabaseSchemaEditor, statements: dict[str, list[str]]) -> None:
    for statement in statements[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("object_id", models.BigIntegerField()),
                ("group_id", models.BigIntegerField(db_index=True)),
                ("idea_id", models.BigIntegerField(db_index=True)),
                ("shown", models.BooleanField()),
                ("idea_shown", models.BooleanField()),
                ("title", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
            ],
            options={
                "verbose_name_plural": "entries",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "object_id"), name="found_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("idea", "comment", "answer"))),
                        name="known_kind_of_entry",
                    ),
                ],
            },
        ),
        migrations.RunPython(make_twin, remove_twin),
    ]
