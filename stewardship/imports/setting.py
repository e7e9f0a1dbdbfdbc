"""The community and the group an import fills, made when they are not there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from activity import clock
from communities.actions import Stretch, create_community, create_group
from communities.models import Community, Group, Phase, Question
from stewardship.imports.plan import Plan
from stewardship.models import ImportRun


@dataclass(frozen=True)
class Target:
    """Where to: slugs, and names for what has to be made."""

    group: str
    community: str = ""
    group_name: str = ""
    community_name: str = ""


def find(target: Target) -> Group | None:
    """The group, when it is there. Raises ValidationError where the slug names several."""
    groups = Group.objects.filter(slug=target.group).select_related("community")
    if target.community:
        groups = groups.filter(community__slug=target.community)
    found = list(groups[:2])
    if len(found) > 1:
        raise ValidationError(
            f"Several communities have a group {target.group}: name one with --community."
        )
    return found[0] if found else None


def ensure(target: Target, plan: Plan) -> ImportRun:
    """The run to continue or begin, with its group. Called inside the transaction."""
    group = find(target)
    made = {"community": False, "group": group is None}
    if group is None:
        community, made["community"] = _community(target, plan)
        group = _group(target, community, plan)
        _settle_phases(group)
    _ask_something(group)
    if not group.source:
        Group.objects.filter(pk=group.pk).update(source=plan.source)
    run = unfinished(group, plan.source)
    return run or ImportRun.objects.create(group=group, source=plan.source, totals={"made": made})


def unfinished(group: Group, source: str) -> ImportRun | None:
    """The run that was killed, when there is one."""
    runs = ImportRun.objects.filter(group=group, source=source)
    return runs.filter(ended_at=None, undone_at=None).order_by("pk").first()


def _community(target: Target, plan: Plan) -> tuple[Community, bool]:
    slug = target.community or slugify(plan.host.replace(".", "-"))[:80] or "imported"
    found = Community.objects.filter(slug=slug).first()
    if found:
        return found, False
    name = target.community_name or plan.host or slug
    return create_community(
        slug=slug, name=name, source=plan.source, language=_language(plan)
    ), True


def _group(target: Target, community: Community, plan: Plan) -> Group:
    with override(community.language):
        purpose = _(
            "Ideas and contributions that came from %(host)s, as they were written and supported "
            "there."
        )
    return create_group(
        community=community,
        slug=target.group,
        name=target.group_name or target.group.replace("-", " ").capitalize(),
        phases=_phases(plan),
        purpose=purpose % {"host": plan.host},
        asked_by=plan.host,
        source=plan.source,
    )


def _phases(plan: Plan) -> list[Stretch]:
    """When things were written there; afterwards the group is in review."""
    begin = min(idea.published_at for idea in plan.ideas)
    proposed = max(idea.published_at for idea in plan.ideas) + timedelta(seconds=1)
    moments = [comment.created_at for comment in plan.comments]
    stretches = [Stretch(Phase.Kind.PROPOSE, begin, proposed)]
    if moments:
        stretches.append(Stretch(Phase.Kind.DISCUSS, min(moments), _after(max(moments))))
    stretches.append(Stretch(Phase.Kind.REVIEW, max([proposed, *map(_after, moments)])))
    return stretches


def _after(moment: datetime) -> datetime:
    return moment + timedelta(seconds=1)


def _settle_phases(group: Group) -> None:
    """What turned years ago is not news for the sweep to tell."""
    moment = clock.now()
    turned = Phase.objects.filter(group=group)
    turned.filter(opens_at__lte=moment).update(opened_told=True)
    turned.filter(closes_at__lte=moment).update(closed_told=True)


def question(group: Group) -> Question:
    """The question that an imported text answers: the description, or the group's first one."""
    asked = list(group.questions.all())
    return next((one for one in asked if one.key == "description"), asked[0])


def _ask_something(group: Group) -> None:
    if not group.questions.exists():
        Question.objects.create(group=group, key="description", label=_("Describe your idea"))


def _language(plan: Plan) -> str:
    """The language of the pages, which is one that Folkmoot speaks."""
    spoken = {code for code, _name in settings.LANGUAGES}
    return plan.ideas[0].language if plan.ideas[0].language in spoken else settings.LANGUAGE_CODE
