"""How anybody, signed in or not, tells the moderators that something breaks a rule."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from activity import clock, keys, limits, log
from activity.log import writing
from comments.models import Comment
from ideas.models import Idea
from moderation.actions.cases import about, new_case, open_case_of, place, tell_opened
from moderation.models import Case, Flag, Rule
from moderation.rules import why_not_flag
from text import intake

EXPLANATION_LIMIT = 1000


def flag(
    *,
    flagger: User | None,
    content: Idea | Comment,
    rule: str,
    explanation: str = "",
    address_prefix: str = "",
    key: str = "",
) -> Flag:
    """Put content before a moderator. However many flag it, only a person's decision removes it.

    A second flag by the same person on the same case changes the first. Visitors (`flagger` None)
    are limited by `address_prefix`. Raises ValidationError for an unknown rule, PermissionDenied
    for one's own words or what one may not see.
    """
    if rule not in Rule.values:
        raise ValidationError({"rule": _("Choose what is wrong with it.")})
    said = _clean(explanation)
    with writing():
        if flagger:
            keys.hold(flagger.pk, key)
            if key and (made := keys.earlier(flagger.pk, key, "flag")):
                return Flag.objects.get(pk=made)
        limits.spend(*_turn_of(flagger, address_prefix))
        fresh = _seen(flagger, content)
        case = _case_of(fresh)
        found = _keep(case, flagger, rule, said)
        _count(case)
        _tell(case, fresh, flagger)
        if flagger and key:
            keys.remember(flagger.pk, key, "flag", found.pk)
    return found


def _clean(explanation: str) -> str:
    try:
        return intake.words(explanation, limit=EXPLANATION_LIMIT, required=False)
    except ValidationError as error:
        raise ValidationError({"explanation": error}) from None


def _turn_of(flagger: User | None, address_prefix: str) -> tuple[str, str]:
    if flagger:
        return f"person:{flagger.pk}", "flag"
    return f"network:{address_prefix}", "visitor_flag"


def _seen(flagger: User | None, content: Idea | Comment) -> Idea | Comment:
    """The content as this person sees it now, under the lock of its idea."""
    viewer = flagger or AnonymousUser()
    ideas = Idea.objects.visible_to(viewer).select_for_update(of=("self",))
    idea_id = content.idea_id if isinstance(content, Comment) else content.pk
    idea = ideas.filter(pk=idea_id).first()
    fresh: Idea | Comment | None = idea
    if idea and isinstance(content, Comment):
        comments = Comment.objects.visible_to(viewer).select_related("idea")
        fresh = comments.filter(pk=content.pk).first()
    if not fresh:
        raise PermissionDenied(_("This is not open to you."))
    if refusal := why_not_flag(flagger.pk if flagger else None, fresh):
        raise PermissionDenied(refusal)
    return fresh


def _case_of(content: Idea | Comment) -> Case:
    case = open_case_of(content)
    if case is None:
        case = new_case(content)
        case.save()
        tell_opened(case, content)
    return case


def _keep(case: Case, flagger: User | None, rule: str, said: str) -> Flag:
    """One row for each person; the same words from an unknown visitor are the same flag."""
    if flagger:
        found, _new = Flag.objects.update_or_create(
            case=case,
            flagger=flagger,
            defaults={"rule": rule, "explanation": said},
            create_defaults={"rule": rule, "explanation": said, "created_at": clock.now()},
        )
        return found
    same = Flag.objects.filter(case=case, flagger=None, rule=rule, explanation=said).first()
    return same or Flag.objects.create(
        case=case, rule=rule, explanation=said, created_at=clock.now()
    )


def _count(case: Case) -> None:
    case.flag_count = Flag.objects.filter(case=case).count()
    place(case)
    case.save(update_fields=["flag_count", "tier"])


def _tell(case: Case, content: Idea | Comment, flagger: User | None) -> None:
    kind = "comment.flagged" if isinstance(content, Comment) else "idea.flagged"
    log.record(
        kind,
        [f"moderation:{case.group_id}"],
        object_id=case.pk,
        version=content.version,
        actor_id=flagger.pk if flagger else None,
        **about(content),
    )
