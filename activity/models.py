"""What happened, in order: the numbered event log, and the small ledgers every write leans on."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q


class Stream(models.Model):
    """One audience's numbered line of events; `head` is the last number given."""

    key = models.CharField(max_length=64, unique=True)
    head = models.BigIntegerField(default=0)
    oldest = models.BigIntegerField(default=1, help_text="the first number still kept")

    def __str__(self) -> str:
        return f"{self.key}@{self.head}"


class Event(models.Model):
    """Kinds, ids, versions and numbers; never words written by people, nor names."""

    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, related_name="events")
    seq = models.BigIntegerField(help_text="number order is commit order, without gaps")
    kind = models.CharField(max_length=32)
    idea_id = models.BigIntegerField(null=True)
    comment_id = models.BigIntegerField(null=True)
    object_id = models.BigIntegerField(null=True)
    version = models.IntegerField(null=True)
    numbers = models.JSONField(null=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq"], name="event_number_once"),
            models.CheckConstraint(condition=Q(seq__gt=0), name="event_is_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.stream_id}/{self.seq}"


def new_epoch() -> str:
    return secrets.token_hex(8)


class LiveEpoch(models.Model):
    """One row: the life of this database. A restore mints another, and no old position counts."""

    epoch = models.CharField(max_length=32, default=new_epoch)
    word = models.CharField(max_length=64, help_text="also kept in a file beside the database")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return self.epoch


class UsedKey(models.Model):
    """A creating form or request that has been answered; its second answer equals the first."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    object_id = models.BigIntegerField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="key_used_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Allowance(models.Model):
    """How often a subject did something in the present window; the check is the limit."""

    subject = models.CharField(max_length=80)
    action = models.CharField(max_length=32)
    window = models.BigIntegerField(help_text="start of the window, seconds since 1970")
    used = models.IntegerField(default=0)
    allowed = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "action", "window"], name="one_allowance_per_window"
            ),
            models.CheckConstraint(
                condition=Q(used__lte=models.F("allowed")), name="used_within_allowed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.action} {self.used}/{self.allowed}"
