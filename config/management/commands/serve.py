"""`manage.py serve`: pages, API and live pages from one process on one port."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.processes import serve


class Command(BaseCommand):
    help = "Serve pages and live pages from one process until it is stopped (Ctrl+C)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Folkmoot is at http://{options['host']}:{options['port']}/")
        serve(options["host"], options["port"])
