"""Which cells of the matrix are asked.

The keys (own addresses, lists, search, queues) for every viewer and every kind of content, always.
Of the other addresses a quarter of their cells, another quarter for each address, so that every
viewer meets every kind of content many times over; all of their cells in the long form.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from zlib import crc32

from moderation.models import Case
from notifications.models import Follow, Notification
from tests.matrix.oracle import VIEWERS, Content
from tests.matrix.rows import Row
from tests.matrix.world import World

NAMED = (
    "visitor",
    "citizen",
    "neighbour",
    "member",
    "ex_member",
    "employee",
    "official",
    "moderator",
    "moderator_elsewhere",
    "admin",
    "author",
)
FEW = ("visitor", "citizen", "moderator")
IDEAS = [("public", state) for state in ("shown", "draft", "held", "hidden", "withdrawn")]
IDEAS += [("community", "shown"), ("secret", "shown")]
MORE_IDEAS = [
    ("secret", "draft"),
    ("secret", "held"),
    ("secret", "hidden"),
    ("community", "hidden"),
]
COMMENTS = [("public", state) for state in ("shown", "held", "hidden", "withdrawn")]
COMMENTS += [("community", "shown"), ("secret", "shown")]
MORE_COMMENTS = [("secret", "held"), ("secret", "hidden"), ("abroad", "held")]


QUARTER = 4


def cells_of(world: World, name: str, row: Row, *, whole: bool) -> list[tuple[str, Content]]:
    pairs = product(viewers_of(row, whole=whole), contents_of(world, row, whole=whole))
    cells = list(pairs)
    if whole or row.key or not row.of:
        return cells
    start = crc32(name.encode()) % QUARTER
    return [cell for place, cell in enumerate(cells) if place % QUARTER == start]


def viewers_of(row: Row, *, whole: bool) -> tuple[str, ...]:
    if whole or row.key:
        return VIEWERS
    return NAMED if row.of else FEW


def contents_of(world: World, row: Row, *, whole: bool) -> list[Content]:
    many = whole or row.deep
    if not row.of:
        return [world.one("group")]
    if row.of == "group":
        return world.of("group") if many else world.of("group")[:3]
    if row.of == "idea":
        wanted = IDEAS + (MORE_IDEAS if many else [])
        return world.of("idea") if whole else [_one(world, "idea", *one) for one in wanted]
    if row.of == "comment":
        return _comments(world, many, whole)
    return list(OTHERS[row.of](world))


def _one(world: World, kind: str, place: str, state: str) -> Content:
    return world.one(kind, place=place, state=state)


def _comments(world: World, many: bool, whole: bool) -> list[Content]:
    if whole:
        return world.of("comment")
    on_pages = COMMENTS + (MORE_COMMENTS if many else [])
    below = [c for c in world.of("comment") if c.under and c.under.state != "shown"]
    return [_one(world, "comment", *one) for one in on_pages] + below[: 6 if many else 2]


def _cases(world: World) -> Iterator[Content]:
    """A case has the place and state of what it is about."""
    for kind in ("idea", "comment"):
        for it in world.of(kind):
            case = Case.objects.filter(**{kind: it.pk}).first()
            asked = case and it.state in {"held", "hidden"} and it.place != "other"
            if case and asked and (kind == "idea" or it.state == "held"):
                yield replace(it, kind="case", pk=case.pk)


def _told(world: World) -> Iterator[Content]:
    """What the member was told: the others must not touch it."""
    rows = Notification.objects.filter(person=world.people["member"]).order_by("pk")[:2]
    for row in rows:
        yield replace(world.one("idea"), kind="told", pk=row.pk, author="member")


def _stops(world: World) -> Iterator[Content]:
    """The link of a mail about an idea of the secret group, opened by whoever holds it."""
    idea = world.one("idea", place="secret")
    follow = Follow.objects.get(person=world.people["member"], idea=idea.pk)
    yield replace(idea, kind="stop", slug=follow.token)


def _invitations(world: World) -> Iterator[Content]:
    yield replace(world.one("group", place="secret"), slug=world.token, author="neighbour")


OTHERS = {"case": _cases, "told": _told, "stop": _stops, "invitation": _invitations}
