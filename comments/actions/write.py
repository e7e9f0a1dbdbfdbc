"""Writing, editing and taking back a contribution, by its author."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

import search
from accounts.models import User
from activity import clock, keys, limits, log, screening
from activity.circumstances import UNKNOWN, Circumstances
from activity.errors import EditConflict
from activity.log import writing
from comments.actions.numbers import count_debate, count_replies, path_below
from comments.models import COMMENT_LIMIT, DEEPEST, POINT_LIMIT, Comment, CommentRevision
from comments.rules import why_not_comment, why_not_edit, why_not_withdraw
from communities.roles import roles_of
from ideas.models import Idea
from text import intake, markup


def write_comment(
    *,
    author: User,
    idea: Idea,
    text: str,
    side: int = Comment.Side.NEUTRAL,
    parent: Comment | None = None,
    circumstances: Circumstances = UNKNOWN,
    key: str = "",
) -> Comment:
    """Add a point (side 1 or −1), a comment or a reply. The same `key` answers with the same one.

    Raises ValidationError for too many words or an unknown side, PermissionDenied when the idea is
    not open to this person's words now.
    """
    if side not in Comment.Side.values:
        raise ValidationError({"side": _("Choose for, against or neither.")})
    point = parent is None and side != Comment.Side.NEUTRAL
    said = _clean(text, POINT_LIMIT if point else COMMENT_LIMIT)
    html = markup.render(said)
    draft = screening.Draft("comment", author.pk, idea.group_id, said, idea.pk)
    verdict = screening.ask(draft, circumstances)
    with writing():
        keys.hold(author.pk, key)
        if key and (made := keys.earlier(author.pk, key, "comment")):
            return Comment.objects.get(pk=made)
        limits.spend(f"person:{author.pk}", "comment")
        fresh = _open(author, idea)
        comment = _new(author, fresh, said, html, verdict)
        comment.side = side if point else Comment.Side.NEUTRAL
        _place(comment, parent)
        screening.keep(comment, verdict)
        _index(comment, fresh)
        _recount(comment)
        _tell(comment, fresh, "comment.held" if comment.held_at else "comment.published")
        if key:
            keys.remember(author.pk, key, "comment", comment.pk)
    return comment


def edit_comment(
    *,
    author: User,
    comment: Comment,
    text: str,
    version: int,
    circumstances: Circumstances = UNKNOWN,
) -> Comment:
    """Change one's words; what they were is kept, and they are marked as edited.

    Raises EditConflict when `version` is not the one on the page any more.
    """
    said = _clean(text, comment.limit)
    html = markup.render(said)
    idea_group = Idea.objects.values_list("group_id", flat=True).get(pk=comment.idea_id)
    draft = screening.Draft("comment", author.pk, idea_group, said, comment.idea_id, comment.pk)
    verdict = screening.ask(draft, circumstances)
    with writing():
        fresh, idea = _own(author, comment)
        if refusal := why_not_edit(roles_of(author), fresh, idea):
            raise PermissionDenied(refusal)
        if fresh.version != version:
            raise EditConflict(fresh)
        CommentRevision.objects.create(
            comment=fresh, version=fresh.version, text=fresh.text, created_at=clock.now()
        )
        fresh.text, fresh.html, fresh.version = said, html, version + 1
        fresh.edited_at, fresh.render_version = clock.now(), markup.RULES_VERSION
        if verdict.holds and not fresh.held_at:
            fresh.held_at = clock.now()
        fresh.save()
        screening.keep(fresh, verdict)
        _index(fresh, idea)
        _recount(fresh)
        _tell(fresh, idea, "comment.held" if fresh.held_at else "comment.edited", also_gone=True)
    return fresh


def withdraw_comment(*, author: User, comment: Comment) -> Comment:
    """Take one's words back; a mark stays where replies hang below it."""
    with writing():
        fresh, idea = _own(author, comment)
        if fresh.withdrawn_at:
            return fresh
        if refusal := why_not_withdraw(roles_of(author), fresh):
            raise PermissionDenied(refusal)
        fresh.withdrawn_at = clock.now()
        fresh.save(update_fields=["withdrawn_at"])
        search.show("comment", fresh.pk, False)
        _recount(fresh)
        public = [f"group:{idea.group_id}", f"idea:{idea.pk}"]
        held = [f"moderation:{idea.group_id}", f"user:{author.pk}"]
        log.record(
            "comment.withdrawn",
            held if fresh.held_at else public,
            idea_id=idea.pk,
            comment_id=fresh.pk,
            actor_id=author.pk,
        )
    return fresh


def _new(author: User, idea: Idea, said: str, html: str, verdict: screening.Verdict) -> Comment:
    return Comment(
        idea=idea,
        author=author,
        text=said,
        html=html,
        language=author.language,
        created_at=clock.now(),
        held_at=clock.now() if verdict.holds else None,
        render_version=markup.RULES_VERSION,
    )


def _clean(text: str, limit: int) -> str:
    try:
        return intake.words(text, limit=limit)
    except ValidationError as error:
        raise ValidationError({"text": error}) from None


def _open(author: User, idea: Idea) -> Idea:
    """The idea as it stands now, locked: the debate's numbers are counted under this lock."""
    ideas = Idea.objects.visible_to(author).select_related("group__community")
    locked = ideas.select_for_update(of=("self",)).prefetch_related("group__phases")
    fresh = locked.filter(pk=idea.pk).first()
    if not fresh:
        raise PermissionDenied(_("This idea is not open to you."))
    if refusal := why_not_comment(roles_of(author), fresh):
        raise PermissionDenied(refusal)
    return fresh


def _own(author: User, comment: Comment) -> tuple[Comment, Idea]:
    """The idea first, then the contribution: the lock order of the whole room."""
    ideas = Idea.objects.visible_to(author).select_related("group__community")
    idea = ideas.select_for_update(of=("self",)).filter(pk=comment.idea_id).first()
    rows = Comment.objects.select_for_update().filter(pk=comment.pk, author_id=author.pk)
    fresh = rows.first() if idea else None
    if not idea or not fresh:
        raise PermissionDenied(_("Only its author does that."))
    return fresh, idea


def _place(comment: Comment, parent: Comment | None) -> None:
    """Save below the parent, which must be a shown contribution under the same idea."""
    if parent:
        above = Comment.objects.filter(pk=parent.pk, idea_id=comment.idea_id).first()
        if not above or not above.is_shown:
            raise ValidationError({"parent": _("What you reply to is no longer on the page.")})
        while above.depth >= DEEPEST and above.parent:
            above = above.parent
        comment.parent, comment.root_id = above, above.root_id or above.pk
        comment.depth = above.depth + 1
    comment.save()
    comment.path = path_below(comment.parent, comment.pk)
    comment.save(update_fields=["path"])


def _index(comment: Comment, idea: Idea) -> None:
    search.index(
        "comment",
        comment.pk,
        group_id=idea.group_id,
        idea_id=idea.pk,
        title="",
        words=comment.text,
        shown=comment.is_shown,
    )


def _recount(comment: Comment) -> None:
    count_debate(comment.idea_id)
    count_replies(comment)


def _tell(comment: Comment, idea: Idea, kind: str, *, also_gone: bool = False) -> None:
    """A held contribution is news to its author and moderators; that a shown one left, to all."""
    held = [f"moderation:{idea.group_id}", f"user:{comment.author_id}"]
    public = [f"idea:{idea.pk}"]
    if kind == "comment.published":
        public.append(f"group:{idea.group_id}")
    streams = held if comment.held_at else public
    if comment.held_at and also_gone:
        streams = [*held, *public]
    log.record(
        kind,
        streams,
        idea_id=idea.pk,
        comment_id=comment.pk,
        version=comment.version,
        actor_id=comment.author_id,
    )
