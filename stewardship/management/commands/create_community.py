"""`manage.py create_community SLUG NAME --admin ADDRESS`: found one, with its first admin."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from communities.actions import create_community


class Command(BaseCommand):
    help = "Found a community; its first admin is a person who has signed up."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("name")
        parser.add_argument("--admin", required=True, help="e-mail address of the first admin")
        parser.add_argument("--time-zone", default="UTC", help="like Europe/Vienna")
        parser.add_argument("--language", default="en")
        parser.add_argument("--runs-it", default="", help="who is responsible for the site")

    def handle(self, **given: Any) -> None:
        founder = User.objects.filter(email=given["admin"].lower()).first()
        if not founder:
            raise CommandError(f"Nobody has signed up as {given['admin']}; create them first.")
        try:
            community = create_community(
                slug=given["slug"],
                name=given["name"],
                founder=founder,
                time_zone=given["time_zone"],
                language=given["language"],
                runs_it=given["runs_it"],
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{community} is at /c/{community.slug}/")
