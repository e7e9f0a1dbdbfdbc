"""`manage.py demo`: Folkmoot running, with something in it worth looking at."""

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from stewardship import demo
from stewardship.demo.reset import reset
from stewardship.demo.serve import must_be_free, serve


class Command(BaseCommand):
    help = "Fill a database of its own with an invented town, once, and serve it."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="forget what was changed")
        parser.add_argument("--no-serve", action="store_true", help="fill it, and no more")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.TESTING):
            raise CommandError(_("The demo is started from the command line: make demo"))
        if not options["no_serve"]:
            must_be_free(options["port"])
        if options["reset"]:
            reset()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        self._fill()
        if not options["no_serve"]:
            self._invite(options["port"])
            serve(options["port"])

    def _fill(self) -> None:
        if refusal := demo.why_not_fill():
            raise CommandError(refusal + " " + _("Give the demo a database of its own."))
        if demo.is_filled():
            return
        self.stdout.write(_("Filling Halvermere with people and their ideas …"))
        self.stdout.flush()
        begin = monotonic()
        demo.fill()
        self.stdout.write(_("Done in %d seconds.") % (monotonic() - begin))

    def _invite(self, port: int) -> None:
        lines = [f"  {one.address:<28} {one.role}" for one in demo.sign_ins()]
        self.stdout.write(
            "\n".join(
                [
                    "",
                    _("Folkmoot is at %s") % f"http://localhost:{port}/",
                    "",
                    _("Sign in with the password %s as") % demo.PASSWORD,
                    *lines,
                    "",
                    _("Ctrl-C ends it; what you change is kept. Anew: make demo-reset"),
                ]
            )
        )
        self.stdout.flush()
