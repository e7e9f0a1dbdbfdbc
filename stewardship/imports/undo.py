"""Taking an import out again as a whole, in batches; killed and run again, it goes on.

An idea goes with everything below it in one transaction, so that no number is ever wrong between.
"""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

import search
from accounts.models import User
from activity import clock, log
from activity.log import writing
from comments.models import Comment, Mark
from communities.models import Community, Group
from ideas.actions.write import count_ideas
from ideas.models import Answer, Category, Idea, Tag
from moderation.models import Case, Decision
from stewardship.imports import batches, setting
from stewardship.imports.plan import Progress
from stewardship.imports.setting import Target
from stewardship.models import ImportRun
from voting.models import Vote


def undo_import(*, target: Target, progress: Progress, even_so: bool = False) -> dict[str, int]:
    """Remove everything the import brought in; answers how much, by kind.

    Raises ValidationError where nothing was imported, and, unless `even_so`, where people here
    have since voted, written or decided on it, since that would go as well.
    """
    group = setting.find(target)
    runs = ImportRun.objects.filter(group=group, undone_at=None).order_by("pk")
    if group is None or not runs:
        raise ValidationError(f"Nothing that was imported is in the group {target.group}.")
    source = runs[0].source
    if not even_so:
        _refuse_where_people_took_part(group, source)
    gone = {"ideas": 0, "contributions": 0, "people": 0}
    _remove_ideas(group, source, progress, gone)
    _remove_people(source, progress, gone)
    _close(group, source, list(runs))
    return gone


def _refuse_where_people_took_part(group: Group, source: str) -> None:
    on_ideas, on_comments = {"idea__source": source}, {"comment__source": source}
    local = {
        "votes": Vote.objects.filter(**on_ideas).count(),
        "contributions": Comment.objects.filter(**on_ideas).exclude(source=source).count(),
        "marks": Mark.objects.filter(**on_comments).count(),
        "answers": Answer.objects.filter(**on_ideas).exclude(official=None).count(),
        "cases of moderation": sum(
            Case.objects.filter(**where).count() for where in (on_ideas, on_comments)
        ),
    }
    found = ", ".join(f"{number} {what}" for what, number in local.items() if number)
    if found:
        raise ValidationError(
            f"Since the import there are {found} on it. They would go as well: "
            "say so with --even-so."
        )


def _remove_ideas(group: Group, source: str, progress: Progress, gone: dict[str, int]) -> None:
    ideas = Idea.objects.filter(group=group, source=source)
    total = ideas.count()
    for batch in _small_enough(ideas):
        with log.quiet(), writing():
            Group.objects.select_for_update().get(pk=group.pk)
            gone["contributions"] += _remove_batch(batch)
            count_ideas(group.pk)
        gone["ideas"] += len(batch)
        progress("taken out, ideas", gone["ideas"], total)
        batches.pause()


def _small_enough(ideas: QuerySet[Idea]) -> Iterator[list[int]]:
    """Ideas that have at most 200 rows together; one with more comes alone."""
    batch: list[int] = []
    rows = 0
    for pk, contributions in list(ideas.order_by("pk").values_list("pk", "comment_count")):
        if batch and rows + contributions + 1 > batches.SIZE:
            yield batch
            batch, rows = [], 0
        batch.append(pk)
        rows += contributions + 1
    if batch:
        yield batch


def _remove_batch(pks: list[int]) -> int:
    """Remove ideas with all that hangs on them, replies before what they answer."""
    comments = Comment.objects.filter(idea_id__in=pks)
    ids = list(comments.values_list("pk", flat=True))
    search.drop_ideas(pks)
    tags = set(Tag.objects.filter(idea_tags__content_object__in=pks).values_list("pk", flat=True))
    categories = set(Category.objects.filter(ideas__in=pks).values_list("pk", flat=True))
    for content in ({"comment__in": ids}, {"idea__in": pks}):
        Decision.objects.filter(**content).delete()
        Case.objects.filter(**content).delete()
    for depth in sorted(set(comments.values_list("depth", flat=True)), reverse=True):
        comments.filter(depth=depth).delete()
    Idea.objects.filter(pk__in=pks).delete()
    Tag.objects.filter(pk__in=tags, idea_tags=None).delete()
    Category.objects.filter(pk__in=categories, ideas=None).exclude(external_id="").delete()
    return len(ids)


def _remove_people(source: str, progress: Progress, gone: dict[str, int]) -> None:
    """Whoever came with an import and has no words left; another group's may still need them."""
    people = User.objects.filter(source=source, ideas=None, comments=None)
    pks = list(people.values_list("pk", flat=True))
    for start in range(0, len(pks), batches.SIZE):
        with log.quiet(), writing():
            User.objects.filter(pk__in=pks[start : start + batches.SIZE]).delete()
        gone["people"] = min(start + batches.SIZE, len(pks))
        progress("taken out, people", gone["people"], len(pks))
        batches.pause()


def _close(group: Group, source: str, runs: list[ImportRun]) -> None:
    """Tell the group's pages once, and take away what the import had made to stand in."""
    made = {kind for run in runs for kind, was in run.totals.get("made", {}).items() if was}
    with writing():
        # What went row by row would slow every later search down.
        search.rebuild()
        ImportRun.objects.filter(pk__in=[run.pk for run in runs]).update(undone_at=clock.now())
        Group.objects.filter(pk=group.pk, source=source).update(source="")
        log.record("group.filled", [group.stream], object_id=group.pk)
        if "group" in made and not Idea.objects.filter(group=group).exists():
            Case.objects.filter(group=group).delete()
            group.delete()
            others = Group.objects.filter(community_id=group.community_id)
            if "community" in made and not others.exists():
                Community.objects.filter(pk=group.community_id).delete()
