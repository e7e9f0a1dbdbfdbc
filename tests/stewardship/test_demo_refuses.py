"""The demo is filled once, as a whole, and only where nothing else is."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import User
from communities.actions import create_community
from communities.models import Community
from stewardship import demo
from stewardship.demo import town

pytestmark = pytest.mark.django_db


def test_an_interrupted_fill_leaves_nothing(monkeypatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("stewardship.demo.filling.settle_in", interrupted)
    with pytest.raises(KeyboardInterrupt):
        demo.fill()
    assert not User.objects.exists()
    assert not Community.objects.exists()


def test_the_demo_refuses_a_database_that_is_not_its_own(community, bob) -> None:
    for arguments in (["--no-serve"], ["--no-serve", "--reset"]):
        with pytest.raises(CommandError, match="communities that the demo did not make"):
            call_command("demo", *arguments)
    assert Community.objects.get() == community
    assert User.objects.get() == bob


def test_the_demo_refuses_a_database_with_people_in_it(bob) -> None:
    with pytest.raises(CommandError, match="people in it"):
        call_command("demo", "--no-serve")


def test_a_demo_that_is_there_is_kept_as_it_is(monkeypatch) -> None:
    create_community(slug="halvermere", name="Changed by somebody", source=town.SOURCE)
    monkeypatch.setattr(demo, "fill", lambda: pytest.fail("filled twice"))
    call_command("demo", "--no-serve")
    assert Community.objects.get().name == "Changed by somebody"
