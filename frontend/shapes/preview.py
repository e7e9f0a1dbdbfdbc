"""A proposal as its page will show it, and what is still missing."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from communities.models import Group
from frontend.proposals import Proposal, Step, steps_of
from ideas import words as intake
from ideas.words import CleanAnswer


@dataclass(frozen=True)
class Missing:
    url: str
    label: str
    sentence: str


@dataclass(frozen=True)
class Preview:
    title: str
    summary: str
    category: str
    tags: list[str]
    place: str
    answers: list[CleanAnswer]
    missing: list[Missing]


def preview_of(proposal: Proposal) -> Preview:
    clean = intake.clean(proposal.group, proposal.words, whole=False)
    return Preview(
        clean.title,
        clean.summary,
        clean.category.name if clean.category else "",
        clean.tags,
        clean.place,
        clean.answers,
        _missing(proposal),
    )


def who_sees(group: Group) -> str:
    """In one line, before it is sent."""
    name = {"name": group.name, "community": group.community.name}
    if group.visibility == Group.Visibility.SECRET:
        return _("Only the invited members of %(name)s will see it.") % name
    if group.visibility == Group.Visibility.COMMUNITY:
        return _("Members of %(community)s will see it, with your name.") % name
    return _("Everybody will see it, also without an account, with your name beside it.")


def _missing(proposal: Proposal) -> list[Missing]:
    try:
        intake.clean(proposal.group, proposal.words)
    except ValidationError as error:
        faults = error.message_dict
    else:
        return []
    steps = steps_of(proposal.group)
    return [
        Missing(proposal.url(step.name), str(step.label), " ".join(faults[part]))
        for step, part in _parts(steps)
        if part in faults
    ]


def _parts(steps: list[Step]) -> list[tuple[Step, str]]:
    return [(step, part) for step in steps for part in step.parts]
