"""Runs of the import, and the periodic jobs of the worker."""

from django.db import models

from activity import clock
from communities.models import Group


class ImportRun(models.Model):
    """One run of an import: what it read, what it changed, what it refused."""

    group = models.ForeignKey(Group, null=True, on_delete=models.SET_NULL, related_name="imports")
    source = models.CharField(max_length=80)
    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    totals = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.source} {self.started_at:%Y-%m-%d}"


class PeriodicJob(models.Model):
    """When a sweep is next due; the row is its lease, so that it runs once however many workers."""

    name = models.CharField(max_length=64, unique=True)
    next_run_at = models.DateTimeField(default=clock.now)
    last_run_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.name
