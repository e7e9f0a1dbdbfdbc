"""The desk as it is drawn: what waits in rows, and the one thing that is open."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from activity import clock
from comments.models import Comment
from communities.roles import Roles
from frontend.shapes.cards import idea_url
from frontend.shapes.debate import author_name
from ideas.models import Idea
from moderation import sentences
from moderation.models import Case, Decision, Flag, Rule, standing
from moderation.queries import Matter
from moderation.record import Record
from moderation.rules import acts_on, why_not_decide
from text.plain import shorten

EXCERPT = 90


@dataclass(frozen=True)
class Row:
    """What, why in words, since when."""

    id: int
    url: str
    what: str
    excerpt: str
    language: str
    why: str
    opened_at: datetime
    here: bool


@dataclass(frozen=True)
class Passage:
    """Somebody's words, safe to show."""

    who: str
    html: str
    label: str = ""


@dataclass(frozen=True)
class Notice:
    """A flag as the moderator reads it: why and in which words, not from whom."""

    rule: str
    explanation: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Past:
    """A decision made before, by whom and why."""

    act: str
    rule: str
    reason: str
    who: str
    at: datetime
    url: str = ""
    what: str = ""


@dataclass(frozen=True)
class Choice:
    act: str
    name: str | Promise
    icon: str
    tone: str = ""


@dataclass(frozen=True)
class Opened:
    """Everything needed to decide on one thing."""

    url: str
    what: str
    standing: str
    title: str
    title_url: str
    language: str
    above: Passage | None
    words: list[Passage]
    author: str
    written_at: datetime
    record: list[str]
    signals: list[str] = field(default_factory=list)
    flags: list[Notice] = field(default_factory=list)
    past: list[Past] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    refusal: str = ""


CHOICES = {
    Decision.Act.APPROVE: Choice("approve", gettext_lazy("Let it stand"), "check"),
    Decision.Act.RESTORE: Choice("restore", gettext_lazy("Put it back"), "eye"),
    Decision.Act.HIDE: Choice("hide", gettext_lazy("Take it off"), "eye-off", "danger"),
    Decision.Act.HOLD: Choice("hold", gettext_lazy("Hold it"), "hourglass"),
}


def desk_url(content: Idea | Comment) -> str:
    """Where a moderator decides on this, whether or not anybody flagged it."""
    name = "desk_comment" if isinstance(content, Comment) else "desk_idea"
    return reverse(name, args=[content.pk])


def row_of(case: Case, *, here: bool = False, after: str = "") -> Row:
    """`after` keeps the page of the queue on which the row was pressed."""
    content = case.content
    text = content.text if isinstance(content, Comment) else content.title
    here_is = {"after": after, "case": case.pk} if after else {"case": case.pk}
    return Row(
        case.pk,
        f"?{urlencode(here_is)}#case",
        _what(content),
        shorten(text, EXCERPT),
        content.language,
        _why(case),
        case.opened_at,
        here,
    )


def opened_of(matter: Matter, roles: Roles) -> Opened:
    """Everything beside the decision, from what was read for it."""
    content, case = matter.content, matter.case
    idea = content.idea if isinstance(content, Comment) else content
    return Opened(
        url=desk_url(content),
        what=_what(content),
        standing=str(standing(content).label),
        title=idea.title,
        title_url=idea_url(idea) + _anchor(content),
        language=content.language,
        above=_above(content),
        words=passages_of(content),
        author=_author(content),
        written_at=content.created_at,
        record=_record(matter.record) if content.author_id else [],
        signals=sentences.of_signals(case.signals) if case else [],
        flags=[_notice(flag) for flag in case.flags.all()] if case else [],
        past=[_past(decision) for decision in matter.past],
        choices=_choices(content),
        refusal=why_not_decide(roles, idea.group, content),
    )


def past_of(decisions: Iterable[Decision]) -> list[Past]:
    """Decisions with the way to look at each again."""
    return [_past(decision, linked=True) for decision in decisions]


def _past(decision: Decision, *, linked: bool = False) -> Past:
    content = decision.content if linked else None
    idea = content.idea if isinstance(content, Comment) else content
    return Past(
        sentences.of_decision(decision),
        decision.get_rule_display(),
        decision.reason,
        decision.moderator.display_name if decision.moderator else _("A moderator who left"),
        decision.created_at,
        desk_url(content) if content else "",
        idea.title if idea else "",
    )


def _choices(content: Idea | Comment) -> list[Choice]:
    """One button for each outcome: to approve what is held is to put it back."""
    acts = acts_on(content)
    twice = Decision.Act.APPROVE in acts and Decision.Act.RESTORE in acts
    return [CHOICES[act] for act in acts if not (twice and act == Decision.Act.RESTORE)]


def _what(content: Idea | Comment) -> str:
    if not isinstance(content, Comment):
        return _("An idea")
    if content.is_point:
        return _("A point for") if content.side == Comment.Side.FOR else _("A point against")
    return _("A reply") if content.parent_id else _("A comment")


def _why(case: Case) -> str:
    parts = [str(case.get_tier_display())] if case.held else []
    if case.flag_count:
        rules = dict.fromkeys(str(Rule(flag.rule).label) for flag in case.flags.all())
        flagged = ngettext("flagged once", "flagged %(n)d times", case.flag_count)
        parts.append(f"{flagged % {'n': case.flag_count}} ({_(', ').join(rules)})")
    parts += sentences.of_signals(case.signals)
    return _("; ").join(parts)


def _above(content: Idea | Comment) -> Passage | None:
    parent = content.parent if isinstance(content, Comment) else None
    if not parent:
        return None
    if not parent.is_shown:
        return Passage(_("a removed contribution"), "")
    return Passage(author_name(parent), parent.html)


def passages_of(content: Idea | Comment) -> list[Passage]:
    """The words themselves, part by part."""
    if isinstance(content, Comment):
        return [Passage("", content.html)]
    return [
        Passage("", answer.html, answer.question.label) for answer in content.answers_given.all()
    ]


def _author(content: Idea | Comment) -> str:
    if isinstance(content, Comment):
        return author_name(content)
    return content.author.display_name if content.author else str(content.get_origin_display())


def _anchor(content: Idea | Comment) -> str:
    return f"#comment-{content.pk}" if isinstance(content, Comment) else ""


def _notice(flag: Flag) -> Notice:
    who = _("somebody signed in") if flag.flagger_id else _("a visitor")
    return Notice(str(Rule(flag.rule).label), flag.explanation, who, flag.created_at)


def _record(record: Record) -> list[str]:
    """The author's record in whole sentences; who is new is told as new, not as suspect."""
    said = _("New here: nothing on the page yet.")
    if n := record.contributions:
        said = ngettext("%(n)d contribution on the page", "%(n)d contributions on the page", n)
        said %= {"n": n}
    lines = [said]
    if n := record.removed:
        lines.append(ngettext("removed once", "removed %(n)d times", n) % {"n": n})
    if n := record.kept:
        kept = ngettext("left on the page once", "left on the page %(n)d times", n)
        lines.append(kept % {"n": n})
    return lines


def passage_of(content: Idea | Comment) -> Passage:
    """What a flag is about, as the flag's own page shows it."""
    if isinstance(content, Comment):
        return Passage(author_name(content), content.html, _what(content))
    return Passage(_author(content), "", content.title)


def second_looks(comments: Iterable[Comment]) -> list[Row]:
    """Contributions that no sign found, as rows; their reason is chance."""
    return [
        Row(
            comment.pk,
            desk_url(comment),
            _what(comment),
            shorten(comment.text, EXCERPT),
            comment.language,
            _("chosen at random"),
            comment.created_at,
            False,
        )
        for comment in comments
    ]


def preview_of(given: dict[str, Any]) -> Past:
    """The message to the author if this were taken off the page, before it is sent."""
    decision = Decision(act=Decision.Act.HIDE, rule=given["rule"], reason=given["reason"])
    return Past(
        sentences.of_decision(decision),
        str(decision.get_rule_display()),
        decision.reason,
        "",
        clock.now(),
    )
