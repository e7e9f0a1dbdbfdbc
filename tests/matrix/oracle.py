"""Who may see what, written down from the design alone: tables and a few sentences, and nothing of
the code that they judge."""

from dataclasses import dataclass

VIEWERS = (
    "visitor",
    "citizen",
    "neighbour",
    "resident",
    "member",
    "ex_member",
    "employee",
    "official",
    "moderator",
    "moderator_of_community",
    "moderator_elsewhere",
    "admin",
    "root",
    "author",
    "deactivated",
)
SIGNED_OUT = {"visitor", "deactivated"}

# Which groups each may enter. `other` is a secret group of the same community in which only the
# neighbour is; `abroad` a public group of another community.
_OPEN = {"public", "abroad"}
_COMMUNITY = _OPEN | {"community"}
_INVITED = _COMMUNITY | {"secret"}
ENTERS: dict[str, set[str]] = {
    "visitor": _OPEN,
    "citizen": _OPEN,
    "neighbour": _OPEN | {"other"},
    "resident": _COMMUNITY,
    "member": _INVITED,
    "ex_member": _OPEN,
    "employee": _COMMUNITY,
    "official": _COMMUNITY,
    "moderator": _INVITED,
    "moderator_of_community": _COMMUNITY,
    "moderator_elsewhere": _OPEN,
    "admin": _INVITED | {"other"},
    "root": _INVITED | {"other"},
    "author": _INVITED,
    "deactivated": _OPEN,
}
_HERE = {"public", "community"}
MODERATES: dict[str, set[str]] = {
    "moderator": _HERE | {"secret"},
    "moderator_of_community": _HERE,
    "moderator_elsewhere": {"abroad"},
    "admin": _HERE | {"secret", "other"},
    "root": _HERE | {"secret", "other", "abroad"},
}


@dataclass(frozen=True)
class Content:
    """Something with a canary word of its own in every field that has words."""

    number: int
    kind: str
    place: str
    state: str = "shown"
    pk: int = 0
    author: str = "writer"
    under: "Content | None" = None
    slug: str = ""

    def __str__(self) -> str:
        return f"{self.place} {self.state} {self.kind} {self.pk}"


def enters(viewer: str, place: str) -> bool:
    return place in ENTERS[viewer]


def moderates(viewer: str, place: str) -> bool:
    """A secret group takes an invitation, also of those who moderate the community around it."""
    return place in MODERATES.get(viewer, set()) and enters(viewer, place)


def reads(viewer: str, it: Content) -> bool:
    """Whether its words may be before this viewer's eyes, wherever they are written."""
    if it.kind == "group":
        return enters(viewer, it.place)
    if it.kind in {"idea", "comment"}:
        return _reads_words(viewer, it)
    if it.kind in {"reason", "author's name"}:
        return moderates(viewer, it.place) or (viewer == "author" and enters(viewer, it.place))
    if it.kind == "explanation":
        return moderates(viewer, it.place)
    return False


def _reads_words(viewer: str, it: Content) -> bool:
    if not enters(viewer, it.place):
        return False
    if it.under and not reads(viewer, it.under):
        return False
    own = viewer == it.author
    return {
        "shown": True,
        "withdrawn": it.kind == "idea",
        "draft": own,
        "held": own or moderates(viewer, it.place),
        "hidden": moderates(viewer, it.place),
    }[it.state]


def may_know(viewer: str, it: Content) -> bool:
    """Authors also know their own words that were taken off the page, from what they are told."""
    own_removed = it.author == viewer and it.state in {"hidden", "withdrawn"}
    return reads(viewer, it) or (own_removed and enters(viewer, it.place))


def sees_mark(viewer: str, it: Content) -> bool:
    """A mark stands where something was removed, for whoever could have seen it."""
    if it.under and it.under.state == "hidden" and it.state == "shown":
        return enters(viewer, it.place) and not reads(viewer, it.under)
    if it.under and not reads(viewer, it.under):
        return False
    removed = it.state == "hidden" or (it.kind == "comment" and it.state == "withdrawn")
    return enters(viewer, it.place) and removed and not reads(viewer, it)
