"""What authors are told of decisions on their words, and what others find in their place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from comments.models import Comment
from ideas.models import Idea
from moderation import sentences
from moderation.actions.cases import target
from moderation.models import Case, Decision, Rule, Standing, standing


@dataclass(frozen=True)
class Mark:
    """What stands where something was: the rule and the date, neither name nor text."""

    kind: str
    rule: str
    at: datetime


@dataclass(frozen=True)
class Statement:
    """What the author is told of a decision: what, which rule, why, when, and how it was found."""

    decision: Decision
    rule: str
    found_by: str
    """flag, program or moderator"""


def mark_of(content: Idea | Comment) -> Mark | None:
    """The mark of what a moderator hid, or an author took back from a debate; else None."""
    kind = "comment" if isinstance(content, Comment) else "idea"
    if content.hidden_at:
        return Mark(kind, rule_name(content.hidden_rule), content.hidden_at)
    if isinstance(content, Comment) and content.withdrawn_at:
        return Mark("withdrawn", "", content.withdrawn_at)
    return None


def mark_for(user: Any, idea_id: int) -> Mark | None:
    """The mark of an idea for whoever could have seen it; None stands for "there is nothing"."""
    idea = Idea.objects.marked_for(user).filter(pk=idea_id).first()
    return mark_of(idea) if idea else None


def comment_mark_for(user: Any, comment_id: int) -> Mark | None:
    """The mark of a contribution, or of the idea that it went with."""
    comment = Comment.objects.filter(pk=comment_id).first()
    if comment is None or (comment.held_at and not comment.hidden_at):
        return None
    if Idea.objects.visible_to(user).filter(pk=comment.idea_id).exists():
        return mark_of(comment)
    return mark_for(user, comment.idea_id)


def own_hidden(author: Any, model: type[Idea] | type[Comment], pk: int) -> Idea | Comment | None:
    """An author's own removed words, which they and nobody else read at their address."""
    if not author.is_authenticated:
        return None
    if model is Idea:
        ideas = Idea.objects.filter(pk=pk, author_id=author.pk, hidden_at__isnull=False)
        return ideas.prefetch_related("answers_given__question").first()
    return Comment.objects.filter(pk=pk, author_id=author.pk, hidden_at__isnull=False).first()


def statement_for(author: Any, content: Idea | Comment) -> Statement | None:
    """What this author is told of the last decision on their words; None for anybody else."""
    if not author.is_authenticated or content.author_id != author.pk:
        return None
    rows = Decision.objects.filter(**target(content)).select_related("case")
    decision = rows.order_by("-pk").first()
    return statement_of(decision) if decision else None


def statement_of(decision: Decision) -> Statement:
    case = decision.case
    by_flag = "flag" if case.flag_count else ""
    found_by = by_flag or ("program" if case.signals else "moderator")
    return Statement(decision, rule_name(decision.rule), found_by)


def why_held(
    person_id: int | None, contents: Iterable[Idea | Comment]
) -> dict[tuple[str, int], str]:
    """What holds this person's own words, in a sentence, by ("idea" | "comment", id).

    Other people's and unheld words are left out; at most two queries for each kind.
    """
    if person_id is None:
        return {}
    own = [c for c in contents if c.author_id == person_id and standing(c) == Standing.HELD]
    found: dict[tuple[str, int], str] = {}
    for name, kind in (("idea", Idea), ("comment", Comment)):
        if ids := [content.pk for content in own if isinstance(content, kind)]:
            cases = Case.objects.open().filter(**{f"{name}__in": ids})
            for case in cases.prefetch_related("decisions"):
                found[name, getattr(case, f"{name}_id")] = _held(case)
    return found


def _held(case: Case) -> str:
    """A moderator's reason if one holds it, else what a program noticed."""
    last = next(iter(case.decisions.all()), None)
    if last and last.act == Decision.Act.HOLD:
        return f"{sentences.of_decision(last)} {rule_name(last.rule)}: {last.reason}"
    return sentences.of_hold(case.signals)


def rule_name(rule: str) -> str:
    return str(dict(Rule.choices).get(rule, rule))
