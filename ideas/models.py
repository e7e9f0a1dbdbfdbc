"""Proposals and their life: answers to questions, revisions, official answers, tags."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase

from activity import clock
from communities.models import Department, Group, Question
from communities.roles import moderated_groups


class Category(models.Model):
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="categories")
    name = models.CharField(max_length=120)
    place = models.SmallIntegerField(default=0)
    external_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["place", "name", "id"]
        verbose_name_plural = "categories"
        constraints = [models.UniqueConstraint(fields=["group", "name"], name="category_once")]

    def __str__(self) -> str:
        return self.name


class Tag(TagBase):
    pass


class IdeaTag(ItemBase):
    """A real foreign key, so that a tag finds its ideas with one join."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="idea_tags")
    content_object = models.ForeignKey("Idea", on_delete=models.CASCADE, related_name="idea_tags")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="tag_once_per_idea")
        ]


class IdeaQuerySet(models.QuerySet["Idea"]):
    def published(self) -> "IdeaQuerySet":
        return self.filter(published_at__isnull=False)

    def shown(self) -> "IdeaQuerySet":
        """Published, and neither held nor hidden; withdrawn ideas are still shown as such."""
        return self.filter(published_at__isnull=False, held_at__isnull=True, hidden_at__isnull=True)

    def listed(self) -> "IdeaQuerySet":
        """What lists and counts contain: shown, and not withdrawn."""
        return self.shown().filter(withdrawn_at__isnull=True)

    def visible_to(self, user: Any) -> "IdeaQuerySet":
        """The only door to ideas.

        Shown ideas in groups one may see; one's own drafts and held ideas; for moderators of the
        group also what is held or hidden there. Never other people's drafts.
        """
        groups = Group.objects.visible_to(user).values("pk")
        shown = Q(published_at__isnull=False, held_at__isnull=True, hidden_at__isnull=True)
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.filter(shown, group_id__in=groups)
        own = Q(author_id=user.pk, hidden_at__isnull=True)
        moderated = Q(published_at__isnull=False, group_id__in=moderated_groups(user))
        return self.filter(shown | own | moderated, group_id__in=groups)

    def marked_for(self, user: Any) -> "IdeaQuerySet":
        """Hidden ideas whose mark this person may see, since they could have seen the idea."""
        groups = Group.objects.visible_to(user).values("pk")
        return self.filter(published_at__isnull=False, hidden_at__isnull=False, group_id__in=groups)

    def for_cards(self) -> "IdeaQuerySet":
        return self.select_related("group__community", "category").prefetch_related("tags")

    def for_page(self) -> "IdeaQuerySet":
        given = models.Prefetch("answers_given", IdeaAnswer.objects.select_related("question"))
        rows = self.select_related("group__community", "category", "author", "hidden_by")
        return rows.prefetch_related("tags", given, "group__phases")


class Idea(models.Model):
    """A proposal: an author or only an origin; draft, published, answered, withdrawn."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        UNDER_REVIEW = "under_review", _("being looked at")
        UNDER_WAY = "under_way", _("under way")
        DONE = "done", _("done")
        NOT_TAKEN_UP = "not_taken_up", _("not taken up")

    class Origin(models.TextChoices):
        CITIZEN = "citizen", _("a person")
        MEETING = "meeting", _("a meeting")
        ORGANISATION = "organisation", _("an organisation")
        OFFICIAL = "official", _("the administration")

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="ideas")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="ideas",
    )
    origin = models.CharField(max_length=12, choices=Origin.choices, default=Origin.CITIZEN)
    title = models.CharField(max_length=250)
    slug = models.SlugField(max_length=80, allow_unicode=True)
    summary = models.TextField(blank=True, help_text="in short, at most 300 characters")
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.SET_NULL, related_name="ideas"
    )
    place = models.CharField(max_length=120, blank=True, help_text="district or scope, in words")
    language = models.CharField(max_length=10, default="en")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hidden_rule = models.CharField(max_length=32, blank=True)
    points_for = models.IntegerField(default=0)
    points_against = models.IntegerField(default=0)
    comment_count = models.IntegerField(default=0, help_text="shown contributions of every kind")
    debater_count = models.IntegerField(default=0, help_text="distinct authors of these")
    debate_version = models.IntegerField(default=0, help_text="rises with every such number")
    active_at = models.DateTimeField(default=clock.now)
    imported_support = models.IntegerField(default=0)
    imported_likes = models.IntegerField(default=0)
    source = models.CharField(max_length=80, blank=True)
    external_id = models.CharField(max_length=64, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    render_version = models.IntegerField(default=0)

    tags = TaggableManager(through=IdeaTag, blank=True)
    objects = IdeaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(source=""),
                name="imported_idea_once",
            ),
            models.CheckConstraint(
                condition=Q(points_for__gte=0, points_against__gte=0)
                & Q(comment_count__gte=0, debater_count__gte=0, imported_support__gte=0),
                name="idea_counts_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(published_at__isnull=False),
                name="only_published_ideas_are_withdrawn",
            ),
        ]
        indexes = [
            models.Index(fields=["group", "-published_at", "-id"], name="idea_newest"),
            models.Index(fields=["group", "-debater_count", "-id"], name="idea_most_debated"),
            models.Index(fields=["group", "-imported_support", "-id"], name="idea_most_supported"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = slug_of(self.title)
        super().save(*args, **kwargs)

    @property
    def stream(self) -> str:
        return f"idea:{self.pk}"

    @property
    def is_shown(self) -> bool:
        return bool(self.published_at) and not self.held_at and not self.hidden_at

    @property
    def takes_part(self) -> bool:
        """Open to votes and words: shown and not withdrawn."""
        return self.is_shown and not self.withdrawn_at

    @property
    def state(self) -> str:
        """draft, hidden, held, withdrawn or published: the first that is true."""
        if not self.published_at:
            return "draft"
        for name in ("hidden", "held", "withdrawn"):
            if getattr(self, f"{name}_at"):
                return name
        return "published"


def slug_of(title: str) -> str:
    return slugify(title, allow_unicode=True)[:80].strip("-") or "idea"


class IdeaAnswer(models.Model):
    """What the idea says to one question of its group."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="answers_given")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    html = models.TextField()

    class Meta:
        ordering = ["question__place", "question_id"]
        constraints = [
            models.UniqueConstraint(fields=["idea", "question"], name="one_answer_per_question")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Revision(models.Model):
    """How an idea read at one version: every one is kept."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="revisions")
    version = models.IntegerField()
    title = models.CharField(max_length=250)
    summary = models.TextField(blank=True)
    answers = models.JSONField(default=dict, help_text="question key: text")
    note = models.CharField(max_length=300, blank=True, help_text="what changed, by the author")
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["idea", "version"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.idea_id} v{self.version}"


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, user: Any) -> "AnswerQuerySet":
        return self.filter(Exists(Idea.objects.visible_to(user).filter(pk=OuterRef("idea_id"))))


class Answer(models.Model):
    """What an official says in the name of a department, with a status. The newest is on top."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="answers")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="answers")
    official = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField()
    html = models.TextField()
    status = models.CharField(max_length=12, choices=Idea.Status.choices)
    next_step = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.status}"
