"""What finds people by itself: search by a word that is in one text only, and mails."""

import json
from datetime import timedelta

import pytest

from activity import clock
from notifications.actions.rounds import mail_at_once, mail_daily
from notifications.letters import letter_of
from notifications.models import OutgoingMail
from tests.matrix.asking import ask, leaks
from tests.matrix.oracle import VIEWERS, reads
from tests.matrix.world import World, canary

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("viewer", ["visitor", "ex_member", "member", "author", "moderator"])
def test_a_word_of_a_text_finds_it_only_for_those_who_read_it(world: World, viewer: str) -> None:
    for it in [*world.of("idea"), *world.of("comment")]:
        told = json.loads(ask(world, viewer, f"/api/v1/search/?q={canary(it.number)}").said.strip())
        found = bool(told["results"])
        assert not found or reads(viewer, it), f"{viewer} finds {it}"
        listed = it.state == "shown" and (not it.under or it.under.state in {"shown", "withdrawn"})
        assert found or not listed or not reads(viewer, it), f"{viewer} misses {it}"


def test_a_mail_tells_its_reader_nothing_that_a_page_would_not(world: World) -> None:
    """Rows were born before memberships ended and words were hidden; mails are written after."""
    assert mail_at_once() > 0
    morning = (clock.now() + timedelta(days=1)).replace(hour=9)
    with clock.at(morning):
        assert mail_daily() > 0
    names = {person.pk: name for name, person in world.people.items()}
    told = dict.fromkeys(names.values(), "")
    for mail in OutgoingMail.objects.exclude(person=None).select_related("person"):
        if letter := letter_of(mail):
            told[names[mail.person_id or 0]] += f"{letter.subject} {letter.body} {letter.html}"
    wrong = {name: leaks(world, name, said) for name, said in told.items() if name in VIEWERS}
    assert not {name: found for name, found in wrong.items() if found}
    assert canary(world.one("idea", place="secret").number) in told["member"]
    assert "deactivated" not in {name for name, said in told.items() if said}
