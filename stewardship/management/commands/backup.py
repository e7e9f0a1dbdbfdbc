"""`manage.py backup FILE`: a checked copy of the database, made while people write."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from stewardship.backup import make_backup


class Command(BaseCommand):
    help = "Copy the whole database into a file and check the copy; the site stays up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            size = make_backup(file=options["file"])
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(f"{options['file']}: {size:,} bytes, whole and checked.")
        self.stdout.write("Uploaded files (var/media) and the secret key are not in it.")
