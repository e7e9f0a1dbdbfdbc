"""What comes too late, twice, or without the right is told so, alike in page and JSON."""

from datetime import timedelta

import pytest

from activity import clock
from activity.models import Event
from comments.models import Comment
from communities.models import Phase
from ideas.models import Idea
from moderation.models import Flag
from tests.attacks.wrong import address, is_json
from tests.matrix.ledger import undone
from tests.matrix.rows import ROWS
from tests.matrix.world import World
from tests.matrix.write_rows import WRITES
from tests.matrix.writing import Write

pytestmark = pytest.mark.django_db
# What the clock closes: by whom it could have been done while there was time.
IN_TIME = {
    "vote": "member",
    "comments": "member",
    "replies": "member",
    "mark": "member",
    "propose": "member",
    "api_vote": "member",
    "api_comments": "member",
    "api_mark": "member",
    "api_group_ideas": "member",
}
# What a key made with the form, or sent beside the JSON, lets happen once.
ONCE = {
    "comments": Comment,
    "replies": Comment,
    "propose": Idea,
    "idea_flag": Flag,
    "comment_flag": Flag,
    "api_comments": Comment,
    "api_group_ideas": Idea,
    "api_idea_flags": Flag,
    "api_comment_flags": Flag,
}


def target(world: World, name: str):
    kind = ROWS[name].of
    found = world.of(kind, place="public", state="shown")
    return next(it for it in found if it.under is None or it.under.state == "shown")


def send(world: World, name: str, write: Write, key: str = ""):
    it, json = target(world, name), is_json(name)
    body = write.body(it) | ({} if json else {"key": key})
    kind = {"content_type": "application/json"} if json else {}
    extra = {"headers": {"Idempotency-Key": key}} if json and key else {}
    ask = getattr(world.browsers["member"], write.method)
    return ask(address(name, it), body, **kind, **extra)


@pytest.mark.parametrize("name", list(IN_TIME))
def test_after_its_phase_it_is_refused_with_the_reason(world: World, name: str) -> None:
    for write in WRITES[name]:
        with undone() as ledger:
            gone = clock.now() - timedelta(hours=1)
            Phase.objects.filter(group=world.groups["public"].pk).update(closes_at=gone)
            answer = send(world, name, write)
            written = [table for table in ledger.tables if table != "communities_phase"]
        said = answer.content.decode()
        assert (answer.status_code, written) == (403, []), said[:400]
        assert "closed" in said or "not being collected" in said


@pytest.mark.parametrize("name", list(ONCE))
def test_sent_twice_it_happens_once(world: World, name: str) -> None:
    with undone():
        before = ONCE[name].objects.count()
        first = send(world, name, WRITES[name][0], key="pressed twice")
        events = Event.objects.count()
        second = send(world, name, WRITES[name][0], key="pressed twice")
        assert first.status_code == second.status_code < 400
        assert ONCE[name].objects.count() == before + 1
        assert Event.objects.count() == events
        if is_json(name):
            assert first.json()["id"] == second.json()["id"]


@pytest.mark.parametrize("name", list(ONCE))
def test_a_key_that_is_too_long_is_refused_with_a_sentence(world: World, name: str) -> None:
    with undone() as ledger:
        answer = send(world, name, WRITES[name][0], key="k" * 65)
        assert (answer.status_code, ledger.tables) == (400, [])


@pytest.mark.parametrize("name", ["idea_edit", "comment_edit", "api_idea", "api_comment"])
@pytest.mark.parametrize("version", [0, 1, 99, -1])
def test_another_version_is_a_conflict_and_loses_nothing(
    world: World, name: str, version: int
) -> None:
    write = WRITES[name][0]
    kind, state = ROWS[name].of, "held"
    it = next(c for c in world.of(kind, place="public", state=state) if c.author == "author")
    body = write.body(it) | {"version": version}
    json = {"content_type": "application/json"} if is_json(name) else {}
    with undone() as ledger:
        ask = getattr(world.browsers["author"], write.method)
        answer = ask(address(name, it), body, **json)
    assert answer.status_code in {400, 409}
    assert ledger.tables == []
    assert "quarterly" in answer.content.decode() or is_json(name)
