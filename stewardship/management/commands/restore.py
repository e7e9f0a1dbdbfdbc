"""`manage.py restore FILE`: put a backup in the place of the configured database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from stewardship.backup import restore_backup


class Command(BaseCommand):
    help = "Put a backup in the place of the configured database, and begin a new live epoch."
    requires_migrations_checks = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="replace what is in the database")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            epoch = restore_backup(file=options["file"], over_content=options["yes"])
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(f"Restored. Live pages begin anew in epoch {epoch}.")
        self.stdout.write("Sign-ins are as they were when the backup was made.")
        self.stdout.write("Restart the servers and workers, and run check_counters.")
