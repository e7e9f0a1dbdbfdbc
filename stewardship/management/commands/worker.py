"""`manage.py worker`: what the clock does and what may wait, until it is told to stop."""

import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand

from stewardship.jobs import JOBS
from stewardship.worker import work, work_once


class Command(BaseCommand):
    help = "Turns phases, settles orders and sends mail; any number may run beside each other."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run what is due now, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.stdout.write("ran: " + (", ".join(work_once(JOBS)) or "nothing was due"))
            return
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write("The worker is at work; SIGTERM ends it.")
        work(JOBS, stop)
        self.stdout.write("The worker has ended.")
