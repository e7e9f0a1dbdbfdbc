"""A moderator's decision: one transaction, one row, one statement of reasons, and a way back."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from activity import clock, keys, log
from activity.errors import EditConflict
from activity.log import writing
from comments.actions import hide_comment, hold_comment, restore_comment
from comments.models import Comment
from communities.roles import roles_of
from ideas.actions import hide_idea, hold_idea, restore_idea
from ideas.models import Idea
from moderation.actions.cases import about, new_case, open_case_of, place, target
from moderation.models import Case, Decision, Rule, standing
from moderation.rules import NEEDS_REASON, acts_on, why_not_decide
from text import intake

Act = Decision.Act
REASON_LIMIT = 2000


def decide(
    *,
    moderator: User,
    on: Case | Idea | Comment,
    act: str,
    version: int,
    seen: int = 0,
    rule: str = "",
    reason: str = "",
    key: str = "",
) -> Decision:
    """Approve, hold, hide or restore content; the author is told with the rule and the reason.

    `version` is the content's version and `seen` the id of the last decision on it (0 for none)
    that the moderator had before them. Raises EditConflict when either moved meanwhile (`current`
    is the content), ValidationError without a rule or reason where one is due, PermissionDenied
    for a stranger and for the author of the words.
    """
    kind, rule, why = _clean(act, rule, reason)
    with writing():
        keys.hold(moderator.pk, key)
        if key and (made := keys.earlier(moderator.pk, key, "decision")):
            return Decision.objects.get(pk=made)
        content = _decidable(moderator, on)
        _must_be_what_was_seen(content, version, seen)
        if kind not in acts_on(content):
            raise EditConflict(content)
        decision = _carry_out(moderator, content, kind, rule, why)
        if key:
            keys.remember(moderator.pk, key, "decision", decision.pk)
    return decision


def last_decision_id(content: Idea | Comment) -> int:
    """The position of the log of decisions on this content, 0 before the first."""
    rows = Decision.objects.filter(**target(content)).order_by("-pk")
    return rows.values_list("pk", flat=True).first() or 0


def _clean(act: str, rule: str, reason: str) -> tuple[Act, str, str]:
    if act not in Act.values:
        raise ValidationError({"act": _("Choose what to do.")})
    kind, errors = Act(act), {}
    due = kind in NEEDS_REASON
    if rule and rule not in Rule.values:
        errors["rule"] = ValidationError(_("Choose one of the rules."))
    elif due and not rule:
        errors["rule"] = ValidationError(_("Choose the rule that it breaks."))
    try:
        reason = intake.words(reason, limit=REASON_LIMIT, required=due)
    except ValidationError as error:
        errors["reason"] = error
    if errors:
        raise ValidationError(errors)
    return kind, rule if due else "", reason


def _decidable(moderator: User, on: Case | Idea | Comment) -> Idea | Comment:
    """The content as it stands now, the idea locked first; to whom it is closed it is not there."""
    named = on.content if isinstance(on, Case) else on
    idea_id = named.idea_id if isinstance(named, Comment) else named.pk
    ideas = Idea.objects.visible_to(moderator).select_related("group")
    idea = ideas.select_for_update(of=("self",)).filter(pk=idea_id).first()
    content: Idea | Comment | None = idea
    if idea and isinstance(named, Comment):
        comments = Comment.objects.visible_to(moderator).select_for_update(of=("self",))
        content = comments.select_related("idea").filter(pk=named.pk).first()
    if not idea or not content:
        raise PermissionDenied(_("This is not open to you, or its author took it back."))
    if refusal := why_not_decide(roles_of(moderator), idea.group, content):
        raise PermissionDenied(refusal)
    return content


def _must_be_what_was_seen(content: Idea | Comment, version: int, seen: int) -> None:
    """Every decision closes or moves the case, so the last one tells whether the case moved."""
    if content.version != version or last_decision_id(content) != seen:
        raise EditConflict(content)


def _carry_out(
    moderator: User, content: Idea | Comment, kind: Act, rule: str, why: str
) -> Decision:
    case, was = _case_of(content), standing(content)
    _do(kind, content, moderator, rule)
    decision = Decision.objects.create(
        case=case,
        moderator=moderator,
        act=kind,
        was=was,
        rule=rule,
        reason=why,
        content_version=content.version,
        created_at=clock.now(),
        **target(content),
    )
    _turn(case, kind)
    _tell(decision, case, content)
    return decision


def _case_of(content: Idea | Comment) -> Case:
    """The open case, or the last one again, or a new one for what nobody had flagged."""
    case = open_case_of(content)
    if case is None:
        earlier = Case.objects.select_for_update().filter(**target(content))
        case = earlier.order_by("-pk").first() or new_case(content)
        if case.pk is None:
            case.save()
    return case


def _do(kind: Act, content: Idea | Comment, moderator: User, rule: str) -> None:
    """Call the room that owns the content; approving what is on the page changes nothing there."""
    if kind == Act.APPROVE and not content.held_at:
        return
    more: dict[str, Any] = {"rule": rule} if kind == Act.HIDE else {}
    if isinstance(content, Comment):
        COMMENT_VERBS[kind](comment=content, moderator=moderator, **more)
    else:
        IDEA_VERBS[kind](idea=content, moderator=moderator, **more)


IDEA_VERBS: dict[Act, Callable[..., Idea]] = {
    Act.APPROVE: restore_idea,
    Act.RESTORE: restore_idea,
    Act.HOLD: hold_idea,
    Act.HIDE: hide_idea,
}
COMMENT_VERBS: dict[Act, Callable[..., Comment]] = {
    Act.APPROVE: restore_comment,
    Act.RESTORE: restore_comment,
    Act.HOLD: hold_comment,
    Act.HIDE: hide_comment,
}


def _turn(case: Case, kind: Act) -> None:
    """What is held stays before the moderators; everything else is done with."""
    case.held = kind == Act.HOLD
    case.closed_at = None if case.held else clock.now()
    place(case)
    case.save(update_fields=["held", "closed_at", "tier"])


def _tell(decision: Decision, case: Case, content: Idea | Comment) -> None:
    streams = [f"moderation:{case.group_id}"]
    if content.author_id:
        streams.append(f"user:{content.author_id}")
    log.record(
        "case.decided",
        streams,
        object_id=decision.pk,
        version=content.version,
        actor_id=decision.moderator_id,
        **about(content),
    )
