"""Points for and against, comments and replies, and what people find convincing."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from activity import clock
from communities.roles import moderated_groups
from ideas.models import Idea

POINT_LIMIT = 500
COMMENT_LIMIT = 10_000
DEEPEST = 50
PATH_STEP = 10


def _idea_visible_to(user: Any) -> Exists:
    """Asked of each contribution, since a list of all ideas one may see is made anew each time."""
    return Exists(Idea.objects.visible_to(user).filter(pk=OuterRef("idea_id")))


class CommentQuerySet(models.QuerySet["Comment"]):
    def shown(self) -> "CommentQuerySet":
        return self.filter(held_at__isnull=True, hidden_at__isnull=True, withdrawn_at__isnull=True)

    def points(self) -> "CommentQuerySet":
        return self.filter(parent__isnull=True).exclude(side=Comment.Side.NEUTRAL)

    def visible_to(self, user: Any) -> "CommentQuerySet":
        """The only door to contributions: shown ones under ideas one may see, one's own held ones,
        and for moderators what is held or hidden in their groups."""
        visible = _idea_visible_to(user)
        shown = Q(held_at__isnull=True, hidden_at__isnull=True, withdrawn_at__isnull=True)
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.filter(visible, shown)
        own = Q(author_id=user.pk, hidden_at__isnull=True, withdrawn_at__isnull=True)
        moderated = Q(withdrawn_at__isnull=True, idea__group_id__in=moderated_groups(user))
        return self.filter(visible, shown | own | moderated)

    def with_marks_for(self, user: Any) -> "CommentQuerySet":
        """What a thread is drawn from: what is visible, and marks where something was removed.

        A caller shows neither name nor text of a row that is not `readable_by` the viewer.
        """
        visible = _idea_visible_to(user)
        here = Q(held_at__isnull=True)
        if getattr(user, "is_authenticated", False) and user.is_active:
            here |= Q(author_id=user.pk) | Q(idea__group_id__in=moderated_groups(user))
        return self.filter(visible, here)

    def for_page(self) -> "CommentQuerySet":
        return self.select_related("author")


class Comment(models.Model):
    """Any contribution under an idea. A point has a side; replies nest below, stored as deep as
    they are. `path` sorts a thread: the ids from the root down, ten digits each."""

    class Side(models.IntegerChoices):
        FOR = 1, _("for")
        AGAINST = -1, _("against")
        NEUTRAL = 0, _("neutral")

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="comments",
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies"
    )
    root = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="thread"
    )
    depth = models.SmallIntegerField(default=0)
    path = models.CharField(max_length=(DEEPEST + 1) * PATH_STEP, blank=True)
    side = models.SmallIntegerField(choices=Side.choices, default=Side.NEUTRAL)
    text = models.TextField()
    html = models.TextField()
    language = models.CharField(max_length=10, blank=True)
    version = models.IntegerField(default=1)
    convincing = models.IntegerField(default=0)
    not_convincing = models.IntegerField(default=0)
    best = models.FloatField(default=0.0, help_text="W(convincing, all marks; 1.28)")
    reply_count = models.IntegerField(default=0, help_text="shown contributions anywhere below")
    created_at = models.DateTimeField(default=clock.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hidden_rule = models.CharField(max_length=32, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    imported_likes = models.IntegerField(default=0)
    imported_dislikes = models.IntegerField(default=0)
    source = models.CharField(max_length=80, blank=True)
    external_id = models.CharField(max_length=64, blank=True)
    render_version = models.IntegerField(default=0)

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(source=""),
                name="imported_comment_once",
            ),
            models.CheckConstraint(
                condition=Q(depth__gte=0, depth__lte=DEEPEST), name="comment_depth_in_range"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, root__isnull=True, depth=0)
                | Q(parent__isnull=False, root__isnull=False, depth__gt=0),
                name="a_reply_has_parent_and_root",
            ),
            models.CheckConstraint(condition=Q(side__in=[-1, 0, 1]), name="a_side_is_one_of_three"),
            models.CheckConstraint(
                condition=Q(convincing__gte=0, not_convincing__gte=0, reply_count__gte=0),
                name="comment_counts_not_negative",
            ),
        ]
        indexes = [
            models.Index(fields=["idea", "side", "-best", "-created_at"], name="comment_best"),
            models.Index(fields=["root", "path"], name="comment_thread"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_point(self) -> bool:
        return self.parent_id is None and self.side != self.Side.NEUTRAL

    @property
    def is_shown(self) -> bool:
        return not (self.held_at or self.hidden_at or self.withdrawn_at)

    @property
    def state(self) -> str:
        """withdrawn, hidden, held or shown: the first that is true."""
        for name in ("withdrawn", "hidden", "held"):
            if getattr(self, f"{name}_at"):
                return name
        return "shown"

    @property
    def limit(self) -> int:
        return POINT_LIMIT if self.is_point else COMMENT_LIMIT


class CommentRevision(models.Model):
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="revisions")
    version = models.IntegerField()
    text = models.TextField()
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "version"], name="comment_revision_once")
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} v{self.version}"


class Mark(models.Model):
    """One person finds a contribution convincing, or not; apart from the vote on the idea."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="marks")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="marks"
    )
    convincing = models.BooleanField()
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "comment"], name="one_mark_per_person")
        ]

    def __str__(self) -> str:
        return f"mark on {self.comment_id}"
