"""What a program noticed and what a moderator did, in words for the author and for the desk."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation.models import Decision

Values = dict[str, Any]


def of_signals(signals: Iterable[Values]) -> list[str]:
    """One clause for each stored signal, to stand after "because"; unknown ones are left out."""
    known = ((SIGNALS.get(signal.get("name", "")), signal) for signal in signals)
    return [say(signal.get("values") or {}) for say, signal in known if say]


def of_hold(signals: Iterable[Values]) -> str:
    """What the author of held words is told: a program's guess, its reasons, and what follows."""
    reasons = _("; ").join(of_signals(signals))
    if not reasons:
        return _("This waits for a person to look at it. Nobody else sees it until then.")
    return _(
        "A program thinks this may be advertising because %(reasons)s. A person looks at it; "
        "nobody else sees it until then."
    ) % {"reasons": reasons}


def of_decision(decision: Decision) -> str:
    """What was decided, as its author reads it."""
    return {
        Decision.Act.HIDE: _("A moderator took this off the page."),
        Decision.Act.HOLD: _("A moderator is checking this; nobody else sees it until then."),
        Decision.Act.APPROVE: _("A moderator looked at this and left it on the page."),
        Decision.Act.RESTORE: _("A moderator put this back on the page."),
    }[Decision.Act(decision.act)]


def _links(values: Values) -> str:
    count = int(values.get("count", 1))
    return ngettext(
        "it has a link and its author is new here",
        "it has %(count)d links and its author is new here",
        count,
    ) % {"count": count}


SIGNALS: dict[str, Callable[[Values], str]] = {
    "links": _links,
    "shortener": lambda v: (
        _("its link hides where it leads (%(host)s)") % {"host": v.get("host", "")}
    ),
    "invitation": lambda v: (
        _("it asks readers to go elsewhere (“%(phrase)s”)") % {"phrase": v.get("phrase", "")}
    ),
    "repeated": lambda v: _("the same author posted the same words a short while ago"),
    "praise": lambda v: (
        _("it praises (“%(phrase)s”) without a word about the subject")
        % {"phrase": v.get("phrase", "")}
    ),
    "trap": lambda v: _("a field was filled that only programs see"),
    "fast": lambda v: _("the form was sent within two seconds"),
    "shouting": lambda v: _("it is written in capitals"),
}
