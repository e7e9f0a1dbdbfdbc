"""The orders a list of ideas can be read in, and the keys they follow."""

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import FloatField, IntegerField, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from activity import clock
from activity.keyset import Key
from communities.models import Group, Phase
from communities.rules import open_kinds
from ideas.models import Idea
from ideas.scores import wilson
from voting.models import LANES, ShuffleKey, Standing, Tally

TOP_Z = 1.96
BATCH = 500


@dataclass(frozen=True)
class Order:
    """`label` names it, `why` says in a sentence what comes first."""

    name: str
    label: str | Promise
    why: str | Promise
    keys: tuple[Key, ...]


ORDERS: dict[str, Order] = {
    order.name: order
    for order in (
        Order(
            "shuffle",
            _("Fair shuffle"),
            _("A new order every day, so that every idea is seen; new ones a little earlier."),
            (Key("shuffle", descending=False), Key("id")),
        ),
        Order(
            "top",
            _("Top"),
            _("First what most of those who voted are for, counting how many there were."),
            (Key("top"), Key("seen"), Key("id")),
        ),
        Order("newest", _("Newest"), _("The latest first."), (Key("published_at"), Key("id"))),
        Order(
            "debated",
            _("Most debated"),
            _("First what the most different people wrote about."),
            (Key("debater_count"), Key("id")),
        ),
        Order(
            "supported",
            _("Most supported (imported)"),
            _("By the supports counted on the platform it came from."),
            (Key("imported_support"), Key("id")),
        ),
    )
}


def offered(group: Group) -> list[Order]:
    """The orders this group's list can be read in; the first one is its default."""
    if group.is_imported:
        names = ["supported", "newest", "debated", "top"]
    elif Phase.Kind.VOTE in open_kinds(group):
        names = ["shuffle", "newest", "debated", "top"]
    else:
        names = ["top", "newest", "debated"]
    return [ORDERS[name] for name in names]


def arranged(ideas: Any, order: Order, user: Any) -> Any:
    """Give the rows what the order's keys need."""
    if order.name == "top":
        mine = Standing.objects.filter(idea_id=OuterRef("pk"))
        return ideas.annotate(
            top=Coalesce(Subquery(mine.values("top")), Value(0.0), output_field=FloatField()),
            seen=Coalesce(Subquery(mine.values("seen")), Value(0), output_field=IntegerField()),
        )
    if order.name == "shuffle":
        place = ShuffleKey.objects.filter(idea_id=OuterRef("pk"), lane=lane_of(user))
        return ideas.annotate(
            shuffle=Coalesce(Subquery(place.values("key")), Value(0.0), output_field=FloatField())
        )
    return ideas


def lane_of(user: Any) -> int:
    """A signed-in person keeps one of the day's orders; visitors share the one of the hour."""
    moment = clock.now()
    if getattr(user, "is_authenticated", False):
        return _digest(f"{user.pk}:{moment.date()}") % LANES
    return moment.hour % LANES


def settle(idea_ids: Iterable[int]) -> None:
    """Bring the Top key of these ideas up to their tally."""
    rows = Tally.objects.filter(idea_id__in=list(idea_ids)).values("idea_id", "idea__group_id")
    sums = rows.annotate(
        f=Sum("votes_for"), a=Sum("votes_against"), n=Sum("no_opinion"), v=Sum("version")
    ).order_by()
    Standing.objects.bulk_create(
        [_standing(row) for row in sums],
        update_conflicts=True,
        unique_fields=["idea"],
        update_fields=["top", "seen", "version"],
    )


def _standing(row: Any) -> Standing:
    whole = row["f"] + row["a"] + row["n"]
    return Standing(
        idea_id=row["idea_id"],
        group_id=row["idea__group_id"],
        top=wilson(row["f"], whole, TOP_Z),
        seen=whole,
        version=row["v"],
    )


def settle_standings() -> int:
    """The worker's sweep: settle what votes have moved since. Answers how many ideas."""
    settled = dict(Standing.objects.values_list("idea_id", "version"))
    sums = Tally.objects.values("idea_id").annotate(v=Sum("version")).order_by()
    moved = [row["idea_id"] for row in sums if settled.get(row["idea_id"]) != row["v"]]
    for start in range(0, len(moved), BATCH):
        with transaction.atomic():
            settle(moved[start : start + BATCH])
    return len(moved)


def deal_shuffles() -> int:
    """The worker's sweep: today's fair orders for groups that vote, and keys for new ideas."""
    today, dealt = clock.now().date(), 0
    voting = Group.objects.filter(source="").prefetch_related("phases")
    for group in voting:
        if Phase.Kind.VOTE in open_kinds(group):
            dealt += _deal(group, today)
    return dealt


def _deal(group: Group, today: date) -> int:
    ideas = Idea.objects.listed().filter(group=group)
    dealt = ShuffleKey.objects.filter(group=group, day=today, lane=0).values("idea_id")
    waiting = list(ideas.exclude(pk__in=dealt).values_list("pk", flat=True))
    seen = dict(Standing.objects.filter(idea_id__in=waiting).values_list("idea_id", "seen"))
    for start in range(0, len(waiting), BATCH // LANES):
        batch = waiting[start : start + BATCH // LANES]
        rows = [
            ShuffleKey(
                group=group,
                idea_id=pk,
                lane=lane,
                day=today,
                key=shuffle_key(f"{group.pk}:{today}:{lane}:{pk}", seen.get(pk, 0)),
            )
            for pk in batch
            for lane in range(LANES)
        ]
        with transaction.atomic():
            ShuffleKey.objects.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["idea", "lane"],
                update_fields=["day", "key"],
            )
    return len(waiting)


def shuffle_key(seed: str, seen: int) -> float:
    """−ln(r)/w with r from the seed and w = 1 + 8·2^(−n/5): few have seen it, early it comes.

    Weighted order without replacement: Efraimidis and Spirakis, 2006; the newcomer's weight is
    that of Polis' routing.
    """
    share = (_digest(seed) + 1) / 2**64
    return -math.log(share) / (1 + 8 * 2 ** (-seen / 5))


def _digest(seed: str) -> int:
    return int.from_bytes(hashlib.blake2b(seed.encode(), digest_size=8).digest(), "big")
