"""Whom to tell, what they were told, and every mail as a row until it has gone."""

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from activity import clock
from comments.models import Comment
from ideas.models import Answer, Idea
from moderation.models import Decision


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Follow(models.Model):
    """A person wants to hear of an idea. Ended follows stay, so that writing again does not undo
    a deliberate end."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="follows")
    token = models.CharField(max_length=48, unique=True, default=new_token)
    since = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "idea"], name="one_follow_per_person_and_idea"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.idea_id}"


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: Any) -> "NotificationQuerySet":
        """One's own rows whose idea, comment and answer one may (still) see.

        A decision on one's own words is shown to their author whatever became of them.
        """
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        idea = Exists(Idea.objects.visible_to(user).filter(pk=OuterRef("idea_id")))
        comment = Exists(Comment.objects.visible_to(user).filter(pk=OuterRef("comment_id")))
        about_words = Q(decision__isnull=False)
        seen = Q(idea) & (Q(comment__isnull=True) | Q(comment))
        return self.filter(about_words | seen, person_id=user.pk)

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at__isnull=True)

    def waiting(self) -> "NotificationQuerySet":
        """Not yet mailed, nor decided not to be."""
        return self.filter(mailed_at__isnull=True)

    def for_telling(self) -> "NotificationQuerySet":
        return self.select_related(
            "idea__group__community", "comment__author", "answer__department", "decision"
        )


class Notification(models.Model):
    """One thing one person is told, born in the transaction of the event."""

    class Kind(models.TextChoices):
        ANSWER = "answer", _("official answer")
        STATUS = "status", _("new status")
        REPLY = "reply", _("reply")
        COMMENT = "comment", _("new contribution")
        EDIT = "edit", _("edited idea")
        DECISION = "decision", _("decision on your words")

    class Why(models.TextChoices):
        AUTHOR = "author", _("you proposed this idea")
        FOLLOW = "follow", _("you follow this idea")
        WORDS = "words", _("it is about your own words")

    AT_ONCE = ("answer", "status", "decision")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="+")
    answer = models.ForeignKey(Answer, null=True, on_delete=models.CASCADE, related_name="+")
    decision = models.ForeignKey(Decision, null=True, on_delete=models.CASCADE, related_name="+")
    version = models.IntegerField(null=True, help_text="of the idea, where it was edited")
    status = models.CharField(max_length=12, blank=True, help_text="the idea's new one, then")
    why = models.CharField(max_length=8, choices=Why.choices, default=Why.FOLLOW)
    created_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True, help_text="mailed, or decided not to be")
    mail = models.ForeignKey(
        "OutgoingMail", null=True, on_delete=models.SET_NULL, related_name="notifications"
    )

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "comment"],
                condition=Q(decision__isnull=True, comment__isnull=False),
                name="told_once_of_a_comment",
            ),
            models.UniqueConstraint(
                fields=["person", "answer"],
                condition=Q(answer__isnull=False),
                name="told_once_of_an_answer",
            ),
            models.UniqueConstraint(
                fields=["person", "decision"],
                condition=Q(decision__isnull=False),
                name="told_once_of_a_decision",
            ),
            models.UniqueConstraint(
                fields=["person", "idea", "version"],
                condition=Q(version__isnull=False),
                name="told_once_of_an_edit",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="inbox"),
            models.Index(
                fields=["kind", "created_at"],
                condition=Q(mailed_at__isnull=True),
                name="waiting_for_mail",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person_id}"


class MailPreference(models.Model):
    """What a person wants by mail; without a row: answers and decisions at once, the rest daily."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="mail_preference",
    )
    at_once = models.BooleanField(_("answers and decisions at once"), default=True)
    daily = models.BooleanField(_("everything else in one daily mail"), default=True)
    daily_mail_at = models.DateTimeField(null=True, help_text="when the last one was made")
    token = models.CharField(max_length=48, unique=True, default=new_token)

    def __str__(self) -> str:
        return f"mail to {self.person_id}"


class Stop(models.TextChoices):
    """What the link at the end of a mail ends."""

    FOLLOW = "idea", _("mails about this idea")
    AT_ONCE = "at-once", _("mails at once about answers and decisions")
    DAILY = "daily", _("daily mails")


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def waiting(self) -> "OutgoingMailQuerySet":
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True, dropped_at__isnull=True)

    def due(self) -> "OutgoingMailQuerySet":
        """Those whose next try has come and which no worker holds."""
        moment = clock.now()
        free = Q(leased_until__isnull=True) | Q(leased_until__lte=moment)
        return self.waiting().filter(free, next_try_at__lte=moment)


class OutgoingMail(models.Model):
    """A mail waiting for the worker, sent, or given up and reported. Never lost on an error.

    Mails that tell of notifications have a kind and a person; their text is written again when
    they are sent, from what that person may see then.
    """

    class Kind(models.TextChoices):
        ACCOUNT = "account", _("about your account")
        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("daily")

    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.ACCOUNT)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    to = models.JSONField(default=list)
    sender = models.CharField(max_length=320)
    subject = models.CharField(max_length=500)
    body = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=clock.now)
    attempts = models.SmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=clock.now)
    leased_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True, help_text="nothing was left to tell")
    last_error = models.CharField(max_length=500, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(
                    sent_at__isnull=True, given_up_at__isnull=True, dropped_at__isnull=True
                ),
                name="mail_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.subject
