"""Filling an empty site with the demo: once, as a whole or not at all."""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.utils.translation import gettext as _

from accounts.models import User
from activity import clock, log
from activity.log import writing
from activity.models import Allowance
from communities.actions import turn_phases
from communities.models import Community
from notifications.models import Notification
from stewardship.demo import desk, script
from stewardship.demo.acts import Act, Life
from stewardship.demo.crowd import take_part
from stewardship.demo.town import SOURCE, Town, address, build, settle_in
from voting.orders import deal_shuffles, settle_standings

HEARD = timedelta(days=20)
READ = timedelta(days=6)
MAILED = timedelta(days=2)


@dataclass(frozen=True)
class SignIn:
    role: str
    address: str


def sign_ins() -> list[SignIn]:
    """Who to be in the demo; the password is the same for all."""
    return [
        SignIn(_("citizen, author of the course idea"), address("ada")),
        SignIn(_("official of the Learning House"), address("helena")),
        SignIn(_("moderator"), address("mira")),
        SignIn(_("employee at a counter"), address("samir")),
        SignIn(_("admin of both communities"), address("ingrid")),
    ]


def is_filled() -> bool:
    return Community.objects.filter(source=SOURCE).exists()


def why_not_fill() -> str:
    """Why this database is not one for the demo; empty when it is."""
    if Community.objects.exclude(source=SOURCE).exists():
        return _("This database has communities that the demo did not make.")
    if not is_filled() and User.objects.exists():
        return _("This database has people in it whom the demo did not make.")
    return ""


def fill(start: datetime | None = None) -> None:
    """Let the town live through its months, up to `start` (aware; now).

    One transaction: whoever interrupts it finds the site as empty as before. What happened long ago
    is written without news; the last weeks are told like anything else, so that followers have
    something in their inbox.
    """
    start = start or clock.now()
    with writing():
        with log.quiet():
            town = build(start)
            settle_in(town)
        lives = [_life(town, told) for told in script.proposals()]
        for act in sorted(_acts(town, lives)):
            with clock.at(act.moment), _loudness(act, start):
                act.do()
        for life in lives:
            take_part(life)
        with clock.at(start):
            _settle(town)


def _acts(town: Town, lives: list[Life]) -> Iterable[Act]:
    for life in lives:
        yield from life.acts()
    yield from desk.acts(town, {life.told.name: life for life in lives})


def _life(town: Town, told: script.Proposal) -> Life:
    """With chance of its own, so that the same content gives the same votes every time."""
    return Life(town, told, Random(told.name))  # noqa: S311


def _loudness(act: Act, start: datetime) -> AbstractContextManager[None]:
    return nullcontext() if act.moment > start - HEARD else log.quiet()


def _settle(town: Town) -> None:
    """Do what the sweeps of the worker would have; say once that the groups filled."""
    with log.quiet():
        turn_phases()
    settle_standings()
    deal_shuffles()
    Allowance.objects.all().delete()
    for group in town.groups.values():
        log.record("group.filled", [group.stream], object_id=group.pk)
    _put_away(town)


def _put_away(town: Town) -> None:
    """What was told long ago has been read and mailed; Ada's last mails are left to the worker."""
    told = Notification.objects.all()
    told.filter(created_at__lt=town.start - READ).exclude(kind=Notification.Kind.ANSWER).update(
        read_at=town.start
    )
    fresh = told.filter(person=town.people["ada"], created_at__gt=town.start - MAILED)
    told.exclude(pk__in=fresh.values("pk")).update(mailed_at=town.start)
