"""How an idea's status and state are called and drawn."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ideas.models import Idea


@dataclass(frozen=True)
class Badge:
    key: str
    name: str | Promise
    icon: str


STATUS = {
    Idea.Status.OPEN: Badge("open", _("Open"), "circle-dot"),
    Idea.Status.UNDER_REVIEW: Badge("under_review", _("Being looked at"), "hourglass"),
    Idea.Status.UNDER_WAY: Badge("under_way", _("Under way"), "circle-play"),
    Idea.Status.DONE: Badge("done", _("Done"), "circle-check"),
    Idea.Status.NOT_TAKEN_UP: Badge("not_taken_up", _("Not taken up"), "minus"),
}
STATE = {
    "draft": Badge("draft", _("Draft"), "pencil"),
    "hidden": Badge("hidden", _("Off the page"), "eye-off"),
    "held": Badge("held", _("Waiting for a moderator"), "hourglass"),
    "withdrawn": Badge("withdrawn", _("Withdrawn"), "undo-2"),
}


def badge_of(idea: Idea) -> Badge:
    """The state where it is not simply published, else the status."""
    return STATE.get(idea.state) or status_badge(idea.status)


def status_badge(status: str) -> Badge:
    return STATUS[Idea.Status(status)]
