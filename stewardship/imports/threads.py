"""Where each contribution belongs: under which idea, below which other one, how deep.

Children may stand before their parents in a file, parents may be missing, and a damaged file may
even let a reply answer itself in a circle. Nothing is lost for that: it is kept at the top.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from comments.models import DEEPEST
from stewardship.imports.decidim import Remark


@dataclass(frozen=True, slots=True)
class Spot:
    """`moved` says why it does not stand where the file put it."""

    idea: str
    parent: str
    depth: int
    moved: str = ""


def spots(
    remarks: Mapping[str, Remark], urls: Mapping[str, str], ideas: set[str]
) -> dict[str, Spot]:
    """The spot of every remark whose idea is known, parents before their replies.

    `urls` leads from a proposal's address to its id. A remark that is not in the answer belongs to
    no idea of the file.
    """
    found: dict[str, Spot] = {}
    for key in remarks:
        for one in _upward(key, remarks, found):
            spot = _spot(remarks[one], found, urls, ideas)
            if spot:
                found[one] = spot
    return found


def _upward(key: str, remarks: Mapping[str, Remark], found: Mapping[str, Spot]) -> list[str]:
    """The remarks above `key` that have no spot yet, and itself, from the top down."""
    line: dict[str, None] = {}
    here = key
    while here in remarks and here not in found and here not in line:
        line[here] = None
        here = remarks[here].target if remarks[here].on_comment else ""
    return list(reversed(line))


def _spot(
    remark: Remark, found: Mapping[str, Spot], urls: Mapping[str, str], ideas: set[str]
) -> Spot | None:
    if not remark.on_comment:
        idea = remark.target if remark.target in ideas else urls.get(remark.root_url, "")
        return Spot(idea, "", 0) if idea else None
    above = found.get(remark.target)
    if above is None:
        idea = urls.get(remark.root_url, "")
        why = f"the contribution {remark.target} it answers is missing; kept at the top"
        return Spot(idea, "", 0, why) if idea else None
    if above.depth < DEEPEST:
        return Spot(above.idea, remark.target, above.depth + 1)
    why = f"deeper than {DEEPEST} levels; stands beside what it answers"
    return Spot(above.idea, above.parent, above.depth, why)
