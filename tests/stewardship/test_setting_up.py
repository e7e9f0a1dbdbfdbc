"""An operator alone sets up a community, a group and its people from the command line."""

import pytest
from django.core.management import CommandError, call_command

from communities.models import Community, Group
from communities.roles import roles_of
from communities.rules import open_kinds

pytestmark = pytest.mark.django_db


def test_an_operator_founds_a_community_and_opens_a_group(ada, bob):
    call_command("create_community", "eastby", "Eastby", admin=ada.email, time_zone="Europe/Oslo")
    call_command("create_group", "eastby", "library", "Library", questions="service_improvement")
    call_command(
        "grant_role", bob.email, "official", community="eastby", department="Books", group=""
    )
    group = Group.objects.get(slug="library")
    assert roles_of(ada).is_admin(group) and roles_of(bob).is_official(group)
    assert open_kinds(group) == {"propose", "discuss", "vote"} and group.questions.count() == 3


def test_what_does_not_exist_is_said(ada):
    for command in (
        ("create_community", "x", "X", "--admin", "nobody@example.org"),
        ("create_community", "x", "X", "--admin", ada.email, "--time-zone", "Mars"),
        ("create_group", "nowhere", "x", "X"),
        ("grant_role", ada.email, "admin", "--community", "nowhere"),
    ):
        with pytest.raises(CommandError):
            call_command(*command)
    assert not Community.objects.exists()
