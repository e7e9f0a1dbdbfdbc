"""What a reading address must answer: one short rule for each kind, from the design.

A rule takes the viewer and the content whose address it is, and says which outcomes are right.
"""

from collections.abc import Callable

from tests.matrix.oracle import SIGNED_OUT, Content, enters, moderates, reads, sees_mark

Rule = Callable[[str, Content], set[str]]


def everybody(viewer: str, it: Content) -> set[str]:
    return {"ok"}


def signed_in(viewer: str, it: Content) -> set[str]:
    return {"login"} if viewer in SIGNED_OUT else {"ok"}


def nobody(viewer: str, it: Content) -> set[str]:
    return {"missing"}


def only_login(viewer: str, it: Content) -> set[str]:
    return {"login"}


def under_way(viewer: str, it: Content) -> set[str]:
    """A step of signing in, which one is not in the middle of."""
    return {"ok", "login"}


def no_content(viewer: str, it: Content) -> set[str]:
    """Takes no GET, or none at this moment of signing in."""
    return {"method", "login", "400", "409"}


def write_only(viewer: str, it: Content) -> set[str]:
    """It takes no GET; a signed-out reader may be sent to sign in first."""
    return {"method", "login"} if viewer in SIGNED_OUT else {"method"}


def group(viewer: str, it: Content) -> set[str]:
    return {"ok"} if enters(viewer, it.place) else {"missing"}


def part(viewer: str, it: Content) -> set[str]:
    """A page, fragment or list that belongs to one idea or contribution."""
    return {"ok"} if reads(viewer, it) else {"missing"}


def history(viewer: str, it: Content) -> set[str]:
    """The versions of what is or was on the page; a draft has none yet."""
    return {"missing"} if it.state == "draft" else part(viewer, it)


def address(viewer: str, it: Content) -> set[str]:
    """The thing's own address: where it was removed, a mark for whoever could have seen it."""
    if sees_mark(viewer, it):
        return {"gone"}
    return part(viewer, it)


def mark(viewer: str, it: Content) -> set[str]:
    """A fragment of a thread: the mark is drawn in the place of what was removed."""
    if it.under and not reads(viewer, it.under):
        return {"missing"}
    return {"ok", "gone"} if sees_mark(viewer, it) else part(viewer, it)


def open_words(viewer: str, it: Content) -> set[str]:
    """What answers only words that are on the page."""
    if it.state == "shown":
        return part(viewer, it)
    return {"missing", "gone", "refused"} if not reads(viewer, it) else {"ok", "missing", "refused"}


def own_part(viewer: str, it: Content) -> set[str]:
    """Needs somebody who is signed in, whatever is there."""
    return {"login"} if viewer in SIGNED_OUT else part(viewer, it)


def own_words(viewer: str, it: Content) -> set[str]:
    """A form for the author alone, when it is not too late."""
    if viewer in SIGNED_OUT and not reads(viewer, it):
        return {"login", "missing", "gone"}
    if not reads(viewer, it):
        return {"missing", "gone"}
    if viewer in SIGNED_OUT:
        return {"login", "refused"}
    return {"ok"} if viewer == it.author and it.state == "shown" else {"ok", "refused", "gone"}


def form(viewer: str, it: Content) -> set[str]:
    """A form that says why not where it is not for this reader now."""
    return {"ok", "refused", "login"} if reads(viewer, it) else {"missing", "login", "gone"}


def statement(viewer: str, it: Content) -> set[str]:
    """The reasons of a decision, for the author of the words alone; nothing is there for others."""
    if viewer in SIGNED_OUT:
        return {"login"}
    return {"ok"} if viewer == it.author and it.state in {"held", "hidden"} else {"missing"}


def desk(viewer: str, it: Content) -> set[str]:
    """The queue of a group: for its moderators; to anybody else it is not there."""
    if viewer in SIGNED_OUT:
        return {"login", "missing"}
    return {"ok"} if moderates(viewer, it.place) else {"missing"}


def queue(viewer: str, it: Content) -> set[str]:
    """The queue of all the groups that one moderates, empty for nobody."""
    if viewer in SIGNED_OUT:
        return {"login"}
    one_of = {"public", "community", "secret", "other", "abroad"}
    return {"ok"} if any(moderates(viewer, place) for place in one_of) else {"missing"}


def desks(viewer: str, it: Content) -> set[str]:
    """The same on a page, which for a visitor is not there either."""
    return {"missing", "login"} if viewer in SIGNED_OUT else queue(viewer, it)


def matter(viewer: str, it: Content) -> set[str]:
    """One thing on the desk: for the moderators of its group, once it was ever on the page."""
    if viewer in SIGNED_OUT:
        return {"login", "missing"}
    there = it.state not in {"draft", "withdrawn"} or (it.kind == "idea" and it.state != "draft")
    above = not it.under or it.under.state != "draft"
    return {"ok"} if moderates(viewer, it.place) and there and above else {"missing"}


def own_draft(viewer: str, it: Content) -> set[str]:
    """A draft is there for its author alone; a published one leads to its page."""
    if viewer in SIGNED_OUT:
        return {"login"}
    own = viewer == it.author and reads(viewer, it)
    return {"ok"} if own else {"missing"}


def own_published(viewer: str, it: Content) -> set[str]:
    if viewer in SIGNED_OUT:
        return {"login"}
    own = viewer == it.author and reads(viewer, it) and it.state != "draft"
    return {"ok"} if own else {"missing"}


def official(viewer: str, it: Content) -> set[str]:
    """The form of an official answer, for officials of the community and the operator."""
    if viewer in SIGNED_OUT:
        return {"login", "missing"} if not reads(viewer, it) else {"login"}
    if not reads(viewer, it):
        return {"missing"}
    return {"ok", "refused"} if viewer in {"official", "root"} else {"refused"}


def members(viewer: str, it: Content) -> set[str]:
    """Who is in a group is for those who are, and for its moderators."""
    if viewer in SIGNED_OUT:
        return {"login"}
    if not enters(viewer, it.place):
        return {"missing"}
    inside = {"member", "author"} if it.place in {"public", "community", "secret"} else set()
    belongs = viewer in inside or (viewer == "neighbour" and it.place == "other")
    return {"ok"} if belongs or moderates(viewer, it.place) else {"refused"}


def invitation(viewer: str, it: Content) -> set[str]:
    """Whoever holds the link reads what it invites to."""
    return signed_in(viewer, it)
