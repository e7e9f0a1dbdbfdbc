"""The phase bar: what is open now, until when, and what one can do."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from activity import clock
from communities.models import Group, Phase
from communities.roles import Roles
from communities.rules import open_kinds
from ideas.rules import why_not_begin

NAMES = {
    Phase.Kind.PROPOSE: gettext_lazy("Propose"),
    Phase.Kind.DISCUSS: gettext_lazy("Discuss"),
    Phase.Kind.VOTE: gettext_lazy("Vote"),
    Phase.Kind.REVIEW: gettext_lazy("Review"),
}
DOING = {
    Phase.Kind.PROPOSE: gettext_lazy("propose"),
    Phase.Kind.DISCUSS: gettext_lazy("discuss"),
    Phase.Kind.VOTE: gettext_lazy("vote"),
}


@dataclass(frozen=True)
class Step:
    name: str | Promise
    dates: str
    now: bool
    past: bool


@dataclass(frozen=True)
class Act:
    url: str
    name: str


@dataclass(frozen=True)
class Phases:
    group_id: int
    sentence: str
    steps: list[Step]
    action: Act | None


def phases_of(group: Group, roles: Roles) -> Phases:
    """Uses `group.phases` and `group.community`, loaded."""
    return Phases(
        group.pk, _sentence(group), [_step(group, p) for p in _rows(group)], _act(group, roles)
    )


def closing(group: Group) -> str:
    """What closes first, in words: "Voting closes in 3 days"."""
    ends = [(p.closes_at, p.kind) for p in _rows(group) if p.is_open() and p.closes_at]
    if not ends:
        return ""
    at, kind = min(ends)
    left = max(0, (at - clock.now()).days)
    if not left:
        return _("%(what)s closes today") % {"what": _noun(kind)}
    sentence = ngettext("%(what)s closes in %(n)d day", "%(what)s closes in %(n)d days", left)
    return sentence % {"what": _noun(kind), "n": left}


def _rows(group: Group) -> list[Phase]:
    return list(group.phases.all())


def _noun(kind: str) -> str:
    nouns = {
        Phase.Kind.PROPOSE: _("Proposing"),
        Phase.Kind.DISCUSS: _("The discussion"),
        Phase.Kind.VOTE: _("Voting"),
        Phase.Kind.REVIEW: _("The review"),
    }
    return nouns[Phase.Kind(kind)]


def _sentence(group: Group) -> str:
    doing = [str(name) for kind, name in DOING.items() if kind in open_kinds(group)]
    if not doing:
        return _next(group)
    can = _("You can %(acts)s here now.") % {"acts": get_text_list(doing, _("and"))}
    end = closing(group)
    return f"{can} {end}." if end else can


def _next(group: Group) -> str:
    if Phase.Kind.REVIEW in open_kinds(group):
        return _("The ideas are being reviewed. Official answers appear here.")
    coming = [phase for phase in _rows(group) if phase.opens_at > clock.now()]
    if coming:
        sentence = _("%(what)s opens on %(day)s.")
        return sentence % {"what": _noun(coming[0].kind), "day": _day(group, coming[0].opens_at)}
    return _("This group is closed. Everything in it stays readable.")


def _step(group: Group, phase: Phase) -> Step:
    begin = _day(group, phase.opens_at)
    end = _day(group, phase.closes_at) if phase.closes_at else ""
    dates = f"{begin} – {end}" if end else _("from %(day)s") % {"day": begin}
    past = phase.closes_at is not None and phase.closes_at <= clock.now()
    return Step(NAMES[Phase.Kind(phase.kind)], dates, phase.is_open(), past)


def _day(group: Group, moment: datetime) -> str:
    """The day as the community's clocks show it."""
    local = timezone.localtime(moment, group.community.zone)
    this_year = local.year == timezone.localtime(clock.now(), group.community.zone).year
    return formats.date_format(local, "MONTH_DAY_FORMAT" if this_year else "DATE_FORMAT")


def _act(group: Group, roles: Roles) -> Act | None:
    if Phase.Kind.PROPOSE not in open_kinds(group):
        return None
    if why_not_begin(roles, group):
        return None
    return Act(reverse("propose", args=[group.community.slug, group.slug]), _("Propose an idea"))
