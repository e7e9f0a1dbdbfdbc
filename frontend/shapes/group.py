"""The parts of a group's page."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from activity import clock
from communities.models import Group
from frontend.shapes.cards import Card, idea_url
from frontend.shapes.status import Badge, status_badge
from ideas.models import Answer, Category, Idea, Tag
from ideas.queries import Filters
from text import markup
from voting.orders import Order

DAYS_A_MONTH = 30.44


@dataclass(frozen=True)
class Tab:
    url: str
    name: str | Promise
    here: bool
    count: int = 0


@dataclass(frozen=True)
class Option:
    value: str
    name: str | Promise
    here: bool


@dataclass(frozen=True)
class Choice:
    """One narrowing of the list."""

    name: str
    label: str
    options: list[Option]


@dataclass(frozen=True)
class Pager:
    previous: str = ""
    next: str = ""


@dataclass(frozen=True)
class Listing:
    """One page of a list, how it is ordered and narrowed, and how to change that."""

    cards: list[Card]
    orders: list[Tab]
    why: str | Promise
    filters: list[Choice]
    active: str
    kept: list[tuple[str, str]]
    clear_url: str
    first_page: bool
    pager: Pager


@dataclass(frozen=True)
class Study:
    """A study group's frame: which month it is in, when it meets, what it has so far."""

    title: str
    month: int
    months: int
    next_session_at: datetime | None
    report_due_on: date | None
    members: int
    charter: str
    report: str


@dataclass(frozen=True)
class Answered:
    url: str
    title: str
    language: str
    status: Badge
    department: str
    at: datetime


def tabs_of(orders: list[Order], here: Order, query: QueryDict) -> list[Tab]:
    return [Tab(_address(query, order=o.name), o.label, o.name == here.name) for o in orders]


def pager_of(query: QueryDict, following: str) -> Pager:
    """Pages are read forwards; from a later one there is a way back to the first."""
    first = _address(query) if query.get("after") else ""
    return Pager(first, _address(query, after=following) if following else "")


def choices_of(
    categories: list[Category], tags: list[Tag], filters: Filters
) -> tuple[list[Choice], str]:
    """The narrowings on offer, and in words the ones in use."""
    chosen = str(filters.category_id or "")
    choices = [
        _choice("category", _("Category"), [(str(c.pk), c.name) for c in categories], chosen),
        _choice("tag", _("Tag"), [(tag.slug, tag.name) for tag in tags], filters.tag),
        _choice("status", _("Status"), list(Idea.Status.choices), filters.status),
    ]
    used = [str(o.name) for choice in choices for o in choice.options if o.here]
    if filters.tag and filters.tag not in {tag.slug for tag in tags}:
        used.append(filters.tag)
    return [choice for choice in choices if choice.options], ", ".join(used)


def study_of(group: Group) -> Study | None:
    if group.kind != Group.Kind.STUDY_GROUP:
        return None
    month, months = _months(group)
    title = _("Month %(month)d of %(months)d") % {"month": month, "months": months}
    return Study(
        title=title if months else _("Study group"),
        month=month,
        months=months,
        next_session_at=group.next_session_at,
        report_due_on=group.report_due_on,
        members=group.member_count,
        charter=markup.render(group.charter) if group.charter else "",
        report=markup.render(group.report) if group.report else "",
    )


def answered_of(answers: list[Answer]) -> list[Answered]:
    return [
        Answered(
            idea_url(answer.idea),
            answer.idea.title,
            answer.idea.language,
            status_badge(answer.status),
            answer.department.name,
            answer.created_at,
        )
        for answer in answers
    ]


def new_idea_url(group: Group) -> str:
    return reverse("propose", args=[group.community.slug, group.slug])


def _choice(name: str, label: str, options: list[tuple[str, str | Promise]], chosen: str) -> Choice:
    return Choice(name, label, [Option(value, text, value == chosen) for value, text in options])


def _address(query: QueryDict, **changes: str) -> str:
    """The same list with something changed, always from its first page unless `after` says."""
    kept = {name: str(query[name]) for name in query if name != "after"}
    changed = QueryDict(mutable=True)
    changed.update({name: value for name, value in {**kept, **changes}.items() if value})
    return f"?{changed.urlencode()}"


def _months(group: Group) -> tuple[int, int]:
    """(which month it is in, how many there are); (0, 0) where it has no dates."""
    if not group.starts_on or not group.ends_on:
        return 0, 0
    today = clock.now().astimezone(group.community.zone).date()
    months = max(1, round((group.ends_on - group.starts_on).days / DAYS_A_MONTH))
    month = int((today - group.starts_on).days / DAYS_A_MONTH) + 1
    return min(max(month, 1), months), months
