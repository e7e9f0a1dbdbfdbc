"""The action of an import: everything or nothing of each batch, one event for the whole run."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

from django.core.exceptions import ValidationError

from accounts.models import User
from activity import clock, log
from activity.log import writing
from comments.models import Comment
from communities.models import Group
from ideas.models import Idea
from stewardship.imports import batches, comments, ideas, people, setting
from stewardship.imports.batches import Writer
from stewardship.imports.plan import Plan, Progress
from stewardship.imports.setting import Target
from stewardship.models import ImportRun


@dataclass(frozen=True)
class Outcome:
    """How many rows were made, by kind; empty where everything was there already."""

    group: Group
    made: dict[str, int] = field(default_factory=dict)

    @property
    def changed(self) -> int:
        return sum(self.made.values())


def import_city(
    *, plan: Plan, target: Target, officials: Sequence[str] = (), progress: Progress
) -> Outcome:
    """Bring a prepared plan into its group. A second time changes nothing.

    Raises ValidationError, before anything is written, for an official who wrote nothing and for
    ideas that stand in another group.
    """
    group = check(plan=plan, target=target, officials=officials)
    if group and _is_whole(plan, group, officials):
        return Outcome(group)
    with log.quiet(), writing():
        run = setting.ensure(target, plan)
    filled = Group.objects.select_related("community").get(imports=run)
    made = _fill(filled, plan, officials, progress)
    _finish(run, filled)
    return Outcome(filled, made)


def check(*, plan: Plan, target: Target, officials: Sequence[str]) -> Group | None:
    """Everything that can be known to be wrong before the first write; answers the group."""
    unknown = [one for one in officials if one not in plan.people]
    if unknown:
        raise ValidationError(f"No author in the files has the id {', '.join(unknown)}.")
    group = setting.find(target)
    elsewhere = Idea.objects.filter(source=plan.source).exclude(group=group)
    taken = dict(elsewhere.values_list("external_id", "group__slug"))
    for idea in plan.ideas:
        if idea.id in taken:
            raise ValidationError(
                f"These proposals were imported into the group {taken[idea.id]} already. "
                "Name that group, or undo that import first."
            )
    return group


def _is_whole(plan: Plan, group: Group, officials: Sequence[str]) -> bool:
    """Nothing is missing, and no run waits for its end."""
    return (
        group.source != ""
        and not setting.unfinished(group, plan.source)
        and not people.unmarked(officials, plan.source, group.community).exists()
        and set(plan.people) <= set(batches.keys(User, plan.source))
        and {idea.id for idea in plan.ideas} <= set(batches.keys(Idea, plan.source))
        and {one.id for one in plan.comments} <= set(batches.keys(Comment, plan.source))
    )


def _fill(group: Group, plan: Plan, officials: Sequence[str], progress: Progress) -> dict[str, int]:
    source, writer = plan.source, Writer(group, plan.source, progress)
    question = setting.question(group)
    made = {
        "people": writer.bring(
            "people", User, plan.people.values(), partial(people.put, source=source)
        ),
        "officials": people.name_officials(officials, source, group.community),
        "ideas": writer.bring(
            "ideas",
            Idea,
            plan.ideas,
            partial(ideas.put, group=group, question=question, source=source),
        ),
        "contributions": 0,
    }
    put = partial(comments.put, group=group, source=source)
    for depth, rows in groupby(plan.comments, key=lambda one: one.depth):
        what = f"contributions at depth {depth}"
        made["contributions"] += writer.bring(what, Comment, rows, put)
    return made


def _finish(run: ImportRun, group: Group) -> None:
    """The one event of the run, and what came in whole, however often it was begun."""
    source = run.source
    run.totals |= {
        "people": User.objects.filter(source=source).count(),
        "ideas": Idea.objects.filter(source=source).count(),
        "contributions": Comment.objects.filter(source=source).count(),
    }
    run.ended_at = clock.now()
    with writing():
        run.save(update_fields=["totals", "ended_at"])
        log.record("group.filled", [group.stream], object_id=group.pk)
