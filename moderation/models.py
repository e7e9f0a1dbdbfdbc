"""Flags, cases and decisions about content, each with a rule and a reason."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activity import clock
from comments.models import Comment
from communities.models import Group
from communities.roles import moderated_groups
from ideas.models import Idea

ONE_TARGET = Q(idea__isnull=False, comment__isnull=True) | Q(
    idea__isnull=True, comment__isnull=False
)


class Rule(models.TextChoices):
    """Why something may be removed. Criticism of anybody is not among them."""

    ADVERTISING = "advertising", _("advertising or spam")
    INSULT = "insult", _("insult or harassment")
    THREAT = "threat", _("threat")
    PERSONAL_DATA = "personal_data", _("somebody's personal data")
    HATE = "hate", _("hatred against people")
    ILLEGAL = "illegal", _("against the law")
    COPYRIGHT = "copyright", _("somebody else's work")
    DECEPTION = "deception", _("pretending to be somebody else")
    REPEATED = "repeated", _("the same text again and again")
    OFF_TOPIC = "off_topic", _("has nothing to do with this group")


class Tier(models.IntegerChoices):
    """What the queue shows first: people who wait, then what people flagged, then suspicion."""

    WAITING = 2, _("held, its author waits")
    FLAGGED = 3, _("flagged")
    SUSPECTED = 4, _("a program noticed something")


class Standing(models.TextChoices):
    """What moderation made of content, whatever else became of it."""

    SHOWN = "shown", _("on the page")
    HELD = "held", _("held")
    HIDDEN = "hidden", _("taken off the page")


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> "CaseQuerySet":
        """What waits for a person; words their author took back wait for nobody."""
        return self.filter(closed_at__isnull=True, comment__withdrawn_at__isnull=True)

    def visible_to(self, user: Any) -> "CaseQuerySet":
        """Cases of groups that one moderates and may enter: a secret group takes an invitation."""
        entered = Group.objects.visible_to(user).values("pk")
        return self.filter(group_id__in=moderated_groups(user)).filter(group_id__in=entered)

    def for_cards(self) -> "CaseQuerySet":
        return self.select_related(
            "group__community",
            "idea__author",
            "idea__group",
            "comment__author",
            "comment__idea__group",
            "comment__parent__author",
        ).prefetch_related("flags", "idea__answers_given__question")


class Case(models.Model):
    """What a moderator has before them: one open case per content, by constraint."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="cases")
    idea = models.ForeignKey(
        Idea, null=True, blank=True, on_delete=models.CASCADE, related_name="cases"
    )
    comment = models.ForeignKey(
        Comment, null=True, blank=True, on_delete=models.CASCADE, related_name="cases"
    )
    held = models.BooleanField(default=False, help_text="the content waits for this decision")
    tier = models.PositiveSmallIntegerField(choices=Tier.choices, default=Tier.SUSPECTED)
    score = models.FloatField(default=0.0)
    signals = models.JSONField(default=list, help_text="[{name, points, values}]")
    flag_count = models.IntegerField(default=0)
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_TARGET, name="case_of_exactly_one"),
            models.UniqueConstraint(
                fields=["idea"],
                condition=Q(closed_at__isnull=True, idea__isnull=False),
                name="one_open_case_per_idea",
            ),
            models.UniqueConstraint(
                fields=["comment"],
                condition=Q(closed_at__isnull=True, comment__isnull=False),
                name="one_open_case_per_comment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["group", "tier", "-flag_count", "-score", "opened_at"],
                condition=Q(closed_at__isnull=True),
                name="case_queue",
            )
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"

    @property
    def content(self) -> Idea | Comment:
        return content_of(self)


class Flag(models.Model):
    """A person's notice that something breaks a rule, with a reason."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="flags")
    flagger = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    rule = models.CharField(max_length=20, choices=Rule.choices)
    explanation = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "flagger"],
                condition=Q(flagger__isnull=False),
                name="one_flag_per_person_and_case",
            )
        ]

    def __str__(self) -> str:
        return f"flag {self.pk}"


class Decision(models.Model):
    """A moderator's act on content, with the rule and the statement the author is given."""

    class Act(models.TextChoices):
        APPROVE = "approve", _("approve")
        HOLD = "hold", _("hold")
        HIDE = "hide", _("hide")
        RESTORE = "restore", _("restore")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    idea = models.ForeignKey(
        Idea, null=True, blank=True, on_delete=models.CASCADE, related_name="decisions"
    )
    comment = models.ForeignKey(
        Comment, null=True, blank=True, on_delete=models.CASCADE, related_name="decisions"
    )
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    act = models.CharField(max_length=8, choices=Act.choices)
    was = models.CharField(max_length=6, choices=Standing.choices, default=Standing.SHOWN)
    rule = models.CharField(max_length=20, choices=Rule.choices, blank=True)
    reason = models.TextField(blank=True, help_text="what the author is told")
    content_version = models.IntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=ONE_TARGET, name="decision_on_exactly_one"),
            models.CheckConstraint(
                condition=~Q(act__in=["hide", "hold"]) | (~Q(rule="") & ~Q(reason="")),
                name="removal_has_rule_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.case_id}"

    @property
    def content(self) -> Idea | Comment:
        return content_of(self)


def standing(content: Idea | Comment) -> Standing:
    if content.hidden_at:
        return Standing.HIDDEN
    return Standing.HELD if content.held_at else Standing.SHOWN


def content_of(row: Case | Decision) -> Idea | Comment:
    """The one thing a case or decision is about; the constraint says that there is one."""
    found = row.comment or row.idea
    if found is None:
        raise ValueError(f"{row} is about nothing")
    return found
