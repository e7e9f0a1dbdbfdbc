"""Tallies against the votes themselves, and the order Top against the tallies."""

from collections.abc import Collection, Iterator

from django.db.models import Count, F, Q, Sum

from ideas.models import Idea
from ideas.scores import wilson
from stewardship.counters.debate import CLOSE
from stewardship.counters.drift import Check, Drift, chunks
from voting.models import Standing, Tally, Vote
from voting.orders import TOP_Z, settle

NONE = (0, 0, 0)


def _tallies(only: Collection[int] | None) -> Iterator[Drift]:
    for ids in chunks(Idea, only):
        counted = _votes(ids)
        stored = {pk: row[:3] for pk, row in _sums(ids).items()}
        for pk in sorted(stored.keys() | counted.keys()):
            if stored.get(pk, NONE) != counted.get(pk, NONE):
                yield Drift(pk, stored.get(pk, NONE), counted.get(pk, NONE))


def _votes(idea_ids: list[int]) -> dict[int, tuple[int, ...]]:
    """For, against and no opinion by idea, from the vote rows."""
    rows = Vote.objects.filter(idea_id__in=idea_ids).order_by().values("idea_id")
    counted = rows.annotate(
        f=Count("pk", filter=Q(stand=Vote.Stand.FOR)),
        a=Count("pk", filter=Q(stand=Vote.Stand.AGAINST)),
        n=Count("pk", filter=Q(stand=Vote.Stand.NO_OPINION)),
    )
    return {row["idea_id"]: (row["f"], row["a"], row["n"]) for row in counted}


def _sums(idea_ids: list[int]) -> dict[int, tuple[int, ...]]:
    """For, against, no opinion and version by idea, over the slots."""
    rows = Tally.objects.filter(idea_id__in=idea_ids).order_by().values("idea_id")
    summed = rows.annotate(
        f=Sum("votes_for"), a=Sum("votes_against"), n=Sum("no_opinion"), v=Sum("version")
    )
    return {row["idea_id"]: (row["f"], row["a"], row["n"], row["v"]) for row in summed}


def _mend_tallies(ids: list[int]) -> None:
    """Everything into slot 0; the version still rises, so that open pages hear of it.

    The votes are counted under the lock of the slots, which a vote takes last of all.
    """
    slots = Tally.objects.select_for_update().filter(idea_id__in=ids)
    list(slots.order_by("idea_id", "slot"))
    versions = {pk: row[3] for pk, row in _sums(ids).items()}
    counted = _votes(ids)
    slots.exclude(slot=0).delete()
    for pk in ids:
        f, a, n = counted.get(pk, NONE)
        exact = {"votes_for": f, "votes_against": a, "no_opinion": n}
        exact["version"] = versions.get(pk, 0) + 1
        Tally.objects.update_or_create(idea_id=pk, slot=0, defaults=exact)
    settle(ids)


def _standings(only: Collection[int] | None) -> Iterator[Drift]:
    """One that waits for the sweep, since votes came after it, has not drifted."""
    for ids in chunks(Idea, only):
        sums = _sums(ids)
        rows = Standing.objects.filter(idea_id__in=ids)
        for pk, top, seen, version in rows.values_list("pk", "top", "seen", "version"):
            f, a, n, tally_version = sums.get(pk, (0, 0, 0, 0))
            if version != tally_version and pk in sums:
                continue
            expected = wilson(f, f + a + n, TOP_Z)
            if seen != f + a + n or abs(top - expected) > CLOSE:
                yield Drift(pk, (top, seen), (expected, f + a + n))


def _mend_standings(ids: list[int]) -> None:
    Standing.objects.filter(pk__in=ids).update(top=0.0, seen=0, version=F("version"))
    settle(ids)


CHECKS = (Check("votes", _tallies, _mend_tallies), Check("order Top", _standings, _mend_standings))
