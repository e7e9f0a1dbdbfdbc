"""`manage.py check_counters`: do the stored numbers say what the rows say?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stewardship.counters.check import Finding, check_counters, repair

SHOWN = 3


class Command(BaseCommand):
    help = "Count anew what is stored as a number, and look whether the search index is whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="store what was counted")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = []
        for finding in check_counters():
            self._say(finding)
            if finding.drifts:
                findings.append(finding)
        if not findings:
            self.stdout.write("Every number says what its rows say.")
            return
        if not options["repair"]:
            raise CommandError("Some numbers drifted. --repair stores what was counted.")
        for finding in findings:
            repair(finding)
        left = sum(len(finding.drifts) for finding in check_counters())
        if left:
            raise CommandError(f"{left} numbers are still wrong after the repair.")
        self.stdout.write("Repaired.")

    def _say(self, finding: Finding) -> None:
        if not finding.drifts:
            self.stdout.write(f"{finding.kind}: right")
            return
        self.stdout.write(f"{finding.kind}: {len(finding.drifts)} wrong")
        for drift in finding.drifts[:SHOWN]:
            self.stdout.write(
                f"  {drift.object_id}: {drift.stored} stored, {drift.counted} counted"
            )
