"""`manage.py import_ideas decidim …`: a city's consultation from another platform, whole."""

import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from stewardship.imports.plan import Plan, prepare
from stewardship.imports.run import check, import_city
from stewardship.imports.setting import Target
from stewardship.imports.undo import undo_import

SHOWN = 10


class Command(BaseCommand):
    help = "Import a city's ideas and contributions from Decidim's open data, or undo that."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("platform", choices=["decidim"])
        parser.add_argument("--group", required=True, help="slug; made when it does not exist")
        parser.add_argument("--proposals", type=Path, help="CSV, plain or gzip")
        parser.add_argument("--comments", type=Path, help="CSV, plain or gzip")
        parser.add_argument("--community", default="", help="slug; made when it does not exist")
        parser.add_argument("--group-name", default="", help="for a group that is made")
        parser.add_argument("--community-name", default="", help="for a community that is made")
        parser.add_argument(
            "--official",
            action="extend",
            nargs="+",
            default=[],
            metavar="ID",
            help="authors who wrote in the name of the city",
        )
        parser.add_argument("--dry-run", action="store_true", help="check all and write nothing")
        parser.add_argument("--report", type=Path, help="rows changed or refused: .csv or .jsonl")
        parser.add_argument("--undo", action="store_true", help="take the import out again")
        parser.add_argument(
            "--even-so",
            action="store_true",
            help="undo although people here have voted on it, answered or decided",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target = Target(
            options["group"],
            options["community"],
            options["group_name"],
            options["community_name"],
        )
        self._began = monotonic()
        try:
            if options["undo"]:
                self._undo(target, options)
            else:
                self._import(target, options)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error

    def _import(self, target: Target, options: Mapping[str, Any]) -> None:
        if not options["proposals"]:
            raise CommandError("Name the file of the proposals with --proposals.")
        plan = prepare(options["proposals"], options["comments"], self._progress)
        if options["report"]:
            plan.report.write(options["report"])
        self._say_findings(plan, options["report"])
        if options["dry_run"]:
            check(plan=plan, target=target, officials=options["official"])
            self.stdout.write(f"Nothing was written. {_contents(plan)} would be there.")
            return
        outcome = import_city(
            plan=plan, target=target, officials=options["official"], progress=self._progress
        )
        made = ", ".join(f"{number} {kind}" for kind, number in outcome.made.items())
        self.stdout.write(f"{outcome.changed} rows written{f' ({made})' if made else ''}.")
        self.stdout.write(f"{_contents(plan)} are in the group {outcome.group.slug}.")

    def _undo(self, target: Target, options: Mapping[str, Any]) -> None:
        gone = undo_import(target=target, even_so=options["even_so"], progress=self._progress)
        self.stdout.write(
            "Taken out: " + ", ".join(f"{n} {kind}" for kind, n in gone.items()) + "."
        )

    def _say_findings(self, plan: Plan, report: Path | None) -> None:
        rows = plan.report.rows()
        self.stderr.write(f"{rows['changed']} rows changed, {rows['refused']} refused.")
        if report:
            self.stderr.write(f"Each with its line and reason in {report}.")
            return
        refused = plan.report.of("refused")
        for finding in refused[:SHOWN]:
            self.stderr.write(f"{finding.file}, line {finding.line}: refused, {finding.reason}")
        if plan.report.findings:
            self.stderr.write("--report FILE lists every one with its line and reason.")

    def _progress(self, what: str, done: int, total: int) -> None:
        line = f"{monotonic() - self._began:6.1f} s  {what}: {done:,} of {total:,}"
        ending = "\r" if sys.stderr.isatty() and done < total else "\n"
        self.stderr.write(line, ending=ending)


def _contents(plan: Plan) -> str:
    supports = sum(idea.supports for idea in plan.ideas)
    return (
        f"{len(plan.ideas):,} ideas, {len(plan.comments):,} contributions, "
        f"{len(plan.people):,} people and {supports:,} supports"
    )
