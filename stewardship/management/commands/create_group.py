"""`manage.py create_group COMMUNITY SLUG NAME`: open a group whose phases begin now."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from activity import clock
from communities import question_sets
from communities.actions import Stretch, create_group
from communities.models import Community, Group, Phase

OPEN = (Phase.Kind.PROPOSE, Phase.Kind.DISCUSS, Phase.Kind.VOTE)


class Command(BaseCommand):
    help = "Open a group in which people propose, discuss and vote for some days from now."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("community", help="slug of the community")
        parser.add_argument("slug")
        parser.add_argument("name")
        parser.add_argument("--kind", default=Group.Kind.OPEN_CALL, choices=Group.Kind.values)
        parser.add_argument(
            "--visibility", default=Group.Visibility.PUBLIC, choices=Group.Visibility.values
        )
        parser.add_argument("--questions", default="open", choices=question_sets.names())
        parser.add_argument("--days", type=int, default=30, help="how long the phases last")
        parser.add_argument("--purpose", default="")

    def handle(self, **given: Any) -> None:
        community = Community.objects.filter(slug=given["community"]).first()
        if not community:
            raise CommandError(f"There is no community {given['community']!r}.")
        begin = clock.now()
        end = begin + timedelta(days=given["days"])
        try:
            group = create_group(
                community=community,
                slug=given["slug"],
                name=given["name"],
                kind=given["kind"],
                visibility=given["visibility"],
                question_set=given["questions"],
                purpose=given["purpose"],
                phases=[Stretch(kind, begin, end) for kind in OPEN],
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{group} is at /c/{community.slug}/{group.slug}/")
