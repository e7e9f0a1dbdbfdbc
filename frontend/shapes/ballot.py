"""The three equal buttons, or why they are not there."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import Phase
from communities.roles import Roles
from communities.rules import open_kinds
from ideas.models import Idea
from voting.models import Vote
from voting.rules import why_not_vote

STANDS = {
    "for": Vote.Stand.FOR,
    "no_opinion": Vote.Stand.NO_OPINION,
    "against": Vote.Stand.AGAINST,
}
NAMES = {
    "for": (_("For"), "check"),
    "no_opinion": (_("No opinion"), "minus"),
    "against": (_("Against"), "x"),
}
SAID = {
    Vote.Stand.FOR: _("You voted for this idea."),
    Vote.Stand.NO_OPINION: _("You said that you have no opinion."),
    Vote.Stand.AGAINST: _("You voted against this idea."),
}


@dataclass(frozen=True)
class Choice:
    value: str
    name: str | Promise
    icon: str
    pressed: bool


@dataclass(frozen=True)
class Ballot:
    """Where a vote goes and which button is pressed; a visitor's buttons lead to a form."""

    idea_id: int
    url: str
    signed_in: bool
    choices: tuple[Choice, ...]
    mine: str | Promise = ""


def ballot_of(idea: Idea, roles: Roles, mine: int | None) -> Ballot | None:
    """None where this person, or for a visitor anybody, cannot vote now (uses group.phases)."""
    if why_not(idea, roles):
        return None
    choices = tuple(
        Choice(value, name, icon, STANDS[value] == mine) for value, (name, icon) in NAMES.items()
    )
    said = SAID[Vote.Stand(mine)] if mine is not None else ""
    return Ballot(idea.pk, reverse("vote", args=[idea.pk]), roles.signed_in, choices, said)


def why_not(idea: Idea, roles: Roles) -> str:
    """The reason to show; for a visitor none while the buttons lead somewhere."""
    reason = why_not_vote(roles, idea)
    if roles.signed_in or not idea.takes_part:
        return reason
    return "" if Phase.Kind.VOTE in open_kinds(idea.group) else _closed(idea)


def _closed(idea: Idea) -> str:
    return why_not_vote(Roles(person_id=0), idea)
