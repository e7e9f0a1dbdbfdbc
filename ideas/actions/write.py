"""From the first draft to the last edit, by the author."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

import search
from accounts.models import User
from activity import clock, keys, limits, log, screening
from activity.circumstances import UNKNOWN, Circumstances
from activity.errors import EditConflict
from activity.log import writing
from communities.models import Group
from communities.roles import roles_of
from ideas import words as intake
from ideas.models import Idea, IdeaAnswer, Revision, slug_of
from ideas.rules import why_not_edit, why_not_propose, why_not_withdraw
from ideas.words import CleanWords, Words
from text import intake as plain_intake
from text.markup import RULES_VERSION


def start_draft(*, author: User, group: Group, words: Words, key: str = "") -> Idea:
    """Keep what an author began; only they see it. The same `key` answers with the same draft."""
    clean = intake.clean(group, words, whole=False)
    with writing():
        keys.hold(author.pk, key)
        if key and (made := keys.earlier(author.pk, key, "idea")):
            return _made_before(made)
        limits.spend(f"person:{author.pk}", "idea")
        fresh = _proposable(author, group)
        idea = Idea(group=fresh, author=author, language=author.language, created_at=clock.now())
        _fill(idea, clean)
        if key:
            keys.remember(author.pk, key, "idea", idea.pk)
    return idea


def save_draft(*, author: User, idea: Idea, words: Words) -> Idea:
    """Save a draft as far as it goes. Raises PermissionDenied when it is published or another's."""
    clean = intake.clean(idea.group, words, whole=False)
    with writing():
        fresh = _own(author, idea)
        if fresh.published_at:
            raise PermissionDenied(_("This idea is published; edit it instead."))
        _fill(fresh, clean)
    return fresh


def discard_draft(*, author: User, idea: Idea) -> None:
    """Throw away a draft that nobody else ever saw."""
    with writing():
        fresh = _own(author, idea)
        if fresh.published_at:
            raise PermissionDenied(_("This idea is published; withdraw it instead."))
        fresh.delete()


def publish_idea(
    *, author: User, idea: Idea, circumstances: Circumstances = UNKNOWN, key: str = ""
) -> Idea:
    """Put a draft before everybody. A second time changes nothing.

    Raises ValidationError while a required answer is missing, PermissionDenied when the group does
    not take new ideas now.
    """
    clean = intake.clean(idea.group, _as_words(idea))
    verdict = screening.ask(_draft(author, idea.group_id, clean, idea.pk), circumstances)
    with writing():
        fresh = _own(author, idea)
        if fresh.published_at:
            return fresh
        _proposable(author, fresh.group)
        _publish(fresh, clean, verdict)
    return fresh


def propose_idea(
    *,
    author: User,
    group: Group,
    words: Words,
    circumstances: Circumstances = UNKNOWN,
    key: str = "",
) -> Idea:
    """Draft and publish in one go. The same `key` answers with the same idea."""
    clean = intake.clean(group, words)
    verdict = screening.ask(_draft(author, group.pk, clean, None), circumstances)
    with writing():
        keys.hold(author.pk, key)
        if key and (made := keys.earlier(author.pk, key, "idea")):
            return _made_before(made)
        limits.spend(f"person:{author.pk}", "idea")
        fresh = _proposable(author, group)
        idea = Idea(group=fresh, author=author, language=author.language, created_at=clock.now())
        _fill(idea, clean)
        _publish(idea, clean, verdict)
        if key:
            keys.remember(author.pk, key, "idea", idea.pk)
    return idea


def edit_idea(
    *,
    author: User,
    idea: Idea,
    words: Words,
    version: int,
    note: str = "",
    circumstances: Circumstances = UNKNOWN,
) -> Idea:
    """Change a published idea; the version before stays readable, votes are kept.

    Raises EditConflict when `version` is not the one on the page any more.
    """
    clean = intake.clean(idea.group, words)
    why = plain_intake.words(note, limit=300, required=False, single_line=True)
    verdict = screening.ask(_draft(author, idea.group_id, clean, idea.pk), circumstances)
    with writing():
        fresh = _own(author, idea)
        if refusal := why_not_edit(roles_of(author), fresh):
            raise PermissionDenied(refusal)
        if fresh.version != version:
            raise EditConflict(fresh)
        fresh.version, fresh.edited_at = version + 1, clock.now()
        _fill(fresh, clean)
        _keep_revision(fresh, clean, why)
        if leaves := verdict.holds and not fresh.held_at:
            fresh.held_at = clock.now()
            fresh.save(update_fields=["held_at"])
            count_ideas(fresh.group_id)
        screening.keep(fresh, verdict)
        index(fresh, clean.plain)
        _tell(fresh, "idea.held" if leaves else "idea.edited", author.pk, also_gone=leaves)
    return fresh


def withdraw_idea(*, author: User, idea: Idea, because: str) -> Idea:
    """Take back one's idea with a reason that everybody reads; votes and words stay as they are."""
    reason = plain_intake.words(because, limit=500, single_line=True)
    with writing():
        fresh = _own(author, idea)
        if fresh.withdrawn_at:
            return fresh
        if refusal := why_not_withdraw(roles_of(author), fresh):
            raise PermissionDenied(refusal)
        fresh.withdrawn_at, fresh.withdrawn_because = clock.now(), reason
        fresh.save(update_fields=["withdrawn_at", "withdrawn_because"])
        count_ideas(fresh.group_id)
        _tell(fresh, "idea.withdrawn", author.pk)
    return fresh


def index(idea: Idea, words: str) -> None:
    """Bring the search index up to the idea, in the same transaction."""
    search.index(
        "idea",
        idea.pk,
        group_id=idea.group_id,
        idea_id=idea.pk,
        title=idea.title,
        words=words,
        shown=True,
    )
    search.show_idea(idea.pk, idea.is_shown)


def count_ideas(group_id: int) -> None:
    listed = Idea.objects.listed().filter(group_id=group_id).count()
    Group.objects.filter(pk=group_id).update(idea_count=listed)


def _made_before(idea_id: int) -> Idea:
    if made := Idea.objects.filter(pk=idea_id).first():
        return made
    raise ValidationError(_("This draft was thrown away; begin anew."), "key_reused")


def _proposable(author: User, group: Group) -> Group:
    fresh = Group.objects.visible_to(author).for_page().filter(pk=group.pk).first()
    if not fresh:
        raise PermissionDenied(_("This group is not open to you."))
    if refusal := why_not_propose(roles_of(author), fresh):
        raise PermissionDenied(refusal)
    return fresh


def _own(author: User, idea: Idea) -> Idea:
    """The idea as it stands now, locked, if it is this author's."""
    fresh = (
        Idea.objects.visible_to(author)
        .select_for_update(of=("self",))
        .select_related("group__community")
        .filter(pk=idea.pk, author_id=author.pk)
        .first()
    )
    if not fresh:
        raise PermissionDenied(_("Only its author does that."))
    return fresh


def _fill(idea: Idea, clean: CleanWords) -> None:
    idea.title, idea.summary, idea.place = clean.title, clean.summary, clean.place
    idea.slug, idea.category, idea.render_version = (
        slug_of(clean.title),
        clean.category,
        RULES_VERSION,
    )
    idea.save()
    idea.tags.set(clean.tags)
    kept = {answer.question.pk: answer for answer in clean.answers}
    IdeaAnswer.objects.filter(idea=idea).exclude(question_id__in=kept).delete()
    IdeaAnswer.objects.bulk_create(
        [
            IdeaAnswer(idea=idea, question_id=pk, text=answer.text, html=answer.html)
            for pk, answer in kept.items()
        ],
        update_conflicts=True,
        unique_fields=["idea", "question"],
        update_fields=["text", "html"],
    )


def _publish(idea: Idea, clean: CleanWords, verdict: screening.Verdict) -> None:
    idea.published_at = idea.active_at = clock.now()
    idea.held_at = clock.now() if verdict.holds else None
    idea.save(update_fields=["published_at", "active_at", "held_at"])
    _keep_revision(idea, clean, "")
    screening.keep(idea, verdict)
    index(idea, clean.plain)
    count_ideas(idea.group_id)
    _tell(idea, "idea.held" if idea.held_at else "idea.published", idea.author_id)


def _keep_revision(idea: Idea, clean: CleanWords, note: str) -> None:
    Revision.objects.create(
        idea=idea,
        version=idea.version,
        title=idea.title,
        summary=idea.summary,
        answers={answer.question.key: answer.text for answer in clean.answers},
        note=note,
        editor_id=idea.author_id,
        created_at=clock.now(),
    )


def _tell(idea: Idea, kind: str, actor_id: int | None, *, also_gone: bool = False) -> None:
    """A held idea is news to its author and the moderators; that a shown one left, to all."""
    public = [f"group:{idea.group_id}", f"idea:{idea.pk}"]
    held = [f"moderation:{idea.group_id}", f"user:{idea.author_id}"]
    streams = [*held, *(public if also_gone else [])] if idea.held_at else public
    log.record(kind, streams, idea_id=idea.pk, version=idea.version, actor_id=actor_id)


def _draft(author: User, group_id: int, clean: CleanWords, idea_id: int | None) -> screening.Draft:
    said = f"{clean.title}\n{clean.plain}"
    return screening.Draft("idea", author.pk, group_id, said, idea_id, idea_id)


def _as_words(idea: Idea) -> Words:
    given: dict[str, Any] = {a.question.key: a.text for a in idea.answers_given.all()}
    tags = [tag.name for tag in idea.tags.all()]
    return Words(idea.title, idea.summary, given, idea.category_id, tags, idea.place)
