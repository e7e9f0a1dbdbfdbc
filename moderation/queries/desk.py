"""What moderators have before them."""

from collections.abc import Iterable
from datetime import timedelta
from random import sample
from typing import Any

from django.db.models import Max

from activity import clock
from activity.keyset import Key, Page, page
from comments.models import Comment
from communities.models import Group
from communities.roles import moderated_groups
from ideas.models import Idea
from moderation.models import Case, Decision

QUEUE_ORDER = (
    Key("tier", descending=False),
    Key("flag_count"),
    Key("score"),
    Key("opened_at", descending=False),
    Key("id", descending=False),
)
QUEUE_PAGE, LATELY = 25, 5
LOOK_BACK_DAYS = 30


def desks(user: Any) -> list[Group]:
    """The groups whose desk this person may open; none for who moderates nothing."""
    groups = Group.objects.visible_to(user).filter(pk__in=moderated_groups(user))
    return list(groups.select_related("community").order_by("community__name", "name", "pk"))


def queue(
    user: Any, *, group: Group | None = None, after: str = "", size: int = QUEUE_PAGE
) -> Page[Case]:
    """What waits: held first, then flagged (most flags first), then suspected; oldest on ties."""
    cases = Case.objects.visible_to(user).open()
    if group:
        cases = cases.filter(group=group)
    return page(cases.for_cards(), QUEUE_ORDER, after=after, size=size)


def decided_lately(user: Any, *, group: Group | None = None) -> list[Decision]:
    """The last decisions, each of which can be undone."""
    cases = Case.objects.visible_to(user)
    if group:
        cases = cases.filter(group=group)
    decisions = Decision.objects.filter(case__in=cases.values("pk")).select_related(
        "case", "idea", "comment__idea", "moderator"
    )
    return list(decisions[:LATELY])


def last_decisions(contents: Iterable[Idea | Comment]) -> dict[tuple[str, int], int]:
    """Where each log of decisions stands: the last id, by ("idea" | "comment", id)."""
    kept = list(contents)
    found: dict[tuple[str, int], int] = {}
    for name, kind in (("idea", Idea), ("comment", Comment)):
        ids = [content.pk for content in kept if isinstance(content, kind)]
        rows = Decision.objects.order_by().filter(**{f"{name}__in": ids}).values_list(f"{name}_id")
        found |= {(name, pk): last for pk, last in rows.annotate(last=Max("pk"))}
    return found


def two_at_random(user: Any, groups: Iterable[Group]) -> list[Comment]:
    """Two recent contributions, so that an empty queue still looks at what no sign found."""
    since = clock.now() - timedelta(days=LOOK_BACK_DAYS)
    shown = Comment.objects.visible_to(user).shown().exclude(author_id=user.pk)
    recent = shown.filter(idea__group__in=list(groups), created_at__gte=since).order_by("-pk")
    ids = list(recent.values_list("pk", flat=True)[:200])
    chosen = sample(ids, min(2, len(ids)))
    return list(Comment.objects.filter(pk__in=chosen).select_related("author", "idea__group"))
