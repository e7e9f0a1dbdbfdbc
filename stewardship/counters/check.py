"""Finding where a stored number and the rows it counts have parted, and putting it right."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched

from activity import log
from activity.log import writing
from stewardship.counters import debate, found, groups, votes
from stewardship.counters.drift import Check, Drift

CHECKS: tuple[Check, ...] = (*debate.CHECKS, *votes.CHECKS, *groups.CHECKS, *found.CHECKS)
BATCH = 200


@dataclass(frozen=True)
class Finding:
    """One kind of number, and where it drifted."""

    kind: str
    drifts: list[Drift]


def check_counters() -> Iterator[Finding]:
    """Look at every kind of stored number. Nothing is written, so it may run at any time."""
    for check in CHECKS:
        yield Finding(check.kind, _lasting(check))


def repair(finding: Finding) -> None:
    """Count anew what drifted, in batches; pages see the new numbers, and nobody is told."""
    check = next(one for one in CHECKS if one.kind == finding.kind)
    for ids in batched([drift.object_id for drift in finding.drifts], BATCH):
        with log.quiet(), writing():
            check.mend(list(ids))


def _lasting(check: Check) -> list[Drift]:
    """A vote may come between the reading of the votes and of the tally: drift is seen twice."""
    first = list(check.find(None))
    if not first:
        return []
    return list(check.find({drift.object_id for drift in first}))
