"""The parts of an idea's page, each as its fragment shows it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from communities.roles import Roles
from frontend.shapes.ballot import Ballot, ballot_of, why_not
from frontend.shapes.cards import idea_url
from frontend.shapes.debate import Act
from frontend.shapes.status import Badge, badge_of, status_badge
from frontend.shapes.tally import Tally, tally_of
from ideas.models import Answer, Idea
from ideas.queries import Moment
from ideas.rules import can_answer_idea, can_edit_idea, can_withdraw_idea
from moderation.models import Rule
from moderation.queries import why_held
from voting.queries import shown_numbers, stands_of


@dataclass(frozen=True)
class Notice:
    title: str
    text: str
    tone: str = "warn"


@dataclass(frozen=True)
class Tag:
    name: str
    url: str


@dataclass(frozen=True)
class Head:
    """Title, in short, author as far as there is one, and what its state says."""

    id: int
    version: int
    url: str
    title: str
    summary: str
    language: str
    category: str
    place: str
    status: Badge
    author: str | Promise
    published_at: datetime | None
    edited_at: datetime | None
    revisions_url: str
    flag_url: str
    source_url: str
    tags: list[Tag]
    acts: list[Act]
    notice: Notice | None


@dataclass(frozen=True)
class Standing:
    """How it stands, and the reader's own buttons."""

    tally: Tally
    vote: Ballot | None
    why_not: str
    error: str = ""

    @property
    def mine(self) -> str | Promise:
        return self.vote.mine if self.vote else ""


@dataclass(frozen=True)
class OfficialAnswer:
    id: int
    department: str
    html: str
    status: Badge
    at: datetime
    next_step: str
    due_on: date | None


@dataclass(frozen=True)
class Answers:
    """The newest stands on top; the ones before it stay readable."""

    newest: OfficialAnswer | None
    earlier: list[OfficialAnswer]
    answer_url: str


@dataclass(frozen=True)
class Step:
    at: datetime
    text: str
    kind: str = ""
    url: str = ""
    note: str = ""


def head_of(idea: Idea, roles: Roles) -> Head:
    """Uses the rows that `Idea.for_page()` loads."""
    shown_author = idea.author.display_name if idea.author else idea.get_origin_display()
    return Head(
        id=idea.pk,
        version=idea.version,
        url=idea_url(idea),
        title=idea.title,
        summary="" if idea.source else idea.summary,
        language=idea.language,
        category=idea.category.name if idea.category else "",
        place=idea.place,
        status=badge_of(idea),
        author=shown_author,
        published_at=idea.published_at,
        edited_at=idea.edited_at,
        revisions_url=reverse("revisions", args=[idea.pk]) if idea.version > 1 else "",
        flag_url=reverse("idea_flag", args=[idea.pk]) if idea.is_shown else "",
        source_url=idea.source_url if idea.source_url.startswith("https://") else "",
        tags=_tags(idea),
        acts=_acts(idea, roles),
        notice=_notice(idea, roles),
    )


def standing_of(idea: Idea, user: Any, roles: Roles, error: str = "") -> Standing:
    mine = stands_of(user, [idea.pk]).get(idea.pk)
    tally = tally_of(idea, shown_numbers([idea])[idea.pk])
    return Standing(tally, ballot_of(idea, roles, mine), why_not(idea, roles), error)


def answers_of(idea: Idea, answers: list[Answer], roles: Roles) -> Answers:
    shapes = [_answer(answer) for answer in answers]
    url = reverse("idea_answers", args=[idea.pk]) if can_answer_idea(roles, idea) else ""
    return Answers(shapes[0] if shapes else None, shapes[1:], url)


def steps_of(idea: Idea, moments: list[Moment]) -> list[Step]:
    return [_step(idea, moment) for moment in moments]


def _answer(answer: Answer) -> OfficialAnswer:
    return OfficialAnswer(
        answer.pk,
        answer.department.name,
        answer.html,
        status_badge(answer.status),
        answer.created_at,
        answer.next_step,
        answer.due_on,
    )


def _step(idea: Idea, moment: Moment) -> Step:
    if moment.kind == "answered" and moment.answer:
        said = {"who": moment.answer.department.name, "status": moment.answer.get_status_display()}
        kind = "done" if moment.answer.status == Idea.Status.DONE else "answer"
        return Step(moment.at, _("%(who)s answered: %(status)s") % said, kind)
    if moment.kind == "edited":
        changed = reverse("revisions", args=[idea.pk])
        return Step(moment.at, _("Changed by its author"), "", changed, moment.note)
    if moment.kind == "withdrawn":
        return Step(moment.at, _("Withdrawn by its author"), "", "", moment.note)
    return Step(moment.at, _("Proposed"))


def _tags(idea: Idea) -> list[Tag]:
    group = reverse("group", args=[idea.group.community.slug, idea.group.slug])
    return [Tag(tag.name, f"{group}?tag={tag.slug}") for tag in idea.tags.all()]


def _acts(idea: Idea, roles: Roles) -> list[Act]:
    acts = []
    if can_edit_idea(roles, idea):
        acts.append(Act(reverse("idea_edit", args=[idea.pk]), _("Edit"), "pencil"))
    if can_withdraw_idea(roles, idea):
        acts.append(Act(reverse("idea_withdrawal", args=[idea.pk]), _("Withdraw"), "undo-2"))
    if idea.published_at and roles.is_moderator(idea.group):
        acts.append(Act(reverse("desk_idea", args=[idea.pk]), _("Moderate"), "shield"))
    return acts


def _notice(idea: Idea, roles: Roles) -> Notice | None:
    if idea.state == "draft":
        return Notice(_("This is your draft."), _("Nobody else sees it."), "")
    if idea.state == "held":
        why = why_held(roles.person_id, [idea]).get(("idea", idea.pk))
        text = _("Only its author and the moderators see it until somebody has looked at it.")
        return Notice(_("Waiting for a moderator."), why or text)
    if idea.state == "hidden":
        rule = Rule(idea.hidden_rule).label if idea.hidden_rule in Rule.values else ""
        return Notice(_("Taken off the page by a moderator."), str(rule))
    if idea.withdrawn_at:
        day = formats.date_format(idea.withdrawn_at, "DATE_FORMAT")
        title = _("Withdrawn by its author on %(day)s.") % {"day": day}
        return Notice(title, idea.withdrawn_because, "")
    return None
