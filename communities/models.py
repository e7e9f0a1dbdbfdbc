"""Where people meet: communities, their groups, phases by the clock, and who may do what."""

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activity import clock

if TYPE_CHECKING:
    pass


def known_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("Name a time zone like Europe/Vienna."))


class Community(models.Model):
    """A city, agency or organisation that hosts groups; it has a face."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    tagline = models.CharField(max_length=200, blank=True)
    purpose = models.TextField(blank=True)
    runs_it = models.CharField(max_length=200, blank=True, help_text="who is responsible")
    accent = models.CharField(max_length=7, default="#1f5f8b")
    time_zone = models.CharField(max_length=64, default="UTC", validators=[known_time_zone])
    language = models.CharField(max_length=10, default="en")
    created_at = models.DateTimeField(default=clock.now)
    source = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name_plural = "communities"

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Department(models.Model):
    """In whose name an official answers."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="departments")
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="department_once")
        ]

    def __str__(self) -> str:
        return self.name


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, user: Any) -> "GroupQuerySet":
        """Public groups for all, the community's for its members, secret ones by invitation."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.filter(visibility=Group.Visibility.PUBLIC)
        if user.is_superuser:
            return self
        mine = Membership.objects.standing().filter(person_id=user.pk)
        of_community = mine.filter(community__isnull=False)
        admin = of_community.filter(role=Role.ADMIN).values("community_id")
        return self.filter(
            Q(visibility=Group.Visibility.PUBLIC)
            | Q(pk__in=mine.filter(group__isnull=False).values("group_id"))
            | Q(community_id__in=admin)
            | Q(
                visibility=Group.Visibility.COMMUNITY,
                community_id__in=of_community.values("community_id"),
            )
        )

    def for_cards(self) -> "GroupQuerySet":
        return self.select_related("community").prefetch_related("phases")

    def for_page(self) -> "GroupQuerySet":
        return self.select_related("community").prefetch_related("phases", "questions")


class Group(models.Model):
    """A space in a community with a purpose, in which ideas are collected."""

    class Kind(models.TextChoices):
        OPEN_CALL = "open_call", _("open call")
        STUDY_GROUP = "study_group", _("study group")
        INTERNAL = "internal", _("internal group")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("public")
        COMMUNITY = "community", _("members of the community")
        SECRET = "secret", _("by invitation")

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="groups")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.OPEN_CALL)
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    purpose = models.TextField(blank=True)
    asked_by = models.CharField(max_length=200, blank=True, help_text="who asked")
    outcome = models.TextField(blank=True, help_text="what happens with the result")
    rules = models.TextField(blank=True, help_text="this group's own rules")
    charter = models.TextField(blank=True)
    report = models.TextField(blank=True, help_text="the report so far, Markdown")
    report_due_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    next_session_at = models.DateTimeField(null=True, blank=True)
    member_count = models.IntegerField(default=0)
    idea_count = models.IntegerField(default=0)
    source = models.CharField(max_length=80, blank=True, help_text="the import it came from")
    created_at = models.DateTimeField(default=clock.now)

    objects = GroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="group_slug_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_imported(self) -> bool:
        return bool(self.source)

    @property
    def is_small(self) -> bool:
        """Few enough people that a bare number could tell who voted how."""
        return self.visibility != Group.Visibility.PUBLIC and self.member_count < 30

    @property
    def stream(self) -> str:
        return f"group:{self.pk}"


class Phase(models.Model):
    """A stretch of a group's life that allows one thing. Stretches may overlap."""

    class Kind(models.TextChoices):
        PROPOSE = "propose", _("propose")
        DISCUSS = "discuss", _("discuss")
        VOTE = "vote", _("vote")
        REVIEW = "review", _("review")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)
    opened_told = models.BooleanField(default=False, help_text="the sweep has recorded the turn")
    closed_told = models.BooleanField(default=False)

    class Meta:
        ordering = ["opens_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=models.F("opens_at")),
                name="phase_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.kind}"

    def is_open(self) -> bool:
        moment = clock.now()
        return self.opens_at <= moment and (self.closes_at is None or moment < self.closes_at)


class Role(models.TextChoices):
    MEMBER = "member", _("member")
    EMPLOYEE = "employee", _("employee")
    OFFICIAL = "official", _("official")
    MODERATOR = "moderator", _("moderator")
    ADMIN = "admin", _("admin")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def standing(self) -> "MembershipQuerySet":
        """Those that have begun and not ended, by the clock."""
        moment = clock.now()
        return self.filter(Q(until__isnull=True) | Q(until__gt=moment), since__lte=moment)


class Membership(models.Model):
    """One role of one person in one community or one group, with a start and perhaps an end."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    community = models.ForeignKey(
        Community, null=True, blank=True, on_delete=models.CASCADE, related_name="memberships"
    )
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(community__isnull=False, group__isnull=True)
                | Q(community__isnull=True, group__isnull=False),
                name="membership_of_exactly_one",
            ),
            models.UniqueConstraint(
                fields=["person", "community", "role"],
                condition=Q(community__isnull=False),
                name="community_role_once",
            ),
            models.UniqueConstraint(
                fields=["person", "group", "role"],
                condition=Q(group__isnull=False),
                name="group_role_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class Question(models.Model):
    """What a group asks of every idea."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=40)
    label = models.CharField(max_length=200)
    help = models.CharField(max_length=300, blank=True)
    place = models.SmallIntegerField(default=0)
    required = models.BooleanField(default=True)
    longest = models.IntegerField(default=4000, help_text="characters")

    class Meta:
        ordering = ["place", "id"]
        constraints = [models.UniqueConstraint(fields=["group", "key"], name="question_key_once")]

    def __str__(self) -> str:
        return self.label


class Invitation(models.Model):
    """The way into a secret group; the token is mailed and works once, for one address."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "email"],
                condition=Q(accepted_at__isnull=True),
                name="one_open_invitation_per_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group_id}"
