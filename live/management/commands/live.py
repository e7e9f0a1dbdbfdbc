"""`manage.py live reset`: begin a new epoch, so that every open page reads itself anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from live import epoch


class Command(BaseCommand):
    help = "Live pages: `reset` begins a new epoch, after which every open page reads itself anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["reset"])

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"New epoch {epoch.renew()}: every page reads itself anew.")
