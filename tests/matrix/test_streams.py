"""Nobody listens to what is not theirs: every kind of live stream, every viewer, every state."""

import json
from collections.abc import Iterator

import pytest

from activity.kinds import STREAM_KINDS
from activity.models import Event
from live import rights
from tests.matrix.asking import MISSING, ask
from tests.matrix.oracle import SIGNED_OUT, VIEWERS, Content, enters, moderates, reads
from tests.matrix.world import World

pytestmark = pytest.mark.django_db


def test_every_kind_of_stream_has_a_row() -> None:
    assert set(ROWS) == STREAM_KINDS == set(rights.DOORS)


def test_a_socket_subscribes_to_what_its_person_may_read(world: World) -> None:
    """Asked of the one function that the socket, its replay and its revocation ask."""
    assert world.groups
    for viewer in VIEWERS:
        keys = {key: may for kind in ROWS for key, may in expected(world, kind, viewer)}
        person = world.people.get(viewer)
        assert rights.readable(person, keys) == {key for key, may in keys.items() if may}, viewer


def test_a_page_without_a_socket_polls_no_more_than_that(world: World) -> None:
    for viewer in VIEWERS:
        keys = {key: may for kind in ROWS for key, may in expected(world, kind, viewer)}
        for some in (sorted(keys)[:40], sorted(keys)[40:]):
            asked = "&".join(f"stream={key},-,0" for key in some)
            told = json.loads(ask(world, viewer, f"/live?{asked}").said.strip())
            open_ = {m["stream"] for m in told["messages"] if m["type"] != "refused"}
            assert open_ == {key for key in some if keys[key]}, viewer
            refused = [m for m in told["messages"] if m["type"] == "refused"]
            assert all(set(message) == {"type", "stream"} for message in refused)


def test_numbers_are_told_of_what_one_may_read(world: World) -> None:
    ideas = world.of("idea")
    asked = ",".join(str(it.pk) for it in [*ideas, Content(0, "idea", "", pk=MISSING)])
    for viewer in VIEWERS:
        told = json.loads(ask(world, viewer, f"/live?ideas={asked}").said.strip())
        rows = [row for m in told["messages"] for row in m["ideas"]]
        assert {row["idea"] for row in rows} == {it.pk for it in ideas if reads(viewer, it)}, viewer


def test_one_stream_has_one_audience(world: World) -> None:
    """What only moderators and its author may know is in no stream that more people read."""
    born_closed = [it for it in world.contents if it.kind == "idea" and it.state == "draft"]
    public = Event.objects.filter(stream__key__regex=r"^(group|idea):")
    assert not public.filter(idea_id__in=[it.pk for it in born_closed]).exists()
    assert not public.filter(kind__in=["case.opened", "case.decided", "idea.flagged"]).exists()
    assert not public.filter(kind__in=["comment.flagged", "inbox.changed"]).exists()


def expected(world: World, kind: str, viewer: str) -> Iterator[tuple[str, bool]]:
    """(key, whether this viewer may read it) of every stream of a kind, and of one that is none."""
    yield from ROWS[kind](world, viewer)
    yield f"{kind}:{MISSING}", False


def _groups(world: World, viewer: str) -> Iterator[tuple[str, bool]]:
    for it in world.of("group"):
        yield f"group:{it.pk}", enters(viewer, it.place)


def _ideas(world: World, viewer: str) -> Iterator[tuple[str, bool]]:
    for it in world.of("idea"):
        yield f"idea:{it.pk}", reads(viewer, it)


def _queues(world: World, viewer: str) -> Iterator[tuple[str, bool]]:
    for it in world.of("group"):
        yield f"moderation:{it.pk}", moderates(viewer, it.place)


def _inboxes(world: World, viewer: str) -> Iterator[tuple[str, bool]]:
    for name, person in world.people.items():
        yield f"user:{person.pk}", name == viewer and viewer not in SIGNED_OUT


ROWS = {"group": _groups, "idea": _ideas, "moderation": _queues, "user": _inboxes}
