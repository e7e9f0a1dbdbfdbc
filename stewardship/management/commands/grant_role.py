"""`manage.py grant_role ADDRESS ROLE --community SLUG`: make somebody moderator or official."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from communities.actions import grant_role
from communities.models import Community, Department, Group, Role


class Command(BaseCommand):
    help = "Give a person who has signed up a role in a community, or in one of its groups."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--community", required=True, help="slug")
        parser.add_argument("--group", default="", help="slug; without it, the whole community")
        parser.add_argument("--department", default="", help="made when it is new")

    def handle(self, **given: Any) -> None:
        person = User.objects.filter(email=given["address"].lower()).first()
        community = Community.objects.filter(slug=given["community"]).first()
        group = Group.objects.filter(community=community, slug=given["group"]).first()
        if not person or not community or (given["group"] and not group):
            raise CommandError("There is no such person, community or group.")
        department = None
        if given["department"]:
            department, _new = Department.objects.get_or_create(
                community=community, name=given["department"]
            )
        grant_role(
            admin=None,
            person=person,
            role=given["role"],
            community=None if group else community,
            group=group,
            department=department,
        )
        self.stdout.write(f"{person} is {given['role']} of {group or community}.")
