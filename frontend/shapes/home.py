"""What the front page shows: groups that need people, and what came of what they said."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.models import Group, Phase
from communities.roles import Roles
from communities.rules import open_kinds
from frontend.shapes.cards import idea_url
from frontend.shapes.group import study_of
from frontend.shapes.phases import Act, closing
from frontend.shapes.status import Badge, status_badge
from ideas.models import Answer
from stewardship.home import Figures
from text.plain import from_html, shorten

SAID, CHANGED = 150, 200


@dataclass(frozen=True)
class GroupCard:
    """A group in one card with one button."""

    name: str
    url: str
    community: str
    purpose: str
    ideas: int
    closing: str
    is_open: bool
    private: str
    action: Act


@dataclass(frozen=True)
class Story:
    """Idea, answer, what changed."""

    url: str
    title: str
    language: str
    summary: str
    department: str
    answer: str
    changed: str
    status: Badge


@dataclass(frozen=True)
class Figure:
    value: str | int
    label: str


@dataclass(frozen=True)
class Told:
    url: str
    text: str
    at: datetime


def group_card(group: Group, roles: Roles) -> GroupCard:
    """Uses `group.phases` and `group.community`, loaded."""
    url = reverse("group", args=[group.community.slug, group.slug])
    public = group.visibility == Group.Visibility.PUBLIC
    return GroupCard(
        name=group.name,
        url=url,
        community=group.community.name,
        purpose=shorten(group.purpose, SAID),
        ideas=group.idea_count,
        closing=closing(group) or _month(group),
        is_open=bool(open_kinds(group) - {Phase.Kind.REVIEW}),
        private="" if public else group.get_visibility_display(),
        action=_action(group, url),
    )


def story_of(answers: list[Answer]) -> Story:
    """From the answers to one idea, newest first: the first one said yes, the newest says what
    changed."""
    newest, first = answers[0], answers[-1]
    told = newest.next_step if newest is first else shorten(from_html(newest.html), CHANGED)
    return Story(
        url=idea_url(newest.idea),
        title=newest.idea.title,
        language=newest.idea.language,
        summary=newest.idea.summary,
        department=first.department.name,
        answer=shorten(from_html(first.html), SAID),
        changed=told or _("What changes is told here as soon as it does."),
        status=status_badge(newest.idea.status),
    )


def figures_of(figures: Figures) -> list[Figure]:
    shown = [
        Figure(figures.ideas, ngettext("idea", "ideas", figures.ideas)),
        Figure(figures.contributions, _("points and comments")),
        Figure(figures.answered, _("ideas with an official answer")),
    ]
    if figures.days_to_answer is not None:
        days = ngettext("%(n)d day", "%(n)d days", figures.days_to_answer)
        value = days % {"n": figures.days_to_answer}
        shown.append(Figure(value, _("until the official answer; half of them came sooner")))
    return shown


def _month(group: Group) -> str:
    study = study_of(group)
    return study.title if study else ""


def _action(group: Group, url: str) -> Act:
    kinds = open_kinds(group)
    if Phase.Kind.PROPOSE in kinds:
        return Act(url, _("Propose or vote") if Phase.Kind.VOTE in kinds else _("Propose"))
    if Phase.Kind.VOTE in kinds:
        return Act(url, _("Vote"))
    return Act(url, _("Discuss") if Phase.Kind.DISCUSS in kinds else _("Read"))
