"""Votes, their narrow tally, and the keys of the orders that lists follow."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activity import clock
from communities.models import Group
from ideas.models import Idea

SLOTS = 16
LANES = 16


class Vote(models.Model):
    """One person's stand on an idea. There is one row per person and idea, by constraint."""

    class Stand(models.IntegerChoices):
        FOR = 1, _("for")
        AGAINST = -1, _("against")
        NO_OPINION = 0, _("no opinion")

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="votes")
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="votes"
    )
    stand = models.SmallIntegerField(choices=Stand.choices)
    cast_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voter", "idea"], name="one_vote_per_person_and_idea"),
            models.CheckConstraint(
                condition=Q(stand__in=[-1, 0, 1]), name="a_stand_is_one_of_three"
            ),
        ]

    def __str__(self) -> str:
        return f"vote on {self.idea_id}"


class Tally(models.Model):
    """A slot of an idea's counts. The sum of the slots is exact; one slot may fall below zero."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="tallies")
    slot = models.SmallIntegerField(default=0)
    votes_for = models.IntegerField(default=0)
    votes_against = models.IntegerField(default=0)
    no_opinion = models.IntegerField(default=0)
    version = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "slot"], name="tally_slot_once"),
            models.CheckConstraint(
                condition=Q(slot__gte=0, slot__lt=SLOTS), name="tally_slot_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id}/{self.slot}"


class Standing(models.Model):
    """The key of the order Top: settled from the tally a moment after each vote."""

    idea = models.OneToOneField(Idea, primary_key=True, on_delete=models.CASCADE)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    top = models.FloatField(default=0.0, help_text="W(for, all; 1.96), 0 to 1")
    seen = models.IntegerField(default=0, help_text="votes of every stand")
    version = models.IntegerField(default=0, help_text="the tally's version it was settled at")

    class Meta:
        indexes = [models.Index(fields=["group", "-top", "-seen", "-idea"], name="standing_top")]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.top:.3f}"


class ShuffleKey(models.Model):
    """An idea's place in one of the day's fair orders of its group."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+")
    lane = models.SmallIntegerField()
    day = models.DateField()
    key = models.FloatField(help_text="ascending −ln(r)/w")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "lane"], name="one_shuffle_key_per_lane")
        ]
        indexes = [models.Index(fields=["group", "lane", "key", "idea"], name="shuffle_order")]

    def __str__(self) -> str:
        return f"{self.idea_id}/{self.lane}"
