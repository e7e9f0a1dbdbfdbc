"""The one table of the index. Its words are found by the twin that each database keeps of it."""

from django.db import models
from django.db.models import Q

KINDS = ("idea", "comment", "answer")


class Entry(models.Model):
    """What may be found: plain kinds and ids, since the index is a log and not a relation.

    On SQLite triggers keep the full-text tables in step. A migration that alters this table makes
    it anew there and loses them: it must create them again.
    """

    kind = models.CharField(max_length=10)
    object_id = models.BigIntegerField()
    group_id = models.BigIntegerField(db_index=True)
    idea_id = models.BigIntegerField(db_index=True)
    shown = models.BooleanField()
    idea_shown = models.BooleanField()
    title = models.TextField(blank=True)
    words = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="found_once"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="known_kind_of_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
