"""One row for every address that takes a write: what is sent, and who may, by the design."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from moderation.models import Decision
from tests.matrix.oracle import SIGNED_OUT, Content, enters, moderates, reads

May = Callable[[str, Content], bool]
Body = Callable[[Content], dict[str, Any]]
PHRASE = "quarterly"


@dataclass(frozen=True)
class Write:
    """`sure` where nobody of the viewers can be seen to succeed in this world."""

    method: str
    may: May
    body: Body = lambda it: {}
    sure: bool = True


def person(viewer: str, it: Content) -> bool:
    return viewer not in SIGNED_OUT


def takes_part(viewer: str, it: Content) -> bool:
    return person(viewer, it) and reads(viewer, it) and it.state == "shown" and _idea_shown(it)


def others(viewer: str, it: Content) -> bool:
    return takes_part(viewer, it) and viewer != it.author


def follows(viewer: str, it: Content) -> bool:
    return person(viewer, it) and reads(viewer, it)


def flags(viewer: str, it: Content) -> bool:
    """Anybody who reads it, with an account or without; not the author."""
    return reads(viewer, it) and viewer != it.author


def owns(viewer: str, it: Content) -> bool:
    return viewer == it.author and reads(viewer, it)


def has_draft(viewer: str, it: Content) -> bool:
    return owns(viewer, it) and it.state == "draft"


def answers(viewer: str, it: Content) -> bool:
    """Only officials speak in a department's name; the operator at the keys is all of them."""
    return viewer in {"official", "root"} and takes_part(viewer, it)


def decides(viewer: str, it: Content) -> bool:
    gone = it.state == "draft" or (it.kind == "comment" and it.state == "withdrawn")
    return moderates(viewer, it.place) and not gone and viewer != it.author


def proposes(viewer: str, it: Content) -> bool:
    return person(viewer, it) and enters(viewer, it.place)


def begins(viewer: str, it: Content) -> bool:
    """A visitor may begin with the words, which wait in the session and are written nowhere."""
    return enters(viewer, it.place)


def joins(viewer: str, it: Content) -> bool:
    return proposes(viewer, it) and it.place in {"public", "community", "abroad"}


def leaves(viewer: str, it: Content) -> bool:
    return proposes(viewer, it)


def administers(viewer: str, it: Content) -> bool:
    return viewer == "root" or (viewer == "admin" and it.place != "abroad")


def told(viewer: str, it: Content) -> bool:
    return viewer == it.author


def _idea_shown(it: Content) -> bool:
    return it.under is None or it.under.state == "shown"


def words(it: Content) -> dict[str, Any]:
    return {
        "title": f"{PHRASE} title",
        "summary": PHRASE,
        "answers": {"problem": PHRASE, "solution": PHRASE, "impact": PHRASE},
        "version": 2,
    }


def fields(it: Content) -> dict[str, Any]:
    return words(it)["answers"] and {
        "title": PHRASE,
        "summary": PHRASE,
        "version": 2,
        **{f"answer_{key}": PHRASE for key in ("problem", "solution", "impact")},
    }


def decision(it: Content) -> dict[str, Any]:
    """About what stands there now: the act that is open, and the last decision that was seen."""
    last = Decision.objects.filter(**{it.kind: it.pk}).order_by("-pk").first()
    act = "hide" if it.state == "shown" else "restore"
    version = 2
    return {"act": act, "rule": "insult", "reason": PHRASE, "version": version, **_seen(last)}


def case_decision(it: Content) -> dict[str, Any]:
    last = Decision.objects.filter(case=it.pk).order_by("-pk").first()
    return {"act": "restore", "reason": PHRASE, "version": 2, **_seen(last)}


def _seen(last: Decision | None) -> dict[str, int]:
    return {"seen": last.pk if last else 0}


def answer(it: Content) -> dict[str, Any]:
    departments = {"public": 1, "community": 2, "secret": 3, "other": 4, "abroad": 5}
    from communities.models import Department

    place = sorted(Department.objects.values_list("pk", flat=True))[departments[it.place] - 1]
    return {"department": place, "text": PHRASE, "status": "done"}
